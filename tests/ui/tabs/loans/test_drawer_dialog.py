"""The drawer: counted blind, explained, handed over; deposits of others stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel

from desk_app.services.core.people import Actor
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.service import Drawer
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.loans import actions
from desk_app.ui.tabs.loans.drawer_counts import CountsDialog
from desk_app.ui.tabs.loans.drawer_dialog import DrawerDialog
from desk_app.ui.tabs.loans.drawer_forms import CountDialog, HandOverDialog, PutInDialog
from tests.desk_fixtures import PIN, People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, offered, press, write


@pytest.fixture
def drawer(lobby: Lobby) -> DrawerDialog:
    """A deposit of ¥100.00 and ¥37.00 of change lie in it."""
    lobby.counter.lend(lobby.counter.chairs[0])
    lobby.page.drawer()
    settle()
    dialog = lobby.dialog(DrawerDialog)
    press(dialog, "Put in…")
    change = lobby.dialog(PutInDialog)
    write(change, amount="37", remark="备用金")
    press(change, "Put in")
    return dialog


def said(dialog: DrawerDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def amounts(drawer: DrawerDialog) -> list[str]:
    model = drawer.table.rows_model
    return [model.data(model.index(row, 2)) for row in range(model.rowCount())]


def test_no_amount_is_told_before_the_count(lobby: Lobby, drawer: DrawerDialog) -> None:
    told = said(drawer)
    assert not any(figure in told for figure in ("137", "100", "37"))
    assert not drawer.sums.isVisible() and amounts(drawer) == ["•••", "•••"]
    closed = {"Print the sheet of the shift", "Save as Excel file…", "Show the amounts"}
    assert not closed & set(offered(drawer))


def test_the_supervisor_may_look_until_the_next_shift(
    lobby_of: Callable[[Actor], Lobby], people: People
) -> None:
    lobby = lobby_of(people.supervisor)
    lobby.counter.lend(lobby.counter.chairs[0])
    lobby.page.drawer()
    settle()
    dialog = lobby.dialog(DrawerDialog)
    assert amounts(dialog) == ["•••"]
    press(dialog, "Show the amounts")
    assert amounts(dialog) == ["+¥100.00"] and dialog.figures["deposits"].text() == "¥100.00"
    assert dialog.sums.isVisible() and "Show the amounts" not in offered(dialog)


def test_the_sheet_of_an_earlier_shift_is_printed_again(lobby: Lobby, drawer: DrawerDialog) -> None:
    for counted in ("137", "137"):
        press(drawer, "Count…")
        count = lobby.dialog(CountDialog)
        write(count, counted=counted)
        press(count, "That is what lies there")
    press(drawer, "Earlier counts…")
    counts = lobby.dialog(CountsDialog)
    assert "Print the sheet of the shift" not in offered(counts)
    counts.table.selectRow(1)
    press(counts, "Print the sheet of the shift")
    assert len(lobby.previewed) == 1


def test_a_refund_tells_what_the_drawer_lacks(lobby: Lobby) -> None:
    counter = lobby.counter
    loan = counter.lend(counter.chairs[0])
    counter.desk.get(Drawer).hand_over(counter.people.supervisor, "70", "长假前上交")
    actions.take_back(lobby.ctx, lobby.page, loan.lines[0].id)
    settle()
    assert "¥100.00" in lobby.toast and "lacks ¥70.00" in lobby.toast
    lobby.page.drawer()
    settle()
    assert "lacks ¥70.00" in lobby.dialog(DrawerDialog).lacks._text.text()


def test_a_count_that_agrees_needs_no_words_and_its_sheet_is_printed(
    lobby: Lobby, drawer: DrawerDialog
) -> None:
    press(drawer, "Count…")
    count = lobby.dialog(CountDialog)
    write(count, counted="137")
    press(count, "That is what lies there")
    assert "that is what the record says" in drawer.told._text.text()
    press(drawer, "Print the sheet of the shift")
    assert len(lobby.previewed) == 1
    assert drawer.table.rows_model.rows == []  # the next shift begins


def test_the_movements_of_the_shift_counted_are_saved(
    lobby: Lobby, drawer: DrawerDialog, tmp_path: Path
) -> None:
    press(drawer, "Count…")
    count = lobby.dialog(CountDialog)
    write(count, counted="130", explanation="找零差错")
    press(count, "That is what lies there")
    path = tmp_path / "shift.xlsx"
    lobby.asked.will_answer(path)
    press(drawer, "Save as Excel file…")
    headers, deposit, change = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    at = headers.index("Cash")
    assert (deposit[at], change[at]) == ("+¥100.00", "+¥37.00"), "of the shift as it was counted"
    assert change[headers.index("Remark")] == "备用金"


def test_a_difference_is_told_after_the_count_and_wants_its_reason(
    lobby: Lobby, drawer: DrawerDialog
) -> None:
    press(drawer, "Count…")
    count = lobby.dialog(CountDialog)
    assert not count.form.field("explanation").isVisible()
    write(count, counted="130")
    press(count, "That is what lies there")
    assert "¥7.00 less" in count.told._text.text() and count.form.field("explanation").hasFocus()
    write(count, explanation="找零差错")
    press(count, "That is what lies there")
    (found,) = lobby.counter.desk.get(DrawerQueries).counts(lobby.counter.people.receptionist, 5)
    assert (found.counted, found.difference, found.explanation) == (13000, -700, "找零差错")


def test_words_are_no_amount(lobby: Lobby, drawer: DrawerDialog) -> None:
    press(drawer, "Count…")
    count = lobby.dialog(CountDialog)
    for bad in ("", "五十", "-1"):
        write(count, counted=bad)
        press(count, "That is what lies there")
        assert count.form.problem_of("counted"), bad


def test_cash_goes_to_finance_but_not_more_than_there_is(lobby: Lobby, drawer: DrawerDialog) -> None:
    press(drawer, "To finance…")
    dialog = lobby.dialog(HandOverDialog)
    write(dialog, amount="1000")
    press(dialog, "Hand over")
    assert dialog.form.problem_of("amount")
    write(dialog, amount="37")
    press(dialog, "Hand over")
    assert lobby.counter.drawer.cash == 10000


def test_deposits_of_others_go_with_the_supervisors_word_alone(lobby: Lobby, drawer: DrawerDialog) -> None:
    press(drawer, "To finance…")
    dialog = lobby.dialog(HandOverDialog)
    write(dialog, amount="100")
    press(dialog, "Hand over")
    approval = lobby.dialog(ApprovalDialog)
    approval.who.choose(lobby.counter.people.supervisor.staff_id)
    approval.pin.setText(PIN)
    approval.reason.setText("月末上交")
    press(approval, "Hand over")
    assert lobby.counter.drawer.cash == 3700
