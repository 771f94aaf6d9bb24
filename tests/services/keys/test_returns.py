"""Keys come back: whole, in parts, by another, with faults; and a return by a slip is undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import SYSTEM
from desk_app.services.keys.records import (
    Check,
    CheckAnswer,
    CopyState,
    HandoutState,
    KeyCategory,
    LineState,
    LostDraft,
    ReturnDraft,
)
from tests.services.keys.conftest import TICKED, Board

S = HandoutState


def test_copies_come_back_one_by_one(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    part = board.give_back(lent.id, lent.lines[0].id).handout
    assert part.state is S.OUT and part.closed_at is None
    assert [line.state for line in part.lines] == [LineState.RETURNED, LineState.OUT]
    assert [line.copy for line in part.out] == [second]
    assert (board.copy(first).state, board.copy(second).state) == (CopyState.IN, CopyState.OUT)
    with pytest.raises(IllegalStep, match="taken back already"):
        board.give_back(lent.id, lent.lines[0].id, lent.lines[1].id)
    assert board.copy(second).state is CopyState.OUT, "nothing of it was done"
    assert board.give_back(lent.id).handout.state is S.CLOSED


def test_one_press_is_one_return(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    one = board.give_back(lent.id, lent.lines[0].id, request="back-1")
    board.clock.advance(seconds=1)
    assert board.give_back(lent.id, lent.lines[0].id, request="back-1") == one
    with pytest.raises(InvalidInput) as other:
        board.give_back(lent.id, lent.lines[1].id, request="back-1")
    assert set(other.value.problems) == {"request"}
    whole = board.give_back(lent.id, request="back-2")
    assert board.give_back(lent.id, request="back-2") == whole and whole.handout.state is S.CLOSED


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"checks.power_off", "checks.closed", "checks.locked"}),
        ({"checks": {**TICKED, Check.LOCKED: CheckAnswer(done=False)}}, {"checks.locked"}),
        ({"checks": {**TICKED, Check.CLOSED: CheckAnswer(False, "无")}}, {"checks.closed"}),
        ({"checks": TICKED, "remark": "长" * 501}, {"remark"}),
        ({"checks": TICKED, "colleague": 4711}, {"colleague"}),
        ({"checks": TICKED, "faults": {4711: "齿断了"}}, {"faults.4711"}),
        ({"checks": TICKED, "critical": frozenset({4711})}, {"faults.4711"}),
    ],
)
def test_what_is_missing_is_asked_at_its_field(board: Board, typed: dict[str, Any], fields: set[str]) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    with pytest.raises(InvalidInput) as refused:
        board.keys.give_back(board.clerk, lent.id, replace(ReturnDraft(), **typed))
    assert set(refused.value.problems) == fields
    assert board.now(lent.id) == lent and board.copy(copy).state is CopyState.OUT


def test_a_check_that_does_not_apply_says_why(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    answers = {**TICKED, Check.POWER_OFF: CheckAnswer(False, "机房设备须通电")}
    board.give_back(lent.id, checks=answers)
    assert board.ask.card(board.clerk, lent.id).checks == answers


def test_a_vehicle_is_asked_nothing(board: Board) -> None:
    (copy,) = board.key(category=KeyCategory.VEHICLE)
    lent = board.borrow(copy)
    assert board.give_back(lent.id, checks={}).handout.state is S.CLOSED
    assert board.ask.card(board.clerk, lent.id).checks == {}


@pytest.mark.parametrize("left", [False, True])
def test_somebody_else_may_bring_it_and_is_flagged(board: Board, left: bool) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    if left:
        board.desk.get(Colleagues).leave(SYSTEM, board.wang)
    told = board.give_back(lent.id, colleague=board.wang)
    assert told.by_another and told.handout.by_another
    assert (told.handout.lines[0].returned_by, told.handout.holder) == ("王建军", "李卫国")


def test_an_outsider_may_bring_it_and_is_flagged(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first)
    assert board.give_back(lent.id, other_name=" 保洁阿姨 ").by_another
    assert board.now(lent.id).lines[0].returned_by == "保洁阿姨"
    own = board.borrow(second)
    assert not board.give_back(own.id, colleague=board.li).by_another


def test_late_is_said(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, due=board.local(10))
    board.clock.advance(hours=1, minutes=1)
    assert board.now(lent.id).overdue(board.clock.now())
    assert board.give_back(lent.id).late


def test_a_fault_seen_at_the_return_stops_the_next_borrowing(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    broken, loose = (line.id for line in lent.lines)
    faults = {broken: "齿断了", loose: "挂环松动"}
    board.clock.advance(hours=1)
    board.give_back(lent.id, faults=faults, critical=frozenset({broken}))
    assert (board.copy(first).critical, board.copy(second).critical) == (True, False)
    assert board.copy(second).faulty
    assert {(one.copy, one.words) for one in board.ask.card(board.clerk, lent.id).faults} == {
        (first, "齿断了"),
        (second, "挂环松动"),
    }


def test_a_slip_is_undone(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    board.clock.advance(minutes=5)
    board.give_back(lent.id, lent.lines[0].id)
    board.clock.advance(minutes=5)
    board.give_back(
        lent.id, faults={lent.lines[1].id: "齿断了"}, critical=frozenset({lent.lines[1].id}), request="back"
    )
    undone = board.keys.undo_give_back(board.clerk, lent.id).result
    assert undone.state is S.OUT and undone.closed_at is None
    assert [line.state for line in undone.lines] == [LineState.RETURNED, LineState.OUT], "the last one alone"
    assert not board.copy(second).critical, "what was seen then was not seen"
    assert board.copy(second).handout == lent.id
    assert board.keys.undo_give_back(board.clerk, lent.id).result == replace(
        lent, lines=tuple(board.now(lent.id).lines)
    )
    assert all(line.state is LineState.OUT for line in board.now(lent.id).lines)
    with pytest.raises(IllegalStep, match="no return to undo"):
        board.keys.undo_give_back(board.clerk, lent.id)
    assert board.give_back(lent.id, request="back").handout.state is S.CLOSED


def test_what_is_undone_too_late_or_lent_again_stays(board: Board) -> None:
    first, second = board.key(copies=2)
    one, other = board.borrow(first), board.borrow(second)
    board.give_back(one.id)
    board.give_back(other.id)
    board.borrow(first, colleague=board.wang)
    with pytest.raises(IllegalStep, match="since"):
        board.keys.undo_give_back(board.clerk, one.id)
    board.clock.advance(minutes=11)
    with pytest.raises(IllegalStep, match="can be undone for"):
        board.keys.undo_give_back(board.clerk, other.id)
    assert board.now(other.id).state is S.CLOSED


def test_a_return_after_a_loss_is_undone_too(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    board.troubles.report_lost(board.clerk, first, LostDraft("李卫国", board.clock.now(), "掉进电梯井"))
    assert board.give_back(lent.id).handout.state is S.CLOSED
    undone = board.keys.undo_give_back(board.clerk, lent.id).result
    assert [line.state for line in undone.lines] == [LineState.LOST, LineState.OUT]


def test_a_line_of_another_borrowing_is_told(board: Board) -> None:
    first, second = board.key(copies=2)
    one, other = board.borrow(first), board.borrow(second)
    with pytest.raises(NotFound):
        board.give_back(one.id, other.lines[0].id)
    lost = board.borrow(*board.key("K02", copies=2))
    gone = lost.lines[0]
    board.troubles.report_lost(board.clerk, gone.copy, LostDraft("李卫国", board.clock.now(), "掉进电梯井"))
    with pytest.raises(IllegalStep, match="note it as found"):
        board.give_back(lost.id, gone.id)
