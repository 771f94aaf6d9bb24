"""The demo building's loans: whatever the hour, today is alive, the drawer adds up and nothing is impossible."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.records import MovementKind
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.loans.demo import STOCK, fill
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import ItemsDraft, LoanDraft, View
from desk_app.services.loans.records import LineDraft as Wanted
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import TROLLEY, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import ItemState, LineState
from tests.desk_fixtures import People
from tests.fakes import FakeClock

HOURS = [
    pytest.param(date(2026, 11, 25), time(14, 30), id="wednesday"),
    pytest.param(date(2026, 11, 25), time(19, 59), id="evening"),
    pytest.param(date(2026, 11, 26), time(0, 0, 20), id="just after midnight"),
    pytest.param(date(2026, 11, 29), time(11, 0), id="sunday"),
]
TENANTS = [
    DemoTenant(number, f"云帆科技{number}", f"{number:04d}", "12", ("陈丽",)) for number in range(1, 60)
]


def write(desk: Services, people: People, clock: FakeClock, day: date, at: time, days: int = 9) -> None:
    """Some days on a founded desk, and today."""
    now = datetime.combine(day, at, desk.bench.clock.zone)
    start = now - timedelta(days=days)
    clock.set(now)
    pen = Pen(
        bench=desk.bench,
        clock=MovingClock(start, desk.bench.clock.zone),
        rng=random.Random(1),
        first_day=start.date(),
        now=now,
        staff=[people.receptionist, people.guard, people.supervisor],
        tenants=TENANTS,
    )
    for one in pen.days():
        fill(pen, one)
    pen.finish()


def rows(desk: Services, table: Any) -> list[Any]:
    with desk.bench.database.read() as session:
        return list(session.scalars(select(table)))


@pytest.mark.parametrize(("day", "at"), HOURS)
def test_today_is_alive(desk: Services, people: People, clock: FakeClock, day: date, at: time) -> None:
    write(desk, people, clock, day, at)
    ask, by = desk.get(LoanQueries), people.receptionist
    counts = ask.counts(by, day)
    assert (counts.out, counts.overdue) == (18, 6) and counts.lost >= 1 and counts.day >= 20
    late = ask.loans(by, View.OVERDUE, day)
    assert len({loan.company for loan in late}) == 2 and sum(loan.suspended for loan in late) == 1
    assert sum(loan.called_at is not None for loan in late) == 3
    out = ask.loans(by, View.OUT, day)
    assert any(len(loan.out) == 2 for loan in out) and any(
        line.extensions for loan in out for line in loan.out
    )
    (kept,) = [
        line
        for loan in ask.loans(by, View.LOST, day)
        for line in loan.lines
        if line.kept and line.kept_reason
    ]
    assert (kept.state, kept.kept, kept.category) == (LineState.LOST, 5000, TROLLEY)
    (suspended,) = desk.get(StockQueries).suspensions(by)
    assert suspended.active and suspended.phone in {loan.phone for loan in late}
    stock = {line.category.id: line for line in desk.get(StockQueries).stock(by)}
    assert stock[UMBRELLA].damaged >= 1 and stock[UMBRELLA].retired == 2 and stock[UMBRELLA].available > 30
    drawer = desk.get(DrawerQueries).state(by)
    assert drawer.held == sum(loan.deposit for loan in out) == 20_000 and drawer.cash > drawer.held


def test_it_adds_up(desk: Services, people: People, clock: FakeClock) -> None:
    write(desk, people, clock, date(2026, 11, 25), time(14, 30), days=40)
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []
    items, lines, loans = rows(desk, ItemRow), rows(desk, LoanLineRow), rows(desk, LoanRow)
    assert Counter(item.category for item in items) == {kind: n for kind, _, n in STOCK}
    assert {item.id for item in items if item.state == ItemState.LENT} == {
        line.item for line in lines if line.state == LineState.OUT
    }
    assert len({item.tag for item in items} | {loan.code for loan in loans}) == len(items) + len(loans)
    assert all(
        parse_phone(loan.phone).digits == loan.phone and loan.tail == loan.phone[-4:] for loan in loans
    )
    with_two(lines, loans)
    cash = held = 0
    counts = {row.id: row for row in rows(desk, CountRow)}
    moved = {row.id: row for row in rows(desk, MovementRow)}
    assert not counts.keys() & moved.keys() and len(counts) >= 25
    for at in sorted(counts | moved):
        if at in counts:
            assert counts[at].counted == cash, "counted is what lies there"
        else:
            cash, held = cash + moved[at].cash, held + moved[at].held
        assert cash >= held >= 0
    assert desk.get(DrawerQueries).state(SYSTEM).cash == cash
    kinds = Counter(row.kind for row in moved.values())
    assert kinds[MovementKind.DEPOSIT] == kinds[MovementKind.REFUND] + kinds[MovementKind.KEPT] + 3
    ids = sorted(moved)
    assert [moved[one].at for one in ids] == sorted(row.at for row in moved.values())


def with_two(lines: list[Any], loans: list[Any]) -> None:
    """No item is ever with two people."""
    lent = {loan.id: loan.lent_at for loan in loans}
    spells: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for line in lines:
        spells.setdefault(line.item, []).append((lent[line.loan], line.returned_at))
    for known in spells.values():
        known.sort(key=lambda spell: spell[0])
        for (_, back), (again, _) in pairwise(known):
            assert back is not None and back <= again


def test_counted_stock_is_the_sum_of_its_movements(desk: Services, people: People, clock: FakeClock) -> None:
    write(desk, people, clock, date(2026, 7, 29), time(14, 30), days=25)
    ask = desk.get(StockQueries)
    for line in ask.stock(SYSTEM):
        if line.category.counted:
            moved = ask.movements(SYSTEM, line.category.id, 1000)
            assert sum(one.quantity for one in moved) == line.on_hand == moved[0].after
            assert all(one.after >= 0 for one in moved) and len(moved) > 3


def test_work_goes_on_in_it(desk: Services, people: People, clock: FakeClock) -> None:
    write(desk, people, clock, date(2026, 11, 25), time(14, 30), days=3)
    by = people.receptionist
    clock.advance(minutes=1)
    (new,) = desk.get(Stock).add_items(by, ItemsDraft(UMBRELLA, 1, "伞", first=61)).result
    loan = desk.get(Loans).lend(by, LoanDraft((Wanted(new.id),), "新来客", "13800001234")).result
    assert desk.get(Loans).take_back_by_tag(by, new.tag, "").result.loan.id == loan.id
    late = desk.get(LoanQueries).loans(by, View.OVERDUE, date(2026, 11, 25))[0]
    back = desk.get(Loans).take_back_by_tag(by, late.lines[0].tag, "").result
    assert back.late and back.loan.id == late.id
    with desk.bench.database.read() as session:
        assert session.execute(select(func.count()).select_from(LoanRow)).scalar_one() > 30
        assert list(verify(session)) == []
