"""What is forgotten after a time, as features say it: rows, the columns they lose, and how long they are kept.

A feature writes its `Retained` in `forgetting.py` and announces it in its `Feature`. A new column with a text or
picture belongs into one of them, or with a reason into the list of what is kept for ever (a test asks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from desk_app.services.core.changes import EventKind
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import Message
from desk_app.services.db.base import Moment
from desk_app.services.journal.forgetting import private_before, untouched_since

_HOUR_MS = 3_600_000


def begin_of_day(day: InstrumentedAttribute[Any]) -> ColumnElement[datetime | None]:
    """A column's day as a moment that is past on that day in every time zone: for what ended some time of it."""
    return _moment(day, -14)


def end_of_day(day: InstrumentedAttribute[Any]) -> ColumnElement[datetime | None]:
    """A column's day as a moment that is not past on that day in any time zone: for what ends with it."""
    return _moment(day, 36)


def _moment(day: InstrumentedAttribute[Any], hours: int) -> ColumnElement[datetime | None]:
    return type_coerce(func.unixepoch(day, type_=BigInteger) * 1000 + hours * _HOUR_MS, Moment)


class Unit(StrEnum):
    """What a setting counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


_DAYS_OF = {Unit.DAYS: 1.0, Unit.MONTHS: 365.25 / 12, Unit.YEARS: 365.25}


@dataclass(frozen=True)
class Hanging:
    """Rows that hang on a record, and what they lose; None: they go altogether."""

    owner: InstrumentedAttribute[int]
    """The column with the record's id."""
    emptied: Mapping[str, Any] | None
    through: Any = None
    """Where `owner` names not the record but a row that hangs on it: that row's column with the record's id."""


@dataclass(frozen=True)
class Kept:
    """One kind of record that is forgotten after a time."""

    table: type[Any]
    ended: ColumnElement[Any] | InstrumentedAttribute[Any]
    """When it was done with; NULL while it is open."""
    emptied: Mapping[str, Any]
    """What the row loses: column and what stands there afterwards."""
    event: EventKind | None
    """That it was forgotten; None: only the run itself is on record, and `left` is needed."""
    hanging: Sequence[Hanging] = field(default=())
    kinds: tuple[str, ...] = ()
    """How search hits name such a record: by these it can be forgotten before its time."""
    left: ColumnElement[bool] | None = None
    """What tells that there is something to forget; without it: no `event` is on record, and nothing else since."""
    filed: Any = None
    """A column with the record that the event is filed under, if not itself."""
    private: bool = True
    """Whether the events filed under itself lose their private part."""

    def due(self, limit: datetime) -> Select[int]:
        """Ids of what ended before `limit` and was not forgotten yet."""
        wanted = select(self.table.id).where(self.ended < limit)
        if self.left is not None:
            return wanted.where(self.left)
        assert self.event is not None
        return wanted.where(untouched_since(self.table.id, limit, self.event))

    def oldest(self, limit: datetime) -> Select[datetime | None]:
        """When the oldest of what is due ended."""
        return select(func.min(self.ended)).select_from(self.table).where(self.table.id.in_(self.due(limit)))


@dataclass(frozen=True)
class Told:
    """What the events of records that live on said about people: forgotten by the event's own age."""

    of: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
    """The column with the ids that the events are filed under."""
    event: EventKind | None = None
    """That it was forgotten; None: only the run itself is on record."""

    def due(self, limit: datetime) -> Select[int]:
        """Ids of records with events before `limit` that still say something about people."""
        return private_before(select(self.of), limit)


@dataclass(frozen=True)
class Retained:
    """One rule: what it is called, the setting with its time, and what is kept so long."""

    title: Message
    setting: Setting[int]
    unit: Unit
    kept: tuple[Kept | Told, ...]

    def days(self, amount: int) -> int:
        """What a value of the setting comes to in days."""
        return round(_DAYS_OF[self.unit] * amount)
