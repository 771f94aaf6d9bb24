"""What the gate must be told besides the code: where it stands, what time it is, what happened before.

Protocols and plain data. The records belong to the features that give out passes: each announces a `PassBook`, the
gate reads all of them as one `Ledger`.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from desk_app.services.codes.claims import PassClaims
from desk_app.services.core.words import N_, Message

CLOCK_SKEW = timedelta(minutes=5)
"""How far the clocks of two PCs may differ without anything being wrong."""


@dataclass(frozen=True)
class Use:
    """A release on record. `closes` is False for a part of the goods whose rest stays valid: no trip is used
    up. `before`: it was made on a pass whose place this one took.
    """

    at: datetime
    gate: str
    by: str
    here: bool
    closes: bool = True
    before: bool = False


def last_use(uses: Sequence[Use], trips: int) -> Use | None:
    """The use that used up so many trips, one at this gate before one elsewhere; None while one is left."""
    closed = [use for use in uses if use.closes]
    return max(closed, key=lambda use: (use.here, use.at)) if len(closed) >= trips else None


@dataclass(frozen=True)
class Revocation:
    """Who took a pass back, and when. `instead`: the short number of the pass that took its place, if one did."""

    at: datetime
    by: str
    instead: str = ""


@dataclass(frozen=True)
class PassRecord:
    """The record that a pass belongs to: a kind of search hit with its id, and what the gate's log calls it."""

    kind: str
    id: int
    name: str = field(default="", repr=False)


class PassBook(Protocol):
    """What one feature knows about the passes it gives out or has met. Made for one transaction."""

    def claims(self, pass_id: int) -> PassClaims | None:
        """The pass as it was signed, to the last value, if this PC ever met it."""
        ...

    def code(self, pass_id: int) -> str | None:
        """Its digits as they were printed, if this PC ever met it."""
        ...

    def is_another(self, pass_id: int, code: str) -> bool:
        """Whether another desk told of a different code of this number."""
        ...

    def revocation(self, pass_id: int) -> Revocation | None:
        """Whether and by whom it was revoked or superseded."""
        ...

    def uses(self, pass_id: int) -> Sequence[Use]:
        """Its releases, oldest first."""
        ...

    def spent(self, claims: PassClaims) -> Use | None:
        """The use by which nothing may leave on it any more, by all that is known here; None while something may."""
        ...

    def records_of(self, pass_ids: Collection[int]) -> Mapping[int, PassRecord]:
        """By pass, the record it was given out for; without those that this PC does not have."""
        ...

    def last_counter(self, desk: int, most: int) -> int:
        """The highest count that a pass of a desk is known by, 0 for none; by hearsay, up to `most` only."""
        ...

    def learn(self, claims: PassClaims) -> None:
        """A pass was proven at the gate: keep what it says about others. The only thing that writes."""
        ...


class Ledger(PassBook, Protocol):
    """What this PC knows about passes of all features, its own and what other PCs sent."""

    def revocations_at(self) -> datetime | None:
        """When the newest list of revocations from elsewhere was made; None if there never was one."""
        ...

    def gates_at(self) -> datetime | None:
        """Up to when the records of all the site's other gates are here; None if they never were."""
        ...


@dataclass(frozen=True)
class GateContext:
    """Where and when a code is judged.

    `gate` is 1 to 8, or 0 at a PC that is no gate: it may release any-gate passes only. `floor` is the newest
    time that this PC has seen. `alone`: no other PC issues or releases, so nothing can
    be stale. `skew`: how much earlier than its start a pass is taken, for PCs whose clocks differ.
    """

    site: int
    gate: int
    now: datetime
    floor: datetime
    zone: tzinfo
    alone: bool = False
    skew: timedelta = CLOCK_SKEW
    amber_after: timedelta = timedelta(hours=24)
    red_after: timedelta = timedelta(hours=72)

    @property
    def moment(self) -> datetime:
        """The time to judge by: setting this PC's clock back revives nothing."""
        return max(self.now, self.floor)

    @property
    def behind(self) -> timedelta:
        """How far this PC's clock is behind the newest time it has seen; 0 when that is no more than `skew`."""
        late = self.floor - self.now
        return late if late > self.skew else timedelta()

    def is_future(self, issued_at: datetime) -> bool:
        """Whether a pass claims to be issued at a time that has not come: one of two clocks is wrong."""
        return issued_at > self.moment + self.skew


class Level(enum.Enum):
    """How far a verdict can be trusted to know what happened elsewhere."""

    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


CLOCK_BEHIND = N_(
    "Clock suspect: this PC's clock is {hours} h {minutes} min behind the newest time it has seen. "
    "The newer time counts; the supervisor should check the clock."
)
CLOCKS_DIFFER = N_(
    "Clock suspect: the pass was issued at {issued}, which has not come yet by this PC's clock. "
    "One of the two is wrong."
)

LEVEL_NOTES: dict[Level, Message] = {
    Level.FRESH: N_("Revocations and other gates' records are up to date."),
    Level.AMBER: N_("Revocations or other gates' records are more than a day old."),
    Level.RED: N_("Revocations or other gates' records are too old: the supervisor must confirm a release."),
}

ALONE = N_("This PC works alone: nothing can be missing.")


@dataclass(frozen=True)
class Freshness:
    """The age of what came from elsewhere. None as a moment: nothing ever came.

    `alone`: no other PC issues or releases, so nothing is missing here.
    """

    level: Level
    revocations_at: datetime | None
    gates_at: datetime | None
    alone: bool = False

    @property
    def note(self) -> Message:
        """The sentence under the verdict."""
        return ALONE if self.alone else LEVEL_NOTES[self.level]


def freshness(context: GateContext, ledger: Ledger, one_gate: bool) -> Freshness:
    """How old the ledger is. Other gates' records do not matter to a pass that only one gate may release."""
    revocations, gates = ledger.revocations_at(), ledger.gates_at()
    if context.alone:
        return Freshness(Level.FRESH, revocations, gates, alone=True)
    matter = (revocations,) if one_gate else (revocations, gates)
    level = max((_level(context, moment) for moment in matter), key=list(Level).index)
    return Freshness(level, revocations, gates)


def _level(context: GateContext, moment: datetime | None) -> Level:
    age = None if moment is None else context.moment - moment
    if age is None or age >= context.red_after:
        return Level.RED
    return Level.AMBER if age >= context.amber_after else Level.FRESH
