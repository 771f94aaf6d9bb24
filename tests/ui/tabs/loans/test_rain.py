"""Rain mode: scan, four digits, next; nothing is lost, nobody waits for somebody else's trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.journal import work as journal
from desk_app.services.loans.records import CategoryDraft, Item, ItemState, View
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.loans.rain import RainPage
from desk_app.ui.tabs.loans.rain_asks import Want
from tests.desk_fixtures import PIN, People
from tests.services.loans.lending_desk import OTHER
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, offered, press, suspend

WANG = "13800005678"


@dataclass
class Rain:
    """Rain mode on the page, and the hands before it."""

    lobby: Lobby
    page: RainPage

    @property
    def umbrellas(self) -> list[Item]:
        return self.lobby.counter.umbrellas

    def scan(self, item: Item | str) -> None:
        assert self.lobby.page.take_scan(item if isinstance(item, str) else item.tag)
        settle()

    def later(self, item: Item) -> None:
        """A reading of its own, not the same one twice."""
        self.lobby.clock.advance(seconds=3)
        self.scan(item)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or self.page, letter)
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.lobby.key(key, modifiers)

    @property
    def step(self) -> str:
        return self.page.step.word.text

    @property
    def hint(self) -> str:
        return self.page.step.hint.text()

    @property
    def problem(self) -> str:
        return self.page.step.problem.text()

    @property
    def told(self) -> str:
        return self.page.told.word.text

    @property
    def detail(self) -> str:
        return self.page.told.detail.text()

    @property
    def money(self) -> str:
        return self.page.told.money.text if self.page.told.money.isVisible() else ""

    @property
    def left(self) -> int:
        self.lobby.load()
        return self.page.stock.figures[UMBRELLA].left

    @property
    def want(self) -> Want | None:
        return self.page.flow.asked.want if self.page.flow.asked else None

    @property
    def out(self) -> list[tuple[str, str, str]]:
        loans = self.lobby.on_record()
        return sorted((one.lines[0].item_name, one.borrower, one.phone) for one in loans)

    def state(self, item: Item) -> ItemState:
        return self.lobby.counter.item(item).state

    def knows(self, name: str, phone: str) -> None:
        """Somebody who borrowed before."""
        loan = self.lobby.counter.lend(self.lobby.counter.trolleys[0], borrower=name, phone=phone)
        self.lobby.counter.take_back(loan)


@pytest.fixture
def rain_of(lobby_of: Callable[[Actor], Lobby]) -> Callable[[Actor], Rain]:
    def make(actor: Actor) -> Rain:
        lobby = lobby_of(actor)
        lobby.counter.umbrellas = lobby.counter.umbrellas + lobby.counter.add(UMBRELLA, 7, "把")
        lobby.key(Qt.Key.Key_F9)
        page = lobby.page.rain.rain
        assert page is not None and page.isVisible()
        made = Rain(lobby, page)
        made.knows("王芳", WANG)
        return made

    return make


@pytest.fixture
def rain(rain_of: Callable[[Actor], Rain], people: People) -> Rain:
    """It rains; 王芳 …5678 is known."""
    return rain_of(people.receptionist)


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written."""
    with patch.object(journal.Work, "record", side_effect=StorageTrouble(N_("The disk is full."))):
        yield


# The queue


def test_scan_and_four_digits_lend_without_enter(rain: Rain) -> None:
    left = rain.left
    rain.scan(rain.umbrellas[0])
    assert rain.step == "伞001" or rain.step == rain.umbrellas[0].name
    assert rain.hint == "Last four digits of the phone"
    rain.type("5678")
    assert rain.told == "Lent to 王芳 …5678"
    assert rain.detail == f"{rain.umbrellas[0].name}, due tomorrow 18:00"
    assert rain.step == "Scan an umbrella" and rain.page.step.field.text() == ""
    assert rain.out == [(rain.umbrellas[0].name, "王芳", WANG)]
    assert rain.lobby.only().rain and rain.left == left - 1
    rain.scan(rain.umbrellas[1])
    assert rain.told == "Lent to 王芳 …5678", "it stays while the next one is scanned"


def test_a_lent_one_comes_back_by_its_scan_also_while_somebody_is_asked(rain: Rain) -> None:
    left = rain.left
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.scan(rain.umbrellas[1])
    rain.type("56")
    rain.later(rain.umbrellas[0])
    assert rain.told == f"{rain.umbrellas[0].name} is back" and rain.detail == "王芳 …5678"
    assert rain.step == rain.umbrellas[1].name and rain.page.step.field.text() == "56"
    rain.type("78")
    assert rain.out == [(rain.umbrellas[1].name, "王芳", WANG)]
    assert rain.left == left - 1


def test_the_same_tag_read_twice_is_one_reading(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.scan(rain.umbrellas[0])
    assert rain.told == "Lent to 王芳 …5678" and rain.state(rain.umbrellas[0]) is ItemState.LENT
    rain.later(rain.umbrellas[0])
    assert rain.state(rain.umbrellas[0]) is ItemState.AVAILABLE
    rain.scan(rain.umbrellas[1].tag + rain.umbrellas[1].tag)
    rain.later(rain.umbrellas[1])
    assert rain.step == rain.umbrellas[1].name and rain.want is Want.DIGITS


def test_several_people_the_likeliest_first(rain: Rain) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    assert rain.want is Want.CHOICE and not rain.lobby.on_record()
    shown = [one for one in rain.page.step.people if one.isVisible()]
    assert [one.text().split()[1] for one in shown] == ["李雷", "王芳"]
    assert [one.isChecked() for one in shown] == [True, False]
    rain.press(Qt.Key.Key_Return)
    assert rain.told == "Lent to 李雷 …5678"


@pytest.mark.parametrize(("keys", "whom"), [("2", "王芳"), ("1", "李雷")])
def test_a_number_key_chooses(rain: Rain, keys: str, whom: str) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("5678" + keys)
    assert [one.borrower for one in rain.lobby.on_record()] == [whom]


def test_the_arrows_move_the_mark_and_the_next_scan_confirms_it(rain: Rain) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    rain.press(Qt.Key.Key_Down)
    rain.scan(rain.umbrellas[1])
    assert rain.out == [(rain.umbrellas[0].name, "王芳", WANG)]
    assert rain.step == rain.umbrellas[1].name and rain.page.step.field.text() == ""


def test_a_key_of_nobody_does_nothing_and_a_digit_may_be_taken_back(rain: Rain) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("56787")
    assert rain.want is Want.CHOICE and rain.page.step.field.text() == "5678"
    rain.press(Qt.Key.Key_Backspace)
    assert rain.want is Want.DIGITS and rain.page.step.field.text() == "567"
    rain.type("8")
    assert rain.want is Want.CHOICE


def test_nobody_known_is_asked_for_the_whole_number(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    assert rain.want is Want.NUMBER and "4321" in rain.problem
    rain.type("13600004321")
    assert rain.out == [(rain.umbrellas[0].name, "", "13600004321")] and rain.told == "Lent to …4321"


def test_a_name_may_be_typed_behind_tab(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    rain.press(Qt.Key.Key_Tab)
    rain.page.step.name.setText("韩梅梅")
    rain.page.step.name.textEdited.emit("韩梅梅")
    rain.press(Qt.Key.Key_Backtab)
    rain.type("13600004321")
    assert rain.out == [(rain.umbrellas[0].name, "韩梅梅", "13600004321")]


def test_a_number_with_another_end_is_asked_about(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    rain.type("13600004322")
    assert "does not end with 4321" in rain.problem and not rain.lobby.on_record()
    rain.press(Qt.Key.Key_Return)
    assert rain.out == [(rain.umbrellas[0].name, "", "13600004322")]


def test_somebody_else_with_the_same_digits(rain: Rain) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("56780")
    assert rain.want is Want.NUMBER and rain.problem == "Somebody else with …5678."
    rain.type("13700005678")
    assert rain.out == [(rain.umbrellas[0].name, "", "13700005678")]


def test_a_number_that_is_none_is_said_and_stays(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    rain.type("123")
    rain.press(Qt.Key.Key_Return)
    assert rain.want is Want.NUMBER and rain.page.step.field.text() == "123" and rain.problem
    assert not rain.lobby.on_record()


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
    assert rain.page.step.deposit.text() == "Take ¥20"
    rain.type("5678")
    assert rain.money == "Take ¥20" and len(rain.lobby.printed) == 1
    rain.later(rain.umbrellas[0])
    assert rain.money == "Give back ¥20"
    assert counter.book() == (0, 0)
    rain.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rain.money == "Take ¥20" and counter.book() == (2000, 2000)


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
    assert "Umbrellas not lent yet wait" in rain.lobby.page.notice.accessibleName()
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


def test_digits_find_the_field_from_a_button(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.press(Qt.Key.Key_Backtab)
    assert not rain.page.step.field.hasFocus()
    rain.type("5678")
    assert len(rain.out) == 1


def test_everything_has_a_name_in_chinese(rain: Rain) -> None:
    from desk_app.ui.i18n import set_language

    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    set_language("zh_CN")
    try:
        assert rain.told == "已借给 王芳 …5678" and rain.step == "请扫描雨伞"
        assert offered(rain.page) >= {"返回列表 (Esc)", "撤销"}
    finally:
        set_language("en")


def test_thirty_out_and_thirty_home(rain: Rain) -> None:
    items = [*rain.umbrellas, *rain.lobby.counter.add(UMBRELLA, 20, "加")]
    names = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶"
    people = [(f"{name}思远", f"135{place:04}{2000 + place}") for place, name in enumerate(names)]
    for name, phone in people:
        rain.knows(name, phone)
    left = rain.left
    for place, item in enumerate(items[:30]):
        rain.scan(item)
        rain.type(people[place][1][-4:])
        assert rain.left == left - place - 1
    assert rain.out == sorted((item.name, *people[place]) for place, item in enumerate(items[:30]))
    rain.lobby.clock.advance(minutes=30)
    for place, item in enumerate(items[:30]):
        rain.scan(item)
        assert rain.left == left - 29 + place
    assert not rain.lobby.on_record() and len(rain.lobby.on_record(View.DAY)) >= 30
    assert rain.page.last.said.text() == "This run: 30 lent, 30 back"
