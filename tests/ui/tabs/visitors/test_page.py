"""The visitor log as the receptionist uses it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import EnvironmentTrouble
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, Message, load_words
from desk_app.services.printing.ports import no_printer
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import speaker
from desk_app.ui.printing.errands import Stuck
from desk_app.ui.tabs.visitors import actions
from desk_app.ui.tabs.visitors.page import VisitorsPage
from desk_app.ui.theme import load_fonts, look
from tests.desk_fixtures import People
from tests.fakes import FakeClock

HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")


@pytest.fixture
def page(ctx: AppContext, window: QWidget, qtbot: QtBot) -> Iterator[VisitorsPage]:
    page = VisitorsPage(ctx, window)
    page.resize(window.size())
    ctx.bus.follow(page, {"visits"}, page.load)
    window.show()
    page.load()
    yield page
    page.close()


def shot(page: QWidget, name: str) -> None:
    """A picture for looking at, when DESK_APP_SHOTS names a folder."""
    folder = os.environ.get("DESK_APP_SHOTS")
    if folder:
        QApplication.processEvents()
        page.window().grab().save(str(Path(folder) / f"{name}.png"))


def test_a_known_visitor_is_checked_in_with_two_keys_after_the_search(
    page: VisitorsPage, ctx: AppContext, desk: Services, people: People, clock: FakeClock, qtbot: QtBot
) -> None:
    visitors = desk.get(Visitors)
    before = visitors.check_in(
        people.receptionist, Arrival(name="张伟明", phone="13812345678", host=HOST)
    ).result
    visitors.check_out(people.receptionist, before.visit.id)
    clock.advance(days=1)
    page.new_visitor()
    assert page.check_in is not None
    qtbot.keyClicks(page.check_in.form.name, "5678")
    qtbot.waitUntil(lambda: page.check_in.form.name.takes_enter)
    qtbot.keyClick(page.check_in.form.name, Qt.Key.Key_Return)  # 1: it is this one
    assert QApplication.focusWidget() is page.check_in.save
    qtbot.keyClick(page.check_in.save, Qt.Key.Key_Space)  # 2: check in
    today = page.today()
    came = desk.get(VisitorQueries).visits(people.receptionist, today)
    assert [one.name for one in came] == ["张伟明"] and came[0].state is VisitState.ON_SITE
    assert len(ctx.printing.printed) == 1  # type: ignore[attr-defined]


def test_without_a_printer_only_the_first_check_in_says_so(
    page: VisitorsPage, ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stays(make: object, *, owner: QWidget, stuck: Stuck = None, again: object = None) -> None:
        assert stuck is not None and stuck(EnvironmentTrouble(no_printer().message))
        assert not stuck(EnvironmentTrouble(Message("Out of paper.")))

    monkeypatch.setattr(ctx.printing, "print", stays)
    assert page.check_in is not None
    told = []
    for name in ("张伟明", "李娜"):
        page.check_in.form.fill(Arrival(name=name, phone=f"1381234567{len(told)}", host=HOST))
        page.check_in.submit()
        told.append(ctx.toasts.toast.text.text())
    assert told == ["张伟明 is checked in. No printer: the pass waits.", "李娜 is checked in."]
    ctx.toasts.close()


def test_the_preview_shows_the_next_copy_and_counts_nothing(
    page: VisitorsPage, ctx: AppContext, desk: Services, people: People
) -> None:
    visitors = desk.get(Visitors)
    arrival = Arrival(name="张伟明", phone="13812345678", host=HOST)
    visit = visitors.check_in(people.receptionist, arrival).result.visit
    for copy in (0, 1):
        actions.preview_pass(ctx, page, visit)
        assert ctx.printing.previewed[-1].copy == copy  # type: ignore[attr-defined]
        visit = visitors.print_pass(people.receptionist, visit.id).result
        assert visit.copies == copy + 1


@pytest.mark.parametrize("width", [900, 1282])
def test_no_toast_covers_the_button_of_the_check_in(page: VisitorsPage, ctx: AppContext, width: int) -> None:
    assert page.check_in is not None
    page.window().resize(width, 720)
    page.resize(width, 720)
    QApplication.processEvents()
    for words in ("short", "a long word of what there is to say " * 4):
        ctx.toasts.warn(words, {}, action="Show papers", on=lambda: None)
        QApplication.processEvents()
        toast = ctx.toasts.toast
        side = page.side_frame.mapTo(page.window(), page.side_frame.rect().topLeft()).x()
        assert toast.geometry().right() < side and toast.x() >= 0
        assert toast.geometry().bottom() < page.height()
        shot(page, f"toast-{width}-{len(words)}")
    ctx.toasts.close()


def test_pictures_for_looking_at(
    page: VisitorsPage, desk: Services, people: People, clock: FakeClock, qapp: QApplication
) -> None:
    visitors = desk.get(Visitors)
    for number, name in enumerate(("张伟明", "李娜", "王䶮", "Peter Novak", "欧阳𠮷祎", "赵敏")):
        phone = f"1381234{number:04d}"
        arrival = Arrival(name, phone, "华岳贸易有限公司", host=HOST, party_size=1 + number % 3)
        visit = visitors.check_in(people.receptionist, arrival).result.visit
        clock.advance(minutes=7)
        if number % 3 == 2:
            visitors.check_out(people.receptionist, visit.id)
        if number == 3:
            visitors.step_out(people.receptionist, visit.id)
    page.load()
    assert page.table.rows_model.rowCount() == 6
    load_fonts(qapp)
    shot(page, "visitors-en")
    speaker.use(load_words(CHINESE, resources() / "i18n"))
    page.table.select(page.table.rows_model.rows[0].id)
    shot(page, "visitors-zh-panel")
    look.use(qapp, "dark")
    page.new_visitor()
    shot(page, "visitors-zh-dark")
