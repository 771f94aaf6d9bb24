"""What waits for the supervisor on one page, decided there with each tab's own dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.catalogue import Services, features
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.decisions_watch import topics
from desk_app.ui.tab_spec import tabs
from desk_app.ui.tabs.supervisor import TAB
from desk_app.ui.tabs.supervisor.decisions_page import DECIDED, DecisionsPage, tone_of
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.decisions.test_both_ways import Case, conflict, keys, mail_return, watch_list
from tests.ui.tabs.conftest import Stage, settle

MakeStage = Callable[..., Stage]


def filled(stage: MakeStage, desk: Services, people: People, clock: FakeClock) -> tuple[Stage, DecisionsPage]:
    case = Case(desk, people, clock)
    for make in (mail_return, conflict, keys, watch_list):
        make(case)
        clock.advance(minutes=7)
    shown = stage(people.supervisor)
    page = DecisionsPage(shown.ctx)
    shown.show(page)
    return shown, page


def test_enter_decides_the_chosen_line_and_it_leaves_the_list(
    stage: MakeStage, desk: Services, people: People, clock: FakeClock
) -> None:
    _, page = filled(stage, desk, people, clock)
    assert [one.step for one in page.waiting] == ["approve_keys", "decide_visit", "decide_return", ""]
    assert page.table.current_row() == page.waiting[0] and "李卫国" in page.said.text()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.current_row() == page.waiting[1]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    dialog = next(one for one in page.window().findChildren(ApprovalDialog) if one.isVisible())
    assert not dialog.needs_pin
    dialog.reason.setText("来访已核实")
    dialog._decide("refuse")
    settle()
    page.load()
    settle()
    assert "decide_visit" not in [one.step for one in page.waiting]
    page.chips.choose(DECIDED)
    assert [(one.action, one.reason) for one in page.decided] == [("visitors.refuse", "来访已核实")]
    assert page.lists.isEnabled() and page.pages.currentIndex() == 1


def test_what_waits_long_stands_out(desk: Services, people: People, clock: FakeClock) -> None:
    case = Case(desk, people, clock)
    mail_return(case)
    watch_list(case)
    at_once, later = desk.get(DecisionQueries).waiting(people.supervisor)
    now = clock.now()
    assert [tone_of(at_once, now + timedelta(minutes=n)) for n in (1, 6, 16)] == [
        "neutral",
        "warning",
        "danger",
    ]
    assert [tone_of(later, now + timedelta(days=n)) for n in (0, 1, 3)] == ["neutral", "warning", "danger"]


def test_the_page_hears_of_everything_that_may_wait() -> None:
    assert topics() <= TAB.topics
    shown = frozenset(kind for spec in tabs() for kind in spec.kinds)
    assert {"conflict", "decision"} <= shown
    ways = [step for spec in tabs() for step in spec.decisions]
    assert len(ways) == len(set(ways)) and sum(one.pending is not None for one in features()) >= 6
