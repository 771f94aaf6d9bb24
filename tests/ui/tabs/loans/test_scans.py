"""One scan: it is lent, it comes back, it opens, or it gets a calm word."""

from __future__ import annotations

from desk_app.services.loans.stock import Stock
from desk_app.services.loans.terms import Condition, ItemState, LineState
from desk_app.ui.tabs.loans.item_dialogs import FoundDialog
from desk_app.ui.tabs.loans.returning import ReturnDialog
from tests.ui.tabs.loans.conftest import Lobby, press, write


def test_the_tag_of_an_available_item_starts_a_loan(lobby: Lobby) -> None:
    lobby.scan(lobby.counter.umbrellas[0].tag)
    lobby.scan(lobby.counter.chairs[0].tag)
    assert [one.item.name for one in lobby.form.lines.rows] == ["伞 001", "轮椅 001"]
    assert lobby.form.who.borrower.hasFocus()


def test_the_tag_of_a_lent_item_takes_it_back_and_says_the_refund_in_large_letters(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.chairs[0], lobby.counter.umbrellas[0])
    lobby.scan(lobby.counter.chairs[0].tag)
    assert lobby.toast == "Wheelchair 001 is back. Give back ¥100.00."
    assert lobby.ctx.toasts.toast.text.property("large") == "true"
    now = lobby.counter.loan(loan)
    assert [line.state for line in now.lines] == [LineState.RETURNED, LineState.OUT]
    assert lobby.counter.drawer.held == 0


def test_undo_puts_it_out_again_with_its_deposit(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.chairs[0])
    lobby.scan(lobby.counter.chairs[0].tag)
    lobby.ctx.toasts.undo()
    assert lobby.counter.loan(loan).lines[0].state is LineState.OUT
    assert lobby.counter.drawer.held == 10000


def test_a_late_one_is_said_to_be_late(lobby: Lobby) -> None:
    lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.clock.advance(days=3)
    lobby.scan(lobby.counter.umbrellas[0].tag)
    assert lobby.toast == "伞 001 is back, late."


def test_with_remarks_undoes_the_scan_and_settles_anew(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.chairs[0])
    lobby.scan(lobby.counter.chairs[0].tag)
    lobby.ctx.toasts.toast.action.click()
    dialog = lobby.dialog(ReturnDialog)
    dialog.damaged.setChecked(True)
    write(dialog, keep="40", keep_reason="轮子松动", remark="左轮松动")
    assert "60" in dialog._told.text()
    press(dialog, "Take back")
    line = lobby.counter.loan(loan).lines[0]
    assert (line.condition, line.kept, line.refunded) == (Condition.DAMAGED, 4000, 6000)
    assert lobby.counter.item(lobby.counter.chairs[0]).state is ItemState.DAMAGED
    assert "¥60.00" in lobby.toast
    lobby.ctx.toasts.toast.action.click()  # the return receipt
    assert [one.kind for one in lobby.printed] == ["loans.refund"]


def test_remarks_begun_and_left_leave_it_taken_back(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.chairs[0])
    lobby.scan(lobby.counter.chairs[0].tag)
    lobby.ctx.toasts.toast.action.click()
    dialog = lobby.dialog(ReturnDialog)
    write(dialog, keep="五十")
    press(dialog, "Take back")
    assert dialog.isVisible() and dialog.form.problem_of("keep")
    dialog.reject()
    line = lobby.counter.loan(loan).lines[0]
    assert (line.state, line.refunded) == (LineState.RETURNED, 10000)


def test_a_damaged_item_gets_a_word_and_opens(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.counter.desk.get(Stock).damage(lobby.counter.people.receptionist, item.id, "伞骨断")
    lobby.scan(item.tag)
    assert lobby.ctx.toasts.toast.isVisible() and lobby.ctx.toasts.toast.text.text().startswith(
        "伞 001 was put aside"
    )
    assert lobby.item_panel.item.id == item.id
    assert lobby.form.lines.rows == []


def test_a_lost_item_is_found_again_from_its_word(lobby: Lobby) -> None:
    item = lobby.counter.chairs[0]
    loan = lobby.counter.lend(item)
    lobby.counter.verbs.report_lost(lobby.counter.people.receptionist, loan.lines[0].id, "遗失", "100", "")
    lobby.scan(item.tag)
    lobby.ctx.toasts.toast.action.click()
    dialog = lobby.dialog(FoundDialog)
    write(dialog, remark="在地下车库", refund="100")
    press(dialog, "Found again")
    assert lobby.counter.item(item).state is ItemState.AVAILABLE
    assert lobby.counter.drawer.cash == 0


def test_a_retired_item_is_not_lent(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.counter.desk.get(Stock).retire(lobby.counter.people.supervisor, item.id, "破旧")
    lobby.scan(item.tag)
    assert "retired" in lobby.ctx.toasts.toast.text.text()
    assert lobby.form.lines.rows == []


def test_the_code_of_a_slip_opens_its_loan(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.scan(loan.code)
    assert lobby.panel.loan.id == loan.id
    assert lobby.counter.loan(loan).out


def test_a_code_of_nothing_gets_a_calm_word(lobby: Lobby) -> None:
    lobby.scan("20019999")
    assert lobby.ctx.toasts.toast.isVisible()
    assert lobby.ctx.toasts.toast.text.text() == "No item and no loan on this PC has this code."
    assert lobby.asked.questions == []
