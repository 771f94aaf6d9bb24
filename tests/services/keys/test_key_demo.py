"""The demo building's keys: something of everything, and nothing that could not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.build import build_demo
from desk_app.services.keys.chain import steps_of
from desk_app.services.keys.custody import standing
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import View
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.tables import CopyRow, HandoutRow, LineRow
from desk_app.services.keys.terms import CopyState, KeyCategory, LineState
from desk_app.services.retention.queries import RetentionQueries
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock, FakeSecrets

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A few days of records. For reading only."""
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        root = tmp_path_factory.mktemp("keys") / "data"
        made = build_demo(
            DataFolder(Path(root)), years=0.02, seed=3, clock=FakeClock(NOW), secrets=FakeSecrets()
        )
    yield made.services
    made.services.bench.database.close()


def test_something_of_everything(demo: Services) -> None:
    keys, register = demo.get(KeyQueries), demo.get(KeyRegisterQueries)
    counts = keys.counts(SYSTEM, TODAY)
    assert (counts.out, counts.overdue, counts.to_approve) == (8, 2, 1) and counts.unexplained >= 1
    found = register.keys(SYSTEM)
    assert len(found) == 90 and 155 <= sum(len(key.copies) for key in found) <= 165
    assert {key.category for key in found} == set(KeyCategory)
    assert len(register.rings(SYSTEM)) == 5
    assert [board.name for board in register.boards(SYSTEM)] == ["A", "B"]
    assert len(keys.lost_reports(SYSTEM, True)) == 1
    assert sum(copy.critical for key in found for copy in key.copies) == 1
    assert len(register.reservations(SYSTEM, TODAY)) == 2
    colleagues = demo.get(ColleagueQueries).all(SYSTEM, "", True)
    assert sum(not one.has_account for one in colleagues) == 30
    assert [one.active for one in colleagues].count(False) == 2


def test_one_in_trust_is_out_with_the_call_to_its_owner(demo: Services) -> None:
    keys = demo.get(KeyQueries)
    out = keys.handouts(SYSTEM, View.OUT, TODAY)
    (trust,) = [one for one in out if one.lines[0].category is KeyCategory.TRUST]
    (call,) = keys.card(SYSTEM, trust.id).calls
    assert call.owner and call.reached and trust.approvals
    assert any(one.ring and len(one.lines) > 1 for one in out)


def test_copies_and_borrowings_say_the_same(demo: Services) -> None:
    open_states = {LineState.OUT: CopyState.OUT, LineState.WAITING: CopyState.WAITING}
    with demo.bench.database.read() as session:
        rows = session.execute(select(LineRow.state, CopyRow.state).join(CopyRow, CopyRow.id == LineRow.copy))
        pairs = [(line, copy) for line, copy in rows if line in list(open_states)]
        assert pairs and all(copy == open_states[LineState(line)] for line, copy in pairs)
        away = session.scalars(select(CopyRow.id).where(CopyRow.state.in_(["out", "waiting"]))).all()
        assert len(away) == len(pairs)
        for row in session.scalars(select(HandoutRow)):
            assert row.asked_at <= NOW and row.due > row.asked_at
            assert row.closed_at is None or (row.out_at is not None and row.out_at <= row.closed_at <= NOW)


def test_the_chain_holds_and_nothing_is_due_to_be_forgotten(demo: Services) -> None:
    with demo.bench.database.read() as session:
        assert list(verify(session)) == []
    due = {one.setting.key: one.count for one in demo.get(RetentionQueries).preview(SYSTEM)}
    assert due["keys.keep_years"] == 0


def test_the_days_before_have_their_borrowings(demo: Services) -> None:
    table = demo.get(KeyRegisterQueries).statistics(SYSTEM, TODAY - timedelta(days=7), TODAY)
    assert 60 <= sum(line.borrowed for line in table.lines) <= 200
    assert table.busiest


def test_each_copy_that_is_out_stands_at_the_end_of_its_chain(demo: Services) -> None:
    with demo.bench.database.read() as session:
        out = set(session.scalars(select(LineRow.copy).where(LineRow.state == LineState.OUT.value)))
        copies = set(session.scalars(select(LineRow.copy).where(LineRow.state != LineState.WAITING.value)))
        chains = steps_of(session, copies)
    ends = {copy: standing(chains[copy]) for copy in copies}
    assert out and {copy for copy, end in ends.items() if end is not None and end.step.out} == out
    assert not any(end is None or end.disputed for end in ends.values())
