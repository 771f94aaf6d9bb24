"""Approvals: at the desk one supervisor after the other, or on their own screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from desk_app.services.core.people import Actor
from desk_app.services.keys.records import View
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import CopyState, HandoutState
from desk_app.ui.approval import ApprovalDialog
from tests.desk_fixtures import PIN, People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import CTRL, PLANT, SAFE, Counter, another_supervisor, dialog_of, press


def decide(counter: Counter, button: str, *, who: int | None = None, pin: str = PIN) -> None:
    """Fill in what the dialog asks, and press."""
    dialog = dialog_of(counter.page, ApprovalDialog)
    if who is not None:
        dialog.who.choose(who)
    if dialog.needs_pin:
        dialog.pin.setText(pin)
    dialog.reason.setText("年度盘点")
    press(dialog, button)


def open_dialogs(counter: Counter) -> list[ApprovalDialog]:
    return [one for one in counter.page.window().findChildren(ApprovalDialog) if one.isVisible()]


def test_two_supervisors_approve_at_the_desk_then_it_is_handed_over(counter: Counter) -> None:
    second = another_supervisor(counter.desk)
    counter.fill(SAFE)
    assert counter.page.borrow.lend.accessibleName() == "Ask for approval"
    counter.page.borrow.slip.setChecked(True)
    counter.submit()
    assert dialog_of(counter.page, ApprovalDialog).windowTitle() == "Approvals given: 0 of 2"
    decide(counter, "Approve", who=counter.people.supervisor.staff_id)
    assert dialog_of(counter.page, ApprovalDialog).windowTitle() == "Approvals given: 1 of 2"
    offered = dialog_of(counter.page, ApprovalDialog).who
    assert [offered.itemText(place) for place in range(offered.count())] == ["孙丽"]
    decide(counter, "Approve", who=second.staff_id)
    assert not open_dialogs(counter)
    assert counter.panel.handout.state is HandoutState.APPROVED and not counter.printed
    counter.step("Hand over")
    assert counter.handouts(View.OUT)[0].approvals[1].by == second.staff_id
    assert [one.kind for one in counter.printed] == ["keys.slip"]


def test_ctrl_enter_hands_over_what_is_approved(counter: Counter) -> None:
    counter.fill(PLANT)
    counter.submit()
    decide(counter, "Approve")
    assert counter.panel.handout.state is HandoutState.APPROVED
    counter.stage.window.activateWindow()  # without a window manager nobody does it after a dialog
    settle()
    counter.press(Qt.Key.Key_Return, CTRL, at=counter.page)
    assert counter.copy(PLANT).state is CopyState.OUT


def test_agreeing_and_refusing_need_a_reason(counter: Counter) -> None:
    counter.fill(PLANT)
    counter.submit()
    dialog = dialog_of(counter.page, ApprovalDialog)
    dialog.pin.setText(PIN)
    press(dialog, "Refuse")
    assert dialog.form.problem_of("reason") and counter.handouts(View.TO_APPROVE)
    press(dialog, "Approve")
    assert dialog.form.problem_of("reason") and counter.handouts(View.TO_APPROVE)
    dialog.reason.setText("年度盘点")
    press(dialog, "Approve")
    assert counter.panel.handout.state is HandoutState.APPROVED


def test_a_wrong_pin_approves_nothing(counter: Counter) -> None:
    counter.fill(PLANT)
    counter.submit()
    decide(counter, "Approve", pin="000001")
    assert dialog_of(counter.page, ApprovalDialog).form.problem_of("pin")
    assert counter.handouts(View.TO_APPROVE)[0].approvals == ()


def test_later_leaves_it_waiting_and_the_chip_counts_it(counter: Counter) -> None:
    counter.fill(PLANT)
    counter.submit()
    press(dialog_of(counter.page, ApprovalDialog), "Later")
    chip = counter.page.chips._buttons[View.TO_APPROVE]
    assert chip.isVisible() and chip.text().endswith("1")
    counter.page.chips.choose(View.TO_APPROVE)
    settle()
    assert [one.state for one in counter.rows] == [HandoutState.REQUESTED]
    assert "A supervisor approves here…" in counter.steps and "Refuse…" not in counter.steps


def test_a_supervisor_approves_or_refuses_on_her_own_screen(
    counter_of: Callable[[Actor], Counter], people: People
) -> None:
    counter = counter_of(people.supervisor)
    first, second = counter.lend(PLANT), counter.lend(SAFE)
    counter.open(first)
    counter.step("Approve…")
    assert not dialog_of(counter.page, ApprovalDialog).needs_pin
    decide(counter, "Approve")
    assert counter.panel.handout.state is HandoutState.APPROVED
    counter.open(second)
    counter.step("Refuse…")
    decide(counter, "Refuse")
    assert counter.panel.handout.state is HandoutState.REFUSED
    assert counter.panel.handout.refused_why == "年度盘点"
    assert counter.copy(SAFE).state is CopyState.IN


def test_her_second_colleague_types_a_pin_at_her_screen(
    counter_of: Callable[[Actor], Counter], people: People
) -> None:
    counter = counter_of(people.supervisor)
    second = another_supervisor(counter.desk)
    counter.open(counter.lend(SAFE))
    counter.step("Approve…")
    decide(counter, "Approve")
    assert dialog_of(counter.page, ApprovalDialog).needs_pin
    decide(counter, "Approve", who=second.staff_id)
    assert counter.panel.handout.state is HandoutState.APPROVED


def test_what_is_not_needed_is_cancelled(counter: Counter) -> None:
    counter.open(counter.lend(PLANT))
    counter.asked.will_answer(True)
    counter.step("Not needed: cancel")
    assert counter.copy(PLANT).state is CopyState.IN
    assert counter.panel.handout.state is HandoutState.CANCELLED


def test_what_was_approved_elsewhere_comes_in_sight(counter: Counter) -> None:
    one = counter.lend(PLANT)
    counter.open(one)
    changes = counter.desk.get(Keys).approve(counter.people.supervisor, one.id, "盘点")
    counter.ctx.bus.publish(changes.touched)
    settle()
    assert "Hand over" in counter.steps
