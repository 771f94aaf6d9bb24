"""Rain mode in trouble: nothing is lost, nobody waits for somebody else's trouble, slips are undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.words import ENGLISH, LANGUAGES, N_
from desk_app.services.journal import work as journal
from desk_app.services.loans.records import CategoryDraft
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.terms import ItemState
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.loans.rain_asks import Want
from tests.desk_fixtures import PIN, People
from tests.services.loans.lending_desk import OTHER
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, offered, press, suspend
from tests.ui.tabs.loans.rain_hands import WANG, Rain, in_the_rain


@pytest.fixture
def rain(lobby: Lobby) -> Rain:
    """It rains; 王芳 …5678 is known."""
    return in_the_rain(lobby)


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written."""
    with patch.object(journal.Work, "record", side_effect=StorageTrouble(N_("The disk is full."))):
        yield


# What stands in the way


def test_a_suspended_borrower_waits_and_the_queue_goes_on(rain: Rain, people: People) -> None:
    suspend(rain.lobby.counter, WANG)
    rain.knows("李雷", "13900001111")
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    assert rain.want is Want.WORD and "suspended" in rain.problem and not rain.lobby.on_record()
    rain.scan(rain.umbrellas[1])
    rain.type("1111")
    assert rain.told == "Lent to 李雷 …1111"
    assert "needs the supervisor" in rain.page.waiting.buttons[0].text()
    rain.press(Qt.Key.Key_F8)
    assert rain.step == rain.umbrellas[0].name and rain.want is Want.WORD
    rain.press(Qt.Key.Key_Return)
    dialog = rain.lobby.dialog(ApprovalDialog)
    assert "suspended" in "".join(one.text() for one in dialog.findChildren(type(rain.page.step.hint)))
    dialog.pin.setText(PIN)
    dialog.reason.setText("今日暴雨")
    press(dialog, "Lend all the same")
    loan = next(one for one in rain.lobby.on_record() if one.borrower == "王芳")
    assert loan.waiver == "今日暴雨" and loan.approved_by == people.supervisor.staff_id
    assert rain.step == "Scan an umbrella"


def test_who_has_an_umbrella_already_is_told_and_escape_drops_it(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.scan(rain.umbrellas[1])
    rain.type("5678")
    assert rain.want is Want.WORD and "one person may have 1" in rain.problem
    rain.press(Qt.Key.Key_Escape)
    assert rain.told == f"{rain.umbrellas[1].name} is not lent." and rain.page.isVisible()
    assert rain.state(rain.umbrellas[1]) is ItemState.AVAILABLE
    rain.scan(rain.umbrellas[1])
    assert rain.step == rain.umbrellas[1].name, "dropped, it may be scanned again at once"


def test_a_full_disk_loses_nothing(rain: Rain, expected_logs: Callable[[str], None]) -> None:
    expected_logs("disk is full")
    rain.scan(rain.umbrellas[0])
    with full_disk():
        rain.type("5678")
        assert rain.want is Want.RETRY and "disk is full" in rain.problem
        rain.press(Qt.Key.Key_Return)
        assert rain.want is Want.RETRY and not rain.lobby.on_record()
    rain.press(Qt.Key.Key_Return)
    assert rain.out == [(rain.umbrellas[0].name, "王芳", WANG)]
    with full_disk():
        rain.later(rain.umbrellas[0])
        assert "disk is full" in rain.told and rain.state(rain.umbrellas[0]) is ItemState.LENT
    rain.scan(rain.umbrellas[0])
    assert rain.state(rain.umbrellas[0]) is ItemState.AVAILABLE


def test_lent_elsewhere_while_its_digits_are_typed(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("567")
    rain.lobby.counter.lend(rain.umbrellas[0], borrower="李雷", phone=OTHER)
    rain.type("8")
    assert "is lent: take it back first" in rain.told
    assert rain.out == [(rain.umbrellas[0].name, "李雷", OTHER)]
    rain.later(rain.umbrellas[0])
    assert rain.told == f"{rain.umbrellas[0].name} is back"


def test_tags_that_are_not_to_be_lent(rain: Rain) -> None:
    counter, desk = rain.lobby.counter, rain.lobby.counter.people.receptionist
    stock = counter.desk.get(Stock)
    stock.damage(desk, rain.umbrellas[0].id, "伞骨断")
    stock.miss(desk, rain.umbrellas[1].id, "盘点不见")
    stock.retire(counter.people.supervisor, rain.umbrellas[2].id, "太旧")
    for item, word in zip(rain.umbrellas, ("damaged", "lost", "retired"), strict=False):
        rain.scan(item)
        assert word in rain.told and rain.step == "Scan an umbrella"
    rain.scan("123456789012")
    assert rain.told and rain.step == "Scan an umbrella"
    rain.scan(counter.chairs[0])
    assert "not lent in rain mode" in rain.told
    assert not rain.lobby.on_record()


def test_money_is_seen_by_both(rain: Rain) -> None:
    counter = rain.lobby.counter
    draft = CategoryDraft("爱心伞", "Umbrella", "umbrella", days=1, deposit="20", rain=True, low=5)
    counter.desk.get(Stock).save_category(counter.people.supervisor, UMBRELLA, draft)
    rain.scan(rain.umbrellas[0])
    assert rain.page.step.deposit.text() == "Take ¥20.00"
    rain.type("5678")
    assert rain.money == "Take ¥20.00" and len(rain.lobby.printed) == 1
    rain.later(rain.umbrellas[0])
    assert rain.money == "Give back ¥20.00"
    assert counter.book() == (0, 0)
    rain.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rain.money == "Take ¥20.00" and counter.book() == (2000, 2000)


# Slips


def test_the_wrong_person_is_undone_and_asked_anew(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rain.step == rain.umbrellas[0].name and rain.want is Want.NUMBER
    assert not rain.lobby.on_record()
    rain.type("13700005678")
    assert rain.out == [(rain.umbrellas[0].name, "", "13700005678")]
    assert rain.page.last.rows[1].text.text().endswith("(undone)")


def test_a_loan_is_undone_not_the_text_of_an_earlier_step(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.type("12")
    rain.scan(rain.umbrellas[1])
    assert not rain.page.step.field.isUndoAvailable()
    rain.press(Qt.Key.Key_Escape)
    rain.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not rain.lobby.on_record() and rain.step == rain.umbrellas[0].name


def test_nought_after_a_loan_means_somebody_else(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    assert "0: not this one" in rain.hint
    rain.type("0")
    assert (
        not rain.lobby.on_record()
        and rain.want is Want.NUMBER
        and rain.problem == "Somebody else with …5678."
    )
    rain.type("1370000")
    rain.press(Qt.Key.Key_Return)
    assert rain.out == [(rain.umbrellas[0].name, "", "13700005678")]
    rain.type("0")
    assert len(rain.out) == 1, "whoever said the whole number is nobody else"


def test_each_of_the_last_has_its_own_way_back(rain: Rain) -> None:
    for place in range(10):
        rain.scan(rain.umbrellas[place])
        rain.type("4321" if place == 0 else f"{4321 + place}")
        rain.type(f"1360000{4321 + place}")
    shown = [one for one in rain.page.last.rows if one.isVisible()]
    assert len(shown) == 8 and "lent, 0 back" in rain.page.last.said.text()
    shown[3].undo.click()
    settle()
    assert rain.state(rain.umbrellas[6]) is ItemState.AVAILABLE and not shown[3].undo.isVisible()
    assert rain.page.step.field.hasFocus()


def test_too_late_to_undo(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.lobby.clock.advance(minutes=11)
    rain.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "can be undone for 10 minutes" in rain.told and len(rain.out) == 1


# In and out


def test_escape_leaves_and_what_waits_is_told(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    rain.scan(rain.umbrellas[1])
    rain.press(Qt.Key.Key_Escape)
    rain.press(Qt.Key.Key_Escape)
    assert not rain.page.isVisible()
    assert not rain.lobby.page.take_scan(rain.umbrellas[2].tag)
    assert "Umbrellas not lent yet wait" in rain.lobby.ctx.toasts.toast.accessibleName()
    rain.press(Qt.Key.Key_F9)
    assert rain.page.isVisible() and rain.page.waiting.buttons[0].isVisible()


def test_keys_of_the_list_sleep_while_it_rains(rain: Rain) -> None:
    loan = rain.lobby.counter.lend(rain.umbrellas[5])
    rain.press(Qt.Key.Key_F9)
    rain.lobby.open(loan)
    rain.press(Qt.Key.Key_F9)
    rain.press(Qt.Key.Key_F4)
    assert len(rain.lobby.on_record()) == 1, "nobody sees which loan is chosen behind"
    rain.press(Qt.Key.Key_F9)
    rain.press(Qt.Key.Key_F4)
    assert not rain.lobby.on_record()


def test_a_tag_that_cannot_be_read_is_typed(rain: Rain) -> None:
    rain.type(rain.umbrellas[0].tag)
    rain.press(Qt.Key.Key_Return)
    assert rain.step == rain.umbrellas[0].name
    rain.type("5678")
    assert rain.out == [(rain.umbrellas[0].name, "王芳", WANG)]


@pytest.mark.parametrize("hook", [True, False])
def test_a_torn_tag_is_known_by_hook_or_name(rain: Rain, hook: bool) -> None:
    umbrella, counter = rain.umbrellas[1], rain.lobby.counter
    counter.desk.get(Stock).correct_item(counter.people.receptionist, umbrella.id, umbrella.name, "013", "")
    rain.page.step.field.setText("13" if hook else umbrella.name)
    rain.press(Qt.Key.Key_Return)
    assert rain.step == umbrella.name
    rain.type("5678")
    assert rain.out == [(umbrella.name, "王芳", WANG)]


def test_digits_find_the_field_from_a_button(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.press(Qt.Key.Key_Backtab)
    assert not rain.page.step.field.hasFocus()
    rain.type("5678")
    assert len(rain.out) == 1


def test_everything_has_a_name_in_chinese(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    set_language("zh_CN")
    try:
        assert rain.told == "已借给 王芳 …5678" and rain.step == "请扫描雨伞"
        assert offered(rain.page) >= {"返回列表 (Esc)", "撤销"}
    finally:
        set_language(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_small_screen_with_nine_people(rain: Rain, language: str) -> None:
    for place in range(9):
        rain.knows("欧阳晓峰", f"1390{place:03}5678")
    set_language(language)
    try:
        rain.lobby.stage.window.resize(860, 620)
        rain.scan(rain.umbrellas[0])
        rain.type("5678")
        assert sum(one.isVisible() for one in rain.page.step.people) == 9
        least = rain.page.minimumSizeHint()
        assert least.width() <= 860 and least.height() <= 620, least
    finally:
        set_language(ENGLISH)
