"""What leaves the conflict desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message


class ConflictKind(StrEnum):
    """What cannot both be right."""

    USED_TWICE = "used_twice"
    TOO_MUCH = "too_much"
    AFTER_REVOCATION = "after_revocation"
    TWO_OF_A_NUMBER = "two_of_a_number"
    RETURNED_TWICE = "returned_twice"
    KEY_OUT_TWICE = "key_out_twice"


KIND_NAMES: dict[ConflictKind, Message] = {
    ConflictKind.USED_TWICE: N_("Used at two gates", "conflict"),
    ConflictKind.TOO_MUCH: N_("More left than the pass allows", "conflict"),
    ConflictKind.AFTER_REVOCATION: N_("Released after it was revoked", "conflict"),
    ConflictKind.TWO_OF_A_NUMBER: N_("Two passes of one number", "conflict"),
    ConflictKind.RETURNED_TWICE: N_("More came back than left", "conflict"),
    ConflictKind.KEY_OUT_TWICE: N_("One key handed out at two desks", "conflict"),
}


class Deed(StrEnum):
    """What one side did."""

    RELEASED = "released"
    RELEASED_PART = "released_part"
    REVOKED = "revoked"
    RETURNED = "returned"
    ISSUED = "issued"
    """Gave out, or met, a pass of this number."""
    HANDED_OUT = "handed_out"
    """Lent a key; `Side.by` is then whoever has it."""


DEED_NAMES: dict[Deed, Message] = {
    Deed.RELEASED: N_("Released", "conflict"),
    Deed.RELEASED_PART: N_("Released in part", "conflict"),
    Deed.REVOKED: N_("Revoked", "conflict"),
    Deed.RETURNED: N_("Taken back", "conflict"),
    Deed.ISSUED: N_("Has another pass of this number", "conflict"),
    Deed.HANDED_OUT: N_("Handed out to", "conflict"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one PC did: where, when, who.

    `place` is the gate's name, or its number where the building gave it none; empty at a PC that is no gate.
    `pieces`: how many left, where that is known.
    """

    desk: str
    place: str
    at: datetime | None
    by: str = ""
    what: Deed = Deed.RELEASED
    pieces: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict. `record` of kind `entity` is what it is about; `title` names it.

    `outcome` is empty while it is open.
    """

    id: int
    kind: ConflictKind
    entity: str
    record: int
    title: str
    found_at: datetime
    sides: tuple[Side, ...]
    outcome: str = ""
    settled_at: datetime | None = None
    settled_by: int = 0
    settled_by_name: str = ""
