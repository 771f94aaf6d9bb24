"""What happens by itself: rounds of features, backups, the daily look at the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desk_app import upkeep
from desk_app.services.catalogue import features
from desk_app.services.core.changes import Changes, Topic
from desk_app.services.core.errors import DatabaseDamaged, StorageTrouble, UserError
from desk_app.services.core.words import N_
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.ui.context import AppContext
from desk_app.ui.preferences import LAST_CHECKED
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.banner import Banner
from desk_app.upkeep import Upkeep
from tests.desk_fixtures import People
from tests.fakes import FakeClock


class Strip:
    """Shows when the newest backup was made."""

    def __init__(self) -> None:
        self.shown: list[datetime | None] = []

    def show_backup(self, made: datetime | None) -> None:
        self.shown.append(made)


@dataclass
class Kept:
    """Upkeep, and where it tells what it found."""

    upkeep: Upkeep
    banner: Banner
    strip: Strip
    told: list[frozenset[str]]
    damaged: list[bool] = field(default_factory=list)


@pytest.fixture
def kept(ctx: AppContext, window: QWidget) -> Iterator[Kept]:
    banner, strip, told, damaged = Banner(parent=window), Strip(), [], []  # type: ignore[var-annotated]
    frame: Any = SimpleNamespace(banner=banner, strip=strip)
    ctx.bus.changed.connect(told.append)
    made = Upkeep(ctx, frame, lambda: damaged.append(True))
    yield Kept(made, banner, strip, told, damaged)
    made.stop()


def only(monkeypatch: pytest.MonkeyPatch, *rounds: Callable[[Any], Any]) -> None:
    """One feature, with these rounds."""
    feature = replace(features()[0], rounds=rounds)
    monkeypatch.setattr(upkeep, "features", lambda: (feature,))


def raising(error: Exception) -> Callable[..., Any]:
    def fails(*_: object) -> None:
        raise error

    return fails


def test_the_first_look_is_a_little_later_then_every_minute(kept: Kept) -> None:
    kept.upkeep.begin()
    timer = kept.upkeep._timer
    assert timer.interval() == 5_000 and kept.strip.shown == [None]
    kept.upkeep.look()
    assert timer.interval() == 60_000 and timer.isActive()
    kept.upkeep.stop()
    assert not timer.isActive()


def test_a_round_closes_the_day_and_pages_hear_of_it(
    kept: Kept, ctx: AppContext, people: People, clock: FakeClock
) -> None:
    arrival = Arrival("张伟明", "13812345678", host=Host(tenant="云帆科技"))
    visit = ctx.services.get(Visitors).check_in(people.receptionist, arrival).result.visit
    kept.upkeep.look()  # the first one of all announces the times of keeping
    kept.told.clear()
    kept.upkeep.look()
    assert kept.told == [], "nothing was due, nobody is disturbed"
    clock.advance(hours=11, minutes=1)
    kept.upkeep.look()
    card = ctx.services.get(VisitorQueries).card(people.guard, visit.id)
    assert card.visit.state is VisitState.PROBABLY_LEFT
    assert [sorted(topics) for topics in kept.told] == [["visits"]]
    kept.upkeep.look()
    assert len(kept.told) == 1


def test_every_round_runs_although_one_fails_and_no_box_comes_up(
    kept: Kept, ctx: AppContext, monkeypatch: pytest.MonkeyPatch, expected_logs: Callable[[str], None]
) -> None:
    ran: list[object] = []
    trouble = StorageTrouble(
        N_("The PDF was not saved: {reason}. Choose another folder and try again."), reason="full"
    )
    only(monkeypatch, raising(trouble), lambda bench: ran.append(bench))
    expected_logs("upkeep")
    kept.upkeep.look()
    kept.upkeep.look()
    assert ran == [ctx.services.bench] * 2 and kept.banner.isVisibleTo(kept.banner.parentWidget())
    assert "saved at the desk is saved" in kept.banner.accessibleName()
    assert "full" in kept.banner.accessibleName() and ctx.ask.questions == []  # type: ignore[attr-defined]


def test_what_a_round_changed_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    changes: Changes[object] = Changes(None, {Topic("keys"): frozenset({1})})
    only(monkeypatch, lambda bench: changes, lambda bench: None)
    kept.upkeep.look()
    assert kept.told == [frozenset({"keys"})]


def test_a_backup_is_made_when_due_and_its_time_is_shown(
    kept: Kept, ctx: AppContext, clock: FakeClock
) -> None:
    kept.upkeep.look()
    (first,) = {one.made for one in kept.upkeep._backups.list()}
    assert kept.strip.shown == [first] and Lane.SLOW in ctx.tasks.lanes  # type: ignore[attr-defined]
    assert datetime.fromisoformat(ctx.local.get(LAST_CHECKED)) == clock.now()


def test_the_file_is_looked_at_once_a_day(
    kept: Kept, ctx: AppContext, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []

    def look(path: object, key: object) -> bool:
        looks.append(path)
        return True

    monkeypatch.setattr(upkeep, "quick_look", look)
    for hours in (0, 1, 22, 1, 5):
        clock.advance(hours=hours)
        kept.upkeep.look()
    assert looks == [ctx.folder.database] * 2
    ctx.local.put(LAST_CHECKED, "rubbish")
    kept.upkeep.look()
    clock.set(clock.now() - timedelta(days=40))
    kept.upkeep.look()
    assert len(looks) == 4, "also after the PC's clock was set back"


@pytest.mark.parametrize("raised", [False, True])
def test_damage_is_told_with_the_way_out(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, raised: bool, expected_logs: Callable[[str], None]
) -> None:
    def look(path: object, key: object) -> bool:
        if raised:
            raise DatabaseDamaged(
                N_("The database is damaged. Work can go on, but restore the newest backup soon.")
            )
        return False

    if raised:
        expected_logs("damaged")
    monkeypatch.setattr(upkeep, "quick_look", look)
    kept.upkeep.look()
    assert kept.banner.accessibleName().startswith("The database is damaged.")
    kept.banner.action.click()
    assert kept.damaged == [True]


def test_one_look_at_a_time(kept: Kept, ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    waiting: list[object] = []
    monkeypatch.setattr(ctx.tasks, "run", lambda *work, **more: waiting.append(work))
    kept.upkeep.look()
    kept.upkeep.look()
    assert len(waiting) == 1


def test_a_trouble_of_the_person_needs_no_banner_and_a_fault_is_shown(
    kept: Kept, ctx: AppContext, monkeypatch: pytest.MonkeyPatch, expected_logs: Callable[[str], None]
) -> None:
    shown: list[Exception] = []
    monkeypatch.setattr(type(ctx.errors), "show", lambda self, error, owner: shown.append(error))
    fault = RuntimeError("a bug")
    only(monkeypatch, raising(UserError(N_("The template is saved."))), raising(fault))
    expected_logs("upkeep")
    kept.upkeep.look()
    assert shown == [fault] and kept.banner.isHidden()
