"""Writes the demo building in bulk: rows, journal events, audit entries and search entries, months at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from desk_app.services.audit import chain
from desk_app.services.core.changes import EventKind
from desk_app.services.core.clocks import Stamps, to_ms
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.db.base import Base
from desk_app.services.demo.people import Person, person
from desk_app.services.journal.events import Event, Payload, make_event
from desk_app.services.journal.tables import CounterRow, EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.search.index import put
from desk_app.services.search.records import SearchEntry


@dataclass(frozen=True, slots=True)
class DemoTenant:
    """A tenant of the demo building, for features that need somebody to visit, to bill, to lend to."""

    id: int
    name: str
    unit: str
    floor: str
    contacts: tuple[str, ...]


@dataclass
class Pen:
    """What a feature's demo writes with. Ids rise with time within a feature; `lane` keeps features apart."""

    bench: Bench
    rng: random.Random
    first_day: date
    now: datetime
    staff: list[Actor]
    tenants: list[DemoTenant] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    written: int = 0
    _session: Session | None = None
    _rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    _events: list[Event] = field(default_factory=list)
    _entries: list[SearchEntry] = field(default_factory=list)
    _lanes: dict[int, int] = field(default_factory=dict)
    _event_id: int = 0

    def __post_init__(self) -> None:
        self._event_id = self.entity_base(to_ms(self.moment(self.first_day, time(0, 0))) - Stamps.EPOCH_MS)
        self.people.extend(person(self.rng) for _ in range(12_000))

    @property
    def today(self) -> date:
        """The last day of the demo."""
        return self.now.astimezone(self.bench.clock.zone).date()

    @property
    def session(self) -> Session:
        """The open transaction of the chapter being written."""
        assert self._session is not None
        return self._session

    def moment(self, day: date, at: time) -> datetime:
        """A time of day at the building."""
        return datetime.combine(day, at, self.bench.clock.zone)

    def days(self) -> Iterator[date]:
        """Every day from the first to today."""
        for number in range((self.today - self.first_day).days + 1):
            yield self.first_day + timedelta(days=number)

    def entity_base(self, ms: int) -> int:
        """The smallest id of a millisecond since 2020."""
        return ms << 22 | self.bench.desk.desk_number << 8

    def id_at(self, moment: datetime, lane: int) -> int:
        """An id for something that happened then; call it in the order of time within a lane (0 to 7)."""
        ms = max(to_ms(moment) - Stamps.EPOCH_MS, self._lanes.get(lane, -1) + 1)
        self._lanes[lane] = ms
        return self.entity_base(ms) | lane << 5

    def add(self, table: type[Base], **values: Any) -> None:
        """Queue a row. Columns without a value take their default."""
        self._rows.setdefault(table, []).append(values)

    def event(
        self, kind: EventKind, entity: int, at: datetime, by: Actor, payload: Payload, private: Payload | None
    ) -> None:
        """Queue a journal event."""
        self._event_id += 1
        stamp = to_ms(at) << 16
        self._events.append(
            make_event(
                self._event_id, stamp, kind.name, kind.version, entity, at, by.staff_id, payload, private
            )
        )

    def find(self, entry: SearchEntry) -> None:
        """Queue a search entry."""
        self._entries.append(entry)

    def flush(self, action: str) -> None:
        """Write what is queued, covered by one audit entry, and begin the next transaction."""
        if not self._events:
            return
        with self.bench.database.write() as session:
            self._write(session, action)

    @contextmanager
    def chapter(self, action: str) -> Iterator[Session]:
        """One transaction in which a feature may use its own mapped rows beside what is queued."""
        with self.bench.database.write() as session:
            self._session = session
            yield session
            session.flush()
            self._write(session, action)
            self._session = None

    def _write(self, session: Session, action: str) -> None:
        connection = session.connection()
        for table, rows in self._rows.items():
            connection.execute(insert(table), rows)
        rows_written = sum(len(rows) for rows in self._rows.values())
        if self._events:
            connection.execute(insert(EventRow), [_as_row(event) for event in self._events])
        put(connection, self._entries)
        chain.append(
            session, SYSTEM, self.now, action, chain.Outcome.DONE, {"rows": rows_written},
            [event.digest for event in self._events],
        )  # fmt: skip
        self.written += rows_written
        self._rows.clear()
        self._events.clear()
        self._entries.clear()

    def count_up_to(self, series: str, last: int) -> None:
        """Continue a series of numbers from here."""
        self.session.merge(CounterRow(series=series, last=last))


def _as_row(event: Event) -> Mapping[str, object]:
    return {name: getattr(event, name) for name in Event.__slots__}
