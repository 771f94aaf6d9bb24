"""The form: known by the number, the trade from the words, repeats before saving, one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import OrderKind, OrderState, Source, Urgency, View
from tests.services.repairs.repair_desk import PHONE, RepairDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.repairs.conftest import CTRL, Desk, keep_price, press


def test_place_and_words_are_enough_and_the_number_is_said(front: Desk) -> None:
    front.say()
    assert front.form.what.trade.value is Trade.ELECTRICAL
    front.submit()
    order = front.only()
    assert (order.unit, order.trade, order.state) == ("2401", Trade.ELECTRICAL, OrderState.RECEIVED)
    assert order.number in front.toast and "09:20" in front.toast
    assert not front.form.dirty and front.form.who.phone.hasFocus()


def test_by_keyboard_alone_in_the_order_people_speak(front: Desk) -> None:
    front.ledger.take_in(
        reporter="陈静", phone=PHONE, unit="2301", description="水龙头滴水", trade=Trade.PLUMBING
    )
    front.page.new_report()
    QTest.keyClicks(front.form.who.phone, PHONE)
    front.form.who.phone.query.emit(PHONE)
    settle()
    who = front.form.who
    assert (who.reporter.text(), who.where.text(), who.company.text()) == ("陈静", "2301", "云海科技有限公司")
    assert who.place.tenant == front.ledger.tenant
    front.key(Qt.Key.Key_Return, at=front.form.who.phone)
    assert front.form.what.description.hasFocus(), "what is filled is passed over"
    front.form.what.description.insertPlainText("空调不制冷")
    front.key(Qt.Key.Key_Return, CTRL)
    (order,) = [one for one in front.orders() if one.trade is Trade.HVAC]
    assert (order.reporter, order.phone, order.unit, order.company) == (
        "陈静",
        PHONE,
        "2301",
        "云海科技有限公司",
    )


def test_a_unit_is_chosen_by_the_company_in_it(front: Desk) -> None:
    front.choose(front.form.who.where, "yunhai")
    assert front.form.who.place.unit == "2301" and front.form.who.company.text() == "云海科技有限公司"


def test_after_a_unit_enter_goes_on_to_what_is_wrong(front: Desk) -> None:
    front.choose(front.form.who.where, "2301")
    front.key(Qt.Key.Key_Return, at=front.form.who.where)
    assert front.form.what.description.hasFocus()
    front.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    front.key(Qt.Key.Key_Return)
    assert front.form.what.trade.hasFocus() and front.form.what.description.toPlainText() == "\n"


def test_enter_faster_than_the_answer_does_not_stay_in_what_was_filled(front: Desk) -> None:
    front.ledger.take_in(reporter="陈静", phone=PHONE, unit="2301")
    who = front.form.who
    who.phone.setText(PHONE)
    who.reporter.setFocus()
    who.phone.query.emit(PHONE)
    settle()
    assert who.reporter.text() == "陈静" and front.form.what.description.hasFocus()


def test_a_public_place_is_kept_in_words(front: Desk) -> None:
    front.say("23F电梯厅", "地砖裂了")
    front.submit()
    order = front.only()
    assert (order.unit, order.area, order.trade) == ("", "23F电梯厅", Trade.CIVIL)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"where": "9999"}, "where"),
        ({"where": ""}, "where"),
        ({"what": ""}, "description"),
        ({"what": "说不清楚"}, "trade"),
        ({"phone": "打给我"}, "phone"),
    ],
)
def test_each_problem_stands_at_its_field(front: Desk, typed: dict[str, str], field: str) -> None:
    front.say(**typed)
    front.submit()
    form = front.form.who.form if field in ("where", "phone") else front.form.what.form
    assert form.problem_of(field) and form.field(field).hasFocus()
    assert front.orders() == [] and front.asked.questions == []


def test_another_trade_chosen_stays(front: Desk) -> None:
    trade = front.form.what.trade
    trade.choose(Trade.CIVIL)
    trade.activated.emit(trade.currentIndex())
    front.say(what="灯罩掉了")
    assert front.form.draft().trade is Trade.CIVIL
    front.form.clear()
    front.say(what="灯罩掉了")
    assert front.form.draft().trade is Trade.ELECTRICAL


def test_a_complaint_goes_to_a_department(front: Desk) -> None:
    what = front.form.what
    assert not what.department.isVisible() and not what.serious.isVisible()
    front.say("2401", "地面很脏")
    what.kind.choose(OrderKind.COMPLAINT)
    assert what.department.isVisible() and what.serious.isVisible()
    what.department.choose("cleaning")
    what.serious.setChecked(True)
    what.urgency.choose(Urgency.URGENT)
    front.submit()
    order = front.only()
    assert (order.kind, order.department, order.serious) == (OrderKind.COMPLAINT, "cleaning", True)
    assert order.urgency is Urgency.URGENT


def test_how_it_came_is_kept(front: Desk) -> None:
    front.form.more.set_open(True)
    front.form.source.choose(Source.PATROL)
    front.say(phone="")
    front.submit()
    assert front.only().source is Source.PATROL


# Reported before


def test_an_open_report_is_shown_while_it_is_typed_and_joined(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.take_in(unit="2401")
    front.say()
    assert front.form.duplicates.isVisible() and first.number in _texts(front)
    press(front.form.duplicates, "Join it")
    assert first.number in front.form.save.text()
    front.submit()
    assert ledger.order(first).repeats == 1 and len(front.orders()) == 1
    assert "added to the open report" in front.toast and front.asked.questions == []


def test_nothing_is_saved_before_somebody_decided(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.take_in(unit="2401")
    front.say()
    front.submit()
    assert [kind for kind, _ in front.asked.questions] == ["choose"]
    assert len(front.orders()) == 1 and front.form.dirty
    front.asked.will_answer(1)
    front.submit()
    assert len(front.orders()) == 2 and ledger.order(first).repeats == 0


def test_fast_keys_are_asked_too(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.take_in(unit="2401")
    form = front.form
    form.who.phone.setText(PHONE)
    form.who.where.setText("2401")
    form.what.description.setPlainText("走廊灯不亮")
    front.asked.will_answer(0)
    front.submit()
    assert ledger.order(first).repeats == 1 and len(front.asked.questions) == 1


def test_another_place_forgets_what_was_decided(front: Desk, ledger: RepairDesk) -> None:
    ledger.take_in(unit="2401")
    front.say()
    front.form.duplicates.decide(front.form.duplicates.found[0].order)
    front.say("2302")
    assert front.form.duplicates.join is None and not front.form.duplicates.isVisible()
    front.submit()
    assert len(front.orders()) == 2


def test_another_matter_is_said_once(front: Desk, ledger: RepairDesk) -> None:
    ledger.take_in(unit="2401")
    front.say()
    press(front.form.duplicates, "Another matter")
    front.submit()
    assert len(front.orders()) == 2 and front.asked.questions == []


# Price, pictures, drafts


def test_a_paid_service_is_priced_told_and_confirmed(front: Desk, ledger: RepairDesk) -> None:
    keep_price(ledger)
    front.say()
    front.form.what.paid.setChecked(True)
    prices = front.form.prices
    front.choose(prices.field, "更换")
    prices.rows[0].count.setValue(2)
    prices.add_material()
    prices.rows[1].name.setText("LED灯管")
    prices.rows[1].price.setText("25.50")
    prices.reckon()
    assert prices.quote is not None and prices.quote.total == 8_550 and "¥85.50" in prices.total.text()
    prices.confirmed.setChecked(True)
    front.submit()
    order = front.only()
    assert order.paid and order.quote.total == 8_550 and order.price_confirmed_at is not None


def test_the_night_costs_more_and_another_line_is_not_confirmed(front: Desk, ledger: RepairDesk) -> None:
    keep_price(ledger, yuan="100")
    front.clock.advance(hours=12)
    front.form.what.paid.setChecked(True)
    prices = front.form.prices
    front.choose(prices.field, "更换")
    prices.reckon()
    assert "¥130.00" in prices.total.text() and "night surcharge ¥30.00" in prices.parts.text()
    prices.confirmed.setChecked(True)
    prices.rows[0].count.setValue(3)
    assert not prices.confirmed.isChecked()


def test_material_without_a_price_is_told(front: Desk) -> None:
    front.say()
    front.form.what.paid.setChecked(True)
    front.form.prices.add_material()
    front.form.prices.rows[0].name.setText("灯管")
    front.form.prices.rows[0].price.setText("很贵")
    front.submit()
    assert front.form.prices.problem.isVisible() and front.orders() == []


def test_pictures_go_with_it_six_at_most(front: Desk, tmp_path: Path) -> None:
    good = tmp_path / "a.png"
    good.write_bytes(picture())
    for _ in range(7):
        front.form.photos.take(good)
    assert len(front.form.photos.photos) == 6 and not front.form.photos.add.isEnabled()
    front.form.photos._remove(0)
    front.say()
    front.submit()
    assert front.only().photos == 5


def test_80_mb_or_no_picture_is_said_in_words(front: Desk, tmp_path: Path) -> None:
    large, text = tmp_path / "b.jpg", tmp_path / "c.png"
    with large.open("wb") as file:
        file.truncate(80 * 1024 * 1024)
    text.write_text("no picture")
    front.asked.will_answer(large, text)
    front.form.photos.choose()
    assert "larger than 10 MB" in front.form.photos.problem.text()
    front.form.photos.choose()
    assert "cannot be read" in front.form.photos.problem.text() and front.form.photos.photos == []


def test_a_draft_stays_while_another_order_is_looked_at(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.take_in()
    front.say("2401", "地毯卷边")
    front.open(first)
    front.page.leave_panel()
    assert front.form.what.description.toPlainText() == "地毯卷边" and front.form.isVisible()


def test_saved_twice_is_taken_in_once(front: Desk) -> None:
    front.say()
    draft = front.form.draft()
    for _ in range(2):  # as a second click that was on its way would
        front.form._request = "same"
        front.form._send(draft)
    settle()
    assert front.only().unit == "2401"


def test_an_empty_form_waits(front: Desk) -> None:
    front.submit()
    assert front.form.who.phone.hasFocus() and front.orders(View.DAY) == []


def _texts(front: Desk) -> str:
    inside = front.form.duplicates
    labels = [one.text() for one in inside.findChildren(QLabel)]
    return " ".join(labels + [one.text() for one in inside.findChildren(QPushButton)])
