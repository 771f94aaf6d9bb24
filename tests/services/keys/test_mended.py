"""What once slipped through: undoing, rules that change, who may take and allow, what expires, marks, reservations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.keys.keeping import expiring_round
from desk_app.services.keys.records import (
    CheckAnswer,
    Curfew,
    KeyDraft,
    LostDraft,
    OwnerCall,
    ReservationDraft,
    RingDraft,
)
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_typed import tells
from desk_app.services.keys.tables import CallRow, ReservationRow
from desk_app.services.keys.terms import Check, CopyState, HandoutState, KeyCategory
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN
from tests.services.keys.conftest import CALL, TICKED, TRUST, Board, count

S = HandoutState


def register(board: Board) -> KeyRegister:
    return board.desk.get(KeyRegister)


# Undoing a return


def test_a_return_stays_once_the_key_was_lent_again(board: Board) -> None:
    (copy,) = board.key()
    first = board.borrow(copy)
    board.give_back(first.id)
    again = board.borrow(copy, colleague=board.wang)
    board.give_back(again.id)
    with pytest.raises(IllegalStep):
        board.keys.undo_give_back(board.clerk, first.id)
    assert board.copy(copy).state is CopyState.IN
    assert board.keys.undo_give_back(board.clerk, again.id).result.state is S.OUT


def test_a_return_stays_once_the_key_is_out_of_use(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.give_back(lent.id)
    register(board).deactivate(board.boss, board.copy(copy).key, "换锁")
    with pytest.raises(IllegalStep):
        board.keys.undo_give_back(board.clerk, lent.id)
    assert board.copy(copy).state is CopyState.IN


def test_a_clock_set_back_does_not_open_the_undoing_again(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.give_back(lent.id)
    board.clock.set(board.clock.now() - timedelta(days=30))
    with pytest.raises(IllegalStep):
        board.keys.undo_give_back(board.clerk, lent.id)


def test_each_return_keeps_its_own_ticks(board: Board) -> None:
    first, second = board.key(copies=2)
    lent = board.borrow(first, second)
    one, other = lent.lines
    no_power = {**TICKED, Check.POWER_OFF: CheckAnswer(False, "没有电源")}
    board.give_back(lent.id, one.id, checks=no_power)
    board.clock.advance(minutes=5)
    board.give_back(lent.id, other.id)
    card = board.ask.card(board.clerk, lent.id)
    assert [line.checks for line in card.handout.lines] == [no_power, TICKED]
    assert card.checks == no_power, "done once it was done each time"
    board.keys.undo_give_back(board.clerk, lent.id)
    assert [line.checks for line in board.now(lent.id).lines] == [no_power, {}]


# As things are when keys leave the board


@pytest.mark.parametrize(
    "stricter", [{"approvals": 2}, {"category": KeyCategory.TRUST}, {"curfew": Curfew(hours=1)}]
)
def test_rules_that_became_stricter_are_asked_for_anew(board: Board, stricter: dict[str, object]) -> None:
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy)
    board.keys.approve(board.boss, asked.id, "同意")
    key, usual = board.copy(copy).key, KeyDraft("K01", "机房", KeyCategory.PLANT, approvals=1, owner="钱老板")
    register(board).correct_key(board.boss, key, replace(usual, **stricter))  # type: ignore[arg-type]
    with pytest.raises(IllegalStep, match="stricter"):
        board.keys.hand_out(board.clerk, asked.id)
    board.keys.cancel(board.clerk, asked.id)
    assert board.copy(copy).state is CopyState.IN


def test_a_reservation_made_meanwhile_is_read_before_the_hand_over(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    soon = board.clock.now() + timedelta(minutes=30)
    board.reserve(copy, board.wang, soon, soon + timedelta(hours=1))
    asked = board.borrow(copy, acknowledged=True)
    board.keys.approve(board.boss, asked.id, "同意")
    later = soon + timedelta(hours=2)
    board.reserve(copy, board.wang, later, later + timedelta(hours=1))
    with pytest.raises(Unsettled) as warned:
        board.keys.hand_out(board.clerk, asked.id)
    (found,) = warned.value.findings
    assert found.weight is Weight.WARNING, "the other one was read when the keys were asked for"
    assert board.keys.hand_out(board.clerk, asked.id, True).result.state is S.OUT


def test_more_time_over_anothers_reservation_is_read_first(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, due=board.local(11))
    board.reserve(copy, board.wang, board.local(15, days=0), board.local(16))
    with pytest.raises(Unsettled):
        board.keys.extend(board.clerk, lent.id, board.local(15, 30), "")
    sun = board.desk.get(Colleagues).add(SYSTEM, ColleagueDraft("孙立", "cleaning")).result.id
    with pytest.raises(Unsettled):
        board.keys.hand_on(board.clerk, lent.id, sun, board.local(15, 30), "")
    assert board.keys.extend(board.clerk, lent.id, board.local(14), "").result.due == board.local(14)
    moved = board.keys.extend(board.clerk, lent.id, board.local(15, 30), "", True).result
    assert moved.due == board.local(15, 30)
    assert board.keys.hand_on(
        board.clerk, lent.id, board.wang, board.local(16), ""
    ).result.due == board.local(16)


# Who may take, who may allow


def test_whoever_approved_does_not_take_the_keys(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy)
    board.keys.approve(board.boss, asked.id, "同意")
    board.keys.hand_out(board.clerk, asked.id)
    with pytest.raises(InvalidInput) as refused:
        board.keys.hand_on(board.clerk, asked.id, board.boss.staff_id, None, "")
    assert set(refused.value.problems) == {"colleague"}
    assert (
        board.keys.hand_on(board.clerk, asked.id, board.second_boss().staff_id, None, "").result.handed_on
        == 1
    )


def test_a_supervisor_is_the_same_person_under_a_second_entry(board: Board) -> None:
    add, hire = board.desk.get(Colleagues).add, board.desk.get(Staff).add
    beside = add(SYSTEM, ColleagueDraft("郑和平", "engineering")).result.id
    account = hire(SYSTEM, "郑和平", Role.SUPERVISOR, PIN).result
    with pytest.raises(InvalidInput):
        add(SYSTEM, ColleagueDraft("郑和平", "security"))
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy, colleague=beside)
    with pytest.raises(IllegalStep, match="yourself"):
        board.keys.approve(Actor(account, "郑和平", Role.SUPERVISOR), asked.id, "同意")
    assert board.keys.approve(board.boss, asked.id, "同意").result.state is S.APPROVED


def in_trust(board: Board) -> int:
    (copy,) = board.key(approvals=1, **TRUST)
    asked = board.borrow(copy, owner_call=CALL)
    board.keys.approve(board.boss, asked.id, "同意")
    return board.keys.hand_out(board.clerk, asked.id).result.id


def test_a_key_in_trust_is_handed_on_with_a_call_or_by_the_supervisor(board: Board) -> None:
    handout, boss = in_trust(board), board.second_boss()
    with pytest.raises(Unsettled) as asked:
        board.keys.hand_on(board.clerk, handout, board.wang, None, "换班")
    assert [one.weight for one in asked.value.findings] == [Weight.APPROVAL]
    with pytest.raises(Unsettled) as refused:
        board.keys.hand_on(board.clerk, handout, board.wang, None, "", replace(CALL, agreed=False))
    assert [one.weight for one in refused.value.findings] == [Weight.REFUSED]
    with pytest.raises(IllegalStep):
        board.keys.hand_on(boss, handout, boss.staff_id, None, "我自己拿")
    with pytest.raises(InvalidInput):
        board.keys.hand_on(boss, handout, board.wang, None, "")
    board.keys.hand_on(board.clerk, handout, board.wang, None, "换班", CALL)
    assert len([one for one in board.ask.card(board.clerk, handout).calls if one.owner]) == 2
    assert board.keys.hand_on(boss, handout, board.li, None, "还给原领用人").result.handed_on == 2


@pytest.mark.parametrize(
    "call", [OwnerCall("张三"), OwnerCall("钱老板", "13911112222"), OwnerCall("张三", "13900001111")]
)
def test_a_call_to_somebody_else_than_the_owner_is_warned_about(board: Board, call: OwnerCall) -> None:
    (copy,) = board.key(approvals=1, **TRUST)
    with pytest.raises(Unsettled) as warned:
        board.borrow(copy, owner_call=call)
    assert [one.weight for one in warned.value.findings] == [Weight.WARNING]
    assert board.borrow(copy, owner_call=call, acknowledged=True).state is S.REQUESTED


def test_one_supervisor_does_not_lend_for_weeks_what_several_must_approve(board: Board) -> None:
    (copy,) = board.key(approvals=2)
    asked, other = board.borrow(copy), board.second_boss()
    for boss in (board.boss, other):
        board.keys.approve(boss, asked.id, "同意")
    board.keys.hand_out(board.clerk, asked.id)
    with pytest.raises(InvalidInput) as refused:
        board.keys.extend(board.boss, asked.id, board.local(9, days=60), "长期")
    assert set(refused.value.problems) == {"due"}
    assert board.keys.extend(board.boss, asked.id, board.local(8, days=1), "过夜").result.overnight


# Limits of the day


@pytest.mark.parametrize(
    ("taken", "due", "exceptions"),
    [
        ((22, 1), (23, 50), 0),
        ((22, 1), (24, 1), 1),
        ((18, 0), (19, 0), 1),
        ((16, 0), (16, 30), 0),
        ((22, 30), (25, 0), 2),
    ],
)
def test_limits_do_not_loosen_once_they_have_passed(
    board: Board, taken: tuple[int, int], due: tuple[int, int], exceptions: int
) -> None:
    (copy,) = board.key(curfew=Curfew() if taken == (22, 1) else Curfew(board.local(17).time()))
    board.clock.set(board.local(*taken))
    back = board.local(0) + timedelta(hours=due[0], minutes=due[1])
    lent = board.borrow(copy, due=back)
    assert len(lent.exceptions) == exceptions and lent.needed == bool(exceptions)


def test_what_is_asked_for_in_vain_ends_by_itself(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    asked = board.borrow(copy, due=board.local(12))
    assert expiring_round(board.desk.bench) is None
    board.clock.set(board.local(12, 1))
    with pytest.raises(IllegalStep):
        board.keys.approve(board.boss, asked.id, "同意")
    assert expiring_round(board.desk.bench) is not None
    assert board.now(asked.id).state is S.CANCELLED and board.copy(copy).state is CopyState.IN
    assert expiring_round(board.desk.bench) is None


# The daily check


def test_a_night_is_explained_after_the_return_too(board: Board) -> None:
    (copy,) = board.key()
    lent, first = board.borrow(copy), board.now_day()
    board.clock.advance(days=1)
    board.give_back(lent.id)
    assert [one.id for one in board.ask.unexplained(board.clerk, first)] == [lent.id]
    for day in (first + timedelta(days=1), first - timedelta(days=1)):
        with pytest.raises(InvalidInput):
            board.keys.explain(board.clerk, lent.id, day, "忘记还了")
    board.keys.explain(board.clerk, lent.id, first, "忘记还了")
    assert board.ask.unexplained(board.clerk, first) == []


def test_what_came_back_on_the_same_day_needs_no_reason(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.give_back(lent.id)
    with pytest.raises(IllegalStep):
        board.keys.explain(board.clerk, lent.id, board.now_day(), "没有理由")


def test_everything_still_out_at_home_time_wants_a_reason(board: Board) -> None:
    (copy,) = board.key(approvals=1, curfew=Curfew())
    asked = board.borrow(copy, due=board.local(23, 30))
    board.keys.approve(board.boss, asked.id, "夜间检修")
    board.keys.hand_out(board.clerk, asked.id)
    assert board.ask.unexplained(board.clerk, board.now_day()) == []
    board.clock.set(board.local(22))
    assert [one.id for one in board.ask.unexplained(board.clerk, board.now_day())] == [asked.id]


# Pressed twice, reserved, found, called


def test_a_mark_is_for_one_draft_alone(board: Board) -> None:
    (copy,) = board.key()
    draft = board.draft(copy, request="form", due=board.local(15))
    lent = board.keys.borrow(board.clerk, draft).result
    assert board.keys.borrow(board.clerk, replace(draft, acknowledged=True)).result.id == lent.id
    for other in (replace(draft, colleague=board.wang), replace(draft, due=board.local(16))):
        with pytest.raises(InvalidInput) as refused:
            board.keys.borrow(board.clerk, other)
        assert set(refused.value.problems) == {"request"}
    board.give_back(lent.id, request="back")
    assert board.give_back(lent.id, request="back").handout.state is S.CLOSED
    with pytest.raises(InvalidInput):
        board.give_back(lent.id, request="back", colleague=board.wang)


def test_a_call_and_a_reservation_are_counted_once(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    for _ in range(2):
        board.keys.note_call(board.clerk, lent.id, True, "马上还", "call")
    with pytest.raises(InvalidInput):
        board.keys.note_call(board.clerk, lent.id, False, "马上还", "call")
    key = board.copy(board.key("K02", copies=2)[0]).key
    draft = ReservationDraft(key, board.li, board.local(13), board.local(14), request="wish")
    made = [register(board).reserve(board.clerk, draft).result for _ in range(2)]
    assert made[0] == made[1] and (count(board, CallRow), count(board, ReservationRow)) == (1, 1)


def wish(board: Board, key: int, who: int, first: int, last: int) -> ReservationDraft:
    return ReservationDraft(key, who, board.local(first), board.local(last))


def test_reservations_one_after_the_other_leave_the_other_copy_free(board: Board) -> None:
    key, reserve = board.copy(board.key(copies=2)[0]).key, register(board).reserve
    reserve(board.clerk, wish(board, key, board.li, 11, 12))
    reserve(board.clerk, wish(board, key, board.li, 12, 13))
    reserve(board.clerk, wish(board, key, board.wang, 11, 13))
    with pytest.raises(InvalidInput):
        reserve(board.clerk, wish(board, key, board.wang, 12, 14))
    with pytest.raises(InvalidInput) as past:
        reserve(board.clerk, ReservationDraft(key, board.li, board.local(9, days=-20), board.local(18)))
    assert set(past.value.problems) == {"start"}


def test_whoever_reserved_a_key_and_has_it_warns_nobody_any_more(board: Board) -> None:
    first, _ = board.key(copies=2)
    key = board.copy(first).key
    one = register(board).reserve(board.clerk, wish(board, key, board.li, 10, 12)).result
    lent = board.borrow(first, due=board.local(12))
    with pytest.raises(IllegalStep):
        register(board).cancel_reservation(board.clerk, one.id)
    assert board.ask.findings(board.clerk, board.draft(first, colleague=board.wang)) != ()
    board.give_back(lent.id)
    assert board.ask.findings(board.clerk, board.draft(first, colleague=board.wang)) == ()


def test_a_key_that_is_out_is_not_reserved_for_before_it_is_due(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy, due=board.local(12))
    key = board.copy(copy).key
    with pytest.raises(InvalidInput):
        register(board).reserve(board.clerk, wish(board, key, board.wang, 11, 13))
    assert register(board).reserve(board.clerk, wish(board, key, board.wang, 12, 13)).result.active


def test_history_of_a_person_has_what_they_handed_on(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.keys.hand_on(board.clerk, lent.id, board.wang, None, "")
    for who in (board.li, board.wang):
        assert [one.id for one in board.ask.history_of_person(board.clerk, who)] == [lent.id]


def test_the_history_of_a_key_does_not_end_after_thirty(board: Board) -> None:
    first, second = board.key(copies=2)
    for copy in (first, second) * 16:
        board.give_back(board.borrow(copy).id)
    told = board.ask.history_of_key(board.clerk, board.copy(first).key)
    assert len(told) == 32 and told[0].id > told[-1].id


def test_a_retired_copy_has_no_open_report(board: Board) -> None:
    (copy,) = board.key()
    with pytest.raises(InvalidInput) as refused:
        board.troubles.report_lost(board.clerk, copy, LostDraft("李卫国", board.local(9, days=-9999), "掉了"))
    assert set(refused.value.problems) == {"when"}
    board.troubles.report_lost(board.clerk, copy, LostDraft("李卫国", board.clock.now(), "掉了"))
    register(board).retire_copy(board.boss, copy, "锁已换")
    assert board.ask.lost_reports(board.clerk, True) == [] != board.ask.lost_reports(board.clerk, False)


def test_whoever_still_holds_keys_leaves_only_once_that_was_read(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy)
    colleagues = board.desk.get(Colleagues)
    with pytest.raises(Unsettled) as warned:
        colleagues.leave(board.boss, board.li)
    (found,) = warned.value.findings
    assert found.weight is Weight.WARNING and found.values["codes"] == "K01-1"
    assert not colleagues.leave(board.boss, board.li, True).result.active


# Tags, ids, what is shown


@pytest.mark.parametrize(
    ("code", "room", "floor", "told"),
    [
        ("K1201", "1201室", "", True),
        ("K-12-01", "1201", "", True),
        ("配电房A", "12层配电房", "", True),
        ("B2", "B2", "", True),
        ("K9F", "储物间", "9F", True),
        ("9楼", "储物间", "9", True),
        ("K12", "机房", "12", False),
        ("K0231", "1205 单元", "12", False),
        ("A01", "1 号楼大堂", "1F", False),
    ],
)
def test_a_code_does_not_tell_what_it_opens(code: str, room: str, floor: str, told: bool) -> None:
    assert tells(code, (room,), floor) is told


def test_the_code_of_a_ring_does_not_either(board: Board) -> None:
    copies = [*board.key("K01", place="1201室"), *board.key("K02")]
    for code, told in (("R1201", True), ("R01", False)):
        draft = RingDraft(code, "B1", tuple(copies))
        if told:
            with pytest.raises(InvalidInput) as refused:
                register(board).save_ring(board.boss, None, draft)
            assert set(refused.value.problems) == {"code"}
        else:
            assert register(board).save_ring(board.boss, None, draft).result.code == code


def test_numbers_and_times_that_cannot_be_are_refused_in_words(board: Board) -> None:
    (copy,) = board.key()
    huge, bare = 2**70, datetime(2026, 11, 23, 15)
    for draft in (board.draft(huge), board.draft(copy, colleague=huge), board.draft(copy, due=bare)):
        with pytest.raises(InvalidInput):
            board.keys.borrow(board.clerk, draft)
    with pytest.raises(NotFound):
        board.keys.cancel(board.clerk, huge)
    with pytest.raises(InvalidInput):
        register(board).reserve(board.clerk, ReservationDraft(board.copy(copy).key, board.li, bare, bare))


def test_drafts_and_records_do_not_show_people(board: Board) -> None:
    (copy,) = board.key(approvals=1, **TRUST)
    draft = board.draft(copy, owner_call=CALL, words="修空调")
    lost = LostDraft("李卫国", board.clock.now(), "掉了")
    shown = f"{draft!r} {lost!r} {board.keys.borrow(board.clerk, draft).result!r}"
    assert [one for one in ("钱老板", "1390", "李卫国", "修空调", "掉了", "同意") if one in shown] == []
