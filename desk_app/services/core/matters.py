"""What a company or a person holds, expects or owes: one short line per open matter, from every feature that has any.

Exit clearance reads them before goods leave, the card of a person or company shows them all. A feature announces its
own in `Feature.matters`, and in `Feature.people` whom its records are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from desk_app.services.core.words import Message

if TYPE_CHECKING:
    from desk_app.services.journal.work import Read

MOST = 20
"""So many matters of one sort are told one by one."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who is asked about: a tenant, a visit, whoever has this phone, a colleague. At least one of them."""

    tenant: int | None = None
    visit: int | None = None
    phone: str = field(default="", repr=False)
    colleague: int | None = None
    """Somebody of the property staff, by the id on record: not everybody there has a phone of their own."""

    @property
    def values(self) -> dict[str, object]:
        """For a statement that asks about all of them: what is not known is NULL and fits nothing."""
        return {
            "tenant": self.tenant,
            "visit": self.visit,
            "phone": self.phone or None,
            "colleague": self.colleague,
        }


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever a record is about, or the company when no person is named."""

    name: str = ""
    phone: str = field(default="", repr=False)
    company: str = ""
    unit: str = ""
    tenant: int | None = None
    visit: int | None = None
    colleague: int | None = None

    @property
    def party(self) -> Party:
        """How the features are asked about them: by the company alone only when nobody is named."""
        alone = None if self.phone or self.visit or self.colleague else self.tenant
        return Party(alone, self.visit, self.phone, self.colleague)


class Part(StrEnum):
    """Under which heading of the card a matter stands."""

    HOLDS = "holds"
    """Has something of the building's, or stands in its books."""
    EXPECTS = "expects"
    """Waits for something, or is waited for."""
    OWES = "owes"
    """Should have brought or paid something by now."""
    NOTED = "noted"
    """To know of: suspended, moving out."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing still open. `kind` and `record` name what a search hit would: a click opens it.

    `text` says it in one sentence, `values` fill its placeholders. `owed`: it should be settled before anything leaves
    the building (operating manual, Exit passes: clearance); otherwise it is good to know only. `step` is the one action
    that fits now, by its name among `TabSpec.steps` of the tab that shows `kind`; empty: it can only be opened. It is
    taken on `target`, or on the record itself.
    """

    feature: str
    kind: str
    record: int
    text: Message
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    since: datetime | None = None
    owed: bool = True
    part: Part = Part.HOLDS
    step: str = ""
    target: int | None = None
    barred: bool = False
    """They are given nothing more for now: suspended."""


def shortened(found: Iterable[Matter], more: Message) -> Iterator[Matter]:
    """The first ones; then one matter for all the others, so that nobody takes the list for whole.

    `more` says it with `{n}`. It opens the first that is not told, and is owed when any of them is.
    """
    waiting = iter(found)
    yield from islice(waiting, MOST)
    others = list(waiting)
    if others:
        owed = next((one for one in others if one.owed), others[0])
        part = Part.OWES if any(one.part is Part.OWES for one in others) else owed.part
        values = {"n": len(others)}
        yield Matter(owed.feature, owed.kind, owed.record, more, values, owed=owed.owed, part=part)


def barring(read: Read, phone: str) -> Matter | None:
    """Why whoever has this phone is given nothing more for now, as any feature says it; None when nothing bars them."""
    if not phone:
        return None
    party = Party(phone=phone)
    return next((one for ask in read.bench.matters for one in ask(read, party) if one.barred), None)
