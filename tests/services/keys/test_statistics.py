"""The key statistics table against a recount that a child could follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from desk_app.services.catalogue import Services
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.figures import Statistics, StatisticsLine
from desk_app.services.keys.records import Key
from desk_app.services.keys.tables import CopyRow, FaultRow, HandoutRow, KeyRow, LineRow
from desk_app.services.keys.terms import CopyState, HandoutState, KeyCategory, LineState, Purpose
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register

L, C = LineState, CopyState


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


def line_of(table: Statistics, category: KeyCategory) -> StatisticsLine:
    return next(line for line in table.lines if line.category is category)


def test_an_empty_register_has_a_line_of_zeros_for_each_category(register: Register) -> None:
    day = date(2026, 11, 23)
    table = register.ask.statistics(register.clerk, day, day)
    assert table.lines == tuple(StatisticsLine(category) for category in KeyCategory)
    assert table.busiest == ()


def test_a_day_at_the_desk(register: Register, clock: FakeClock) -> None:
    """One back late by somebody else, one still out over night, one faulty."""
    key = register.key("K1", copies=3)
    late = register.borrow(key.copies[0], due=clock.now() + timedelta(hours=1))
    register.borrow(key.copies[1])
    clock.advance(hours=2)
    register.give_back(late, colleague=register.wang)
    register.desk.get(KeyTroubles).report_fault(register.clerk, key.copies[2].id, "弯了", critical=False)
    first = clock.now().astimezone(clock.zone).date()
    clock.advance(hours=24)
    table = register.ask.statistics(register.clerk, first, first)
    assert line_of(table, KeyCategory.COMMON) == StatisticsLine(
        KeyCategory.COMMON, keys=1, copies=3, on_hook=2, out=1, faulty=1,
        borrowed=2, late=2, by_another=1, overnight=1,
    )  # fmt: skip
    assert table.busiest == (("K1", 2),)
    empty = register.ask.statistics(register.clerk, first + timedelta(days=1), first + timedelta(days=9))
    assert line_of(empty, KeyCategory.COMMON).borrowed == 0 and line_of(empty, KeyCategory.COMMON).copies == 3


@dataclass(frozen=True)
class Lent:
    """A borrowing of one copy, as the property makes it up. Hours count from the day's midnight."""

    copy: int
    day: int
    out: int
    due: int
    back: int
    state: LineState
    by_another: bool


LENT = st.builds(
    Lent,
    copy=st.integers(0, 5),
    day=st.integers(0, 6),
    out=st.integers(0, 23),
    due=st.integers(1, 40),
    back=st.integers(0, 60),
    state=st.sampled_from([L.RETURNED, L.RETURNED, L.LOST, L.VOID, L.OUT]),
    by_another=st.booleans(),
)
FIRST = date(2026, 11, 2)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lent=st.lists(LENT, max_size=25),
    states=st.lists(st.sampled_from(list(C)), min_size=6, max_size=6),
    faulty=st.sets(st.integers(0, 5)),
    inactive=st.booleans(),
    days=st.tuples(st.integers(0, 6), st.integers(0, 6)),
)
def test_it_is_what_a_recount_gives(
    register: Register,
    lent: list[Lent],
    states: list[CopyState],
    faulty: set[int],
    inactive: bool,
    days: tuple[int, int],
) -> None:
    keys = sorted(register.ask.keys(register.boss, inactive=True), key=lambda key: key.code) or [
        register.key("K1", copies=2),
        register.key("K2", copies=3),
        register.key("K3", copies=1, category=KeyCategory.SHOWROOM),
    ]
    lent = only_once_out(lent)
    write(register, keys, lent, states, faulty, inactive=inactive)
    first, last = FIRST + timedelta(days=min(days)), FIRST + timedelta(days=max(days))
    table = register.ask.statistics(register.clerk, first, last)
    counted = recount(register, keys, lent, states, faulty, inactive, first, last)
    for line in table.lines:
        said = {
            name: value for name in line.__slots__ if (value := getattr(line, name)) and name != "category"
        }
        assert said == counted.get(line.category, {})
    assert sum(n for _, n in table.busiest) == sum(line.borrowed for line in table.lines)
    assert [n for _, n in table.busiest] == sorted((n for _, n in table.busiest), reverse=True)


def only_once_out(lent: list[Lent]) -> list[Lent]:
    """A copy is out with one person only."""
    out: set[int] = set()
    return [one for one in lent if one.state is not L.OUT or not (one.copy in out or out.add(one.copy))]  # type: ignore[func-returns-value]


def midnight(register: Register, day: int) -> datetime:
    return datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), register.clock.zone)


def write(
    register: Register,
    keys: list[Key],
    lent: list[Lent],
    states: list[CopyState],
    faulty: set[int],
    *,
    inactive: bool,
) -> None:
    """The register as made up, whatever was there."""
    copies = [copy.id for key in keys for copy in key.copies]
    with register.desk.bench.database.write() as session:
        for table in (LineRow, HandoutRow, FaultRow):
            session.execute(delete(table))
        session.execute(update(KeyRow).where(KeyRow.id == keys[0].id).values(active=not inactive))
        for copy, state in zip(copies, states, strict=True):
            session.execute(update(CopyRow).where(CopyRow.id == copy).values(state=state.value))
        at = register.clock.now()
        ids = count(1)
        for place in faulty:
            for critical in (False, True):
                session.add(
                    FaultRow(id=next(ids), copy=copies[place], words="弯了", critical=critical, at=at, by=1)
                )
        for one in lent:
            start = midnight(register, one.day)
            handout = HandoutRow(
                id=next(ids), number="N", code=str(next(ids)), state=HandoutState.OUT.value,
                day=FIRST + timedelta(days=one.day), colleague=1, holder="李卫国", purpose=Purpose.OTHER.value,
                asked_at=start, asked_by=1, out_at=start + timedelta(hours=one.out),
                due=start + timedelta(hours=one.out + one.due),
            )  # fmt: skip
            session.add(handout)
            session.flush()
            back = handout.out_at + timedelta(hours=one.back) if one.state is L.RETURNED else None
            session.add(
                LineRow(
                    id=next(ids), handout=handout.id, copy=copies[one.copy], state=one.state.value,
                    returned_at=back, by_another=one.by_another and one.state is L.RETURNED,
                )
            )  # fmt: skip


def recount(
    register: Register, keys: list[Key], lent: list[Lent], states: list[CopyState], faulty: set[int],
    inactive: bool, first: date, last: date,
) -> dict[KeyCategory, dict[str, int]]:  # fmt: skip
    counts: dict[KeyCategory, dict[str, int]] = {}

    def one_more(category: KeyCategory, name: str) -> None:
        line = counts.setdefault(category, {})
        line[name] = line.get(name, 0) + 1

    owners = [key for key in keys for _ in key.copies]
    for key in keys:
        if key.id != keys[0].id or not inactive:
            one_more(key.category, "keys")
    for place, (key, state) in enumerate(zip(owners, states, strict=True)):
        if state is C.LOST:
            one_more(key.category, "copies")
            one_more(key.category, "lost")
        elif state is C.RETIRED or (key.id == keys[0].id and inactive):
            one_more(key.category, "retired")
        else:
            one_more(key.category, "copies")
            one_more(key.category, "out" if state is C.OUT else "on_hook")
            if place in faulty:
                one_more(key.category, "faulty")
    for one in lent:
        day, category = FIRST + timedelta(days=one.day), owners[one.copy].category
        if not first <= day <= last or one.state is L.VOID:
            continue
        one_more(category, "borrowed")
        if one.state is L.LOST:
            continue
        if one.state is L.OUT or one.back > one.due:  # November 23: all of them are due long since
            one_more(category, "late")
        if one.by_another and one.state is L.RETURNED:
            one_more(category, "by_another")
        if one.state is L.OUT or one.out + one.back >= 24:
            one_more(category, "overnight")
    return counts
