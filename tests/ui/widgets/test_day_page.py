"""What every day's list does alike: today over midnight, late answers, the mark, Escape, narrow, another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE, N_, Words
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.pages.shortcuts import shortcuts_of
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, NARROW, DayPage, back
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.parts import Label, button, column
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.row_table import Column
from tests.fakes import FakeClock

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@dataclass(frozen=True)
class Parcel:
    """A row."""

    id: int
    name: str


ROWS = {MONDAY: [Parcel(1, "花束"), Parcel(2, "文件")], TUESDAY: [Parcel(3, "快递")]}


class ParcelPanel(QWidget):
    """A panel with something to press."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.button = button(N_("Today"))
        self.setLayout(column(Label(name), self.button))


class ParcelsPage(DayPage[Parcel, str, ParcelPanel]):
    """The smallest page of this kind."""

    title, shortcuts = N_("Today"), DAY_SHORTCUTS
    chips_shown = (Chip("all", N_("All")), Chip("none", N_("Left")))
    counted = 0

    def columns(self) -> Sequence[Column]:
        return (Column(N_("All"), lambda one: one.name),)

    def empty_list(self) -> EmptyState:
        return EmptyState("visitors", N_("Nobody here yet"), N_("Nobody here yet"))

    def resting(self) -> QWidget:
        return Label("resting")

    def ask(self, actor: Actor, day: date, view: str) -> Sequence[Parcel]:
        return [] if view == "none" else ROWS.get(day, [])

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        return {"all": len(ROWS.get(day, [])), "none": 0}

    def ask_card(self, actor: Actor, record: int) -> str:
        return next((one.name for rows in ROWS.values() for one in rows if one.id == record), "?")

    def make_panel(self, card: str) -> ParcelPanel:
        return ParcelPanel(card)

    def tools(self) -> list[QWidget]:
        self.tool = self.folding(N_("Count…"), self.count, "check", key="Ctrl+E")
        return [self.tool]

    def count(self) -> None:
        self.counted += 1


@pytest.fixture
def page(ctx: AppContext, window: QWidget) -> ParcelsPage:
    made = ParcelsPage(ctx)
    window.setLayout(column(made))
    window.show()
    made.load()
    return made


@pytest.fixture
def held(ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Answers about one record wait here until a test lets them through."""
    waiting: list[Callable[[], None]] = []
    at_once = ctx.tasks.latest

    def latest(key: Any, work: Any, done: Any, failed: Any = None, *, owner: QObject) -> None:
        if key == "card":
            waiting.append(lambda: done(work()))
        else:
            at_once(key, work, done, failed, owner=owner)

    monkeypatch.setattr(ctx.tasks, "latest", latest)
    return waiting


def names(page: ParcelsPage) -> list[str]:
    return [one.name for one in page.table.rows_model.rows]


def shown(page: ParcelsPage) -> str:
    assert page.panel is not None
    label = page.panel.findChild(QLabel)
    assert label is not None
    return label.text()


def test_it_goes_on_with_the_new_day_unless_a_day_was_chosen(page: ParcelsPage, clock: FakeClock) -> None:
    assert names(page) == ["花束", "文件"] and not page.today_button.isVisible()
    clock.advance(days=1)
    page.load()
    assert page.day == TUESDAY and names(page) == ["快递"]
    page.go(-1)
    assert page.day == MONDAY and page.today_button.isVisible()
    clock.advance(days=1)
    page.load()
    assert page.day == MONDAY, "chosen by hand, it stays"
    page.today_button.click()
    assert page.day == date(2026, 11, 25) and names(page) == []
    assert page.lists.currentWidget() is page.empty


def test_the_day_before_chosen_again_is_no_longer_today(page: ParcelsPage, clock: FakeClock) -> None:
    """Gone on to today with the arrows, the page follows today again."""
    page.go(-1)
    page.go(1)
    clock.advance(days=1)
    assert page.day == TUESDAY


def test_keys_step_through_the_days(page: ParcelsPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.day == TUESDAY and "24 Nov" in page.day_label.text()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.day == MONDAY


def test_chips_count_and_choose(page: ParcelsPage) -> None:
    assert page.chips._buttons["all"].text() == "All  2"
    page.chips.choose("none")
    assert page.lists.currentWidget() is page.empty
    page.chips.choose("all")
    assert page.lists.currentWidget() is page.table


def test_a_row_opens_and_escape_goes_back(page: ParcelsPage) -> None:
    page.table.select(2)
    assert shown(page) == "文件" and page.side.currentWidget() is not page.rest
    page.table.activated_row.emit(ROWS[MONDAY][1])
    assert page.panel is not None and page.panel.button.hasFocus()
    QTest.keyClick(page.panel.button, Qt.Key.Key_Escape)
    assert page.panel is None and page.side.currentWidget() is page.rest and not page.table.selection()


def test_a_record_of_another_day_opens_and_marks_no_row(page: ParcelsPage) -> None:
    page.table.select(1)
    page.show_record("parcel", 3)
    assert shown(page) == "快递" and page.table.selection() == []
    page.chips.choose("none")
    page.chips.choose("all")
    assert shown(page) == "快递" and page.table.selection() == []
    page.show_record("parcel", 2)
    assert [one.id for one in page.table.selection()] == [2]


def test_a_reload_shows_the_record_as_it_is_now(page: ParcelsPage) -> None:
    page.open(1)
    before = page.panel
    page.load()
    assert page.panel is not before and shown(page) == "花束"
    assert [one.id for one in page.table.selection()] == [1]


def test_a_late_answer_overtakes_nothing(page: ParcelsPage, held: list[Callable[[], None]]) -> None:
    page.open(1)
    page.open(2)
    held[1]()
    held[0]()
    assert shown(page) == "文件"
    page.load()
    page.close_panel()
    held[2]()
    assert page.panel is None and page.side.currentWidget() is page.rest


def test_a_form_in_place_of_the_list_keeps_the_keyboard(page: ParcelsPage) -> None:
    form = button(N_("Today"))
    page.places.addWidget(form)
    page.places.setCurrentWidget(form)
    form.setFocus()
    page.hide()
    page.show()
    assert QApplication.focusWidget() is not page.table
    page.show_record("parcel", 1)
    assert page.places.currentWidget() is page.desk


def test_what_took_the_panels_place_stays_when_the_day_changes(page: ParcelsPage) -> None:
    pile = Label("pile")
    page.side.addWidget(pile)
    page.open(1)
    page.side.setCurrentWidget(pile)
    page.go(1)
    assert page.side.currentWidget() is pile and page.panel is None


def test_a_small_window_saves_room(page: ParcelsPage, window: QWidget) -> None:
    assert page.tool.wide.isVisible() and not page.tool.sign.isVisible()
    assert page.side_frame.width() == page.side_width
    assert page.day_label.text().startswith("23 Nov 2026, Mon")
    window.resize(NARROW - 1, 600)
    QApplication.processEvents()
    assert page.tool.sign.isVisible() and not page.tool.wide.isVisible()
    assert page.side_frame.width() == page.narrow_side
    assert page.day_label.text() == "23 Nov"


@pytest.mark.parametrize("width", [NARROW - 1, NARROW])
def test_the_key_of_a_tool_works_at_every_width_while_the_head_is_in_sight(
    page: ParcelsPage, window: QWidget, width: int
) -> None:
    window.resize(width, 600)
    QApplication.processEvents()
    assert page.narrow is (width < NARROW)
    page.tool.sign.click()
    page.tool.wide.click()
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.counted == 3
    assert [one.keys for one in shortcuts_of(page)].count("Ctrl+E") == 1
    form = Label("form")
    page.places.addWidget(form)
    page.places.setCurrentWidget(form)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.counted == 3


def test_a_tool_is_called_otherwise_at_every_width(page: ParcelsPage) -> None:
    page.tool.rename(N_("Put in…"))
    assert page.tool.wide.text() == "Put in…" == page.tool.sign.toolTip() and not page.tool.sign.text()
    assert page.tool.wide.accessibleName() == "Put in…" == page.tool.sign.accessibleName()
    set_language(CHINESE)
    assert page.tool.wide.text() == page.tool.sign.toolTip() == page.tool.sign.accessibleName() != "Put in…"


def test_another_day_brings_the_list_of_the_day_in_sight(page: ParcelsPage) -> None:
    page.chips.choose("none")
    page.go(1)
    assert page.chips.current == "none", "this page has a list of each day under every chip"
    page.day_view = "all"
    page.go(0)
    assert page.chips.current == "all" and names(page) == ["花束", "文件"]


def test_the_link_of_a_panels_head_leads_back(window: QWidget) -> None:
    led: list[str] = []
    head = back(N_("Today"), lambda: led.append("back"))
    window.setLayout(column(head))
    (link,) = head.findChildren(PushButton)
    link.click()
    assert led == ["back"] and link.property("flush") is True and link.property("kind") == "link"


def test_another_language_is_said_everywhere(page: ParcelsPage) -> None:
    page.open(1)
    before = page.panel
    speaker.use(Words(CHINESE))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.panel is not before and shown(page) == "花束"
    assert "周一" in page.day_label.text()
