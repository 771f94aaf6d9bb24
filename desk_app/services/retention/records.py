"""What goes out of the times of keeping: plain, frozen, without a database behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk_app.services.core.settings import Setting
from desk_app.services.core.words import Message

NOTICE = timedelta(hours=24)
"""So long after it was announced a tighter rule, and any rule for the first time, counts without anybody's word."""


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

    @property
    def waiting(self) -> bool:
        """Whether what the supervisor set is not in force yet."""
        return self.days != self.wanted

    @property
    def starts(self) -> datetime:
        """When it counts without anybody's word."""
        return self.announced_at + NOTICE


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


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with the purge as a whole."""

    held_since: datetime | None
    """The PC's clock went ahead by more than a day since the last run: nothing is removed for a day from then."""
    goes_on: datetime | None
    last: datetime | None
    """The last run's end."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the purge."""

    at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    """Key of the setting → how many records."""
    backups: int
    """How many backups were past their age."""
