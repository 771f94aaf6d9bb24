"""Lost keys and faulty ones: the written report, what it does to a borrowing, and what it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import DESK
from desk_app.services.journal.tables import EventRow
from desk_app.services.keys.becoming import become
from desk_app.services.keys.records import LostDraft
from desk_app.services.keys.tables import CopyRow, LostRow
from desk_app.services.keys.terms import CopyState, HandoutState, LineState
from tests.services.keys.conftest import Board, count

S = HandoutState


def lost(board: Board, copy: int, **other: Any) -> Any:
    draft = LostDraft("李卫国", board.clock.now() - timedelta(hours=1), "掉进了电梯井")
    return board.troubles.report_lost(board.clerk, copy, replace(draft, **other)).result


def test_a_lost_key_has_its_report_and_closes_its_borrowing(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    report = lost(board, copy)
    assert (report.number, report.code, report.place) == ("YF-A1-261123-002", "K01-1", "K01 机房")
    assert (report.who, report.how, report.lock_change, report.handout) == (
        "李卫国",
        "掉进了电梯井",
        True,
        lent.id,
    )
    assert (report.reported_by, report.reported_at) == (board.clerk.staff_id, board.clock.now())
    now = board.now(lent.id)
    assert now.state is S.CLOSED and now.lines[0].state is LineState.LOST
    gone = board.copy(copy)
    assert gone.state is CopyState.LOST and gone.handout is None
    with pytest.raises(IllegalStep, match="lost already"):
        lost(board, copy)
    with pytest.raises(Unsettled, match="reported lost"):
        board.borrow(copy)
    assert board.ask.lost_reports(board.clerk, True) == [report]


def test_the_rest_of_a_borrowing_stays_out(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    lost(board, first)
    assert board.now(lent.id).state is S.OUT
    assert board.give_back(lent.id).handout.state is S.CLOSED


def test_a_key_lost_from_its_hook_belongs_to_no_borrowing(board: Board) -> None:
    (copy,) = board.key()
    assert lost(board, copy).handout is None and board.copy(copy).state is CopyState.LOST


@pytest.mark.parametrize("approved", [False, True])
def test_a_key_lost_before_it_was_handed_over_cancels_the_wish(board: Board, approved: bool) -> None:
    first, second = board.key(copies=2, approvals=1)
    alone, both = board.borrow(first), board.borrow(second, *board.key("K02"))
    if approved:
        board.keys.approve(board.boss, both.id, "同意")
    lost(board, first)
    lost(board, second)
    assert board.now(alone.id).state is S.CANCELLED and board.now(alone.id).out_at is None
    left = board.now(both.id)
    assert [line.state for line in left.lines] == [LineState.VOID, LineState.WAITING]
    if approved:
        out = board.keys.hand_out(board.clerk, both.id).result
        assert [line.state for line in out.lines] == [LineState.VOID, LineState.OUT]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"who": " "}, {"who"}),
        ({"how": "？"}, {"how"}),
        ({"how": "长" * 2001}, {"how"}),
        ({"when": timedelta(minutes=1)}, {"when"}),
        ({"who": "", "how": ""}, {"who", "how"}),
    ],
)
def test_a_report_says_who_when_and_how(board: Board, typed: dict[str, Any], fields: set[str]) -> None:
    (copy,) = board.key()
    if "when" in typed:
        typed = {"when": board.clock.now() + typed["when"]}
    with pytest.raises(InvalidInput) as refused:
        lost(board, copy, **typed)
    assert set(refused.value.problems) == fields
    assert count(board, LostRow) == 0 and board.copy(copy).state is CopyState.IN


def test_a_key_that_turns_up_hangs_again(board: Board) -> None:
    (copy,) = board.key()
    report = lost(board, copy)
    board.clock.advance(hours=2)
    with pytest.raises(InvalidInput):
        board.troubles.found(board.clerk, copy, "", "")
    found = board.troubles.found(board.clerk, copy, " b07 ", "清洁工在电梯井拾得").result
    assert (found.state, found.hook, found.since) == (CopyState.IN, "B7", board.clock.now())
    (kept,) = board.ask.lost_reports(board.clerk, False)
    assert kept == replace(report, found_at=board.clock.now())
    assert board.ask.lost_reports(board.clerk, True) == []
    with pytest.raises(IllegalStep, match="not lost"):
        board.troubles.found(board.clerk, copy, "", "又找到了")
    lost(board, copy)
    assert board.troubles.found(board.clerk, copy, "", "在抽屉里").result.hook == "B7"
    assert board.borrow(copy).state is S.OUT


def test_a_lock_change_becomes_a_repair_once(board: Board) -> None:
    (copy,) = board.key()
    report = lost(board, copy)
    with board.desk.bench.work(board.clerk, "repairs.report", DESK) as work:
        made = become(work, report.id, 4711, "repair")
    assert (made.became, made.became_kind) == (4711, "repair")
    assert board.ask.lost_reports(board.clerk, False) == [made]
    assert board.ask.lost_reports(board.clerk, True) == []
    with pytest.raises(IllegalStep), board.desk.bench.work(board.clerk, "repairs.report", DESK) as work:
        become(work, report.id, 4712, "repair")
    with pytest.raises(NotFound), board.desk.bench.work(board.clerk, "repairs.report", DESK) as work:
        become(work, 1, 4712, "repair")


def test_a_fault_is_reported_and_mended_once(board: Board) -> None:
    (copy,) = board.key()
    with pytest.raises(InvalidInput):
        board.troubles.report_fault(board.clerk, copy, " ", True)
    fault = board.troubles.report_fault(board.clerk, copy, "齿断了", True).result
    assert fault.critical and fault.mended_at is None and board.copy(copy).critical
    board.clock.advance(hours=1)
    with pytest.raises(InvalidInput):
        board.troubles.mend(board.clerk, fault.id, "")
    mended = board.troubles.mend(board.clerk, fault.id, "已换新").result
    assert (mended.mended_at, mended.mended_words) == (board.clock.now(), "已换新")
    assert not board.copy(copy).faulty
    with pytest.raises(IllegalStep, match="mended already"):
        board.troubles.mend(board.clerk, fault.id, "又修一次")


def test_nothing_is_done_to_what_is_gone_or_unknown(board: Board) -> None:
    gone, retired = board.key(copies=2)
    lost(board, gone)
    board.change(CopyRow, retired, state=CopyState.RETIRED)
    for copy in (gone, retired):
        with pytest.raises(IllegalStep):
            board.troubles.report_fault(board.clerk, copy, "齿断了", True)
    with pytest.raises(IllegalStep, match="deactivated"):
        lost(board, retired)
    for step in (
        lambda: lost(board, 1),
        lambda: board.troubles.found(board.clerk, 1, "", "找到了"),
        lambda: board.troubles.report_fault(board.clerk, 1, "齿断了", False),
        lambda: board.troubles.mend(board.clerk, 1, "修好了"),
    ):
        with pytest.raises(NotFound):
            step()


def test_who_lost_it_and_how_stands_in_the_private_part_alone(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy)
    lost(board, copy)
    board.troubles.found(board.clerk, copy, "", "清洁工拾得")
    fault = board.troubles.report_fault(board.clerk, copy, "齿断了", True).result
    board.troubles.mend(board.clerk, fault.id, "已换新")
    with board.desk.bench.database.read() as session:
        events = session.scalars(select(EventRow)).all()
    kinds = {event.kind for event in events}
    assert {"key.lost", "key_handout.lost", "key.found", "key.fault_reported", "key.fault_mended"} <= kinds
    key = board.copy(copy).key
    assert {event.entity for event in events if event.kind.startswith("key.")} == {key}
    for secret in ("卫国", "电梯井", "拾得", "齿断了", "换新"):
        assert not any(secret in event.payload for event in events if event.kind.startswith("key")), secret
