"""The demo building's mail: today has some of everything, the counts reconcile, and so does the money."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.loans.demo import fill as fill_loans
from desk_app.services.mail.demo import fill
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import OUTGOING_KIND, MailKind, PieceState, Postage, View
from desk_app.services.mail.tables import (
    BatchCountRow,
    BatchRow,
    MonthRow,
    OrdinaryRow,
    OutgoingRow,
    PieceRow,
    ReconciliationRow,
)
from tests.desk_fixtures import People
from tests.fakes import FakeClock

HOURS = [
    pytest.param(date(2026, 11, 25), time(14, 30), 45, id="wednesday"),
    pytest.param(date(2026, 11, 26), time(0, 0, 20), 3, id="just after midnight"),
    pytest.param(date(2026, 11, 29), time(23, 40), 9, id="sunday night"),
]


def write(desk: Services, people: People, clock: FakeClock, day: date, at: time, days: int) -> None:
    """Some days on a founded desk with four tenants, two of which moved out, and today."""
    now = datetime.combine(day, at, desk.bench.clock.zone)
    start = now - timedelta(days=days)
    directory = desk.get(Directory)
    tenants = [
        directory.add_tenant(SYSTEM, TenantDraft(f"云帆{name}有限公司", f"云帆{name}"), f"120{number}").result
        for number, name in enumerate("甲乙丙丁", 1)
    ]
    for tenant, forwarding in zip(tenants[2:], ("", "深圳市南山区科苑路 8 号"), strict=True):
        directory.announce_move_out(SYSTEM, tenant, clock.now().date() + timedelta(days=1))
        directory.clear_finance(SYSTEM, tenant)
        directory.moved_out(SYSTEM, tenant, forwarding)
    clock.set(now)
    pen = Pen(
        bench=desk.bench,
        clock=MovingClock(start, desk.bench.clock.zone),
        rng=random.Random(1),
        first_day=start.date(),
        now=now,
        staff=[people.receptionist, people.guard, people.supervisor],
        tenants=[
            DemoTenant(tenant, f"云帆{name}", f"120{number}", "12", ("陈丽丽", "王小强"))
            for number, (tenant, name) in enumerate(zip(tenants[:2], "甲乙", strict=True), 1)
        ],
    )
    for one in pen.days():
        fill_loans(pen, one)
        fill(pen, one)
    pen.finish()


@pytest.mark.parametrize(("day", "at", "days"), HOURS)
def test_today_has_some_of_everything(
    desk: Services, people: People, clock: FakeClock, day: date, at: time, days: int
) -> None:
    write(desk, people, clock, day, at, days)
    ask = desk.get(MailQueries)
    counts = ask.counts(SYSTEM, day)
    assert (counts.waiting, counts.overdue, counts.undeliverable) == (14, 2, 1)
    assert (counts.returns, counts.unmatched, counts.moved_out) == (1, 2, 2)
    assert (counts.batches_open, counts.batches_late) == (1, 0)
    (batch,) = ask.open_batches(SYSTEM)
    assert 0 < batch.sorted < batch.announced == 70
    assert ask.round_sheet(SYSTEM, day) and ask.kept_apart(SYSTEM)
    assert len(ask.outgoing(SYSTEM, day)) == 5
    (asked,) = ask.pieces(SYSTEM, View.RETURNS, day)
    assert asked.moved_out and asked.form_number


@pytest.mark.parametrize(("day", "at", "days"), HOURS)
def test_counts_and_money_reconcile(
    desk: Services, people: People, clock: FakeClock, day: date, at: time, days: int
) -> None:
    write(desk, people, clock, day, at, days)
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []
        found: Counter[tuple[int, str]] = Counter()
        for row in session.scalars(select(OrdinaryRow)):
            found[row.batch, row.kind] += row.quantity
        found.update((row.batch, row.kind) for row in session.scalars(select(PieceRow)))
        counts = session.scalars(select(BatchCountRow)).all()
        assert {(row.batch, row.kind): row.sorted for row in counts if row.sorted} == found
        explained = {
            row.id: bool(row.difference) for row in session.scalars(select(BatchRow)) if row.sorted_at
        }
        for row in counts:
            assert row.announced == row.sorted or explained.get(row.batch, True)
        out = session.scalars(select(OutgoingRow)).all()
        booked = select(func.coalesce(func.sum(MovementRow.cash), 0))
        cash = session.scalar(booked.where(MovementRow.record_kind == OUTGOING_KIND))
        assert cash == sum(row.postage for row in out if row.paid == Postage.CASH)
        for week in session.scalars(select(ReconciliationRow)):
            until = week.monday + timedelta(days=7)
            theirs = [row for row in out if row.carrier == week.carrier and week.monday <= row.day < until]
            assert week.registered == sum(row.postage for row in theirs)
        _drawer_adds_up(
            desk, session.scalars(select(CountRow)).all(), session.scalars(select(MovementRow)).all()
        )


def _drawer_adds_up(desk: Services, counts: object, movements: object) -> None:
    state = desk.get(DrawerQueries).state(SYSTEM)
    assert state.cash == sum(one.cash for one in movements)  # type: ignore[attr-defined]
    for count in counts:  # type: ignore[attr-defined]
        before = sum(one.cash for one in movements if one.id < count.id)  # type: ignore[attr-defined]
        assert before == count.counted, "every evening the drawer holds what was booked until then"


def test_nothing_impossible(desk: Services, people: People, clock: FakeClock) -> None:
    write(desk, people, clock, date(2026, 11, 25), time(14, 30), 45)
    now = clock.now()
    with desk.bench.database.read() as session:
        for row in session.scalars(select(PieceRow)):
            moments = [row.arrived_at, row.handed_at, row.approved_at, row.sent_on_at]
            known = [one for one in moments if one is not None]
            assert known == sorted(known) and known[-1] <= now
            if row.state == PieceState.HANDED_OVER:
                assert row.handed_to and row.on_paper == MailKind(row.kind).special
        codes = session.scalars(select(PieceRow.code)).all()
        assert len(codes) == len(set(codes))
        (month,) = session.scalars(select(MonthRow))
        assert month.first == date(2026, 10, 1)
