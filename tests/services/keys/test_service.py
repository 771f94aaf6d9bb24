"""Borrowings through the services: lent, approved, handed on, given back, undone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.core.errors import InvalidInput
from desk_app.services.keys.records import (
    CopyState,
    HandoutState,
    LineState,
)
from desk_app.services.keys.tables import HandoutRow
from tests.services.keys.conftest import Board

S = HandoutState


def test_a_key_goes_out_and_comes_back(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, words="配电房巡检")
    assert (lent.state, lent.number, lent.holder, lent.department) == (
        S.OUT,
        "YF-A1-261123-001",
        "李卫国",
        "engineering",
    )
    assert lent.due == board.local(22) and lent.out_at == board.clock.now() and lent.needed == 0
    assert [(line.code, line.state, line.place) for line in lent.lines] == [
        ("K01-1", LineState.OUT, "K01 机房")
    ]
    out = board.copy(copy)
    assert (out.state, out.holder, out.handout, out.due) == (CopyState.OUT, "李卫国", lent.id, lent.due)

    board.clock.advance(hours=1)
    told = board.give_back(lent.id)
    assert (told.handout.state, told.hooks, told.late, told.by_another) == (S.CLOSED, ("A1",), False, False)
    assert told.handout.closed_at == board.clock.now() and told.handout.lines[0].returned_by == "李卫国"
    assert board.copy(copy).state is CopyState.IN
    with board.desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_a_double_click_is_one_borrowing(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, request="form-1")
    assert board.borrow(first, request="form-1").id == lent.id
    with pytest.raises(InvalidInput) as other:
        board.borrow(second, request="form-1")
    assert set(other.value.problems) == {"request"}
    assert count(board, HandoutRow) == 1 and board.copy(second).state is CopyState.IN


def count(board: Board, table: type) -> int:
    with board.desk.bench.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()
