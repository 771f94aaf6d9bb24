"""Next morning's list: who has what until when, by company; calls by one key, the round, notices; the other lists."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.loans.records import Loan
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.printing.model import Document
from desk_app.ui.tabs.loans.due_dialog import Due, DueDialog
from desk_app.ui.tabs.loans.history import HistoryDialog
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby, press


@pytest.fixture
def morning(lobby: Lobby) -> list[Loan]:
    """It rained yesterday: two of Hongtu, one of Beichen, one of nobody's; one more is due later."""
    counter = lobby.counter
    items = counter.add(UMBRELLA, 5, "爱心伞")
    people = (
        ("陈静", "13900001205", "宏图公司"),
        ("吴亮", "13900001206", "宏图公司"),
        ("李强", "13711112222", "北辰公司"),
        ("王芳", "13800005678", ""),
    )
    loans = [
        counter.lend(item, borrower=name, phone=phone, company=company)
        for item, (name, phone, company) in zip(items, people, strict=False)
    ]
    late = counter.lend(items[4], borrower="韩梅梅", phone="13600004321", company="北辰公司")
    counter.verbs.extend(
        counter.people.receptionist, late.lines[0].id, counter.clock.now() + timedelta(days=5), ""
    )
    counter.clock.advance(days=1)
    lobby.load()
    return loans


@pytest.fixture
def dialog(lobby: Lobby, morning: list[Loan]) -> DueDialog:
    lobby.key(Qt.Key.Key_F7)
    return lobby.dialog(DueDialog)


def names(dialog: DueDialog) -> list[str]:
    return [one.loan.borrower for one in dialog.table.rows_model.rows]


def words(document: Document) -> str:
    return repr(document)


def test_what_is_due_until_closing_by_company(dialog: DueDialog) -> None:
    companies = [one.company.company for one in dialog.table.rows_model.rows]
    assert companies == ["北辰公司", "宏图公司", "宏图公司", ""] and set(names(dialog)[1:3]) == {
        "陈静",
        "吴亮",
    }
    assert names(dialog)[-1] == "王芳", "people of no company come last"
    assert dialog.count.text() == "Loans: 4, companies: 3"
    press(dialog, "Overdue now")
    assert not names(dialog) and not dialog.reached.isEnabled() and not dialog.notices.isEnabled()


def test_another_time(dialog: DueDialog, lobby: Lobby) -> None:
    dialog.until.set_value(lobby.clock.now() + timedelta(days=6))
    assert "韩梅梅" in names(dialog)
    dialog.until.day.setText("nonsense")
    assert "韩梅梅" in names(dialog), "half a time leaves the list as it is"


def test_one_key_notes_a_call_and_goes_on(dialog: DueDialog, lobby: Lobby) -> None:
    first, second = dialog.table.rows_model.rows[:2]
    QTest.keyClick(dialog, Qt.Key.Key_F5)
    settle()
    QTest.keyClick(dialog, Qt.Key.Key_F6)
    settle()
    calls = [
        lobby.counter.ask.card(lobby.counter.people.receptionist, one.id).calls for one in (first, second)
    ]
    assert [[call.reached for call in one] for one in calls] == [[True], [False]]
    assert dialog.table.current_row().id == dialog.table.rows_model.rows[2].id
    assert dialog.table.rows_model.rows[0].loan.called_at == lobby.clock.now()


def test_the_round_and_the_notices(dialog: DueDialog, lobby: Lobby) -> None:
    press(dialog, "Print the list")
    assert "宏图公司" in words(lobby.previewed[-1])
    assert "13900001205" in words(lobby.previewed[-1]), "the round is phoned from it"
    press(dialog, "Notices…")
    made = lobby.previewed[-1]
    assert [made.subject, *(one.subject for one in made.counterparts)] == ["北辰公司", "宏图公司"]
    assert "13711112222" not in words(made) and "13900001205" not in words(made)


def test_notices_for_chosen_companies(dialog: DueDialog, lobby: Lobby) -> None:
    rows = dialog.table.rows_model.rows
    wanted = [one for one in rows if one.company.company == "宏图公司"]
    dialog.table.select(wanted[0].id)
    for one in wanted[1:]:
        place = dialog.table.rows_model.place_of(one.id)
        assert place is not None
        index = dialog.table.rows_model.index(place, 0)
        flags = dialog.table.selectionModel().SelectionFlag
        dialog.table.selectionModel().select(index, flags.Select | flags.Rows)
    press(dialog, "Notices…")
    assert lobby.previewed[-1].subject == "宏图公司" and not lobby.previewed[-1].counterparts


def saved(lobby: Lobby, tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    lobby.asked.will_answer(path)
    return path


def cells(path: Path) -> set[str]:
    sheet = openpyxl.load_workbook(path).active
    return {str(one.value) for line in sheet.iter_rows() for one in line if one.value is not None}


def test_the_round_as_a_spreadsheet(dialog: DueDialog, lobby: Lobby, tmp_path: Path) -> None:
    path = saved(lobby, tmp_path)
    press(dialog, "Save as Excel file…")
    assert {"北辰公司", "宏图公司"} <= cells(path) and any("陈静" in one for one in cells(path))


@pytest.mark.parametrize(
    ("entry", "found"),
    [("Save the stock list as Excel file…", "Umbrella"), ("Save the list of items as Excel file…", "伞 001")],
)
def test_lists_of_the_menu_as_spreadsheets(lobby: Lobby, tmp_path: Path, entry: str, found: str) -> None:
    path = saved(lobby, tmp_path)
    choose(lobby, entry)
    assert found in cells(path)


@pytest.mark.parametrize("entry", ["Print the list", "Print the stock list", "Print the list of items"])
def test_lists_of_the_menu_on_paper(lobby: Lobby, entry: str) -> None:
    choose(lobby, entry)
    assert lobby.previewed[-1].title


def choose(lobby: Lobby, entry: str) -> None:
    (action,) = [one for one in lobby.page.list_menu.menu().actions() if one.text() == entry]
    action.trigger()
    settle()


def test_histories_as_spreadsheets(lobby: Lobby, morning: list[Loan], tmp_path: Path) -> None:
    path = saved(lobby, tmp_path)
    lobby.page.show_record("loan_item", morning[0].lines[0].item)
    settle()
    press(lobby.item_panel, "Save the history as Excel file…")
    assert "陈静" in cells(path)
    dialog = HistoryDialog(lobby.ctx, lobby.page, morning[0])
    dialog.open()
    settle()
    path = saved(lobby, tmp_path)
    press(dialog, "Save as Excel file…")
    assert morning[0].lines[0].item_name in cells(path)
    dialog.close()


def calls(lobby: Lobby, *dues: Due) -> list[int]:
    """How many calls are on record about each."""
    clerk = lobby.counter.people.receptionist
    return [len(lobby.counter.ask.card(clerk, one.id).calls) for one in dues]


def test_a_double_click_notes_one_call(dialog: DueDialog, lobby: Lobby) -> None:
    first, second = dialog.table.rows_model.rows[:2]
    QTest.mouseClick(dialog.reached, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(dialog.reached, Qt.MouseButton.LeftButton)
    settle()
    assert calls(lobby, first, second) == [1, 0]


def test_a_key_pressed_twice_before_the_answer_is_one_call(
    dialog: DueDialog, lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = dialog.table.rows_model.rows[-1]
    dialog.table.select(last.id)
    with monkeypatch.context() as waiting:
        waiting.setattr(dialog, "_show", lambda _: None)  # the list is not read again yet
        dialog.note_reached()
        dialog.note_reached()
        settle()
    assert calls(lobby, last) == [1]
    dialog.load()
    settle()
    dialog.table.select(last.id)
    dialog.note_reached()
    settle()
    assert calls(lobby, last) == [2]
