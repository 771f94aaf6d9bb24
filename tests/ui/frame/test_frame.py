from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.clocks import Stamps
from desk_app.services.core.paths import resources
from desk_app.services.core.people import Role
from desk_app.services.core.words import CHINESE, N_, load_words
from desk_app.ui.frame import Frame
from desk_app.ui.i18n import format_moment, format_time, speaker
from desk_app.ui.pages.shortcuts import shortcuts_of
from desk_app.ui.search_popup import _WHEN
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.shortcut_sheet import Shortcut
from tests.desk_fixtures import People
from tests.ui.frame.conftest import Hit, NotePage, Stage

SECRETIVE = "王大锤 13800138000"


def visible_texts(root: QWidget) -> str:
    """Everything that stands on the screen, title and tooltips included."""
    said = [root.windowTitle()]
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            said += [widget.toolTip(), widget.accessibleName()]
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                said.append(widget.text())
    return "\n".join(said)


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.RECEPTIONIST, ["visits", "keys"]),
        (Role.GUARD, ["visits"]),
        (Role.SUPERVISOR, ["visits", "keys", "boss"]),
    ],
)
def test_each_role_sees_its_tabs(stage: Stage, people: People, role: Role, tabs: list[str]) -> None:
    stage.enter(people.of(role))
    assert stage.frame.place is not None
    assert [spec.id for spec in stage.frame.place.specs] == tabs
    assert len(stage.frame.place.rail.buttons.buttons()) == len(tabs)


def test_nobody_signed_in_sees_no_bar_and_no_tab(stage: Stage) -> None:
    assert not stage.frame.bar.isVisible()
    assert stage.frame.place is None
    assert stage.frame.doors.sign_in_page.isVisible()


def test_a_page_is_made_once_and_loads_when_it_is_stale(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    keys = stage.page("keys")
    assert stage.page("keys") is keys
    assert keys.seen == ["load"]
    stage.page("visits")
    stage.ctx.bus.publish(["keys"])
    assert keys.seen == ["load"], "nobody sees it yet"


def test_locking_hides_everything_personal(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    stage.page("visits").field.setText(SECRETIVE)
    stage.frame.search.setText("王大锤")
    dialog = QDialog(stage.window)
    dialog.setWindowTitle(SECRETIVE)
    dialog.open()
    stage.ctx.session.lock()
    shown = visible_texts(stage.window)
    for personal in ("王大锤", "13800138000", people.receptionist.name):
        assert personal not in shown
    assert not dialog.isVisible()
    assert stage.frame.doors.cover.isVisible()


def test_a_draft_waits_for_its_owner_and_nobody_else(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    page = stage.page("visits")
    page.field.setText(SECRETIVE)
    dialog = QDialog(stage.window)
    dialog.open()
    stage.ctx.session.lock()
    stage.enter(people.guard)
    assert SECRETIVE not in visible_texts(stage.window)
    assert stage.page("visits") is not page
    assert not dialog.isVisible()
    stage.ctx.session.lock()
    stage.enter(people.receptionist)
    assert stage.page("visits") is page
    assert page.field.text() == SECRETIVE
    assert dialog.isVisible()
    dialog.close()


def test_signing_out_leaves_nothing(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    stage.page("visits").field.setText(SECRETIVE)
    stage.ctx.session.sign_out()
    assert stage.frame.doors.sign_in_page.isVisible()
    stage.enter(people.receptionist)
    assert stage.page("visits").field.text() == ""


def test_a_new_role_gets_its_own_tabs(stage: Stage, people: People) -> None:
    from dataclasses import replace

    stage.enter(people.receptionist)
    stage.ctx.session.lock()
    stage.enter(replace(people.receptionist, role=Role.GUARD))
    assert stage.frame.place is not None
    assert [spec.id for spec in stage.frame.place.specs] == ["visits"]


def test_another_language_keeps_the_draft(stage: Stage, people: People) -> None:
    stage.enter(people.supervisor)
    page = stage.page("visits")
    page.field.setText("half typed")
    speaker.use(load_words(CHINESE, resources() / "i18n"))
    assert page.field.text() == "half typed"
    assert "主管" in stage.frame.bar.user.text()


def test_tabs_open_by_number_in_every_language(stage: Stage, people: People, qtbot: QtBot) -> None:
    stage.enter(people.supervisor)
    stage.window.activateWindow()
    qtbot.waitUntil(stage.window.isActiveWindow)
    speaker.use(load_words(CHINESE, resources() / "i18n"))
    for key, tab in ((Qt.Key.Key_2, "keys"), (Qt.Key.Key_3, "boss"), (Qt.Key.Key_1, "visits")):
        QTest.keyClick(stage.window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
        assert stage.frame.place is not None
        assert stage.frame.place.page is stage.page(tab)


def test_the_user_is_changed_from_within_a_field(stage: Stage, people: People, qtbot: QtBot) -> None:
    stage.enter(people.supervisor)
    stage.window.activateWindow()
    qtbot.waitUntil(stage.window.isActiveWindow)
    field = stage.page("visits").field
    field.setText("half typed")
    field.setFocus()
    QTest.keyClick(stage.window.windowHandle(), Qt.Key.Key_F12)
    assert stage.frame.doors.sign_in_page.isVisible()
    assert field.text() == "half typed"


def test_typing_finds_and_enter_opens(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    stage.found[:] = [
        Hit("key", 7, "B1 pump room"),
        Hit("visit", 5, "王大锤"),
        Hit("secret", 1, "not for here"),
    ]
    search = stage.frame.search
    search.setFocus()
    QTest.keyClicks(search, "wdc")
    assert search.popup.isVisible()
    rows = [search.popup.list.item(row).text() for row in range(search.popup.list.count())]
    assert rows == ["Visits", "王大锤", "Keys", "B1 pump room"]
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert stage.page("keys").seen[-1] == ("key", 7)
    assert search.text() == ""
    assert not search.popup.isVisible()


def test_what_the_open_tab_shows_comes_first(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    stage.page("keys")
    stage.found[:] = [Hit("visit", 5, "王大锤"), Hit("key", 7, "B1 pump room")]
    QTest.keyClicks(stage.frame.search, "wdc")
    found = stage.frame.search.popup.list
    assert [found.item(row).text() for row in range(found.count())] == [
        "Keys", "B1 pump room", "Visits", "王大锤",
    ]  # fmt: skip


def test_namesakes_are_told_apart_by_their_moment(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    moments = [stage.clock.now(), stage.clock.now() - timedelta(days=3)]
    ids = [Stamps(lambda moment=moment: moment, desk=1).new_id() for moment in moments]
    stage.found[:] = [*(Hit("visit", one, "王大锤") for one in ids), Hit("key", ids[0], "B1 pump room")]
    QTest.keyClicks(stage.frame.search, "wdc")
    rows = [stage.frame.search.popup.list.item(row) for row in (1, 2, 4)]
    assert [row.data(_WHEN) for row in rows] == [
        format_time(moments[0]), format_moment(moments[1], now=moments[0]), "",
    ]  # fmt: skip


def test_nothing_found_says_what_to_try(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    QTest.keyClicks(stage.frame.search, "zzz")
    assert stage.frame.search.popup.nothing.isVisible()
    QTest.keyClick(stage.frame.search, Qt.Key.Key_Escape)
    assert not stage.frame.search.popup.isVisible()


def test_enter_before_the_answer_opens_the_answer(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    search = stage.frame.search
    later: list[object] = []
    stage.tasks.latest = lambda key, work, done, failed=None, **rest: later.append((work, done))  # type: ignore
    QTest.keyClicks(search, "w")
    QTest.keyClick(search, Qt.Key.Key_Return)
    stage.found[:] = [Hit("visit", 5, "王大锤")]
    work, done = later[-1]  # type: ignore[misc]
    done(work())
    assert stage.page("visits").seen[-1] == ("visit", 5)


def test_a_code_goes_to_the_tab_of_its_kind(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    key, visit = ShortNumber(Kind.KEY, 1, 12).digits, ShortNumber(Kind.VISIT, 1, 5).digits
    stage.frame.scan(key)
    assert stage.page("keys").seen[-1] == key
    stage.frame.scan(visit)
    assert stage.page("visits").seen[-1] == visit


def test_codes_run_together_are_handed_on_one_by_one(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    one, two = ShortNumber(Kind.KEY, 1, 12).digits, ShortNumber(Kind.KEY, 1, 13).digits
    stage.frame.scan(f"{one}\n{two}")
    assert stage.page("keys").seen[-2:] == [one, two]


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("1001001", "not read whole"),
        ("6901234567892", "none of ours"),
        (ShortNumber(Kind.KEY, 1, 12).digits, "not by your role"),
    ],
)
def test_other_codes_get_a_calm_word(stage: Stage, people: People, raw: str, word: str) -> None:
    stage.enter(people.guard)
    stage.frame.scan(raw)
    assert stage.frame.notice.isVisible()
    assert word in visible_texts(stage.frame.notice)


def test_a_scan_while_locked_does_nothing(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    page = stage.page("visits")
    stage.ctx.session.lock()
    stage.frame.scan(ShortNumber(Kind.VISIT, 1, 5).digits)
    assert page.seen == ["load"]


def test_a_scan_behind_an_open_dialog_changes_nothing(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    key = ShortNumber(Kind.KEY, 1, 12).digits
    page = stage.page("visits")
    dialog = Dialog(page)
    dialog.open()
    stage.frame.scan(key)
    assert stage.frame.place is not None and stage.frame.place.page is page and page.seen == ["load"]
    assert "finish or close the open window first" in stage.ctx.toasts.toast.text.text()
    dialog.close()
    stage.frame.scan(key)
    assert stage.page("keys").seen[-1] == key


class Signing(Dialog):
    """A dialog that works with codes that begin with 4."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def take_scan(self, raw: str) -> bool:
        self.seen.append(raw)
        return raw.startswith("4")

    take_barcode = take_scan


def test_a_dialog_that_works_with_codes_takes_its_own(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    dialog = Signing(stage.page("visits"))
    dialog.open()
    stage.frame.scan("40010021")
    assert not stage.ctx.toasts.toast.isVisible()
    stage.frame.scan_foreign("SF1234567890")
    stage.frame.scan("1001001")
    assert dialog.seen == ["40010021", "SF1234567890", "1001001"]
    assert "finish or close the open window first" in stage.ctx.toasts.toast.text.text()
    dialog.close()


def test_ten_thousand_characters_of_rubbish_are_plain_text(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    stage.frame.search.setText("<b>" + "‮\x00💥=cmd|" * 2000)
    assert len(stage.frame.search.text()) <= 200
    stage.frame.scan("<b>" * 4000)
    assert "not read whole" in visible_texts(stage.frame.notice)


def test_everything_that_can_be_clicked_has_a_name(stage: Stage, people: People) -> None:
    stage.enter(people.supervisor)
    nameless = [
        made
        for made in stage.frame.bar.findChildren(QAbstractButton)
        if made.isVisible()
        and not (made.accessibleName() or made.text())
        and made.parent() is stage.frame.bar
    ]
    assert nameless == []


def test_the_shortcut_sheet_lists_the_page(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    page = stage.page("visits")
    page.shortcuts = (Shortcut("F4", N_("Check out")),)  # type: ignore[attr-defined]
    for said, key in ((N_("Check in"), "Ctrl+N"), (N_("Out again"), "F4")):
        made = button(said, key=key)
        made.setParent(page)
        made.show()
    unseen = button(N_("Unseen"), key="Ctrl+U")
    unseen.setParent(page)
    assert [(one.keys, one.does) for one in shortcuts_of(page)] == [
        ("F4", "Check out"),
        ("Ctrl+N", "Check in"),
    ]
    stage.frame.show_shortcuts()
    sheet = next(child for child in stage.window.findChildren(QDialog) if child.isVisible())
    assert "Check in" in visible_texts(sheet)
    sheet.close()


def test_the_guards_window_gets_every_reading_raw(stage: Stage, people: People, qtbot: QtBot) -> None:
    frame = Frame(stage.ctx, (), lambda actor, text: [], NotePage)
    qtbot.addWidget(frame)
    frame.show()
    stage.enter(people.guard)
    page = frame.stack.currentWidget()
    assert isinstance(page, NotePage)
    frame.scan("12 half\n")
    assert page.seen == ["12 half\n"]
    assert not frame.search.isVisible()
    frame.scan_foreign("SF1234567890")
    stage.frame.scan_foreign("at the desk it is typing")
    stage.ctx.session.lock()
    frame.scan("34")
    frame.scan_foreign("wxp://f2f0")
    assert page.seen == ["12 half\n", "SF1234567890"]
    frame.close_down()
