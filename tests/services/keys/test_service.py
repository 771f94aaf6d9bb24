"""Borrowings through the services: lent, approved, handed on, given back, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.tables import EventRow
from desk_app.services.keys.records import Curfew, Escorted, OwnerCall
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, LineRow
from desk_app.services.keys.terms import CopyState, HandoutState, LineState, Purpose
from tests.services.keys.conftest import CALL, TRUST, Board, count

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


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"copies": ()}, {"copies"}),
        ({"copies": (4711,)}, {"copies"}),
        ({"colleague": None, "purpose": None}, {"colleague", "purpose"}),
        ({"colleague": 4711}, {"colleague"}),
        ({"purpose": Purpose.OTHER}, {"words"}),
        ({"words": "长" * 501}, {"words"}),
        ({"due": timedelta(0)}, {"due"}),
        ({"due": timedelta(days=400)}, {"due"}),
        ({"escorted": Escorted("  ", phone="1381234567")}, {"escorted.name", "escorted.phone"}),
        ({"owner_call": OwnerCall("", "12")}, {"owner_call.spoke_to", "owner_call.phone"}),
        ({"signature": b"no picture"}, {"signature"}),
    ],
)
def test_rubbish_is_refused_at_its_field(board: Board, typed: dict[str, Any], fields: set[str]) -> None:
    (copy,) = board.key()
    if isinstance(typed.get("due"), timedelta):
        typed = {"due": board.clock.now() + typed["due"]}
    with pytest.raises(InvalidInput) as refused:
        board.keys.borrow(board.clerk, replace(board.draft(copy), **typed))
    assert set(refused.value.problems) == fields
    assert count(board, HandoutRow) == 0 and board.copy(copy).state is CopyState.IN


def test_an_outside_worker_is_accompanied_and_both_names_are_kept(board: Board) -> None:
    (copy,) = board.key()
    worker = Escorted(" 孙工 ", "恒通电梯", "１３８ 1234 5678")
    for nobody in (4711, 2**70):
        with pytest.raises(InvalidInput) as refused:
            board.borrow(copy, escorted=replace(worker, visit=nobody))
        assert set(refused.value.problems) == {"escorted.name"}
    visit = visit_of(board)
    lent = board.borrow(copy, escorted=replace(worker, visit=visit))
    assert lent.escorted == Escorted("孙工", "恒通电梯", "13812345678", visit) and lent.holder == "李卫国"


def test_a_copy_is_never_with_two(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy)
    with pytest.raises(Unsettled) as out:
        board.borrow(copy, colleague=board.wang)
    (found,) = out.value.findings
    assert found.weight is Weight.REFUSED and found.text == "{code} is out with {holder}."
    assert found.values == {"code": "K01-1", "holder": "李卫国"} and found.field == "copies"
    assert count(board, HandoutRow) == 1


def test_the_database_itself_refuses_a_second_holder(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy)
    # As if another window had read the copy before this one wrote it.
    board.change(CopyRow, copy, state=CopyState.IN)
    with pytest.raises(IllegalStep) as raced:
        board.borrow(copy, colleague=board.wang)
    assert "another desk" in raced.value.message
    assert count(board, HandoutRow) == 1 and count(board, LineRow) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda board, copy: board.change(CopyRow, copy, state=CopyState.LOST), "reported lost"),
        (lambda board, copy: board.change(CopyRow, copy, state=CopyState.RETIRED), "was deactivated"),
        (
            lambda board, copy: board.troubles.report_fault(board.clerk, copy, "断在锁里", True),
            "critical fault",
        ),
        (
            lambda board, copy: board.change(
                KeyRow, board.copy(copy).key, active=False, deactivated_why="换锁"
            ),
            "is deactivated: {reason}",
        ),
        (lambda board, copy: board.desk.get(Colleagues).leave(SYSTEM, board.li), "has left"),
    ],
)
def test_what_is_not_lent_says_why(board: Board, spoil: Callable[[Board, int], object], said: str) -> None:
    (copy,) = board.key()
    spoil(board, copy)
    assert board.ask.findings(board.clerk, board.draft(copy))[0].weight is Weight.REFUSED
    for acknowledged in (False, True):
        with pytest.raises(Unsettled) as refused:
            board.borrow(copy, acknowledged=acknowledged)
        assert said in refused.value.findings[0].text
    assert count(board, HandoutRow) == 0


def test_a_fault_that_is_not_critical_is_no_obstacle(board: Board) -> None:
    (copy,) = board.key()
    board.troubles.report_fault(board.clerk, copy, "钥匙牌松动", False)
    assert board.borrow(copy).state is S.OUT and board.copy(copy).faulty


# Rings


def test_a_ring_is_lent_in_one_step(board: Board) -> None:
    first, second = board.key("K01"), board.key("K02", curfew=Curfew(hours=3))
    board.ring([*first, *second])
    lent = board.borrow(*first)
    assert [line.code for line in lent.lines] == ["K01-1", "K02-1"] and lent.ring == "R01"
    assert lent.due == board.clock.now() + timedelta(hours=3), "the strictest key on the ring counts"
    told = board.give_back(lent.id)
    assert told.hooks == ("B1",), "the ring's hook, once"


def test_of_a_ring_what_is_in_is_lent(board: Board) -> None:
    first, second, third = board.key("K01", copies=3)
    board.ring([first, second, third])
    lent = board.borrow(first)
    board.give_back(lent.id, *[line.id for line in lent.lines if line.copy != third])
    with pytest.raises(Unsettled) as incomplete:
        board.borrow(second, colleague=board.wang)
    (found,) = incomplete.value.findings
    assert found.weight is Weight.WARNING and found.values == {"ring": "R01", "code": "K01-3"}
    again = board.borrow(second, colleague=board.wang, acknowledged=True)
    assert {line.copy for line in again.lines} == {first, second}


def test_a_ring_with_a_copy_in_the_way_is_not_lent(board: Board) -> None:
    first, second = board.key("K01", copies=2)
    board.ring([first, second])
    board.troubles.report_fault(board.clerk, second, "齿断了", True)
    with pytest.raises(Unsettled) as refused:
        board.borrow(first)
    assert "on the same ring has a critical fault" in refused.value.findings[0].text
    assert refused.value.findings[0].values["code"] == "K01-2"


def test_no_copy_leaves_a_ring_that_somebody_asked_for(board: Board) -> None:
    first, second = board.key("K01", copies=2, approvals=1)
    board.ring([first, second])
    asked = board.borrow(first)
    board.keys.approve(board.boss, asked.id, "同意")
    board.keys.hand_out(board.clerk, asked.id)
    board.give_back(asked.id, asked.lines[0].id)
    board.borrow(first, colleague=board.wang, acknowledged=True)
    board.give_back(asked.id)
    with pytest.raises(Unsettled) as refused:
        board.borrow(second)
    (found,) = refused.value.findings
    assert "lent as a whole" in found.text
    assert (found.values["ring"], found.values["other"], found.values["holder"]) == ("R01", "K01-1", "王建军")


# Handed on, extended


def test_handing_on_keeps_both_names(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, signature=png())
    assert lent.signed
    board.clock.advance(minutes=30)
    moved = board.keys.hand_on(board.clerk, lent.id, board.wang, None, "换班").result
    assert (moved.colleague, moved.holder, moved.handed_on) == (board.wang, "王建军", 1)
    assert moved.due == lent.due and board.copy(copy).holder == "王建军"
    assert not moved.signed, "the giver's signature is not the taker's"
    (step,) = board.ask.card(board.clerk, lent.id).handed_on
    assert (step.giver, step.taker, step.words, step.at) == ("李卫国", "王建军", "换班", board.clock.now())
    told = board.give_back(lent.id)
    assert told.handout.lines[0].returned_by == "王建军" and not told.by_another


def test_nobody_hands_on_to_themselves_or_to_who_left(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.desk.get(Colleagues).leave(SYSTEM, board.wang)
    for colleague in (board.li, board.wang, 4711):
        with pytest.raises(InvalidInput) as refused:
            board.keys.hand_on(board.clerk, lent.id, colleague, None, "")
        assert set(refused.value.problems) == {"colleague"}
    assert board.now(lent.id) == lent


def test_beyond_the_limits_only_the_supervisor_extends(board: Board) -> None:
    (copy,) = board.key(curfew=Curfew(hours=2))
    lent = board.borrow(copy)
    limit = lent.due
    for due in (board.clock.now(), limit, limit - timedelta(minutes=1)):
        with pytest.raises(InvalidInput):
            board.keys.extend(board.clerk, lent.id, due, "")
    late = limit + timedelta(hours=1)
    with pytest.raises(Unsettled) as refused:
        board.keys.extend(board.clerk, lent.id, late, "还没修好")
    assert [one.weight for one in refused.value.findings] == [Weight.APPROVAL]
    with pytest.raises(Unsettled):
        board.keys.hand_on(board.clerk, lent.id, board.wang, late, "")
    with pytest.raises(InvalidInput):
        board.keys.extend(board.boss, lent.id, late, "")
    extended = board.keys.extend(board.boss, lent.id, late, "还没修好").result
    assert extended.due == late and extended.exceptions == ("Later than the key's curfew",)
    assert board.keys.extend(board.boss, lent.id, board.local(8, days=1), "过夜").result.overnight
    steps = board.ask.card(board.clerk, lent.id).extensions
    told = [(one.by, one.before, one.after, one.reason, len(one.exceptions)) for one in steps]
    boss, early = board.boss.staff_id, board.local(8, days=1)
    assert told == [(boss, limit, late, "还没修好", 1), (boss, late, early, "过夜", 2)]
    moved = board.keys.hand_on(board.clerk, lent.id, board.wang, limit, "").result
    assert not moved.overnight and moved.exceptions == (), "back before the night after all"


def test_within_the_limits_the_desk_extends(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, due=board.local(12))
    assert board.keys.extend(board.clerk, lent.id, board.local(15), "").result.due == board.local(15)
    moved = board.keys.hand_on(board.clerk, lent.id, board.wang, board.local(14), "").result
    assert moved.due == board.local(14) and moved.exceptions == () and moved.approvals == ()


# On record


def test_calls_reasons_prints_and_signatures_are_kept(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    called = board.keys.note_call(board.clerk, lent.id, True, "下午三点还").result
    assert called.called_at == board.clock.now()
    today, yesterday = date(2026, 11, 23), date(2026, 11, 22)
    with pytest.raises(InvalidInput):
        board.keys.explain(board.clerk, lent.id, yesterday, "还没修好")
    with pytest.raises(InvalidInput):
        board.keys.explain(board.clerk, lent.id, today, "")
    assert board.keys.explain(board.clerk, lent.id, today, "还没修好").result.explained == today
    assert board.keys.print_slip(board.clerk, lent.id).result.copies == 1
    assert board.keys.print_slip(board.clerk, lent.id).result.copies == 2
    with pytest.raises(InvalidInput):
        board.keys.sign(board.clerk, lent.id, b"")
    assert board.keys.sign(board.clerk, lent.id, png()).result.signed
    card = board.ask.card(board.clerk, lent.id)
    assert card.signature is not None and card.signature.startswith(b"\xff\xd8")
    assert [(one.day, one.reason, one.by) for one in card.explanations] == [
        (today, "还没修好", board.clerk.staff_id)
    ]


def test_no_step_on_what_is_not_there(board: Board) -> None:
    now = board.clock.now()
    steps: list[Callable[[], object]] = [
        lambda: board.keys.approve(board.boss, 1, "好的"),
        lambda: board.keys.refuse(board.boss, 1, "不行"),
        lambda: board.keys.cancel(board.clerk, 1),
        lambda: board.keys.hand_out(board.clerk, 1),
        lambda: board.keys.hand_on(board.clerk, 1, board.wang, None, ""),
        lambda: board.keys.extend(board.clerk, 1, now, ""),
        lambda: board.give_back(1),
        lambda: board.keys.undo_give_back(board.clerk, 1),
        lambda: board.keys.note_call(board.clerk, 1, True, ""),
        lambda: board.keys.explain(board.clerk, 1, now.date(), "好的"),
        lambda: board.keys.print_slip(board.clerk, 1),
        lambda: board.keys.sign(board.clerk, 1, b""),
        lambda: board.ask.card(board.clerk, 1),
    ]
    for step in steps:
        with pytest.raises(NotFound):
            step()


def test_an_illegal_step_changes_nothing(board: Board) -> None:
    first, second = board.key(copies=2, approvals=1)
    asked, closed = board.borrow(first), board.borrow(second)
    board.keys.approve(board.boss, closed.id, "同意")
    board.keys.hand_out(board.clerk, closed.id)
    board.give_back(closed.id)
    before = everything(board)
    late = board.local(20)
    steps: list[Callable[[], object]] = [
        lambda: board.keys.hand_on(board.clerk, asked.id, board.wang, None, ""),
        lambda: board.keys.extend(board.clerk, asked.id, late, ""),
        lambda: board.give_back(asked.id),
        lambda: board.keys.undo_give_back(board.clerk, asked.id),
        lambda: board.keys.explain(board.clerk, asked.id, date(2026, 11, 23), "好的"),
        lambda: board.keys.print_slip(board.clerk, asked.id),
        lambda: board.keys.cancel(board.clerk, closed.id),
        lambda: board.keys.refuse(board.boss, closed.id, "不行"),
        lambda: board.keys.note_call(board.clerk, closed.id, True, ""),
        lambda: board.keys.sign(board.clerk, closed.id, png()),
        lambda: board.give_back(closed.id),
    ]
    for step in steps:
        with pytest.raises(IllegalStep):
            step()
    assert everything(board) == before


def test_names_phones_and_words_stand_in_the_private_part_alone(board: Board) -> None:
    (copy,) = board.key(**TRUST)
    worker = Escorted("孙大圣", "恒通电梯", "13812345678")
    asked = board.borrow(copy, escorted=worker, owner_call=CALL, words="修空调")
    board.keys.approve(board.boss, asked.id, "夜间抢修")
    board.keys.hand_out(board.clerk, asked.id)
    board.keys.hand_on(board.clerk, asked.id, board.wang, None, "换班", CALL)
    board.keys.note_call(board.clerk, asked.id, False, "无人接听")
    board.keys.explain(board.clerk, asked.id, date(2026, 11, 23), "还没修好")
    board.give_back(asked.id, other_name="周大福", remark="少一个挂环")
    with board.desk.bench.database.read() as session:
        events = session.scalars(select(EventRow).where(EventRow.entity == asked.id)).all()
    assert [event.kind for event in events] == [
        f"key_handout.{name}"
        for name in ("requested", "approved", "handed_out", "handed_on", "called", "explained", "given_back")
    ]
    payloads = "".join(event.payload for event in events)
    secrets = [
        "卫国",
        "建军",
        "大圣",
        "恒通",
        "1381",
        "钱老板",
        "1390",
        "空调",
        "抢修",
        "换班",
        "接听",
        "没修",
        "大福",
        "少一个",
    ]
    assert [one for one in secrets if one in payloads] == []
    private = "".join(str(event.private) for event in events)
    assert [one for one in secrets if one not in private] == []


def visit_of(board: Board) -> int:
    """Somebody who is in the building."""
    from desk_app.services.visitors.records import Arrival, Host
    from desk_app.services.visitors.service import Visitors

    made = board.desk.get(Visitors).check_in(
        board.clerk, Arrival("孙大圣", "13812345678", host=Host(person="李卫国"))
    )
    return made.result.visit.id


def everything(board: Board) -> list[tuple[object, ...]]:
    with board.desk.bench.database.read() as session:
        tables: tuple[type[Any], ...] = (HandoutRow, LineRow, CopyRow, KeyRow, EventRow)
        return [tuple(row) for table in tables for row in session.execute(select(table.__table__))]


def png() -> bytes:
    """A signature as the pad gives it."""
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGBA", (400, 150), (255, 255, 255, 0)).save(target, "PNG")
    return target.getvalue()
