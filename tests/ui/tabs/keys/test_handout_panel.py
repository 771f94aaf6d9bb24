"""What may be done with a borrowing, and what is known of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Escorted, Handout, HandoutCard, ReservationDraft, View
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import CopyState, HandoutState
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.keys.dialogs import CallDialog, ExtendDialog, HandOnDialog, LostDialog, SignDialog
from desk_app.ui.tabs.keys.key_panel import KeyPanel
from tests.desk_fixtures import PIN
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import SAFE, VACANT, Counter, dialog_of, press


def card(counter: Counter, one: Handout) -> HandoutCard:
    return counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id)


def texts(counter: Counter) -> str:
    assert counter.page.panel is not None
    return "\n".join(one.text() for one in counter.page.panel.findChildren(QLabel))


def test_it_says_who_has_what_and_until_when(counter: Counter) -> None:
    escorted = Escorted("赵经理", "链家地产", "13912340000")
    counter.open(counter.lend(VACANT, escorted=escorted, words="看房"))
    said = texts(counter)
    for part in ("王强", "13800138001", "赵经理", "看房", "23楼空置单元", "林小雨", "22:00"):
        assert part in said
    assert counter.steps[:2] == ["K0231-1 · A12", "Take back (F4)"]


def test_it_is_handed_on(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Hand on…")
    dialog = dialog_of(counter.page, HandOnDialog)
    dialog.submit()
    assert dialog.form.problem_of("colleague")
    dialog.colleague.setFocus()
    dialog.colleague.setText("cg")
    dialog.colleague.textEdited.emit("cg")
    dialog.colleague.query.emit("cg")
    counter.press(Qt.Key.Key_Return, at=dialog.colleague)
    dialog.submit()
    settle()
    now = card(counter, one)
    assert now.handout.holder == "陈刚" and now.handed_on[0].giver == "王强" and now.handout.due == one.due
    assert "王强 → 陈刚" in texts(counter)


def test_more_time_within_the_limits(counter: Counter) -> None:
    one = counter.lend(VACANT, due=counter.clock.now() + timedelta(hours=1))
    counter.open(one)
    counter.step("Extend…")
    dialog = dialog_of(counter.page, ExtendDialog)
    dialog.due.choose(one.due + timedelta(hours=2))
    dialog.submit()
    assert card(counter, one).handout.due == one.due + timedelta(hours=2)


def test_more_time_past_the_limits_is_the_supervisors(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Extend…")
    dialog = dialog_of(counter.page, ExtendDialog)
    dialog.due.choose(one.due + timedelta(hours=10))
    dialog.submit()
    asks = dialog_of(counter.page, ApprovalDialog)
    asks.pin.setText(PIN)
    asks.reason.setText("通宵抢修")
    press(asks, "Approve")
    settle()
    assert card(counter, one).handout.due == one.due + timedelta(hours=10)
    assert not counter.page.window().findChildren(ExtendDialog)


def test_a_key_in_trust_is_handed_on_with_its_call(counter: Counter) -> None:
    keys, one = counter.desk.get(Keys), counter.trust()
    keys.approve(counter.people.supervisor, one.id, "同意")
    keys.hand_out(counter.people.receptionist, one.id)
    counter.open(one)
    counter.step("Hand on…")
    dialog = dialog_of(counter.page, HandOnDialog)
    settle()
    assert dialog.call.isVisible() and "刘晓红" in dialog.call.whom.text()
    taker = counter.desk.get(ColleagueQueries).one(counter.people.receptionist, counter.colleague("陈刚"))
    assert taker is not None
    dialog.colleague.set_draft((taker, taker.name))
    dialog.call.form.restore({"spoke_to": "刘晓红", "agreed": True})
    dialog.submit()
    settle()
    now = card(counter, one)
    assert now.handout.holder == "陈刚" and [call.spoke_to for call in now.calls] == ["刘晓红"] * 2


def test_more_time_over_a_reservation_is_read_first(counter: Counter) -> None:
    one = counter.lend(VACANT, due=counter.clock.now() + timedelta(hours=1))
    start = one.due + timedelta(minutes=30)
    wish = ReservationDraft(
        counter.key(VACANT).id, counter.colleague("陈刚"), start, start + timedelta(hours=1)
    )
    counter.desk.get(KeyRegister).reserve(counter.people.receptionist, wish)
    for answer, due in ((False, one.due), (True, one.due + timedelta(hours=2))):
        counter.open(one)
        counter.step("Extend…")
        dialog = dialog_of(counter.page, ExtendDialog)
        dialog.due.choose(one.due + timedelta(hours=2))
        counter.asked.will_answer(answer)
        dialog.submit()
        settle()
        assert card(counter, one).handout.due == due
        if not answer:
            dialog.reject()
    assert "Expected return moved" in texts(counter)


def test_a_time_in_the_past_is_refused(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Extend…")
    dialog = dialog_of(counter.page, ExtendDialog)
    dialog.due.time.setText("00:10")
    dialog.submit()
    assert dialog.form.problem_of("due") and dialog.isVisible()
    dialog.reject()


def test_a_call_is_logged(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Note a call")
    dialog = dialog_of(counter.page, CallDialog)
    assert "13800138001" in "".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reached.choose(False)
    dialog.form.restore({"words": "无人接听"})
    dialog.submit()
    settle()
    (call,) = card(counter, one).calls
    assert not call.reached and call.words == "无人接听"
    assert "无人接听" in texts(counter)


def test_why_it_is_still_out_is_written(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    assert "Why still out…" not in counter.steps
    counter.clock.advance(days=1)
    counter.page.load()
    settle()
    assert "Nobody has written yet" in texts(counter)
    counter.asked.will_answer("装修未完")
    counter.step("Why still out…")
    assert card(counter, one).explanations[0].reason == "装修未完"
    assert "Why still out…" not in counter.steps
    assert not counter.handouts(View.UNEXPLAINED)


def test_a_lost_key_is_reported_and_the_report_printed(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Report lost")
    dialog = dialog_of(counter.page, LostDialog)
    assert dialog.form.draft()["who"] == "王强"
    dialog.submit()
    assert dialog.form.problem_of("how")
    dialog.form.restore({"how": "掉入电梯井"})
    dialog.submit()
    settle()
    assert counter.copy(VACANT).state is CopyState.LOST
    assert card(counter, one).handout.state is HandoutState.CLOSED
    assert [paper.kind for paper in counter.printed] == ["keys.lost"]


def test_the_slip_is_printed_previewed_and_printed_again(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Preview")
    counter.step("Print the slip")
    counter.step("Print the slip again")
    assert [paper.copy for paper in counter.printed] == [0, 1]
    assert [paper.copy for paper in counter.ctx.printing.previewed] == [0]  # type: ignore[attr-defined]
    assert card(counter, one).handout.copies == 2


def test_f8_prints_the_slip(counter: Counter) -> None:
    counter.open(counter.lend(VACANT))
    counter.press(Qt.Key.Key_F8, at=counter.page)
    assert len(counter.printed) == 1


def test_the_holder_signs_on_the_screen(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Sign on screen…")
    dialog = dialog_of(counter.page, SignDialog)
    assert not dialog.sure.isEnabled()
    QTest.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    for step in range(1, 8):
        QTest.mouseMove(dialog.pad, QPoint(40 + 15 * step, 40 + 9 * (step % 3)))
    QTest.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(145, 49))
    dialog.submit()
    settle()
    assert card(counter, one).handout.signed
    assert "Sign on screen…" not in counter.steps


def test_the_call_to_the_owner_stands_there(counter: Counter) -> None:
    counter.open(counter.trust())
    assert "Owner called · 刘晓红" in texts(counter)


def test_its_key_is_one_press_away(counter: Counter) -> None:
    counter.open(counter.lend(VACANT))
    counter.step("K0231-1 · A12")
    assert isinstance(counter.page.panel, KeyPanel) and counter.page.panel.key.code == VACANT


def test_what_waits_says_how_far_it_is(counter: Counter) -> None:
    counter.open(counter.lend(SAFE))
    assert "Approvals given: 0 of 2" in texts(counter)
    assert "Take back (F4)" not in counter.steps


def test_everything_about_the_holder_is_one_step_away(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.open(one)
    counter.step("Everything about them")
    assert ("open", f"card/key_handout {one.id}") in counter.stage.asked.questions
