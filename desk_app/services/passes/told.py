"""What one desk tells the others about passes: plain data, no database. Only what another gate needs.

No carrier, no plate, no phone, no remark: goods are counted by line. Written and read in `record_file`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk_app.services.passes.records import Moved


@dataclass(frozen=True, slots=True)
class ToldRelease:
    """Goods left through one of a desk's gates. `desk`: whose."""

    id: int
    desk: int
    root: int
    pass_id: int
    place: int
    gate: int
    at: datetime
    by_name: str
    trip: int
    closes: bool
    whole: bool
    slip: int | None
    """The balance slip that was given for the rest."""
    seen: tuple[int, ...]
    """The releases of the pass that the desk knew when it made this one."""
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class ToldReturn:
    """Returnable goods came back through one of a desk's gates. `desk`: whose."""

    id: int
    desk: int
    root: int
    gate: int
    at: datetime
    by_name: str
    undone_at: datetime | None
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class ToldRevocation:
    """A desk took a pass of its own back: whose it is stands in the pass's id."""

    root: int
    at: datetime
    by_name: str
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class ToldPass:
    """A code that the desk gave out or has met. `root` differs from `pass_id` for a balance slip.

    `code` is a digest of the digits. `quantities` are by line, 0 for one that is not on a slip; empty where the desk
    does not know every line.
    """

    pass_id: int
    root: int
    code: str
    number: str
    trips: int
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a desk has to tell, up to `made_at` by its own clock.

    Beside its own deeds it gives every other desk's own back to that desk: one that was set back to an old copy of its
    data learns so what it has lost. Nobody else believes them.
    """

    site: int
    desk: int
    made_at: datetime
    releases: tuple[ToldRelease, ...] = ()
    returns: tuple[ToldReturn, ...] = ()
    revocations: tuple[ToldRevocation, ...] = ()
    passes: tuple[ToldPass, ...] = ()
