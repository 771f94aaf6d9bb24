"""The demo building's lost property: today's shelf is as it is told, and nothing is there that could not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.demo.build import build_demo
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FoundState, Outcome, View
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock, FakeSecrets

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture(
    scope="module",
    params=[pytest.param(0.02, id="a week"), pytest.param(0.35, id="four months", marks=pytest.mark.full)],
)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Some days of records. For reading only, but for the last test."""
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        root = tmp_path_factory.mktemp("found") / "data"
        made = build_demo(
            DataFolder(Path(root)), years=request.param, seed=3, clock=FakeClock(NOW), secrets=FakeSecrets()
        )
    yield made.services
    made.services.bench.database.close()


def test_todays_shelf(demo: Services) -> None:
    ask = demo.get(LostPropertyQueries)
    counts = ask.counts(SYSTEM, TODAY)
    assert (counts.to_confirm, counts.open - counts.to_confirm) == (3, 25)
    assert (counts.high, counts.untold, counts.expired) == (2, 1, 3)
    assert counts.reports == 4 and counts.returned >= 1
    good = ask.good_matches(SYSTEM)
    assert len({one.lost for one in good}) == 2
    assert any(one.state is FoundState.RETURNED for one in ask.items(SYSTEM, View.DAY, TODAY))


def test_nothing_is_there_that_could_not_be(demo: Services) -> None:
    with demo.bench.database.read() as session:
        rows = session.scalars(select(FoundRow)).all()
        granted = dict(
            session.execute(
                select(ClaimRow.item, func.count()).where(ClaimRow.granted.is_(True)).group_by(ClaimRow.item)
            ).all()
        )
        closed = session.scalars(select(LostRow).where(LostRow.open.is_(False))).all()
    for row in rows:
        assert row.taken_by != row.confirmed_by
        assert row.found_at <= row.taken_at <= (row.confirmed_at or NOW) <= NOW
        assert granted.get(row.id, 0) == int(row.state == FoundState.RETURNED)
        if row.returned_at is not None:
            assert row.taken_at < row.returned_at <= NOW and row.confirmed_at < row.returned_at
        if row.disposed_at is not None:
            assert row.disposed_at <= NOW
            assert row.disposed_at.astimezone(demo.bench.clock.zone).date() >= row.keep_until
    assert closed and {one.found for one in closed} <= set(granted)
    codes = [row.code for row in rows]
    assert len(codes) == len(set(codes))


def test_its_secrets_open_and_the_supervisor_goes_on_working(demo: Services) -> None:
    ask, verbs = demo.get(LostPropertyQueries), demo.get(LostProperty)
    (food, *_) = [one for one in ask.items(SYSTEM, View.EXPIRED, TODAY) if one.has_secret]
    assert verbs.secrets(SYSTEM, food.id, "看一下").result.secret
    gone = verbs.dispose(SYSTEM, food.id, Outcome.DESTROYED, "", "清理").result
    assert gone.state is FoundState.DISPOSED
