"""One order: the step that fits first from the report to its closing, and everything else that may be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import OrderKind, OrderState, View
from desk_app.ui.tabs.repairs import TAB
from desk_app.ui.tabs.repairs.call_backs import CallBackDialog
from desk_app.ui.tabs.repairs.correct import CorrectDialog
from desk_app.ui.tabs.repairs.dialogs import (
    ArriveDialog,
    DispatchDialog,
    DoneDialog,
    HoldDialog,
    PriceDialog,
    WordsDialog,
)
from tests.services.repairs.repair_desk import LAMP, TUBE, RepairDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.repairs.conftest import Desk, first_offer, keep_price, offered, press

S = OrderState


def state(front: Desk) -> OrderState:
    front.load()
    return front.panel.order.state


def texts(front: Desk) -> str:
    return "\n".join(one.text() for one in front.panel.findChildren(QLabel))


def test_f4_leads_from_the_report_to_its_closing(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.take_in())
    front.page.first_step()
    dialog = front.dialog(DispatchDialog)
    dialog.colleague.query.emit("")
    settle()
    front.key(Qt.Key.Key_Return, at=dialog.colleague)
    assert dialog.colleague.draft()[0].name == "王建国", "the electrician comes first"
    dialog.submit()
    assert state(front) is S.DISPATCHED
    front.page.first_step()
    assert state(front) is S.ON_SITE
    front.page.first_step()
    done = front.dialog(DoneDialog)
    words = done.form.field("words")
    assert isinstance(words, QPlainTextEdit)
    words.setPlainText("换了灯管")
    done.photo.set_draft([picture()])
    done.submit()
    assert state(front) is S.DONE and front.panel.order.photos == 1
    front.page.first_step()
    front.key(Qt.Key.Key_F4, at=front.dialog(CallBackDialog))
    assert state(front) is S.CALLED_BACK
    front.page.first_step()
    assert state(front) is S.CLOSED and front.panel.first() is None


def test_every_step_is_undone_from_the_toast(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.dispatch(ledger.take_in()))
    front.page.first_step()
    assert state(front) is S.ON_SITE
    front.stage.ctx.toasts.undo()
    assert state(front) is S.DISPATCHED
    press(front.panel, "Undo the last step")
    assert state(front) is S.RECEIVED


def test_a_step_is_undone_for_a_while_only(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.dispatch(ledger.take_in()))
    assert "Undo the last step" in offered(front.panel)
    front.clock.advance(minutes=11)
    front.load()
    assert "Undo the last step" not in offered(front.panel)


def test_nobody_from_outside_the_list_is_sent(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.take_in())
    front.page.first_step()
    dialog = front.dialog(DispatchDialog)
    dialog.colleague.set_draft((None, "某人"))
    dialog.submit()
    assert dialog.form.problem_of("colleague")


def test_an_arrival_that_was_told_late_counts_from_its_time(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.dispatch(ledger.take_in()))
    front.clock.advance(minutes=40)
    front.load()
    press(front.panel, "Arrived earlier…")
    dialog = front.dialog(ArriveDialog)
    dialog.submit()
    assert dialog.form.problem_of("at")
    dialog.at.setText("910")
    dialog.submit()
    assert state(front) is S.ON_SITE and front.panel.order.missed == ()


def test_hold_needs_reason_and_day_and_goes_on(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.take_in())
    press(front.panel, "On hold…")
    dialog = front.dialog(HoldDialog)
    dialog.submit()
    assert dialog.form.problem_of("until")
    dialog.until.setText("+2")
    dialog.submit()
    assert dialog.form.problem_of("why")
    dialog.form.restore({"why": "等待配件"})
    dialog.submit()
    assert state(front) is S.ON_HOLD and "等待配件" in texts(front)
    front.page.first_step()
    assert state(front) is S.RECEIVED


def test_words_are_noted(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.take_in())
    front.page._progress()
    dialog = front.dialog(WordsDialog)
    dialog.form.restore({"words": "已备料"})
    dialog.submit()
    front.load()
    assert "已备料" in texts(front)


def test_a_complaint_is_passed_on_followed_up_and_settled(front: Desk, ledger: RepairDesk) -> None:
    front.open(ledger.complaint())
    assert first_offer(front.panel) == "Passed on to its department (F4)"
    front.page.first_step()
    front.load()
    press(front.panel, "Follow-up…")
    dialog = front.dialog(WordsDialog)
    dialog.form.restore({"words": "已告知客户"})
    dialog.submit()
    front.load()
    assert first_offer(front.panel) == "Settled… (F4)" and "已告知客户" in texts(front)


def test_a_paid_order_is_confirmed_before_anybody_goes(front: Desk, ledger: RepairDesk) -> None:
    keep_price(ledger)
    front.open(ledger.take_in(paid=True, prices=(LAMP, TUBE)))
    assert first_offer(front.panel) == "Tell and confirm the price… (F4)" and "¥111.10" in texts(front)
    front.page.first_step()
    dialog = front.dialog(PriceDialog)
    dialog.prices.confirmed.setChecked(True)
    dialog.submit()
    front.load()
    assert front.panel.order.price_confirmed_at is not None
    assert first_offer(front.panel) == "Dispatch… (F4)"


def test_not_satisfied_says_why_and_a_rework_is_open(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.finished()
    front.open(first)
    front.page.first_step()
    dialog = front.dialog(CallBackDialog)
    front.key(Qt.Key.Key_F5, at=dialog)
    assert dialog.why.isVisible()
    dialog._save_unsatisfied()
    assert dialog.form.problem_of("why")
    dialog.why.setText("还是闪")
    front.key(Qt.Key.Key_Return, at=dialog.why)
    rework = ledger.order(first).reworked_as
    assert rework is not None and "A rework is open" in front.toast
    front.load()
    assert "Look at that order" in offered(front.panel)


def test_the_queue_of_call_backs_is_worked_off_by_keyboard(front: Desk, ledger: RepairDesk) -> None:
    for unit in ("2301", "2302", "2401"):
        ledger.finished(unit=unit, description=f"{unit}灯坏")
    front.load()
    front.key(Qt.Key.Key_F5)
    dialog = front.dialog(CallBackDialog)
    assert len(dialog.queue) == 3
    skipped = dialog.order
    front.key(Qt.Key.Key_F7, at=dialog)
    assert "nobody answered (1 so far)" in front.toast
    assert ledger.order(skipped).missed_calls == 1
    front.key(Qt.Key.Key_F4, at=dialog)
    front.key(Qt.Key.Key_F4, at=dialog)
    assert dialog.order.id == skipped.id
    front.key(Qt.Key.Key_F4, at=dialog)
    assert front.orders(View.CALL_BACK) == []
    front.key(Qt.Key.Key_F5)
    assert front.toast == "Nobody waits for a call-back."


def test_the_step_on_somebodys_card_calls_back(front: Desk, ledger: RepairDesk) -> None:
    from desk_app.services.core.matters import Matter
    from desk_app.services.core.words import N_

    order = ledger.finished()
    TAB.steps["call_back"].run(
        front.stage.ctx, front.page, Matter("repairs", "repair", order.id, N_("Call back…"))
    )
    assert front.dialog(CallBackDialog).order.id == order.id


def test_a_report_is_corrected(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.take_in()
    front.open(order)
    press(front.panel, "Correct the report")
    dialog = front.dialog(CorrectDialog)
    assert dialog.what.description.toPlainText() == "走廊灯不亮"
    dialog.what.description.setPlainText("走廊的水管漏水")
    assert dialog.what.trade.value is Trade.ELECTRICAL, "a trade on record is not proposed anew"
    dialog.who.where.set_draft((None, "9999"))
    dialog.submit()
    assert dialog.who.form.problem_of("where")
    dialog.who.where.set_draft((None, "2401"))
    dialog.submit()
    mended = ledger.order(order)
    assert (mended.unit, mended.description, mended.owner) == ("2401", "走廊的水管漏水", order.owner)


def test_what_failed_again_fills_the_form(front: Desk, ledger: RepairDesk) -> None:
    first = ledger.close(ledger.call_back(ledger.finished()))
    front.open(first)
    press(front.panel, "Failed again: rework")
    assert first.number in front.form.origin.text() and front.form.who.where.text() == "2301"
    front.submit()
    assert front.only().rework_of == first.id


def test_repeats_and_pictures_are_shown(front: Desk, ledger: RepairDesk, tmp_path: Path) -> None:
    first = ledger.take_in(photos=(picture(),))
    again = ledger.take_in(join=first.id, reporter="李强")
    front.open(first)
    assert "李强" in texts(front) and "Look at picture 1" in offered(front.panel)
    press(front.panel, again.number)
    assert front.panel.order.id == again.id and front.panel.first() is None
    bad = tmp_path / "x.png"
    bad.write_text("no")
    front.open(first)
    front.asked.will_answer(bad)
    press(front.panel, "Add a picture…")
    assert "cannot be read" in front.asked.texts[-1]


@pytest.mark.parametrize("kind", list(OrderKind))
def test_every_kind_shows_in_every_state(front: Desk, ledger: RepairDesk, kind: OrderKind) -> None:
    department = "" if kind is OrderKind.REPAIR else "engineering"
    order = ledger.take_in(kind=kind, department=department)
    front.open(order)
    for step in (ledger.dispatch, ledger.arrive, ledger.hold, ledger.done, ledger.call_back, ledger.close):
        if step == ledger.done:
            ledger.verbs.resume(ledger.clerk, order.id)
        step(order)
        front.load()
        assert offered(front.panel)
