"""Approvals, keys in trust and reservations: what stands between a key and whoever wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.keys.records import Curfew
from desk_app.services.keys.terms import CopyState, HandoutState, LineState
from tests.services.keys.conftest import CALL, TRUST, Board

S = HandoutState


def test_two_supervisors_approve_and_the_key_is_handed_over(board: Board) -> None:
    (copy,) = board.key(approvals=2)
    asked = board.borrow(copy)
    assert (asked.state, asked.needed, asked.out_at) == (S.REQUESTED, 2, None)
    assert board.copy(copy).state is CopyState.WAITING
    with pytest.raises(IllegalStep, match="Approvals are still missing"):
        board.keys.hand_out(board.clerk, asked.id)
    assert board.keys.approve(board.boss, asked.id, "同意").result.state is S.REQUESTED
    with pytest.raises(IllegalStep, match="approved this already"):
        board.keys.approve(board.boss, asked.id, "同意")
    other = board.second_boss()
    approved = board.keys.approve(other, asked.id, "同意").result
    assert approved.state is S.APPROVED and [(one.by, one.reason) for one in approved.approvals] == [
        (board.boss.staff_id, "同意"),
        (other.staff_id, "同意"),
    ]
    assert board.copy(copy).state is CopyState.WAITING
    board.clock.advance(minutes=5)
    out = board.keys.hand_out(board.clerk, asked.id).result
    assert out.state is S.OUT and out.out_at == board.clock.now() and board.copy(copy).state is CopyState.OUT
    with pytest.raises(IllegalStep, match="handed over already"):
        board.keys.hand_out(board.clerk, asked.id)


def test_nobody_approves_what_they_take_themselves(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy, colleague=board.boss.staff_id)
    with pytest.raises(IllegalStep, match="another supervisor"):
        board.keys.approve(board.boss, asked.id, "同意")
    assert board.now(asked.id).approvals == ()
    assert board.keys.approve(board.second_boss(), asked.id, "同意").result.state is S.APPROVED


def test_over_night_needs_the_supervisor_and_her_reason(board: Board) -> None:
    (copy,) = board.key()
    asked = board.borrow(copy, due=board.local(9, days=1))
    assert asked.state is S.REQUESTED and asked.needed == 1 and not asked.overnight
    assert asked.exceptions == ("Stays out over night",)
    with pytest.raises(InvalidInput) as bare:
        board.keys.approve(board.boss, asked.id, " ")
    assert set(bare.value.problems) == {"reason"}
    assert board.keys.approve(board.boss, asked.id, "夜间抢修").result.overnight
    assert board.keys.hand_out(board.clerk, asked.id).result.overnight


def test_later_than_the_curfew_needs_the_supervisor(board: Board) -> None:
    (copy,) = board.key(curfew=Curfew(at=time(18)))
    assert board.ask.due_for(board.clerk, [copy]) == board.local(18)
    asked = board.borrow(copy, due=board.local(19))
    assert (asked.state, asked.needed) == (S.REQUESTED, 1)
    assert asked.exceptions == ("Later than the key's curfew",)
    told = board.ask.findings(board.clerk, board.draft(*board.key("K02"), due=board.local(23)))
    assert [one.weight for one in told] == [Weight.APPROVAL] and told[0].values == {"due": "11-23 23:00"}


@pytest.mark.parametrize("after", [False, True])
def test_refused_and_cancelled_keys_stay_on_their_hooks(board: Board, after: bool) -> None:
    first, second = board.key(copies=2, approvals=1)
    refused, cancelled = board.borrow(first), board.borrow(second)
    with pytest.raises(InvalidInput):
        board.keys.refuse(board.boss, refused.id, "")
    assert board.keys.refuse(board.boss, refused.id, "设备检修").result.refused_why == "设备检修"
    if after:
        board.keys.approve(board.boss, cancelled.id, "同意")
    assert board.keys.cancel(board.clerk, cancelled.id).result.state is S.CANCELLED
    for handout, copy in ((refused, first), (cancelled, second)):
        now = board.now(handout.id)
        assert [line.state for line in now.lines] == [LineState.VOID] and now.out_at is None
        assert board.copy(copy).state is CopyState.IN and board.copy(copy).handout is None
    assert board.borrow(first).state is S.REQUESTED


def test_what_was_found_wrong_meanwhile_is_not_handed_over(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy)
    board.keys.approve(board.boss, asked.id, "同意")
    fault = board.troubles.report_fault(board.clerk, copy, "齿断了", True).result
    with pytest.raises(Unsettled) as refused:
        board.keys.hand_out(board.clerk, asked.id)
    assert "critical fault" in refused.value.findings[0].text
    board.troubles.mend(board.clerk, fault.id, "已换新")
    board.clock.advance(hours=14)
    with pytest.raises(IllegalStep, match="expected return has passed"):
        board.keys.hand_out(board.clerk, asked.id)


# In trust


def test_a_key_in_trust_needs_the_owners_word_and_the_supervisor(board: Board) -> None:
    (copy,) = board.key(**TRUST)
    for call in (None, replace(CALL, agreed=False)):
        with pytest.raises(Unsettled) as refused:
            board.borrow(copy, owner_call=call)
        (found,) = refused.value.findings
        assert (found.weight, found.field) == (Weight.REFUSED, "owner_call")
    asked = board.borrow(copy, owner_call=CALL)
    assert (asked.state, asked.needed) == (S.REQUESTED, 1)
    assert asked.called_at is None, "the owner's call is no call to the holder"
    (noted,) = board.ask.card(board.clerk, asked.id).calls
    assert (noted.owner, noted.spoke_to, noted.at, noted.reached) == (True, "钱老板", board.clock.now(), True)
    board.keys.approve(board.boss, asked.id, "同意")
    assert board.keys.hand_out(board.clerk, asked.id).result.state is S.OUT


def test_one_call_is_for_one_owner(board: Board) -> None:
    ours, theirs = board.key("K01", **TRUST), board.key("K02", **(TRUST | {"owner_phone": "13900002222"}))
    with pytest.raises(Unsettled, match="different owners"):
        board.borrow(*ours, *theirs, owner_call=CALL)
    assert board.borrow(*ours, owner_call=CALL).needed == 1


# Reservations


def test_somebody_elses_reservation_is_read_before(board: Board) -> None:
    first, second = board.key(copies=2)
    board.reserve(first, board.wang, board.local(15), board.local(17))
    with pytest.raises(Unsettled) as unread:
        board.borrow(first)
    (found,) = unread.value.findings
    assert found.weight is Weight.WARNING
    assert found.values == {"code": "K01", "name": "预约人", "start": "11-23 15:00", "end": "11-23 17:00"}
    assert board.borrow(first, acknowledged=True).state is S.OUT
    assert board.borrow(second, colleague=board.wang).state is S.OUT, "one's own is no obstacle"


def test_a_reservation_far_ahead_matters_only_while_the_key_is_out(board: Board) -> None:
    first, second = board.key(copies=2)
    board.reserve(first, board.wang, board.local(15, days=1), board.local(17, days=1))
    assert board.borrow(first).state is S.OUT
    with pytest.raises(Unsettled):
        board.borrow(second, due=board.local(16, days=1))
