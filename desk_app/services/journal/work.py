"""The shape of every verb and every question.

A verb is a method marked `@command(allow=…)`: the caller passes who is acting, the method receives a `Work`, that is
one open transaction, and whatever it returns comes back inside `Changes`. Permission, journal, audit entry, search
index and commit are done here, once, for all features; a verb that changes rows without recording an event is a bug
and rolls back. A question is a method marked `@query(allow=…)`; it receives a `Read` and cannot write.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.audit import chain
from desk_app.services.core.changes import BACK_ENTRIES, Changes, EventKind, Topic
from desk_app.services.core.clocks import Clock, Stamps
from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import IllegalStep, NotPermitted
from desk_app.services.core.people import ROLE_NAMES, Actor, Role
from desk_app.services.core.secrets import SecretStore
from desk_app.services.core.settings import Setting, T
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.journal.back_entry import (
    BACK_ENTRY_DAYS,
    mark_entries,
    require_after,
    require_enterable,
    typed_at,
)
from desk_app.services.journal.events import Event, Payload, make_event
from desk_app.services.journal.happened import last_of
from desk_app.services.journal.tables import CounterRow, EventRow

if TYPE_CHECKING:
    from desk_app.services.codes.ledger import PassBook
    from desk_app.services.core.feature import Feature, Named, PeopleOf
    from desk_app.services.core.figures import Period, Section
    from desk_app.services.core.matters import Matter, Party

P = ParamSpec("P")
R = TypeVar("R")
_COUNT = (
    insert(CounterRow)
    .values(last=1)
    .on_conflict_do_update(index_elements=["series"], set_={"last": CounterRow.last + 1})
    .returning(CounterRow.last)
)
_LIFTED = insert(CounterRow)
_LIFT = _LIFTED.on_conflict_do_update(
    index_elements=["series"], set_={"last": func.max(CounterRow.last, _LIFTED.excluded.last)}
)
_WRITE = insert(EventRow)
S = TypeVar("S", bound="Service")
Q = TypeVar("Q", bound="Queries")


class Afterwards(Enum):
    """What becomes of a verb while somebody types in what was written by hand."""

    NEVER = "never"
    """It counts from now, and nobody enters it afterwards: decisions, the gate's verdicts, settings."""
    THEN = "then"
    """It is entered for the time it happened."""
    NOW = "now"
    """It happens as it is typed, also then: an undo, a print, a mended word."""


class Indexer(Protocol):
    """How a feature's rows of one topic look in the search index."""

    def __call__(self, session: Session, ids: Collection[int]) -> None:
        """Bring the index entries of `ids` up to date in the caller's transaction."""
        ...


class SettingValues(Protocol):
    """The building's settings."""

    def get(self, setting: Setting[T]) -> T:
        """The value in force."""
        ...


@dataclass(frozen=True)
class Bench:
    """What every service stands at: the tools of one desk. Made once, by the composition root."""

    database: Database
    clock: Clock
    stamps: Stamps
    desk: Desk
    secrets: SecretStore
    settings: SettingValues
    role_of: Callable[[Session, int], Role | None]
    """The role on record of an active member of staff: it may have changed since signing in."""
    indexers: Mapping[Topic, Indexer] = field(default_factory=dict)
    pass_books: Sequence[Callable[[Bench, Session], PassBook]] = ()
    """What each feature knows about passes; the gate asks all of them."""
    matters: Sequence[Callable[[Read, Party], Iterable[Matter]]] = ()
    """What each feature knows to be open with a company or a person."""
    people: Mapping[str, PeopleOf] = field(default_factory=dict)
    """By kind of record: whom records are about."""
    codes: Mapping[int, Callable[[Read, str], Named | None]] = field(default_factory=dict)
    """By first digit of a short number: the record it belongs to."""
    reports: Sequence[Callable[[Read, Period], Section]] = ()
    """What each feature has to tell of a period."""
    features: Sequence[Feature] = ()
    """Every feature, in its order: what it announces beside these is asked of it."""
    looked: dict[str, float] = field(default_factory=dict)
    """By round: when it last looked, on the clock's `monotonic`; empty when the program starts."""

    @contextmanager
    def work(
        self,
        by: Actor,
        action: str,
        allow: Collection[Role],
        afterwards: Afterwards = Afterwards.NEVER,
    ) -> Iterator[Work]:
        """One transaction on behalf of `by`: rows, events and audit entry land together or not at all."""
        if afterwards is Afterwards.NOW:
            by = by.live
        with self.database.write() as session:
            self._catch_up(session)
            work = Work(self, session, by, self.clock.now())
            work.by = self.still(session, by)
            _require(work.by, allow)
            if by.happened_at is not None:
                work.go_back(by.happened_at, allowed=afterwards is Afterwards.THEN)
            yield work
            work.finish(action)

    def _catch_up(self, session: Session) -> None:
        """Another program may have written since: its ids and stamps are behind us, whatever the PC's clock says."""
        newest = session.execute(
            select(EventRow.id, EventRow.stamp).order_by(EventRow.id.desc()).limit(1)
        ).first()
        if newest is not None:
            self.stamps.follow(newest.id, newest.stamp)

    def still(self, session: Session, by: Actor) -> Actor:
        """The person with the role on record now. Raises NotPermitted for an account that was closed meanwhile."""
        if by.role is Role.SYSTEM:
            return by
        role = self.role_of(session, by.staff_id)
        if role is None:
            raise NotPermitted(N_("This account was closed. Sign in again."))
        return replace(by, role=role)

    def refused(self, by: Actor, action: str) -> None:
        """Put a refused attempt on record."""
        with self.database.write() as session:
            chain.append(session, by, self.clock.now(), action, chain.Outcome.REFUSED, {})


class _Context:
    """What verbs and questions have in common."""

    def __init__(self, bench: Bench, session: Session, by: Actor, now: datetime) -> None:
        self._bench = bench
        self.session = session
        self.by = by
        self.now = now

    @property
    def bench(self) -> Bench:
        """The tools of the desk, for what several features do in the same way."""
        return self._bench

    @property
    def desk(self) -> Desk:
        """This desk."""
        return self._bench.desk

    @property
    def secrets(self) -> SecretStore:
        """Keys and pepper, outside the database."""
        return self._bench.secrets

    @property
    def today(self) -> date:
        """The day at the building."""
        return self.local(self.now).date()

    def local(self, moment: datetime) -> datetime:
        """A moment on the building's wall clock."""
        return moment.astimezone(self._bench.clock.zone)

    def setting(self, setting: Setting[T]) -> T:
        """The building's value of a setting."""
        return self._bench.settings.get(setting)


class Read(_Context):
    """One consistent view of the database."""


class Work(_Context):
    """One open transaction of a verb."""

    def __init__(self, bench: Bench, session: Session, by: Actor, now: datetime) -> None:
        super().__init__(bench, session, by, now)
        self._events: list[Event] = []
        self._touched: dict[Topic, set[int]] = {}
        self._detail: dict[str, object] = {}
        self.quiet = False
        """Without an event there is no audit entry either: nothing happened, and nobody asked for anything."""
        self.entered = now
        """When it is typed: ids, stamps and the audit entry say this time, `now` is when it happens or happened."""

    def go_back(self, happened: datetime, *, allowed: bool) -> None:
        """It is entered afterwards. Raises IllegalStep for a verb that never is, InvalidInput for such a time."""
        if not allowed:
            raise IllegalStep(
                N_("This cannot be entered afterwards: it counts from now. End the back-entry first.")
            )
        require_enterable(happened, self.entered, self.setting(BACK_ENTRY_DAYS))
        self.now = happened
        self.note(happened=happened.isoformat(timespec="minutes"), form=self.by.form)

    @property
    def is_back_entry(self) -> bool:
        """Whether it happened before and is typed in now."""
        return self.by.happened_at is not None

    def require_after(self, *before: datetime | None) -> None:
        """Raise IllegalStep for a back-entry that would lie before the steps that lead to it. Else it says nothing."""
        if self.is_back_entry:
            known = [one for one in before if one is not None]
            require_after(max(known, default=None), self.now, self._bench.clock.zone)

    def typed_at(self, entity: int, moment: datetime) -> datetime:
        """When what happened to a record at `moment` was typed: what a slip's minutes are counted from."""
        return typed_at(self.session, entity, moment)

    def new_id(self) -> int:
        """An id for a new row."""
        return self._bench.stamps.new_id()

    def record(self, kind: EventKind, entity: int, payload: Payload, private: Payload | None = None) -> None:
        """Write an event. Personal data goes into `private`, where it can expire; ids and facts into `payload`."""
        stamps = self._bench.stamps
        self._events.append(
            make_event(
                stamps.new_id(),
                stamps.stamp(),
                kind.name,
                kind.version,
                entity,
                self.now,
                self.by.staff_id,
                payload,
                private,
            )
        )
        self._touched.setdefault(kind.topic, set()).add(entity)

    def note(self, **detail: object) -> None:
        """Add to the audit entry: why, for which record. No personal data."""
        self._detail.update(detail)

    def number(self) -> str:
        """The desk's next number of the day: SITE-DESK-YYMMDD-NNN (operating manual, People and things)."""
        day = self.today.strftime("%y%m%d")
        return self.desk.number(day, self.count(f"number-{day}"))

    def count(self, series: str) -> int:
        """The next count of a series, from 1, without gaps."""
        return self.session.connection().execute(_COUNT, {"series": series}).scalar_one()

    def lift(self, series: str, last: int) -> None:
        """Have a series go on after `last`; it never goes back."""
        self.session.connection().execute(_LIFT, {"series": series, "last": last})

    def last(self, series: str) -> int:
        """The last count of a series that was given out; 0 before the first."""
        return last_of(self.session, series)

    @property
    def touched(self) -> dict[Topic, frozenset[int]]:
        """The ids of every event so far, by topic."""
        return {topic: frozenset(ids) for topic, ids in self._touched.items()}

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that may fail alone: on any exception its rows and its events are as if it had not been tried."""
        events, detail = len(self._events), dict(self._detail)
        touched = {topic: set(ids) for topic, ids in self._touched.items()}
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            del self._events[events:]
            self._touched, self._detail = touched, detail
            raise

    def finish(self, action: str) -> None:
        """Write events, search index and audit entry. Called by `Bench.work` before the commit."""
        session = self.session
        if not self._events and (session.new or session.dirty or session.deleted):
            raise RuntimeError(f"{action} changed rows without recording an event")
        session.flush()
        if self._events:
            session.connection().execute(_WRITE, [_as_row(event) for event in self._events])
        for topic, ids in self._touched.items():
            if topic in self._bench.indexers:
                self._bench.indexers[topic](session, ids)
        if self.is_back_entry and self._touched:
            marked = mark_entries(session, self.new_id, self._touched, self.by, self.now, self.entered)
            self._touched[BACK_ENTRIES] = set(marked)
        if self.quiet and not self._events:
            return
        chain.append(
            session,
            self.by,
            self.entered,
            action,
            chain.Outcome.DONE,
            {"of": sorted({event.entity for event in self._events})[:20], **self._detail},
            [(event.id, event.digest) for event in self._events],
        )


def _as_row(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in Event.__slots__}


class Service:
    """The verbs of one feature."""

    area: str
    """The feature's id; actions are called `area.verb`."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench


class Queries:
    """The questions of one feature."""

    area: str

    def __init__(self, bench: Bench) -> None:
        self.bench = bench


def command(
    *, allow: Iterable[Role], back_entry: bool = False, meanwhile: bool = False
) -> Callable[[Callable[Concatenate[S, Work, P], R]], Callable[Concatenate[S, Actor, P], Changes[R]]]:
    """Make a method a verb: permission, one transaction, events, audit. Raises NotPermitted for other roles.

    `back_entry`: it may be typed in afterwards, with the time it happened (`Actor.happened_at`). `meanwhile`: it may be
    used while that goes on, and happens now. Any other verb refuses somebody who enters afterwards.
    """
    allowed = frozenset(allow)
    afterwards = Afterwards.THEN if back_entry else Afterwards.NOW if meanwhile else Afterwards.NEVER

    def make(verb: Callable[Concatenate[S, Work, P], R]) -> Callable[Concatenate[S, Actor, P], Changes[R]]:
        @functools.wraps(verb)
        def run(self: S, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Changes[R]:
            action = f"{self.area}.{verb.__name__}"
            try:
                with self.bench.work(by, action, allowed, afterwards) as work:
                    result = verb(self, work, *args, **kwargs)
            except NotPermitted:
                self.bench.refused(by, action)
                raise
            return Changes(result, work.touched)

        run.allowed = allowed  # type: ignore[attr-defined]
        run.afterwards = afterwards  # type: ignore[attr-defined]
        return run

    return make


def query(
    *, allow: Iterable[Role]
) -> Callable[[Callable[Concatenate[Q, Read, P], R]], Callable[Concatenate[Q, Actor, P], R]]:
    """Make a method a question: permission, one consistent view. Raises NotPermitted for other roles."""
    allowed = frozenset(allow)

    def make(question: Callable[Concatenate[Q, Read, P], R]) -> Callable[Concatenate[Q, Actor, P], R]:
        @functools.wraps(question)
        def run(self: Q, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with self.bench.database.read() as session:
                    asker = self.bench.still(session, by)
                    _require(asker, allowed)
                    return question(
                        self, Read(self.bench, session, asker, self.bench.clock.now()), *args, **kwargs
                    )
            except NotPermitted:
                self.bench.refused(by, f"{self.area}.{question.__name__}")
                raise

        run.allowed = allowed  # type: ignore[attr-defined]
        return run

    return make


def allowed_roles(method: Any) -> frozenset[Role] | None:
    """The roles that may call a verb or question; None for a method that is neither."""
    return getattr(method, "allowed", None)


def _require(by: Actor, allowed: Collection[Role]) -> None:
    if by.role not in allowed:
        raise NotPermitted(
            N_("{role}: not permitted. Ask the supervisor to sign in and do it."), role=ROLE_NAMES[by.role]
        )
