"""The pile of returned paper: scanned one after the other, each told what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.codes.goods import GoodsLine
from desk_app.services.passes.records import ExitKind, PaperHome, PassState, ReleaseDraft
from desk_app.services.passes.service import ExitPasses
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.passes.paper_home import judged
from tests.services.passes import paper_samples
from tests.services.passes.gate_help import foreign
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.page.conftest import Board, said

BOXES = (GoodsLine("档案箱", 8, "箱"),)
S = PassState


@pytest.mark.parametrize(
    ("state", "used", "was_home", "tone"),
    [
        (S.USED, 1, False, "positive"),
        (S.USED, 1, True, "warning"),
        (S.ISSUED, 0, False, "danger"),
        (S.EXPIRED, 0, False, "danger"),
        (S.EXPIRED, 1, False, "positive"),
        (S.PARTLY, 1, False, "warning"),
        (S.REVOKED, 0, False, "info"),
        (S.REPLACED, 0, False, "info"),
    ],
)
def test_a_paper_tells_what_is_odd(state: PassState, used: int, was_home: bool, tone: str) -> None:
    lines = tuple(replace(line, gone=0, out=0) for line in paper_samples.LINES)
    one = paper_samples.a_pass(lines, state=state, trips_used=used)
    assert judged(PaperHome(one, was_home))[0] == tone


def test_the_pile_takes_every_scan_while_it_is_open(board: Board) -> None:
    used, never = board.issue(BOXES, kind=ExitKind.GOODS), board.issue(BOXES, kind=ExitKind.GOODS)
    board.release(used)
    assert not board.page.take_scan(used.code), "not at the pile yet"
    board.press(Qt.Key.Key_F7)
    assert board.page.view.value == "paper_missing" and board.pile.field.hasFocus()
    assert board.page.take_scan(used.code)
    assert board.pile.number.text() == board.card(used).exit_pass.number and "Used, and home." in said(
        board.pile
    )
    assert board.page.take_scan(never.short)
    assert "Never released, and still valid!" in said(board.pile)
    assert (board.pile.home, board.pile.odd) == (2, 1) and "Came home: 2. To look at: 1." in said(board.pile)
    assert board.page.take_scan(used.code)
    assert "Came home before" in said(board.pile) and board.pile.home == 2
    board.press(Qt.Key.Key_Escape)
    assert not board.page.take_scan(used.code)


def test_what_is_none_of_ours_is_said_and_the_pile_goes_on(board: Board) -> None:
    visit = board.desk.get(Visitors).check_in(
        board.people.receptionist,
        Arrival(name="张伟明", phone="13812345678", host=Host(tenant="云帆科技", person="陈丽")),
    )
    board.page.returned_paper()
    for raw in ("6901234567892", visit.result.visit.pass_code, foreign(board.desk).code, "12345"):
        board.page.take_scan(raw)
    texts = [one.text for one in board.pile.heard]
    assert "no code of this building" in texts[0] and "visitor's pass" in texts[1]
    assert "no such exit pass" in texts[2] and all(one.exit_pass is None for one in board.pile.heard)
    assert board.pile.home == 0 and board.pile.odd == 4 and board.asked.questions == []


def test_several_papers_in_one_burst_come_home_one_by_one(board: Board) -> None:
    one, two = board.issue(BOXES, kind=ExitKind.GOODS), board.issue(BOXES, kind=ExitKind.GOODS)
    board.page.returned_paper()
    board.page.take_scan(f"{one.code}\n{two.code}")
    assert [heard.exit_pass.id for heard in board.pile.heard if heard.exit_pass] == [one.id, two.id]


def test_the_last_one_can_be_undone(board: Board) -> None:
    one, two = board.issue(BOXES, kind=ExitKind.GOODS), board.issue(BOXES, kind=ExitKind.GOODS)
    board.page.returned_paper()
    assert not board.pile.undo_button.isEnabled()
    board.page.take_scan(one.code)
    board.page.take_scan(two.code)
    board.pile.undo_button.click()
    assert board.card(two).exit_pass.paper_back_at is None and board.card(one).exit_pass.paper_back_at
    assert board.pile.home == 1 and board.pile.number.text() == board.card(one).exit_pass.number
    board.pile.undo()
    board.pile.undo()
    assert board.pile.home == 0 and not board.pile.number.isVisibleTo(board.pile)


def test_a_number_can_be_typed_and_the_keyboard_stays(board: Board) -> None:
    one = board.issue(BOXES, kind=ExitKind.GOODS)
    board.page.returned_paper()
    QTest.keyClicks(board.pile.field, one.short)
    board.press(Qt.Key.Key_Return)
    assert board.card(one).exit_pass.paper_back_at is not None
    assert board.pile.field.text() == "" and board.pile.field.hasFocus()
    board.press(Qt.Key.Key_Return)
    assert len(board.pile.heard) == 1


def test_the_odd_one_can_be_looked_at_and_the_missing_list_shrinks(board: Board) -> None:
    used = board.issue(BOXES, kind=ExitKind.GOODS)
    board.release(used, ReleaseDraft())
    board.clock.advance(hours=60)
    board.page.returned_paper()
    assert [one.id for one in board.rows] == [used.id]
    board.page.take_scan(used.code)
    settle()
    assert board.rows == []
    board.pile.show_pass.click()
    settle()
    assert board.panel.exit_pass.id == used.id and not board.page.take_scan(used.code)


def test_the_pile_stays_open_while_records_change(board: Board) -> None:
    board.page.returned_paper()
    one = board.issue(BOXES, kind=ExitKind.GOODS)
    board.page.take_scan(one.code)
    board.desk.get(ExitPasses).revoke(board.people.receptionist, one.id, "客户取消")
    board.ctx.bus.publish({"exit_passes"})
    settle()
    assert board.page.side.currentWidget() is board.pile and board.pile.home == 1
    board.page.returned_paper()
    assert board.pile.home == 1, "F7 once more begins no new sitting"


def test_a_pass_that_nobody_used_is_revoked_from_the_pile(board: Board) -> None:
    used, never = board.issue(BOXES, kind=ExitKind.GOODS), board.issue(BOXES, kind=ExitKind.GOODS)
    board.release(used)
    board.page.returned_paper()
    board.page.take_scan(used.code)
    assert not board.pile.revoke_pass.isVisible()
    board.page.take_scan(never.code)
    assert board.pile.revoke_pass.isVisible()
    board.asked.will_answer("客户取消搬运")
    board.pile.revoke_pass.click()
    settle()
    assert board.card(never).exit_pass.state is PassState.REVOKED
    assert "Void" in said(board.pile) and not board.pile.revoke_pass.isVisible()
    assert board.pile.home == 2 and board.pile.field.hasFocus()
