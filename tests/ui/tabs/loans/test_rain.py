"""Rain mode: scan, four digits, next; each borrower is found, asked for or chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desk_app.services.loans.records import View
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.terms import ItemState
from desk_app.ui.tabs.loans.rain_asks import Want
from tests.ui.tabs.loans.conftest import Lobby
from tests.ui.tabs.loans.rain_hands import WANG, Rain, in_the_rain


@pytest.fixture
def rain(lobby: Lobby) -> Rain:
    """It rains; 王芳 …5678 is known."""
    return in_the_rain(lobby)


# The queue


def test_scan_and_four_digits_lend_without_enter(rain: Rain) -> None:
    left = rain.left
    rain.scan(rain.umbrellas[0])
    assert rain.step == rain.umbrellas[0].name
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


def test_seven_digits_before_the_four_are_a_whole_number(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    assert "before …4321" in rain.hint and rain.page.step.field.placeholderText() == "…4321"
    rain.type("1360000")
    assert rain.want is Want.NUMBER, "it may become the whole number"
    rain.press(Qt.Key.Key_Return)
    assert rain.out == [(rain.umbrellas[0].name, "", "13600004321")]


def test_the_next_scan_takes_the_seven_digits_for_done(rain: Rain) -> None:
    rain.scan(rain.umbrellas[0])
    rain.type("4321")
    rain.type("1360000")
    rain.scan(rain.umbrellas[1])
    assert rain.out == [(rain.umbrellas[0].name, "", "13600004321")]
    assert rain.step == rain.umbrellas[1].name and rain.want is Want.DIGITS


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


def test_a_double_click_lends_once(rain: Rain) -> None:
    rain.knows("李雷", "13900005678")
    rain.scan(rain.umbrellas[0])
    rain.type("5678")
    person = rain.page.step.people[1]
    person.click()
    person.click()
    assert rain.out == [(rain.umbrellas[0].name, "王芳", WANG)] and rain.step == "Scan an umbrella"
