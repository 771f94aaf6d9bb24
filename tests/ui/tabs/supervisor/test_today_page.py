"""The dashboard: tiles lead to their tabs, hours beside what is usual, what waits, what is overdue for closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import CHINESE
from desk_app.services.report.queries import ReportQueries
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.supervisor.glance import BUSY, TILES
from desk_app.ui.tabs.supervisor.page import SupervisorPage
from desk_app.ui.tabs.supervisor.today_page import TodayPage
from desk_app.ui.widgets.parts import Label
from desk_app.ui.widgets.press import PushButton
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.demo.conftest import NOW, built, demo
from tests.ui.tabs.conftest import Stage, settle

__all__ = ["built", "demo"]
MakeStage = Callable[[Actor], Stage]


def boss(desk: Services) -> Actor:
    found = next(one for one in desk.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR)
    return Actor(found.id, found.name, found.role)


def said(card: QWidget) -> str:
    parts: list[Label | PushButton] = [*card.findChildren(Label), *card.findChildren(PushButton)]
    return " | ".join(one.text() for one in parts)


def test_the_figures_are_those_of_the_report(
    stage_on: Callable[[Services, Actor], Stage], demo: Services
) -> None:
    window = stage_on(demo, boss(demo))
    page = TodayPage(window.ctx)
    window.show(page)
    report = demo.get(ReportQueries).report(boss(demo), Span.DAY, NOW.date())
    for spec, tile in page.tiles.items():
        value = report.section(spec.section).figure(spec.figure).value
        if spec.section != "drawer":
            assert tile.figure.text() == f"{value:,}", spec
    assert page.glance is not None and len(page.glance.targets) >= 4
    assert page.glance.targets[0].label in said(page.targets)
    assert "2026" in said(page.state) and "Days not closed" in said(page.state)


def test_every_tile_opens_its_tab(stage: MakeStage, people: People) -> None:
    window = stage(people.supervisor)
    page = TodayPage(window.ctx)
    window.show(page)
    for tile in page.tiles.values():
        tile.title.click()
    opened = [text for kind, text in window.asked.questions if kind == "tab"]
    assert opened == [spec.tab for spec in TILES]


def test_hours_beside_what_is_usual(stage_on: Callable[[Services, Actor], Stage], demo: Services) -> None:
    window = stage_on(demo, boss(demo))
    page = TodayPage(window.ctx)
    window.show(page)
    usual = demo.get(ReportQueries).usual(boss(demo), BUSY, NOW.date())
    before = demo.get(ReportQueries).report(boss(demo), Span.DAY, date(2026, 11, 18))
    hours = next(one for one in before.section("visitors").courses if one.key == "hours").points
    assert all(usual["visitors"][hour] >= n / 4 for hour, n in hours.items())
    bars = page.plots["visitors"].bars.shown
    assert [one.name for one in bars] == sorted(one.name for one in bars) and {
        one.name for one in bars
    } >= set(hours)
    assert any(one.usual for one in bars) and "usually" in page.plots["visitors"].bars.accessibleDescription()


def test_read_again_nothing_flickers(
    stage: MakeStage, desk: Services, people: People, clock: FakeClock
) -> None:
    window = stage(people.supervisor)
    page = TodayPage(window.ctx)
    window.show(page)
    tile = next(iter(page.tiles.values()))
    desk.get(Calls).take_call(people.receptionist, TypedCall(caller="王芳", about="请回电"))
    clock.advance(days=1)
    page.load()
    settle()
    assert next(iter(page.tiles.values())) is tile
    assert "Days not closed: 1, the first 2026-11-23" in said(page.state)
    set_language(CHINESE)
    settle()
    assert "未日结 1 天" in said(page.state) and tile.title.text() == "在访人数"


def test_it_is_the_first_page_of_the_supervisor(stage: MakeStage, people: People) -> None:
    window = stage(people.supervisor)
    page = SupervisorPage(window.ctx)
    window.show(page)
    assert isinstance(page.stack.currentWidget(), TodayPage)
