"""Who is it: typing, scanning, the card, its steps, and the way there from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desk_app.services.core.matters import Part, Party, Person
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Host, VisitState
from tests.ui.tabs.cards.conftest import Counter, said
from tests.ui.tabs.conftest import settle

ZHANG = "13812345678"
CTRL = Qt.KeyboardModifier.ControlModifier


def test_four_digits_show_the_person_and_what_is_open(counter: Counter) -> None:
    counter.lobby.come("张伟明", ZHANG, company="华岳贸易")
    counter.lobby.parcel(Person("张伟明", ZHANG))
    counter.type("5678")
    assert counter.names == ["张伟明"]
    text = said(counter.view)
    assert "张伟明" in text and ZHANG in text and "华岳贸易" in text, "the desk sees the whole phone"
    assert "Holds" in text and "Expects" in text and "Owes" not in text
    assert "A parcel lies here since 20 Nov 08:00." in text and "\n09:00\n" in text
    assert counter.steps == ["Check out", "Hand over"]


def test_arrows_choose_and_enter_goes_to_the_first_step(counter: Counter) -> None:
    for name, phone in (("王芳", "13800000001"), ("王芳菲", "13800000002")):
        counter.lobby.come(name, phone)
        counter.lobby.clock.advance(minutes=1)
    assert counter.page.field.hasFocus()
    counter.type("王芳")
    first, second = counter.names
    assert counter.view.card.face.name == first
    counter.press(Qt.Key.Key_Down)
    assert counter.view.card.face.name == second
    counter.press(Qt.Key.Key_Down)
    assert counter.view.card.face.name == second, "the list has an end"
    counter.press(Qt.Key.Key_Return)
    assert counter.view.steps[0].hasFocus()
    counter.press(Qt.Key.Key_Escape)
    assert counter.page.field.hasFocus() and counter.page.field.selectedText() == "王芳"
    counter.press(Qt.Key.Key_Escape)
    assert counter.page.field.text() == "" and counter.page.view is None and counter.names == []
    assert counter.page.right.currentWidget() is counter.page.begin


def test_a_step_is_taken_and_the_card_says_what_is_left(counter: Counter) -> None:
    visit = counter.lobby.come("张伟明", ZHANG)
    counter.type("5678")
    counter.view.steps[0].setFocus()
    counter.click("Check out")
    card = counter.lobby.desk.get(VisitorQueries).card(counter.lobby.people.receptionist, visit.id)
    assert card.visit.state is VisitState.LEFT
    assert counter.steps == [] and "Nothing is open" in said(counter.view)
    assert counter.view.print_sheet.hasFocus(), "the keyboard is not lost with the old card"
    counter.ctx.toasts.undo()
    settle()
    assert counter.steps == ["Check out"]


def test_a_badge_comes_back_with_the_check_out(counter: Counter) -> None:
    visit = counter.lobby.come("张伟明", ZHANG, badge="V017")
    counter.type("5678")
    counter.click("Check out, badge is back")
    card = counter.lobby.desk.get(VisitorQueries).card(counter.lobby.people.receptionist, visit.id)
    assert card.visit.badge_returned is True


def test_an_announced_visitor_is_checked_in_where_visitors_are(counter: Counter) -> None:
    visit = counter.lobby.expect("李建国", phone="13912345678")
    counter.type("李建国")
    counter.click("Check in")
    assert counter.opened == [f"arriving {visit.id}"]


def test_a_matter_of_a_tab_that_announces_itself_has_its_step_and_way(counter: Counter) -> None:
    record = counter.lobby.parcel(Person("李四", "13700001111"))
    counter.type("李四")
    counter.click("Hand over")
    assert [one.record for one in counter.handed] == [record]
    counter.click("Open")
    assert counter.opened == [f"parcel {record}"]


def test_what_another_role_s_tab_shows_has_no_way_there(counter: Counter) -> None:
    assert [spec.id for spec in counter.page._specs if "tenant" in spec.kinds] == ["directory"]


def test_a_scan_shows_whose_it_is_whatever_was_typed(counter: Counter) -> None:
    visit = counter.lobby.come("张伟明", ZHANG)
    record = counter.lobby.parcel(Person("李四", "13700001111"))
    counter.type("李四")
    assert counter.scan(visit.pass_code)
    assert counter.names == ["张伟明"] and counter.view.card.face.name == "张伟明"
    assert counter.page.field.text() == ""
    assert counter.scan(counter.lobby.parcels.code(record))
    assert counter.view.card.face.name == "李四"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("6901234567892", "none of ours"),
        ("4001003", "not read whole"),
        ("", "No record on this PC"),
    ],
)
def test_a_scan_that_names_nobody_is_said_and_taken(counter: Counter, raw: str, words: str) -> None:
    assert counter.scan(raw), "while the page is in sight every reading is its own"
    assert words in counter.stage.toast and counter.page.view is None


def test_a_number_typed_under_a_code_counts_as_a_scan(counter: Counter) -> None:
    record = counter.lobby.parcel(Person("李四", "13700001111"))
    counter.type(counter.lobby.parcels.code(record))
    assert counter.names == [] and counter.page.right.currentWidget() is counter.page.nobody
    counter.press(Qt.Key.Key_Return)
    assert counter.names == ["李四"]


def test_a_company_leads_to_its_people_and_back(counter: Counter) -> None:
    host = Host(tenant="云帆科技", tenant_id=counter.lobby.tenant("云帆"))
    counter.lobby.come("张伟明", ZHANG, host=host)
    counter.type("云帆")
    assert counter.view.card.face.company and not counter.page.back.isVisible()
    counter.click("张伟明  1")
    assert counter.view.card.face.name == "张伟明" and counter.page.back.isVisible()
    counter.ctx.bus.publish({"visits"})
    settle()
    assert counter.view.card.face.name == "张伟明", "a reload leaves the card that was reached"
    counter.page.back.click()
    settle()
    assert counter.view.card.face.company and not counter.page.back.isVisible()


def test_a_contact_leads_to_the_company(counter: Counter) -> None:
    counter.type("陈静")
    counter.click("Card of the company")
    assert counter.view.card.face.party == Party(counter.lobby.tenant("云帆"))


def test_any_change_anywhere_is_seen(counter: Counter) -> None:
    counter.lobby.parcel(Person("李四", "13700001111"))
    counter.type("李四")
    counter.lobby.parcels.part = Part.OWES
    counter.lobby.parcels.barred = True
    counter.ctx.bus.publish({"exit_passes"})
    settle()
    text = said(counter.view)
    assert "Owes" in text and "Expects" not in text and "Suspended" in text


def test_another_tab_leads_here_by_one_of_its_records(counter: Counter) -> None:
    visit = counter.lobby.come("张伟明", ZHANG)
    counter.page.show_record("card/visit", visit.id)
    settle()
    assert counter.view.card.face.name == "张伟明"
    counter.page.show_record("card/visit", 4711)
    settle()
    assert "Nobody is named on this record." in counter.stage.toast


def test_the_sheet_is_shown_before_it_is_printed(counter: Counter) -> None:
    counter.lobby.come("张伟明", ZHANG)
    counter.type("5678")
    counter.press(Qt.Key.Key_P, CTRL)
    (paper,) = counter.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == "cards.sheet" and paper.subject == "张伟明"


def test_somebody_forgotten_meanwhile_is_nobody(counter: Counter) -> None:
    record = counter.lobby.parcel(Person("李四", "13700001111"))
    counter.type("李四")
    del counter.lobby.parcels.rows[record]
    counter.page.load()
    assert counter.page.view is None and counter.page.right.currentWidget() is counter.page.nobody
    assert counter.stage.asked.questions == []


def test_enter_waits_for_the_answer_to_what_is_typed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.lobby.come("张伟明", ZHANG)
    page, waiting = counter.page, []
    at_once = counter.ctx.tasks.latest
    monkeypatch.setattr(counter.ctx.tasks, "latest", lambda *work, **how: waiting.append((work, how)))
    counter.type("5678")
    QApplication.sendEvent(
        page.field, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    monkeypatch.setattr(counter.ctx.tasks, "latest", at_once)
    work, how = waiting[0]
    at_once(*work, **how)
    assert counter.view.steps[0].hasFocus()
