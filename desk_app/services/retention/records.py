"""What goes out of the times of keeping: plain, frozen, without a database behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import Message

NOTICE = timedelta(hours=24)
"""So much must really pass after it was announced before a tighter rule counts, and any rule for the first time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long one kind of record is kept. All times in days."""

    key: str
    days: int | None
    """In force; None before the first time: nothing is removed."""
    wanted: int
    changed_at: datetime
    announced_at: datetime
    agreed_by: int = 0
    waited: timedelta = timedelta(0)
    """So much of the notice has really passed, whatever the PC's date says."""

    @property
    def first(self) -> bool:
        """Whether it was never in force: a supervisor may begin it before its notice is over."""
        return self.days is None

    @property
    def waiting(self) -> bool:
        """Whether what the supervisor set is not in force yet."""
        return self.days != self.wanted

    @property
    def remaining(self) -> timedelta:
        """So much of its notice is left."""
        return max(NOTICE - self.waited, timedelta(0))


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule will remove with its next run."""

    title: Message
    setting: Setting[int]
    unit: str
    amount: int
    """The setting's value."""
    count: int
    oldest: datetime | None
    """When the oldest record of them ended; None where none has an end."""
    until: datetime
    """What ended before this goes."""
    rule: Rule | None
    """None before the program looked at it first."""
    starts: datetime | None = None
    """While it waits: when it counts, at the earliest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with the purge as a whole."""

    held_since: datetime | None
    """The PC's clock went ahead by more than a day since the last run: nothing is removed for a day from then."""
    goes_on: datetime | None
    """At the earliest; None when it is not held, or far ahead: then a supervisor must agree."""
    last: datetime | None
    """The last run's end."""
    seen: datetime | None = None
    """While it is held: where the clock stood when it was last right."""
    now: datetime | None = None
    """While it is held: where it stands."""

    @property
    def must_agree(self) -> bool:
        """Whether nothing is removed, however long it waits, before a supervisor agreed."""
        return self.held_since is not None and self.goes_on is None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the purge."""

    at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    """Key of the setting → how many records."""
    backups: int
    """How many backups were past their age."""
