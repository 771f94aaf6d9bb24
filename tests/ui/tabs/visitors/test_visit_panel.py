"""One visit in sight: what each role may do with it in each state, and the keys that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.core.looking import Why
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.loans.records import SuspensionDraft
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.visitors.records import Arrival, Permit, Purpose, Visit, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.watch import ToWatch, WatchList
from desk_app.ui.tabs.visitors import ARRIVING
from desk_app.ui.tabs.visitors.announce import CorrectDialog
from desk_app.ui.widgets.reveal import Masked, RevealDialog
from tests.desk_fixtures import PIN, People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.visitors.conftest import CTRL, HOST, ID_NUMBER, KNOWN, Log, dialog_of, press, write

CONTRACTOR = replace(
    KNOWN, purpose=Purpose.CONTRACTOR, id_kind=next(k for k in type(KNOWN.id_kind) if k == "id_card"),
    id_number=ID_NUMBER, permit=Permit("SG-12", None, "赵刚"),
)  # fmt: skip


def contractor(log: Log) -> Arrival:
    until = log.page.today() + timedelta(days=3)
    return replace(CONTRACTOR, permit=replace(CONTRACTOR.permit, until=until))


def in_state(log: Log, state: VisitState) -> Visit:
    """A visit in this state."""
    visitors, by = log.desk.get(Visitors), log.people.receptionist
    if state is VisitState.WAITING:
        log.desk.get(WatchList).add(log.people.supervisor, ToWatch("闹事", name=KNOWN.name))
        return log.come()
    if state in (VisitState.EXPECTED, VisitState.CANCELLED):
        visit = log.expect()
        return visitors.cancel(by, visit.id).result if state is VisitState.CANCELLED else visit
    visit = log.come()
    if state is VisitState.ON_BREAK:
        return visitors.step_out(by, visit.id).result
    if state is VisitState.LEFT:
        return visitors.check_out(by, visit.id).result
    if state is VisitState.PROBABLY_LEFT:
        log.clock.advance(hours=11, minutes=30)
        visitors.close_day(SYSTEM)
    return log.card(visit).visit


def document_of(log: Log) -> Masked:
    label = log.panel.document
    assert label is not None
    return label


OUT, BREAK = "Check out", "Step out"
DESK_WORK = {
    VisitState.EXPECTED: ["Check in", "Correct", "Will not come"],
    VisitState.WAITING: ["Supervisor decides…", "Correct"],
    VisitState.ON_SITE: [OUT, BREAK, "Print pass", "Preview", "Correct"],
    VisitState.ON_BREAK: ["Back again", OUT, "Print pass", "Preview", "Correct"],
    VisitState.LEFT: ["Correct"],
    VisitState.PROBABLY_LEFT: [OUT, "Still in the building", "Correct"],
    VisitState.CANCELLED: [],
}
GUARD_WORK = {
    VisitState.ON_SITE: [OUT, BREAK],
    VisitState.ON_BREAK: ["Back again", OUT],
    VisitState.PROBABLY_LEFT: [OUT, "Still in the building"],
}


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.SUPERVISOR, Role.GUARD])
@pytest.mark.parametrize("state", list(DESK_WORK))
def test_the_steps_of_each_state_and_role(
    log_of: Callable[[Actor], Log], people: People, state: VisitState, role: Role
) -> None:
    log = log_of(people.of(role))
    visit = in_state(log, state)
    log.open(visit)
    expected = GUARD_WORK.get(state, []) if role is Role.GUARD else DESK_WORK[state]
    assert log.steps == expected and log.panel.visit.state is state
    shown = " ".join(label.text() for label in log.panel.findChildren(QLabel))
    phone = KNOWN.phone if visit.phone else ""
    assert (phone in shown) is (role is not Role.GUARD or not phone)


def test_a_guard_sees_neither_phone_nor_document_nor_desk_work(
    log_of: Callable[[Actor], Log], people: People
) -> None:
    log = log_of(people.guard)
    visit = log.come(contractor(log), badge="V07")
    log.open(visit)
    shown = " ".join(label.text() for label in log.panel.findChildren(QLabel))
    assert "138****5678" in shown and "Document" not in shown and ID_NUMBER[-4:] not in shown
    assert log.steps == ["Check out, badge is back", "Check out, badge missing", BREAK]
    assert log.page.check_in is None
    log.press(Qt.Key.Key_F8, at=log.page)
    assert log.printed == []
    log.press(Qt.Key.Key_Escape, at=log.page)
    assert log.page.panel is None and log.page.table.selection() == []
    log.page.new_visitor()
    log.page._arrive(visit.id)
    assert log.page.side.currentIndex() == 0
    log.page.table.select(visit.id)
    assert log.panel.visit.id == visit.id, "the same row opens again"


@pytest.mark.parametrize(
    ("badge", "button", "returned", "said"),
    [
        ("", OUT, None, ""),
        ("V07", "Check out, badge is back", True, "V07 (returned)"),
        ("V07", "Check out, badge missing", False, "V07 (not returned)"),
    ],
)
def test_leaving_and_the_undo_of_the_toast(
    log: Log, badge: str, button: str, returned: bool | None, said: str
) -> None:
    visit = log.come(badge=badge)
    log.open(visit)
    log.step(button)
    gone = log.card(visit).visit
    assert gone.state is VisitState.LEFT and gone.badge_returned is returned
    assert log.toast == "张伟明 checked out." and log.panel.visit.state is VisitState.LEFT
    texts = [label.text() for label in log.panel.findChildren(QLabel)]
    assert not said or said in texts
    log.undo()
    back = log.card(visit).visit
    assert back.state is VisitState.ON_SITE and back.badge == badge and back.badge_returned is None


def test_f4_checks_out_and_only_once(log: Log) -> None:
    visit = log.come()
    log.press(Qt.Key.Key_F4, at=log.page)
    assert log.card(visit).visit.state is VisitState.ON_SITE, "no visit was chosen"
    log.page.table.select(visit.id)
    log.press(Qt.Key.Key_F4, at=log.page)
    log.press(Qt.Key.Key_F4, at=log.page)
    assert log.card(visit).visit.state is VisitState.LEFT and log.asked.questions == []


def test_f5_steps_out_and_back_and_can_be_undone(log: Log) -> None:
    log.press(Qt.Key.Key_F5, at=log.page)
    visit = log.come()
    log.open(visit)
    log.press(Qt.Key.Key_F5, at=log.page)
    assert log.panel.visit.state is VisitState.ON_BREAK and log.toast == "张伟明 stepped out."
    log.clock.advance(minutes=40)
    log.press(Qt.Key.Key_F5, at=log.page)
    assert log.panel.visit.state is VisitState.ON_SITE and log.toast == "张伟明 is back."
    texts = [label.text() for label in log.panel.findChildren(QLabel)]
    assert "09:00–09:40" in texts
    log.step(BREAK)
    log.undo()
    assert log.card(visit).visit.state is VisitState.ON_SITE
    log.step(BREAK)
    log.step("Back again")
    assert len(log.card(visit).breaks) == 3


def test_f8_prints_and_marks_the_copies(log: Log) -> None:
    visit = log.come()
    log.open(visit)
    assert "Print pass" in log.steps
    log.press(Qt.Key.Key_F8, at=log.page)
    assert log.card(visit).visit.copies == 1 and "Print pass again" in log.steps
    log.step("Print pass again")
    assert len(log.printed) == 2 and log.card(visit).visit.copies == 2


def test_escape_and_ctrl_n_lead_back_to_the_check_in(log: Log) -> None:
    visit = log.come()
    for key, modifiers in ((Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_N, CTRL)):
        log.open(visit)
        assert not log.form.isVisible() and [one.id for one in log.page.table.selection()] == [visit.id]
        log.press(key, modifiers, at=log.page)
        assert log.page.panel is None and log.form.name.hasFocus() and log.page.table.selection() == []
    log.press(Qt.Key.Key_Escape, at=log.page)
    assert log.form.isVisible()


def test_enter_in_the_list_goes_to_the_likeliest_step(log: Log) -> None:
    visit = log.come()
    log.page.focus_panel()
    log.page.table.setFocus()
    log.page.table.select(visit.id)
    log.press(Qt.Key.Key_Return, at=log.page.table)
    focus = log.page.window().focusWidget()
    assert focus is not None and log.panel.isAncestorOf(focus) and focus.text() == OUT  # type: ignore[attr-defined]


def test_will_not_come_asks_why_and_may_be_left(log: Log) -> None:
    visit = log.expect(time_from=time(10), time_until=time(11))
    log.open(visit)
    assert any("10:00–11:00" in label.text() for label in log.panel.findChildren(QLabel))
    log.step("Will not come")
    assert log.card(visit).visit.state is VisitState.EXPECTED
    log.asked.will_answer("改期")
    log.step("Will not come")
    gone = log.card(visit).visit
    assert gone.state is VisitState.CANCELLED and gone.reason == "改期" and "李建国" in log.asked.texts[0]


def test_still_in_the_building_after_closing(log: Log) -> None:
    visit = in_state(log, VisitState.PROBABLY_LEFT)
    log.open(visit)
    texts = [label.text() for label in log.panel.findChildren(QLabel)]
    assert any("closed by the program" in text for text in texts)
    assert any(text.startswith("After closing time") for text in texts)
    log.step("Still in the building")
    assert (
        log.card(visit).visit.state is VisitState.ON_SITE and log.toast == "张伟明 was seen in the building."
    )


def test_correcting_keeps_document_and_times(log: Log) -> None:
    visit = log.come(contractor(log), badge="V07", remark="带样品")
    log.clock.advance(hours=1)
    log.open(visit)
    log.step("Correct")
    dialog = dialog_of(log.page, CorrectDialog)
    assert dialog.form.arrival() == replace(
        contractor(log), badge="V07", remark="带样品", id_number="", id_kind=dialog.form.id_kind.value
    )
    write(dialog.form, "name", "张")
    dialog.save.click()
    assert dialog.form.main.problem_of("name") and dialog.save.isEnabled()
    write(dialog.form, "name", "张玮明")
    log.press(Qt.Key.Key_Return, CTRL, at=dialog.form.name)
    mended = log.card(visit).visit
    assert (mended.name, mended.id_mask, mended.arrived_at, mended.host, mended.permit) == (
        "张玮明", visit.id_mask, visit.arrived_at, HOST, visit.permit,
    )  # fmt: skip
    assert visit.id_mask and log.panel.visit.name == "张玮明"


def test_a_correction_may_be_left(log: Log) -> None:
    visit = log.come()
    log.open(visit)
    log.step("Correct")
    dialog = dialog_of(log.page, CorrectDialog)
    write(dialog.form, "name", "别人")
    press(dialog, "Cancel")
    assert log.card(visit).visit.name == "张伟明"


def reveal(log: Log, why: Why, words: str = "") -> None:
    log.step("Show document number")
    dialog = dialog_of(log.page, RevealDialog)
    dialog.why.choose(why)
    dialog.reason.setText(words)
    press(dialog, "Show")


def test_a_document_is_shown_for_a_reason_on_record_and_for_half_a_minute(
    log_of: Callable[[Actor], Log], people: People
) -> None:
    log = log_of(people.supervisor)
    log.open(log.come(contractor(log)))
    document = document_of(log)
    masked = document.text()
    assert ID_NUMBER not in masked
    reveal(log, Why.POLICE, "公安来函")
    assert document.text() == ID_NUMBER
    log.clock.advance(seconds=29)
    document.look()
    assert document.text() == ID_NUMBER and document.note.isVisible()
    log.clock.advance(seconds=1)
    document.look()
    assert document.text() == masked
    entries = log.desk.get(AuditQueries).entries(people.supervisor, AuditFilter())
    (noted,) = [one.detail for one in entries if "reveal_document" in one.action]
    assert "公安来函" in noted and "police" in noted and ID_NUMBER not in noted


def test_no_reason_is_chosen_for_anybody_and_it_is_hidden_at_once_if_wanted(
    log_of: Callable[[Actor], Log], people: People
) -> None:
    log = log_of(people.supervisor)
    log.open(log.come(contractor(log)))
    log.step("Show document number")
    dialog = dialog_of(log.page, RevealDialog)
    assert dialog.why.value is None
    dialog.form.submitted.emit()
    assert dialog.form.problem_of("why") and ID_NUMBER not in document_of(log).text()
    dialog.why.choose(Why.CHECK)
    press(dialog, "Show")
    document = document_of(log)
    assert document.text() == ID_NUMBER
    document.hide_now.click()
    assert not document.whole and not document.note.isVisible() and ID_NUMBER not in document.text()


def test_another_reason_needs_words(log_of: Callable[[Actor], Log], people: People) -> None:
    log = log_of(people.supervisor)
    log.open(log.come(contractor(log)))
    reveal(log, Why.OTHER, "x")
    assert ID_NUMBER not in document_of(log).text()
    assert dialog_of(log.page, RevealDialog).form.problem_of("reason")


def test_out_of_sight_a_document_is_masked_at_once(log_of: Callable[[Actor], Log], people: People) -> None:
    log = log_of(people.supervisor)
    log.open(log.come(contractor(log)))
    document = document_of(log)
    reveal(log, Why.CHECK)
    assert document.whole
    log.page.hide()
    assert not document.whole and ID_NUMBER not in document.text()
    document.show_whole(ID_NUMBER)
    assert ID_NUMBER not in document.text(), "an answer that comes after the lock shows nothing"


def test_at_a_colleagues_desk_the_supervisor_types_her_pin(log: Log, people: People) -> None:
    log.open(log.come(contractor(log)))
    log.step("Show document number")
    dialog = dialog_of(log.page, RevealDialog)
    dialog.why.choose(Why.INCIDENT)
    press(dialog, "Show")
    assert ID_NUMBER not in document_of(log).text()
    dialog.pin.setText(PIN)
    press(dialog, "Show")
    assert document_of(log).text() == ID_NUMBER
    entries = log.desk.get(AuditQueries).entries(people.supervisor, AuditFilter())
    (noted,) = [one for one in entries if "reveal_document" in one.action]
    assert (noted.staff, noted.beside) == (people.supervisor.staff_id, people.receptionist.staff_id)


def test_the_visit_leads_to_everything_about_the_visitor(log: Log) -> None:
    visit = log.come()
    log.open(visit)
    log.step("Everything about them")
    assert ("open", f"card/visit {visit.id}") in log.asked.questions


def test_a_guard_has_no_way_to_the_card(log_of: Callable[[Actor], Log], people: People) -> None:
    log = log_of(people.guard)
    log.open(log.come())
    assert "Everything about them" not in [one.text() for one in log.panel.findChildren(QPushButton)]


def test_an_arriving_visitor_fills_the_check_in_from_elsewhere(log: Log) -> None:
    visit = log.expect(name="李建国")
    log.page.show_record(ARRIVING, visit.id)
    settle()
    assert log.form.main.draft()["name"][1] == "李建国" and log.page.panel is None


def test_who_is_suspended_is_told_on_the_visit(log: Log) -> None:
    visit = log.come()
    draft = SuspensionDraft(KNOWN.phone, KNOWN.name, "雨伞多次逾期未还")
    log.desk.get(Suspensions).suspend(log.people.supervisor, draft)
    log.page.show_record("visit", visit.id)
    settle()
    said = [one.text() for one in log.panel.findChildren(QLabel)]
    assert [text for text in said if text.startswith("Suspended from borrowing") and draft.reason in text]
