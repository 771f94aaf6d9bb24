"""The duty log's page: the line, the cards, corrections, the supervisor's part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.duty_log.records import CorrectionDraft, KindDraft
from desk_app.services.duty_log.standard import WATER
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.duty_dialogs import BeginDialog, CloseDialog, CorrectDialog, StepDialog
from desk_app.ui.tabs.shift.duty_kinds import KindDialog, KindsDialog
from desk_app.ui.tabs.shift.duty_page import CORRECTED, INCIDENTS
from tests.desk_fixtures import People
from tests.ui.page_context import PaperTray
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.shift.conftest import DutyStage

Make = Callable[..., DutyStage]


def type_line(at: DutyStage, words: str) -> None:
    line = at.page.line.words
    line.setFocus()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)
    at.read()


def test_enter_writes_an_entry_and_the_line_is_ready_again(duty_stage: Make) -> None:
    at = duty_stage()
    assert at.page.lists.currentWidget() is at.page.nothing
    type_line(at, "garage locked")
    assert at.lines() == ["garage locked"] and at.page.line.words.text() == ""
    type_line(at, "lamp out")
    assert at.lines() == ["garage locked", "lamp out"]


def test_an_earlier_time_shows_both(duty_stage: Make) -> None:
    at = duty_stage()
    at.page.line.moment.time.setText("830")
    type_line(at, "water on floor 3")
    model = at.page.table.rows_model
    said = [model.data(model.index(0, column)) for column in (0, 2)]
    assert said == ["08:30", "entered later: 09:00"]
    assert at.page.line.moment.value is None


@pytest.mark.parametrize(("words", "time"), [("x", ""), ("to come", "1530"), ("no time", "99")])
def test_what_cannot_be_taken_stays_typed(duty_stage: Make, words: str, time: str) -> None:
    at = duty_stage()
    at.page.line.moment.time.setText(time)
    type_line(at, words)
    assert at.page.line.problem.isVisible() and at.page.line.words.text() == words
    assert at.duty.today() == []


def test_nothing_typed_writes_nothing(duty_stage: Make) -> None:
    at = duty_stage()
    type_line(at, "")
    assert at.duty.today() == [] and not at.page.line.problem.isVisible()


def test_what_is_typed_survives_reading_again_and_the_other_language(duty_stage: Make) -> None:
    at = duty_stage()
    at.page.line.words.setText("half a")
    at.duty.write("from another window")
    set_language(CHINESE)
    at.read()
    assert at.page.line.words.text() == "half a" and at.lines() == ["from another window"]
    set_language(ENGLISH)


def test_an_incident_begins_from_the_keyboard(duty_stage: Make) -> None:
    at = duty_stage()
    QTest.keyClick(at.stage.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = at.dialog()
    assert isinstance(dialog, BeginDialog)
    dialog.form.restore({"kind": WATER, "place": "pump room", "words": "pipe burst"})
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    (card,) = at.page.cards.values()
    assert card.incident.place == "pump room" and card.next.text() == "Engineering told · now"
    assert not at.page.area.isHidden()


def test_a_place_is_asked_for(duty_stage: Make) -> None:
    at = duty_stage()
    at.page.begin.click()
    dialog = at.dialog()
    assert isinstance(dialog, BeginDialog)
    dialog.submit()
    assert dialog.isVisible() and dialog.form.problem_of("place")


def test_the_big_button_records_the_next_time(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin(reported_at=at.duty.ago(20))
    at.read()
    card = at.page.cards[incident.id]
    card.who.setText("Wang")
    card.next.click()
    settle()
    told = at.duty.ask.incident(at.duty.clerk, incident.id).times["told.engineering"]
    assert (told.who, told.happened_at) == ("Wang", at.duty.clock.now())
    assert card.who.text() == "" and card.next.text() == "Lift company told · now"
    card.time.setText("0850")
    QTest.keyClick(card.time, Qt.Key.Key_Return)
    settle()
    told = at.duty.ask.incident(at.duty.clerk, incident.id).times["told.lift_company"]
    assert told.happened_at == at.duty.ago(10)


def test_what_cannot_stand_so_is_asked_about(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin(reported_at=at.duty.ago(30))
    for step, minutes in (("told.engineering", 29), ("told.lift_company", 28), ("told.supervisor", 27)):
        incident = at.duty.step(incident, step, minutes)
    incident = at.duty.step(incident, "freed", 20)
    at.read()
    card = at.page.cards[incident.id]
    card.time.setText("0850")
    card.record_next()
    dialog = at.dialog()
    assert isinstance(dialog, StepDialog) and dialog.step.value == "arrived"
    assert dialog.form.problem_of("at") and dialog.form.problem_of("why")
    dialog.form.restore({"why": "the fitter's watch"})
    dialog.submit()
    settle()
    arrived = at.duty.ask.incident(at.duty.clerk, incident.id).times["arrived"]
    assert (arrived.happened_at, arrived.why) == (at.duty.ago(10), "the fitter's watch")


def test_a_time_that_does_not_read_is_not_taken_for_now(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin()
    at.read()
    card = at.page.cards[incident.id]
    card.time.setText("25:99")
    card.record_next()
    assert list(at.duty.ask.incident(at.duty.clerk, incident.id).times) == ["reported"]


def test_closing_is_offered_once_nothing_is_missing(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin()
    at.read()
    card = at.page.cards[incident.id]
    assert card.close_button.isHidden()
    at.duty.all_steps(incident)
    at.read()
    assert not card.close_button.isHidden() and card.steps.isHidden()
    card.close_button.click()
    dialog = at.dialog()
    assert isinstance(dialog, CloseDialog)
    dialog.form.restore({"words": "door lock replaced"})
    dialog.submit()
    settle()
    assert not at.duty.ask.incident(at.duty.clerk, incident.id).open
    assert not card.reopen.isHidden() and card.other.isHidden()


def test_the_clock_runs_and_turns_red(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin()
    at.read()
    card = at.page.cards[incident.id]
    assert "within 30 min" in card.clock.text() and card.clock.property("tone") == "warning"
    at.duty.clock.advance(seconds=45 * 60)
    at.page.tick()
    assert "15 min late" in card.clock.text() and card.clock.property("tone") == "danger"


def test_a_row_is_corrected_and_struck(duty_stage: Make) -> None:
    at = duty_stage()
    entry = at.duty.write("floor 3")
    at.read()
    at.page.table.select(entry)
    QTest.keyClick(at.stage.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = at.dialog()
    assert isinstance(dialog, CorrectDialog)
    dialog.form.restore({"words": "floor 4"})
    dialog.submit()
    settle()
    model = at.page.table.rows_model
    assert at.lines() == ["floor 3", "floor 4"]
    fonts = [model.data(model.index(place, 1), Qt.ItemDataRole.FontRole) for place in (0, 1)]
    assert fonts[0].strikeOut() and fonts[1] is None
    assert [model.data(model.index(place, 2)) for place in (0, 1)] == [
        "corrected ↓ 09:00",
        "corrects ↑ 09:00",
    ]


def test_the_chips_filter(duty_stage: Make) -> None:
    at = duty_stage()
    at.duty.verbs.correct(at.duty.clerk, at.duty.write("one"), CorrectionDraft("two"))
    at.duty.begin()
    at.read()
    assert len(at.lines()) == 3
    at.page.chips.choose(INCIDENTS)
    assert len(at.lines()) == 1
    at.page.chips.choose(CORRECTED)
    assert at.lines() == ["one", "two"]


def test_days_go_back_and_on(duty_stage: Make) -> None:
    at = duty_stage()
    at.duty.write("yesterday", minutes=20 * 60)
    at.page.go(-1)
    assert at.lines() == ["yesterday"] and not at.page.today_button.isHidden()
    at.page.go(0)
    assert at.lines() == [] and at.page.today_button.isHidden()


def test_midnight_begins_another_day(duty_stage: Make) -> None:
    at = duty_stage()
    at.duty.write("today")
    at.read()
    at.duty.clock.advance(days=1)
    at.page.tick()
    assert at.lines() == [] and at.page.log.day == at.page.today()


def test_a_search_hit_opens_the_incident_on_its_day(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.all_steps(at.duty.begin())
    at.duty.verbs.close(at.duty.clerk, incident.id, "done with")
    at.duty.clock.advance(days=3)
    at.page.show_record(incident.id)
    assert list(at.page.cards) == [incident.id]
    assert at.page.day == at.page.today() - timedelta(days=3)
    at.page.show_record(0)
    assert at.page.day == at.page.today() and at.page.cards == {}


def test_the_papers(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin()
    at.read()
    at.page.cards[incident.id].print.click()
    at.page.print_log()
    tray = at.stage.ctx.printing
    assert isinstance(tray, PaperTray)
    assert [one.kind for one in tray.previewed] == ["duty_log.incident", "duty_log.log"]


def test_an_incident_becomes_a_repair(duty_stage: Make) -> None:
    at = duty_stage()
    incident = at.duty.begin()
    at.read()
    at.page.cards[incident.id].repair.click()
    assert ("open", f"repair_from_incident {incident.id}") in at.stage.asked.questions


def test_the_supervisor_says_that_a_time_is_not_needed(duty_stage: Make, people: People) -> None:
    at = duty_stage(people.supervisor)
    incident = at.duty.begin()
    at.read()
    at.page.cards[incident.id].waive.click()
    dialog = at.dialog()
    assert isinstance(dialog, ApprovalDialog)
    dialog.reason.setText("they freed themselves")
    dialog._decide("waive")
    settle()
    assert "told.engineering" not in at.duty.ask.incident(at.duty.clerk, incident.id).missing


def test_the_supervisor_reopens(duty_stage: Make, people: People) -> None:
    at = duty_stage(people.supervisor)
    incident = at.duty.all_steps(at.duty.begin())
    at.duty.verbs.close(at.duty.clerk, incident.id, "done with")
    at.read()
    at.page.cards[incident.id].reopen.click()
    dialog = at.dialog()
    assert isinstance(dialog, ApprovalDialog)
    dialog.reason.setText("stuck again")
    dialog._decide("reopen")
    settle()
    assert at.duty.ask.incident(at.duty.clerk, incident.id).open


def test_own_kinds_are_the_supervisors(duty_stage: Make, people: People) -> None:
    assert duty_stage().page.kinds.isHidden()
    at = duty_stage(people.supervisor)
    at.page.kinds.click()
    dialog = at.dialog()
    assert isinstance(dialog, KindsDialog)
    dialog.new.click()
    settle()
    form = dialog.findChild(KindDialog)
    assert form is not None
    form.form.restore({"name": "燃气泄漏", "told": "燃气公司", "steps": ("solved",)})
    form.submit()
    settle()
    own = [one for one in at.duty.ask.kinds(at.duty.clerk) if not one.standard]
    assert [one.required for one in own] == [("told:燃气公司", "solved")]
    assert len(dialog.table.rows_model.rows) == 8


def test_a_kind_is_put_out_of_use(duty_stage: Make, people: People) -> None:
    at = duty_stage(people.supervisor)
    kind = at.duty.verbs.save_kind(people.supervisor, None, KindDraft("燃气泄漏", "Gas leak")).result
    form = KindDialog(at.stage.ctx, kind, at.page)
    form.active.setChecked(False)
    form.submit()
    at.page.ask_begin()
    begin = next(one for one in at.stage.window.findChildren(QDialog) if isinstance(one, BeginDialog))
    assert begin.kind.count() == 7
