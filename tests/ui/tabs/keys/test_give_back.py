"""Taking back: scan, one key, and the hook stands there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desk_app.services.core.matters import Matter
from desk_app.services.core.words import N_
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.options import UNDO_MINUTES
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import LostDraft
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.terms import Check, CopyState, HandoutState, LineState
from desk_app.ui.tabs.keys import TAB
from desk_app.ui.tabs.keys.dialogs import FoundDialog
from desk_app.ui.tabs.keys.give_back import Asking
from desk_app.ui.tabs.keys.give_back_dialog import GiveBackDialog
from desk_app.ui.tabs.keys.handout_panel import HandoutPanel
from desk_app.ui.tabs.keys.key_panel import KeyPanel
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import CAR, SAFE, STAIRS, VACANT, Counter, dialog_of, press


def asking(counter: Counter) -> Asking:
    assert counter.page.side.currentWidget() is counter.page.back
    assert counter.page.back.asking is not None
    return counter.page.back.asking


@pytest.mark.parametrize("key", [Qt.Key.Key_F4, Qt.Key.Key_Return])
def test_scan_and_one_key(counter: Counter, key: Qt.Key) -> None:
    one = counter.lend(VACANT)
    counter.scan_copy(VACANT)
    assert asking(counter).code.text() == "K0231-1" and "A12" in asking(counter).hook.text()
    counter.press(key)
    told = counter.page.back.told
    assert told.hang.text() == "Hang it on A12" and told.isVisible()
    assert counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id).handout.state is (
        HandoutState.CLOSED
    )
    counter.press(Qt.Key.Key_Return)
    assert counter.page.side.currentWidget() is counter.page.borrow


def test_digits_flip_the_checks(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_2)
    assert [row.toggle.isChecked() for row in asking(counter).checks] == [False, True, False]
    counter.press(Qt.Key.Key_2)
    assert not any(row.toggle.isChecked() for row in asking(counter).checks)


def test_enter_with_some_ticked_asks_for_the_others(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_Return)
    rows = asking(counter).checks
    assert [row.problem.isVisible() for row in rows] == [False, True, True]
    assert not rows[1].toggle.isChecked() and counter.copy(VACANT).state is CopyState.OUT
    counter.press(Qt.Key.Key_2)
    counter.press(Qt.Key.Key_3)
    assert not any(row.problem.isVisible() for row in rows)
    counter.press(Qt.Key.Key_Return)
    assert counter.copy(VACANT).state is CopyState.IN


def test_f4_means_all_whatever_was_ticked(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_F4)
    assert counter.copy(VACANT).state is CopyState.IN


def test_not_applicable_asks_the_reason(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.scan_copy(VACANT)
    row = asking(counter).checks[0]
    row.not_so.click()
    counter.press(Qt.Key.Key_F4)
    assert row.problem.isVisible() and asking(counter).isVisible()
    row.why.setText("无电源")
    counter.press(Qt.Key.Key_F4)
    card = counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id)
    assert card.checks[Check.POWER_OFF].why_not == "无电源" and card.checks[Check.LOCKED].done


def test_a_vehicle_asks_nothing(counter: Counter) -> None:
    counter.lend(CAR)
    counter.scan_copy(CAR)
    assert not asking(counter).checks
    counter.press(Qt.Key.Key_F4)
    assert "B9" in counter.page.back.told.hang.text()


@pytest.mark.parametrize("chosen", [True, False])
def test_somebody_else_brings_it(counter: Counter, chosen: bool) -> None:
    one = counter.lend(VACANT)
    counter.scan_copy(VACANT)
    by = asking(counter).by
    by.setFocus()
    if chosen:
        counter.keys("cg")
        counter.press(Qt.Key.Key_Return, at=by)
    else:
        by.setText("保洁阿姨")
    counter.press(Qt.Key.Key_F4)
    card = counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id)
    assert card.handout.by_another
    assert card.handout.lines[0].returned_by == ("陈刚" if chosen else "保洁阿姨")
    assert counter.page.back.told.another.isVisible()


def test_a_critical_fault_is_noted_with_the_return(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    lines = asking(counter).lines
    assert not lines.faults[0].critical.isEnabled()
    lines.section.set_open(True)
    lines.faults[0].words.setText("断齿")
    lines.faults[0].critical.setChecked(True)
    counter.press(Qt.Key.Key_F4)
    assert counter.copy(VACANT).critical


def test_only_what_was_scanned_comes_back(counter: Counter) -> None:
    one = counter.lend(VACANT, CAR)
    counter.scan_copy(VACANT)
    assert asking(counter).lines.ids == (one.lines[0].id,)
    counter.press(Qt.Key.Key_F4)
    left = counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id).handout
    assert [line.state for line in left.lines] == [LineState.RETURNED, LineState.OUT]


def test_another_copy_of_the_same_borrowing_is_added(counter: Counter) -> None:
    counter.lend(VACANT, CAR)
    counter.scan_copy(VACANT)
    counter.scan_copy(CAR)
    assert len(asking(counter).lines.ids) == 2
    counter.press(Qt.Key.Key_F4)
    assert "A12" in counter.page.back.told.hang.text() and "B9" in counter.page.back.told.hang.text()


def test_nothing_ticked_is_nothing_taken(counter: Counter) -> None:
    counter.lend(VACANT, CAR)
    counter.scan_copy(VACANT)
    asking(counter).lines.lines[0].back.setChecked(False)
    counter.press(Qt.Key.Key_F4)
    assert asking(counter).nothing.isVisible()


def test_a_key_scanned_and_not_taken_back_is_not_forgotten(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.lend(CAR)
    counter.scan_copy(VACANT)
    counter.scan_copy(CAR)
    assert "K0231-1" in counter.toast and asking(counter).code.text() == "K0900-1"


def test_a_rings_tag_takes_back_the_ring(counter: Counter) -> None:
    counter.lend(STAIRS)
    counter.scan(counter.ring().tag)
    assert asking(counter).code.text() == "R01" and len(asking(counter).lines.ids) == 2
    counter.press(Qt.Key.Key_F4)
    assert counter.page.back.told.hang.text() == "Hang it on A50"


def test_a_return_by_a_slip_is_undone(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_F4)
    counter.page.back.told.undo.click()
    assert counter.copy(VACANT).state is CopyState.OUT
    assert counter.page.side.currentWidget() is counter.page.borrow
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_F4)
    panel = counter.open(one)
    assert "Undo the return" in counter.steps
    counter.clock.advance(minutes=counter.desk.bench.settings.get(UNDO_MINUTES) + 1)
    counter.page.load()
    assert counter.page.panel is not panel and "Undo the return" not in counter.steps


def test_a_double_press_takes_back_once(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    sure = asking(counter).sure
    sure.click()
    sure.click()
    assert counter.copy(VACANT).state is CopyState.IN and not counter.asked.questions


def test_it_is_late_and_says_so(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.clock.advance(hours=15)
    counter.scan_copy(VACANT)
    assert asking(counter).late.isVisible()
    counter.press(Qt.Key.Key_F4)
    assert counter.page.back.told.late.isVisible()


def test_escape_leaves_the_key_out(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.scan_copy(VACANT)
    counter.press(Qt.Key.Key_Escape)
    assert counter.page.side.currentWidget() is counter.page.borrow
    assert counter.copy(VACANT).state is CopyState.OUT


def test_a_reload_does_not_take_the_questions_away(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.press(Qt.Key.Key_F4)
    row = asking(counter).checks[0]
    row.flip()
    counter.lend(CAR)
    assert asking(counter).checks[0] is row and row.toggle.isChecked()


# What else a scan may mean


def test_a_copy_asked_for_opens_its_borrowing(counter: Counter) -> None:
    counter.lend(SAFE)
    counter.scan_copy(SAFE)
    assert isinstance(counter.page.panel, HandoutPanel)


def test_a_slip_opens_its_borrowing(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.scan(one.code)
    assert counter.panel.handout.id == one.id


def test_a_lost_copy_may_be_found_again(counter: Counter) -> None:
    copy = counter.copy(VACANT)
    lost = LostDraft("王强", counter.clock.now(), "掉入电梯井")
    counter.desk.get(KeyTroubles).report_lost(counter.people.receptionist, copy.id, lost)
    counter.scan(copy.tag)
    dialog = dialog_of(counter.page, FoundDialog)
    dialog.submit()
    assert dialog.form.problem_of("words")
    dialog.form.restore({"hook": "A13", "words": "前台抽屉"})
    dialog.form.restore({"hook": "A12"})
    dialog.submit()
    settle()
    assert counter.copy(VACANT).state is CopyState.IN
    assert isinstance(counter.page.panel, KeyPanel)


def test_a_lost_keys_lock_change_becomes_a_repair(counter: Counter) -> None:
    lost = LostDraft("王强", counter.clock.now(), "掉入电梯井", lock_change=True)
    copy, clerk = counter.copy(VACANT), counter.people.receptionist
    report = counter.desk.get(KeyTroubles).report_lost(clerk, copy.id, lost).result
    counter.page.show_record("key", counter.key(VACANT).id)
    settle()
    counter.step("Order the lock change")
    assert counter.asked.questions == [("open", f"repair_from_lost_key {report.id}")]


def test_a_retired_copy_and_an_unknown_tag_are_told(counter: Counter) -> None:
    copy = counter.copy(VACANT, 2)
    counter.desk.get(KeyRegister).retire_copy(counter.people.supervisor, copy.id, "换锁")
    counter.scan(copy.tag)
    assert "deactivated" in counter.toast
    counter.scan("39999999")
    assert "No key of this building" in counter.toast


def test_a_keys_card_takes_back_without_leaving_it(counter: Counter) -> None:
    one = counter.lend(VACANT)
    TAB.steps["give_back"].run(counter.ctx, counter.page, Matter("keys", "key_handout", one.id, N_("Keys")))
    dialog = dialog_of(counter.page, GiveBackDialog)
    press(dialog, "All done: take back (F4)")
    assert counter.copy(VACANT).state is CopyState.IN
    assert "A12" in dialog.view.told.hang.text()
    press(dialog, "Done")
    assert not [each for each in counter.page.window().findChildren(QDialog) if each.isVisible()]
