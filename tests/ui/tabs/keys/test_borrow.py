"""Lending by keyboard and scanner alone, what speaks against it, and once only."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk_app.services.core.findings import Weight
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import ReservationDraft, View
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.terms import HandoutState, Purpose
from desk_app.services.visitors.records import Arrival, Host, IdKind, Permit
from desk_app.services.visitors.records import Purpose as Visiting
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.keys.borrow import ReadDialog
from desk_app.ui.widgets.date_time import TimeField
from desk_app.ui.widgets.parts import Label
from tests.ui.tabs.keys.conftest import (
    CAR,
    CTRL,
    PLANT,
    ROOF,
    SAFE,
    STAIRS,
    TRUST,
    VACANT,
    Counter,
    dialog_of,
    press,
)


def test_a_key_is_lent_by_scan_initials_and_purpose(counter: Counter) -> None:
    counter.scan_copy(VACANT)
    counter.keys("wq")
    counter.press(Qt.Key.Key_Return)
    choice = counter.form.colleague.choice
    assert choice is not None and "Engineering" in choice.detail
    assert QApplication.focusWidget() is counter.form.purpose
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_Return, CTRL)
    (one,) = counter.handouts(View.OUT)
    assert (one.holder, one.purpose, one.state) == ("王强", Purpose.INSPECTION, HandoutState.OUT)
    assert [line.code for line in one.lines] == ["K0231-1"]
    assert counter.form.blank and "K0231-1" in counter.toast


@pytest.mark.parametrize("typed", ["K0231", "a12", "2301", "kzdy", "23楼"])
def test_a_key_is_found_by_code_hook_unit_initials_and_place(counter: Counter, typed: str) -> None:
    picker = counter.form.copies.picker
    picker.setFocus()
    picker.setText(typed)
    picker.textEdited.emit(typed)
    picker.query.emit(typed)
    counter.press(Qt.Key.Key_Return, at=picker)
    assert [one.code for one in counter.form.copies.copies] == ["K0231-1"]
    assert not picker.text() and "22:00" in counter.form.due.time.text()


def test_backspace_in_the_empty_field_takes_the_last_key_away(counter: Counter) -> None:
    counter.scan_copy(VACANT)
    counter.scan_copy(CAR)
    counter.form.copies.picker.setFocus()
    counter.press(Qt.Key.Key_Backspace)
    assert [one.code for one in counter.form.copies.copies] == ["K0231-1"]


def test_a_ring_adds_its_copies_and_goes_as_a_whole(counter: Counter) -> None:
    counter.scan(counter.ring().tag)
    assert [one.code for one in counter.form.copies.copies] == [f"{STAIRS}-1", f"{ROOF}-1"]
    counter.form.copies.remove(counter.form.copies.copies[0])
    assert not counter.form.copies.copies
    counter.scan_copy(ROOF)
    assert len(counter.form.copies.copies) == 2
    counter.scan_copy(ROOF)
    assert len(counter.form.copies.copies) == 2


def test_an_instruction_is_told_once_with_the_key(counter: Counter) -> None:
    counter.scan_copy(CAR)
    told = [one for one in counter.page.findChildren(Label) if "归还前请充电" in one.text()]
    assert [one.isVisible() for one in told] == [True] and not counter.toast


def test_the_expected_return_follows_the_keys_until_it_is_touched(counter: Counter) -> None:
    due = counter.form.due
    counter.scan_copy(PLANT)
    assert due.time.text() == "11:00"
    due.quick[0].click()  # type: ignore[attr-defined]
    assert due.touched and due.time.text() == "10:00"
    counter.scan_copy(CAR)
    assert due.time.text() == "10:00"
    due.quick[-1].click()  # type: ignore[attr-defined]
    assert not due.touched and due.time.text() == "11:00"


def test_a_time_that_is_none_is_said_at_its_field(counter: Counter) -> None:
    counter.fill(VACANT)
    field = counter.form.due.time
    assert isinstance(field, TimeField)
    field.setText("25:99")
    counter.form.due.touched = True
    counter.submit()
    assert "no time" in counter.form.rest.problem_of("due")
    assert not counter.handouts()


def test_what_is_missing_is_said_at_its_fields(counter: Counter) -> None:
    counter.scan_copy(VACANT)
    counter.submit()
    assert counter.form.rest.problem_of("colleague") and counter.form.rest.problem_of("purpose")
    assert QApplication.focusWidget() is counter.form.colleague
    assert not counter.handouts()


def test_a_double_click_lends_once(counter: Counter) -> None:
    counter.fill(VACANT)
    counter.page.borrow.lend.click()
    counter.page.borrow.lend.click()
    assert len(counter.handouts(View.OUT)) == 1


def test_findings_stand_there_before_lending_and_refuse(counter: Counter) -> None:
    counter.desk.get(KeyTroubles).report_fault(
        counter.people.receptionist, counter.copy(VACANT).id, "断齿", True
    )
    counter.fill(VACANT)
    counter.judge()
    assert counter.page.borrow.findings.weight is Weight.REFUSED
    counter.submit()
    assert not counter.handouts() and len(counter.form.copies.copies) == 1


def test_a_reserved_key_is_lent_once_it_was_read(counter: Counter) -> None:
    start = counter.clock.now() + timedelta(hours=2)
    wanted = ReservationDraft(
        counter.key(VACANT).id, counter.colleague("陈刚"), start, start + timedelta(hours=1), "保洁"
    )
    counter.desk.get(KeyRegister).reserve(counter.people.receptionist, wanted)
    counter.fill(VACANT)
    counter.submit()
    assert not counter.handouts()
    dialog_of(counter.page, ReadDialog).sure.click()
    assert len(counter.handouts(View.OUT)) == 1


def test_a_key_in_trust_shows_whom_to_call_and_keeps_the_call(counter: Counter) -> None:
    counter.fill(TRUST)
    trust = counter.form.trust
    assert trust.isVisible() and "刘晓红" in trust.whom.text() and "13912345678" in trust.whom.text()
    counter.judge()
    assert counter.page.borrow.findings.weight is Weight.REFUSED
    trust.agreed.choose(True)
    trust.form.restore({"spoke_to": ""})
    counter.submit()
    assert trust.form.problem_of("spoke_to")
    trust.form.restore({"spoke_to": "刘晓红", "words": "同意检修"})
    counter.judge()
    assert counter.page.borrow.findings.weight is Weight.APPROVAL
    counter.submit()
    (one,) = counter.handouts(View.TO_APPROVE)
    assert one.needed == 1


def test_a_key_in_trust_asks_for_its_call_before_anything_else(counter: Counter) -> None:
    counter.scan_copy(TRUST)
    trust = counter.form.trust
    assert QApplication.focusWidget() is trust.agreed.buttons[0]
    assert trust.form.draft()["spoke_to"] == "刘晓红"
    counter.sign()
    counter.form.purpose.choose(Purpose.REPAIR)
    counter.submit()
    assert "Call the owner" in trust.form.problem_of("agreed") and not counter.handouts()
    assert QApplication.focusWidget() is trust.agreed.buttons[0]
    counter.press(Qt.Key.Key_3)
    counter.submit()
    assert "not reached" in trust.form.problem_of("agreed") and trust.value is None
    counter.press(Qt.Key.Key_1)
    counter.submit()
    assert counter.handouts(View.TO_APPROVE)


def test_later_than_the_curfew_asks_for_approval(counter: Counter) -> None:
    counter.fill(VACANT)
    counter.form.due.choose(counter.form.due.now().replace(hour=23))
    counter.judge()
    assert counter.page.borrow.lend.accessibleName() == "Ask for approval"
    counter.submit()
    assert counter.handouts(View.TO_APPROVE)[0].exceptions


def test_a_contractor_in_the_building_is_offered_and_accompanied(counter: Counter) -> None:
    permit = Permit("SG-1", (counter.clock.now() + timedelta(days=3)).date(), "王强")
    arrival = Arrival(
        name="周国平",
        phone="13812345678",
        company="顺达装修",
        purpose=Visiting.CONTRACTOR,
        host=Host(tenant="云帆科技", unit="1205"),
        permit=permit,
        id_kind=IdKind.ID_CARD,
        id_number="11010519491231002X",
    )
    counter.desk.get(Visitors).check_in(counter.people.receptionist, arrival)
    counter.fill(VACANT)
    escort = counter.form.escort
    escort.section.heading.setFocus()
    escort.section.heading.click()
    assert QApplication.focusWidget() is escort.name
    counter.press(Qt.Key.Key_Return, at=escort.name)
    counter.submit()
    (one,) = counter.handouts(View.OUT)
    assert one.escorted is not None
    assert (one.escorted.name, one.escorted.company) == ("周国平", "顺达装修") and one.escorted.visit


def test_an_outside_worker_without_a_name_is_asked_for(counter: Counter) -> None:
    counter.fill(VACANT)
    counter.form.escort.section.set_open(True)
    counter.submit()
    assert counter.form.escort.form.problem_of("name")


def test_the_slip_is_printed_when_asked(counter: Counter) -> None:
    counter.fill(VACANT)
    counter.page.borrow.slip.setChecked(True)
    counter.submit()
    assert [one.kind for one in counter.printed] == ["keys.slip"]


def test_what_is_typed_outlives_a_look_at_another_borrowing(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.fill(CAR)
    counter.open(one)
    press(counter.page.side, "Lend keys")
    assert [each.code for each in counter.form.copies.copies] == [f"{CAR}-1"]
    assert counter.form.colleague.text() == "王强"


def test_the_curfew_at_a_time_of_day_is_the_default(counter: Counter) -> None:
    counter.scan_copy(SAFE)
    assert counter.form.due.time.text() == "17:30"
    assert counter.form.due.value == datetime(2026, 11, 23, 17, 30, tzinfo=counter.clock.zone)
