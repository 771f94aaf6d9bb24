"""The map of the board: what each hook says, moving and searching by keyboard, what Enter does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from desk_app.services.core.people import Actor
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import Board, Copy, Hook, LostDraft
from desk_app.services.keys.terms import CopyState
from desk_app.ui.tabs.keys.board_grid import BoardGrid, BoardShown, HookDelegate
from desk_app.ui.tabs.keys.board_states import LOOKS, HookShown, HookState, hooks_of
from desk_app.ui.tabs.keys.board_view import BoardView
from desk_app.ui.tabs.keys.copy_dialogs import HangDialog
from desk_app.ui.tabs.keys.key_panel import KeyPanel
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import (
    CAR,
    PLANT,
    RING,
    SAFE,
    STAIRS,
    TRUST,
    VACANT,
    Counter,
    dialog_of,
    later,
)

S, K = HookState, Qt.Key


@pytest.fixture
def board(counter: Counter) -> BoardView:
    """The board in the list's place, by its key."""
    QTest.keyClick(counter.stage.window, K.Key_F7)
    settle()
    assert counter.page.lists.currentWidget() is counter.page.board
    return counter.page.board


def hook(board: BoardView, name: str) -> HookShown:
    (found,) = [one for one in board.hooks if one.name == name]
    return found


def press(board: BoardView, key: Qt.Key) -> None:
    QTest.keyClick(board.grid, key)
    settle()


def test_every_hook_says_its_state(counter: Counter, board: BoardView) -> None:
    late = counter.lend(VACANT, due=counter.clock.now() + timedelta(minutes=30))
    counter.lend(STAIRS)
    counter.lend(SAFE)
    troubles, clerk = counter.desk.get(KeyTroubles), counter.people.receptionist
    troubles.report_fault(clerk, counter.copy(PLANT).id, "齿磨损", True)
    troubles.report_fault(clerk, counter.copy(CAR).id, "灯不亮", False)
    how = LostDraft("王强", counter.clock.now(), "途中遗失")
    troubles.report_lost(clerk, counter.copy(TRUST).id, how)
    later(counter.clock, hours=1)
    counter.page.load()
    settle()
    said = {one.name: one.state(board.now()) for one in board.hooks if one.state(board.now()) is not S.EMPTY}
    assert late.holder and said == {
        "A12": S.OVERDUE, "A13": S.HERE, "A20": S.LOST, "A30": S.WAITING, "A50": S.OUT, "B1": S.BLOCKED, "B9": S.FAULTY,
    }  # fmt: skip
    assert board.legend.words[S.EMPTY].text() == "Empty 93" and len(board.hooks) == 100


def test_no_state_is_told_by_its_colour_alone() -> None:
    assert set(LOOKS) == set(HookState)
    assert (
        len({look.sign for look in LOOKS.values()}) == len(LOOKS) == len({one.name for one in LOOKS.values()})
    )


def test_the_worst_copy_of_a_ring_gives_the_hook_its_state() -> None:
    now = datetime.fromisoformat("2026-11-23T09:00+08:00")
    here = Copy(1, 1, "K1-1", 1, "1", "A1", CopyState.IN, ring=9)
    away = Copy(
        2, 2, "K2-1", 1, "2", "A1", CopyState.OUT, ring=9, holder="王强", due=now + timedelta(hours=1)
    )
    ring = HookShown(Hook("A1", (here, away), "R01"))
    assert (ring.state(now), ring.code, ring.counted(), ring.leading(now)) == (S.OUT, "R01", "1/2", away)
    assert ring.state(now + timedelta(hours=2)) is S.OVERDUE
    assert HookShown(Hook("A2")).state(now) is S.EMPTY
    (lost,) = hooks_of(Board("A", 1, (Hook("A3"),)), [Copy(3, 3, "K3-1", 1, "3", "A3", CopyState.LOST)])
    assert lost.state(now) is S.LOST and lost.code == "K3-1"
    (taken,) = hooks_of(
        Board("A", 1, (Hook("A1", (here,)),)), [Copy(3, 3, "K3-1", 1, "3", "A1", CopyState.LOST)]
    )
    assert taken.state(now) is S.HERE, "another key hangs there by now"


def test_rooms_are_in_the_words_under_the_board_not_in_the_cells(counter: Counter, board: BoardView) -> None:
    board.grid.go_to("A12")
    assert board.foot.words.text() == "A12 · K0231-1 · 23楼空置单元 · On its hook"
    index = board.grid.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == board.foot.words.text()
    assert "23楼空置单元" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_arrows_move_over_hooks_and_past_the_names_of_boards(board: BoardView) -> None:
    board.grid.setFocus()
    assert board.grid.current is not None and board.grid.current.name == "A1"
    press(board, K.Key_Right)
    press(board, K.Key_Down)
    assert board.grid.current.name == "A12"
    board.grid.go_to("A53")
    press(board, K.Key_Down)
    assert board.grid.current is not None and board.grid.current.name == "B3"
    press(board, K.Key_Up)
    assert board.grid.current is not None and board.grid.current.name == "A53"


def test_enter_lends_what_hangs_there(counter: Counter, board: BoardView) -> None:
    board.grid.go_to("A12")
    press(board, K.Key_Return)
    assert counter.form.copies.ids == (counter.copy(VACANT).id,)
    assert QApplication.focusWidget() is counter.form.colleague
    board.grid.go_to("A50")
    press(board, K.Key_Return)
    assert len(counter.form.copies.ids) == 3, "a ring is lent as a whole"


def test_enter_shows_the_borrowing_of_what_is_out(counter: Counter, board: BoardView) -> None:
    one = counter.lend(VACANT)
    board.grid.go_to("A12")
    press(board, K.Key_Return)
    assert counter.panel.handout.id == one.id
    assert counter.page.lists.currentWidget() is board, "the board stays beside it"


def test_enter_shows_the_key_that_must_not_be_lent(counter: Counter, board: BoardView) -> None:
    counter.desk.get(KeyTroubles).report_fault(
        counter.people.receptionist, counter.copy(PLANT).id, "断齿", True
    )
    counter.page.load()
    settle()
    board.grid.go_to("B1")
    press(board, K.Key_Return)
    assert isinstance(counter.page.panel, KeyPanel) and counter.page.panel.key.code == PLANT
    board.grid.go_to("A1")
    press(board, K.Key_Return)
    assert not board.foot.step.isVisible() and not counter.form.copies.ids, "nothing hangs on A1"


@pytest.mark.parametrize(
    ("typed", "hooks"),
    [
        (VACANT.lower(), {"A12", "A13"}),
        ("a4", set()),
        ("b9", {"B9"}),
        ("2301", {"A12", "A13"}),
        ("pdf", {"B1"}),
        (RING.lower(), {"A50"}),
        ("zzz", set()),
    ],
)
def test_search_marks_hooks(board: BoardView, typed: str, hooks: set[str]) -> None:
    board.search.setText(typed)
    settle()
    marked = {one for one in board.grid.marked or () if hook(board, one).copies}
    assert marked == hooks
    board.search.clear()
    settle()
    assert board.grid.marked is None and not board.found.text()


def test_the_holder_is_found_by_initials(counter: Counter, board: BoardView) -> None:
    counter.lend(VACANT)
    board.search.setText("wq")
    settle()
    assert board.grid.marked == {"A12"} and board.found.text() == "1 found"


def test_letters_go_to_the_search_and_enter_to_what_was_found(counter: Counter, board: BoardView) -> None:
    board.grid.setFocus()
    QTest.keyClicks(board.grid, "c")
    settle()
    assert QApplication.focusWidget() is board.search and board.search.text() == "c"
    board.search.setText("dianpingche")
    settle()
    board.search.setText("ddc")
    board.search.setText("b9")
    settle()
    QTest.keyClick(board.search, K.Key_Return)
    settle()
    assert QApplication.focusWidget() is board.grid and board.grid.current == hook(board, "B9")
    board.search.setFocus()
    QTest.keyClick(board.search, K.Key_Escape)
    settle()
    assert not board.search.text() and QApplication.focusWidget() is board.grid


def test_the_board_follows_what_happens_and_keeps_its_place(counter: Counter, board: BoardView) -> None:
    board.grid.go_to("A13")
    counter.lend(VACANT)
    assert hook(board, "A12").state(board.now()) is S.OUT
    assert board.grid.current is not None and board.grid.current.name == "A13"


def test_a_copy_goes_to_another_hook_from_the_board(counter: Counter, board: BoardView) -> None:
    board.grid.go_to("A12")
    board.foot.other.click()
    settle()
    dialog = dialog_of(counter.page, HangDialog)
    dialog.form.field("hook").setText("B9")  # type: ignore[attr-defined]
    dialog.submit()
    settle()
    assert "hangs on hook B9" in dialog.form.problem_of("hook")
    dialog.form.field("hook").setText("b 10")  # type: ignore[attr-defined]
    dialog.submit()
    settle()
    assert counter.copy(VACANT).hook == "B10" and counter.toast == "K0231-1 hangs on B10 now."


def test_a_chip_of_the_list_or_another_day_leaves_the_board(counter: Counter, board: BoardView) -> None:
    assert not counter.page.chips.isVisible() and not counter.page.list_menu.isVisible()
    counter.page.go(-1)
    settle()
    assert counter.page.lists.currentWidget() is not board and counter.page.chips.isVisible()


def test_the_map_is_printed(counter: Counter, board: BoardView) -> None:
    QTest.keyClick(counter.stage.window, K.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    (paper,) = counter.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == "keys.map" and "23楼空置单元" not in str(paper)


def test_no_boards_yet(counter_of: Callable[[Actor], Counter], people: People) -> None:
    counter = counter_of(people.supervisor)
    board = counter.page.board
    board._show([], [])
    assert board.grid.isHidden() and not board.empty.isHidden()


class Counting(HookDelegate):
    """Counts the cells it paints."""

    painted = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.painted += 1
        super().paint(painter, option, index)


def test_of_four_hundred_hooks_each_in_sight_is_painted_once(board: BoardView) -> None:
    copies = [Copy(n, n, f"K{n:04}-1", 1, str(n), f"Z{n}", CopyState.IN) for n in range(1, 401)]
    grid = BoardGrid(board.now)
    counting = Counting(grid)
    grid.setItemDelegate(counting)
    grid.resize(1400, 2600)
    grid.set_boards([BoardShown("Z", 10, tuple(HookShown(Hook(one.hook, (one,))) for one in copies))])
    grid.grab()
    counting.painted = 0
    grid.grab()
    assert counting.painted == 1 + 400, "the board's name and its hooks"
    grid.resize(1400, 260)
    grid.grab()
    counting.painted = 0
    grid.grab()
    assert 0 < counting.painted <= 1 + 50, "what is out of sight is not painted"
    grid.deleteLater()
