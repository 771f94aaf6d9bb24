"""Writes the demo building in bulk, months at a time, in the order of time over all features."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from desk_app.services.audit import chain
from desk_app.services.core.changes import EventKind
from desk_app.services.core.clocks import Stamps, from_ms, to_ms
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.db.base import Base
from desk_app.services.demo.bulk import BulkInserts
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.people import Person, person
from desk_app.services.journal.events import Event, Payload, make_event
from desk_app.services.journal.tables import CounterRow, EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.search.index import put
from desk_app.services.search.records import SearchEntry

R = TypeVar("R", bound=Base)
T = TypeVar("T")
M = TypeVar("M", bound="Mind")
_REGULARS = 6_000
"""People who come and ring; most of them many times in ten years."""


@dataclass(frozen=True, slots=True)
class DemoTenant:
    """A tenant of the demo building, for features that need somebody to visit, to bill, to lend to."""

    id: int
    name: str
    unit: str
    floor: str
    contacts: tuple[str, ...]


class Mind:
    """The base of what `Pen.mind` keeps. Its chance is its own: what one feature draws changes nothing of another's."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        seed = f"{type(self).__name__} {pen.people[0]} {pen.first_day}"
        self.rng = random.Random(seed)  # noqa: S311 - a plausible building, not a secret

    def pick(self, things: Sequence[T]) -> T:
        """One of them by chance."""
        return things[int(self.rng.random() * len(things))]


@dataclass(frozen=True, slots=True)
class _Happened:
    """An event that waits for its turn."""

    ms: int
    kind: EventKind
    entity: int
    by: int
    payload: Payload
    private: Payload | None


@dataclass
class Pen:
    """What a feature's demo writes with, day by day. Whatever is queued may lie ahead: it is put in order."""

    bench: Bench
    clock: MovingClock
    rng: random.Random
    first_day: date
    now: datetime
    staff: list[Actor]
    tenants: list[DemoTenant] = field(default_factory=list)
    """Filled by the directory: those who are in the building."""
    people: list[Person] = field(default_factory=list)
    remembered: dict[type[Any], Any] = field(default_factory=dict)
    """What a feature's demo needs again on later days, by its own class."""
    written: int = 0
    """Rows of the features so far, without journal and search index."""
    today: date = field(init=False)
    """The last day of the demo."""
    desk_staff: list[Actor] = field(init=False)
    """Whoever sits at the desk: all but the guards."""
    _bulk: BulkInserts = field(default_factory=BulkInserts)
    _events: list[_Happened] = field(default_factory=list)
    _entries: list[SearchEntry] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _lanes: dict[int, int] = field(default_factory=dict)
    _minds: dict[type, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.today = self.now.astimezone(self.bench.clock.zone).date()
        self.desk_staff = [one for one in self.staff if one.role is not Role.GUARD]
        self.people.extend(person(self.rng) for _ in range(_REGULARS))

    def days(self) -> Iterator[date]:
        """Every day from the first to today."""
        for number in range((self.today - self.first_day).days + 1):
            yield self.first_day + timedelta(days=number)

    def moment(self, day: date, at: time) -> datetime:
        """A time of day at the building."""
        return datetime.combine(day, at, self.bench.clock.zone)

    def pick(self, things: Sequence[T]) -> T:
        """One of them by chance; three times as fast as `rng.choice`."""
        return things[int(self.rng.random() * len(things))]

    def mind(self, make: type[M]) -> M:
        """What a feature's demo remembers from day to day: one of its own class, made with the pen at first use."""
        if make not in self._minds:
            self._minds[make] = make(self)
        found: M = self._minds[make]
        return found

    def id_at(self, moment: datetime, lane: int) -> int:
        """An id for something that happened then; call it in the order of time within a lane (0 to 15)."""
        ms = max(to_ms(moment) - Stamps.EPOCH_MS, self._lanes.get(lane, -1) + 1)
        self._lanes[lane] = ms
        return ms << 22 | self.bench.desk.desk_number << 8 | lane << 4

    def count(self, series: str) -> int:
        """The next count of a series, as `Work.count` gives it, also after verbs have counted in it."""
        if series not in self._counts:
            with self.bench.database.read() as session:
                row = session.get(CounterRow, series)
                self._counts[series] = 0 if row is None else row.last
        self._counts[series] += 1
        return self._counts[series]

    def number(self, day: date) -> str:
        """The desk's next number of a day, as `Work.number` gives it."""
        text = day.isoformat()[2:].replace("-", "")
        return self.bench.desk.number(text, self.count(f"number-{text}"))

    def row(self, table: type[R], **values: Any) -> R:
        """A row with every default in place, to be filled and given to `add`. Nothing of the mapper is behind it:
        a mapped object costs five times as much, and a million of them minutes.
        """
        return self._bulk.row(table, values)

    def add(self, table: type[R], row: R) -> None:
        """Queue a row from `row`."""
        self._bulk.add(table, row)

    def event(
        self,
        kind: EventKind,
        entity: int,
        at: datetime,
        by: int,
        payload: Payload,
        private: Payload | None = None,
    ) -> None:
        """Queue a journal event of a member of staff (0 for the program)."""
        self._events.append(_Happened(to_ms(at), kind, entity, by, payload, private))

    def find(self, entry: SearchEntry) -> None:
        """Queue a search entry."""
        self._entries.append(entry)

    def flush(self, until: datetime) -> None:
        """Write every queued row, and the events before `until`, covered by one audit entry."""
        self._events.sort(key=lambda event: event.ms)
        end = to_ms(until)
        due = [self._made(event) for event in self._events if event.ms < end]
        self._events = [event for event in self._events if event.ms >= end]
        if not due:
            return
        self.clock.move(until)
        with self.bench.database.write() as session:
            self._write(session, due, until)

    def finish(self) -> None:
        """Write the rest, and the series of numbers to continue."""
        with self.bench.database.write() as session:
            for series, last in self._counts.items():
                session.merge(CounterRow(series=series, last=last))
        self.flush(self.now + timedelta(milliseconds=1))
        assert not self._events, "an event of the future"

    def _made(self, event: _Happened) -> Event:
        at = from_ms(event.ms)
        self.clock.move(at)
        stamps = self.bench.stamps
        return make_event(
            stamps.new_id(), stamps.stamp(), event.kind.name, event.kind.version,
            event.entity, at, event.by, event.payload, event.private,
        )  # fmt: skip

    def _write(self, session: Session, due: list[Event], until: datetime) -> None:
        connection = session.connection()
        rows = self._bulk.write(connection)
        for event in due:
            self._bulk.add(EventRow, event)
        self._bulk.write(connection)
        put(connection, sorted(self._entries, key=lambda entry: entry.id))
        covered = [(event.id, event.digest) for event in due]
        chain.append(session, SYSTEM, until, "demo.month", chain.Outcome.DONE, {"rows": rows}, covered)
        self.written += rows
        self._entries.clear()
