"""The supervisor sees what will be removed, changes a time knowing what it does, and agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.rounds import purge_round
from desk_app.services.retention.service import Retention
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.options import KEEP_MONTHS
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.supervisor.retention_dialog import TimeDialog
from desk_app.ui.tabs.supervisor.retention_page import RetentionPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.ui.tabs.conftest import Stage, settle

MakeStage = Callable[..., Stage]


@pytest.fixture
def shown(stage: MakeStage, people: People) -> Stage:
    return stage(people.supervisor)


@pytest.fixture
def page(shown: Stage, desk: Services, people: People, clock: FakeClock) -> RetentionPage:
    """Three visits of 200 days ago, announced just now."""
    visitors = desk.get(Visitors)
    for at, name in enumerate("甲乙丙"):
        arrival = Arrival(f"访客{name}", f"1390000000{at}", host=Host(unit="1205"))
        visitors.check_out(people.guard, visitors.check_in(people.receptionist, arrival).result.visit.id)
    clock.advance(days=200)
    purge_round(desk.bench)
    made = RetentionPage(shown.ctx)
    shown.show(made)
    return made


def cells(page: RetentionPage, key: str) -> list[str]:
    page.table.select(key)
    settle()
    model, at = page.table.model(), page.table.currentIndex().row()
    return [str(model.index(at, column).data()) for column in range(model.columnCount())]


def test_it_says_what_goes_and_when(page: RetentionPage, desk: Services, people: People) -> None:
    assert desk.get(RetentionQueries).waiting(people.supervisor) == 1
    assert page.banner.isVisibleTo(page)
    assert "records: 3" in page.banner.accessibleName()
    what, kept, default, due, *_ = cells(page, KEEP_MONTHS.key)
    assert what.startswith("Visits") and (kept, default, due) == ("6 months", "6 months", "3")
    assert page.agree_button.isEnabled()


def test_a_change_says_what_it_does_and_is_saved(page: RetentionPage, shown: Stage, desk: Services) -> None:
    cells(page, KEEP_MONTHS.key)
    page.change()
    settle()
    (dialog,) = shown.window.findChildren(TimeDialog)
    dialog.field.setValue(36)
    settle()
    assert "due: 0" in dialog.effect.text()
    dialog.field.setValue(1)
    settle()
    assert "records: 3" in dialog.effect.text() and "nothing more is removed" in dialog.effect.text()
    dialog.submit()
    settle()
    assert desk.bench.settings.get(KEEP_MONTHS) == 1
    assert cells(page, KEEP_MONTHS.key)[1] == "1 month"


def test_the_supervisor_agrees_and_the_run_is_on_the_page(
    page: RetentionPage, shown: Stage, desk: Services, people: People
) -> None:
    shown.asked.answers.append(True)
    page.agree()
    settle()
    while purge_round(desk.bench) is not None:
        continue
    page.load()
    settle()
    assert not page.banner.isVisibleTo(page) and not page.agree_button.isEnabled()
    assert page.runs.model().rowCount() == 1
    assert cells(page, KEEP_MONTHS.key)[3] == "0"
    assert desk.get(RetentionQueries).waiting(people.supervisor) == 0


def test_a_tightened_rule_waits_and_the_button_does_not_offer_to_shorten_it(
    page: RetentionPage, desk: Services, people: People, clock: FakeClock
) -> None:
    desk.get(Retention).agree(people.supervisor)
    desk.get(SettingsService).change(people.supervisor, KEEP_MONTHS, 36)
    while purge_round(desk.bench) is not None:
        continue
    desk.get(SettingsService).change(people.supervisor, KEEP_MONTHS, 1)
    purge_round(desk.bench)
    page.load()
    settle()
    assert page.banner.isVisibleTo(page) and "records: 3" in page.banner.accessibleName()
    assert not page.agree_button.isEnabled()


def test_a_date_far_ahead_is_told_and_only_a_word_lets_it_go_on(
    page: RetentionPage, shown: Stage, desk: Services, people: People, clock: FakeClock
) -> None:
    clock.advance(days=1)
    while purge_round(desk.bench) is not None:
        continue
    clock.set(clock.now() + timedelta(days=400))
    purge_round(desk.bench)
    page.load()
    settle()
    assert "12 Jun 2027" in page.banner.accessibleName() and "you agree" in page.banner.accessibleName()
    assert page.agree_button.isEnabled() and page.agree_button.text() == "The date is right: go on"
    shown.asked.answers.append(True)
    page.agree()
    settle()
    assert "right date" in shown.asked.texts[-1] and not page.banner.isVisibleTo(page)
    assert purge_round(desk.bench) is not None


def test_who_says_no_removes_nothing(page: RetentionPage, shown: Stage, desk: Services) -> None:
    shown.asked.answers.append(False)
    page.agree()
    settle()
    assert purge_round(desk.bench) is None
    assert cells(page, KEEP_MONTHS.key)[3] == "3"
