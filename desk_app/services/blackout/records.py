"""What leaves this folder: kits, their forms, what was entered afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message


class FormState(StrEnum):
    """What became of a paper form."""

    OPEN = "open"
    """Given out; nothing was typed in for it yet."""
    USED = "used"
    VOID = "void"
    """Spoilt or lost: somebody said so."""


FORM_STATE_NAMES: dict[FormState, Message] = {
    FormState.OPEN: N_("Open", "paper form"),
    FormState.USED: N_("Entered", "paper form"),
    FormState.VOID: N_("Void", "paper form"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One numbered form. `number` is its digits as they are scanned and typed."""

    id: int
    number: str
    kind: str
    kit: str
    """The kit's number."""
    state: FormState
    kit_made_at: datetime
    settled_at: datetime | None = None
    """When it was entered or given up."""
    by: int = 0
    words: str = ""
    """Why it is void."""
    saved: bool = False
    """It stands in the file that is saved by itself and, as far as anybody said, on no paper."""


@dataclass(frozen=True, slots=True)
class Kit:
    """One kit: a set of forms with numbers of their own."""

    id: int
    number: str
    made_at: datetime
    by: int
    forms: tuple[Form, ...]
    handover: int | None = None
    saved: bool = False
    """Made for the files that are saved by themselves: its lists are renewed, its numbers stay."""

    @property
    def open(self) -> tuple[Form, ...]:
        """The forms nothing was typed in for."""
        return tuple(form for form in self.forms if form.state is FormState.OPEN)


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody typed in afterwards, in one go."""

    happened_at: datetime
    entered_at: datetime
    by: int
    form: str
    topics: tuple[str, ...]
    records: tuple[int, ...]
    names: tuple[str, ...] = field(default=(), repr=False)
    """The numbers of the records, where they have any."""
