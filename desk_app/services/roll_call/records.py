"""What leaves the roll-call: plain, frozen, without a database behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message
from desk_app.services.visitors.records import Presence


class Mark(StrEnum):
    """What is known of somebody on the list."""

    UNKNOWN = ""
    SAFE = "safe"
    NOT_FOUND = "not_found"
    """Looked for and not found: who goes in looks for them first."""


class Outcome(StrEnum):
    """How a roll-call ended."""

    ALL_SAFE = "all_safe"
    MISSING = "missing"
    CALLED_OFF = "called_off"


MARK_NAMES: dict[Mark, Message] = {
    Mark.UNKNOWN: N_("Not checked"),
    Mark.SAFE: N_("Safe"),
    Mark.NOT_FOUND: N_("Not found"),
}
OUTCOME_NAMES: dict[Outcome, Message] = {
    Outcome.ALL_SAFE: N_("Everybody accounted for"),
    Outcome.MISSING: N_("People missing"),
    Outcome.CALLED_OFF: N_("Called off"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One visit on the list: a person, or a party of several who came together."""

    id: int
    """0 on the on-site list, before a roll-call gave it one."""
    visit: int
    name: str
    company: str
    host: str
    floor: str
    unit: str
    party: int
    presence: Presence
    on_break: bool
    """Stepped out when the list was taken: probably not inside."""
    badge: str
    seen_at: datetime | None
    mark: Mark = Mark.UNKNOWN
    marked_at: datetime | None = None
    marked_by: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How far it is, in people."""

    people: int = 0
    safe: int = 0
    not_found: int = 0

    @property
    def unknown(self) -> int:
        """People nobody was asked about yet."""
        return self.people - self.safe - self.not_found


@dataclass(frozen=True, slots=True)
class RollCall:
    """One roll-call, running or past."""

    id: int
    drill: bool
    started_at: datetime
    started_by: int
    tally: Tally
    ended_at: datetime | None = None
    ended_by: int = 0
    outcome: Outcome | None = None
    note: str = ""
    all_safe_at: datetime | None = None
    """When the last of those surely inside was found, if all were."""

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list: by floor, within a floor the surest first. Without a roll-call it is the on-site list as it is now."""

    taken_at: datetime
    lines: tuple[Line, ...]
    roll_call: RollCall | None = None

    @property
    def tally(self) -> Tally:
        """All of it, in people."""
        return tally_of(self.lines)

    def floors(self) -> list[tuple[str, tuple[Line, ...]]]:
        """The lines of each floor, in the order of the list."""
        by_floor: dict[str, list[Line]] = {}
        for line in self.lines:
            by_floor.setdefault(line.floor, []).append(line)
        return [(floor, tuple(lines)) for floor, lines in by_floor.items()]

    def people(self, presence: Presence) -> int:
        """How many people are of this class."""
        return sum(line.party for line in self.lines if line.presence is presence)


def tally_of(lines: Iterable[Line]) -> Tally:
    """Lines counted in people."""
    counts = dict.fromkeys(Mark, 0)
    for line in lines:
        counts[line.mark] += line.party
    return Tally(sum(counts.values()), counts[Mark.SAFE], counts[Mark.NOT_FOUND])
