"""A loan and an item in full: every step from its panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from desk_app.services.core.people import Actor
from desk_app.services.loans.records import LineDraft, Loan, View
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.terms import Condition, ItemState, LineState
from desk_app.services.printing.model import Size
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.loans.history import HistoryDialog
from desk_app.ui.tabs.loans.item_dialogs import CorrectItemDialog, RemarkDialog
from desk_app.ui.tabs.loans.line_card import LineCard
from desk_app.ui.tabs.loans.line_dialogs import CallDialog, CorrectDialog, ExtendDialog
from desk_app.ui.tabs.loans.returning import LostDialog, RefundDialog, ReturnDialog
from tests.desk_fixtures import PIN, People
from tests.services.loans.lending_desk import Counter
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, choices, offered, pick, press, suspend, write


def cards(lobby: Lobby) -> list[LineCard]:
    return lobby.panel.findChildren(LineCard)


def menu(card: LineCard, text: str) -> None:
    """Choose in the menu of a line."""
    (action,) = [one for one in card.findChild(QMenu).actions() if one.text() == text]
    action.trigger()
    settle()


def test_several_items_come_back_one_at_a_time(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0], lobby.counter.chairs[0])
    lobby.open(loan)
    press(cards(lobby)[1], "Take back")
    lobby.load()
    states = [line.state for line in lobby.counter.loan(loan).lines]
    assert states == [LineState.OUT, LineState.RETURNED]
    assert "Undo the return" in offered(cards(lobby)[1]) and "Take back" in offered(cards(lobby)[0])
    press(cards(lobby)[1], "Undo the return")
    assert len(lobby.counter.loan(loan).out) == 2


def test_a_return_with_a_fee_and_another_bringer_is_on_record(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    menu(cards(lobby)[0], "Take back with remarks…")
    dialog = lobby.dialog(ReturnDialog)
    dialog.damaged.setChecked(True)
    assert dialog.text("fee") == "15"
    write(dialog, returned_by="王芳", remark="伞骨断")
    press(dialog, "Take back")
    line = lobby.counter.loan(loan).lines[0]
    assert (line.condition, line.fee, line.returned_by) == (Condition.DAMAGED, 1500, "王芳")
    assert lobby.counter.drawer.cash == 1500


def test_untyping_damaged_takes_its_fee_away_but_no_other(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    menu(cards(lobby)[0], "Take back with remarks…")
    dialog = lobby.dialog(ReturnDialog)
    dialog.damaged.setChecked(True)
    dialog.damaged.setChecked(False)
    assert dialog.text("fee") == ""
    write(dialog, fee="3")
    dialog.damaged.setChecked(True)
    assert dialog.text("fee") == "3"


def test_a_loss_keeps_what_it_costs_of_the_deposit(lobby: Lobby) -> None:
    loan = lobby.counter.lend(LineDraft(lobby.counter.umbrellas[0].id, "20"))
    lobby.open(loan)
    menu(cards(lobby)[0], "Is lost…")
    dialog = lobby.dialog(LostDialog)
    assert (dialog.text("keep"), dialog.text("fee")) == ("20", "10")
    press(dialog, "Put down as lost")
    assert dialog.form.problem_of("remark")
    write(dialog, remark="落在出租车上")
    press(dialog, "Put down as lost")
    assert lobby.only(View.LOST).id == loan.id
    assert lobby.counter.drawer.cash == 3000 and lobby.counter.drawer.held == 0


def test_an_extension_by_phone_moves_the_due_time_and_stands_in_the_log(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    press(cards(lobby)[0], "Extend…")
    dialog = lobby.dialog(ExtendDialog)
    press(dialog, "In 3 days")
    write(dialog, words="电话约定")
    press(dialog, "Extend")
    due = lobby.counter.loan(loan).lines[0].due.astimezone(lobby.clock.zone)
    assert due.isoformat()[:16] == "2026-11-26T18:00"
    lobby.load()
    assert lobby.panel.shown.card.extensions[0].words == "电话约定"


def test_a_due_time_in_the_past_is_told_at_its_field(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.clock.advance(hours=10)
    lobby.open(loan)
    press(cards(lobby)[0], "Extend…")
    dialog = lobby.dialog(ExtendDialog)
    press(dialog, "Today 18:00")
    press(dialog, "Extend")
    assert dialog.form.problem_of("due")
    dialog.due.time.setText("99")
    press(dialog, "Extend")
    assert dialog.form.problem_of("due")
    assert lobby.counter.loan(loan).lines[0].extensions == 0


def test_calls_are_noted_reached_or_not(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.clock.advance(days=2)
    lobby.open(loan)
    press(lobby.panel, "Note a call")
    press(lobby.dialog(CallDialog), "Nobody answered")
    lobby.page._call_chosen()
    (dialog,) = [one for one in lobby.stage.window.findChildren(CallDialog) if one.isVisible()]
    dialog.words.setText("明早归还")
    press(dialog, "Reached")
    lobby.load()
    calls = lobby.panel.shown.card.calls
    assert {(one.reached, one.words) for one in calls} == {(False, ""), (True, "明早归还")}
    assert lobby.panel.loan.called_at is not None


def test_the_borrower_is_corrected_and_what_is_lent_stays(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    pick(lobby.panel, "Correct the borrower")
    dialog = lobby.dialog(CorrectDialog)
    dialog.who.phone.setText("12")
    press(dialog, "Save")
    assert dialog.who.form.problem_of("phone")
    dialog.who.phone.setText("13900000009")
    dialog.who.borrower.setText("张维明")
    press(dialog, "Save")
    now = lobby.counter.loan(loan)
    assert (now.borrower, now.phone, now.lines) == ("张维明", "13900000009", loan.lines)


def test_the_receipt_counts_its_copies(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    pick(lobby.panel, "Preview")
    assert len(lobby.previewed) == 1 and lobby.counter.loan(loan).copies == 0
    press(lobby.panel, "Print receipt")
    lobby.load()
    press(lobby.panel, "Print a copy")
    assert [one.copy for one in lobby.printed] == [0, 1]
    assert lobby.counter.loan(loan).copies == 2


def test_undo_is_offered_for_its_minutes_only(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    assert "Undo the loan" in choices(lobby.open(loan))
    lobby.clock.advance(minutes=11)
    lobby.load()
    assert "Undo the loan" not in choices(lobby.panel)


def test_the_borrowers_history_opens_any_of_the_loans(lobby: Lobby) -> None:
    first = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.counter.take_back(first)
    lobby.clock.advance(hours=1)
    second = lobby.counter.lend(lobby.counter.umbrellas[1])
    lobby.open(second)
    assert lobby.panel.shown.card.loans_before == 1
    press(lobby.panel, "1, never late")
    dialog = lobby.dialog(HistoryDialog)
    rows = dialog.table.rows_model.rows
    assert {one.id for one in rows} == {first.id, second.id}
    press(dialog, "Print")
    assert len(lobby.previewed) == 1
    dialog.table.activated_row.emit(next(one for one in rows if one.id == first.id))
    settle()
    assert lobby.panel.loan.id == first.id


def test_an_item_goes_aside_is_repaired_and_lent(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.page.show_record("loan_item", item.id)
    press(lobby.item_panel, "Is damaged…")
    dialog = lobby.dialog(RemarkDialog)
    press(dialog, "Put aside as damaged")
    assert dialog.form.problem_of("remark")
    write(dialog, remark="伞骨断")
    press(dialog, "Put aside as damaged")
    lobby.load()
    assert lobby.item_panel.item.state is ItemState.DAMAGED
    press(lobby.item_panel, "Is repaired…")
    press(lobby.dialog(RemarkDialog), "Lend it again")
    lobby.load()
    press(lobby.item_panel, "Lend this")
    assert [one.item.id for one in lobby.form.lines.rows] == [item.id]


def test_an_item_keeps_its_tag_under_another_name(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.page.show_record("loan_item", item.id)
    press(lobby.item_panel, "Correct…")
    dialog = lobby.dialog(CorrectItemDialog)
    write(dialog, name="伞 002")
    press(dialog, "Save")
    assert dialog.form.problem_of("name")
    write(dialog, name="长柄伞 1", hook="A7")
    press(dialog, "Save")
    now = lobby.counter.item(item)
    assert (now.name, now.hook, now.tag) == ("长柄伞 1", "A7", item.tag)


def test_the_supervisor_alone_retires(lobby_of: Callable[[Actor], Lobby], people: People) -> None:
    lobby = lobby_of(people.supervisor)
    item = lobby.counter.umbrellas[0]
    lobby.page.show_record("loan_item", item.id)
    press(lobby.item_panel, "Retire…")
    dialog = lobby.dialog(RemarkDialog)
    write(dialog, reason="破旧")
    press(dialog, "Retire")
    assert lobby.counter.item(item).state is ItemState.RETIRED


def test_a_receptionist_is_not_offered_to_retire(lobby: Lobby) -> None:
    lobby.page.show_record("loan_item", lobby.counter.umbrellas[0].id)
    assert "Retire…" not in offered(lobby.item_panel)


def test_a_lent_item_leads_to_its_loan_and_comes_back_from_its_panel(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.counter.lend(item)
    lobby.page.show_record("loan_item", item.id)
    assert "Look at the loan" in offered(lobby.item_panel)
    press(lobby.item_panel, "Take back")
    assert lobby.counter.item(item).state is ItemState.AVAILABLE


def test_its_label_and_history_are_printed(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.ctx.printing.size = lambda kind: Size.LABELS_A4  # type: ignore[method-assign]
    lobby.page.show_record("loan_item", item.id)
    press(lobby.item_panel, "Print its label")
    press(lobby.item_panel, "Print the history")
    assert len(lobby.previewed) == 2


def test_a_missing_item_is_put_down(lobby: Lobby) -> None:
    item = lobby.counter.umbrellas[0]
    lobby.counter.desk.get(Stock).miss(lobby.counter.people.receptionist, item.id, "盘点未见")
    lobby.page.show_record("loan_item", item.id)
    assert "Found again…" in offered(lobby.item_panel)


def test_correcting_into_a_suspended_hand_asks_the_supervisor(lobby: Lobby) -> None:
    suspend(lobby.counter, "13700000000")
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    pick(lobby.panel, "Correct the borrower")
    dialog = lobby.dialog(CorrectDialog)
    dialog.who.phone.setText("13700000000")
    press(dialog, "Save")
    approval = lobby.dialog(ApprovalDialog)
    approval.who.choose(lobby.counter.people.supervisor.staff_id)
    approval.pin.setText(PIN)
    approval.reason.setText("号码录错")
    press(approval, "Correct it all the same")
    now = lobby.counter.loan(loan)
    assert (now.phone, now.waiver) == ("13700000000", "号码录错")


def lost(counter: Counter) -> Loan:
    loan = counter.lend(counter.umbrellas[0])
    return counter.verbs.report_lost(
        counter.people.receptionist, loan.lines[0].id, "丢在地铁", "", "30"
    ).result


def test_the_supervisor_gives_back_what_was_paid(lobby_of: Callable[[Actor], Lobby], people: People) -> None:
    lobby = lobby_of(people.supervisor)
    loan = lost(lobby.counter)
    press(lobby.open(loan), "Give back…")
    dialog = lobby.dialog(RefundDialog)
    write(dialog, reason="核实后退还")
    press(dialog, "Give back")
    assert lobby.counter.loan(loan).lines[0].given_back == 3000 and "¥30.00" in lobby.toast


def test_the_receptionist_is_offered_no_later_refund(lobby: Lobby) -> None:
    panel = lobby.open(lost(lobby.counter))
    assert "Found again…" in offered(panel) and "Give back…" not in offered(panel)


def test_everything_about_the_borrower_is_one_step_away(lobby: Lobby) -> None:
    loan = lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.open(loan)
    press(lobby.panel, "Everything about them")
    assert ("open", f"card/loan {loan.id}") in lobby.asked.questions
