"""Lists, counts and look-ups of borrowings, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Weight
from desk_app.services.keys.records import (
    Copy,
    Curfew,
    Handout,
    HandoutDraft,
    KeyCounts,
    LostDraft,
    Ring,
    View,
)
from desk_app.services.keys.tables import CopyRow, RingRow
from desk_app.services.keys.terms import Purpose
from tests.services.keys.conftest import TICKED, Board
from tests.services.statements import asked, plans

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def ids(board: Board, view: View, day: date = TODAY) -> list[int]:
    return [one.id for one in board.ask.handouts(board.clerk, view, day)]


def test_every_view_shows_its_own(board: Board) -> None:
    copies = board.key(copies=5)
    waits = board.borrow(*board.key("K02", approvals=1))
    refused = board.borrow(*board.key("K03", approvals=1))
    board.keys.refuse(board.boss, refused.id, "不行")
    soon = board.borrow(copies[0], due=board.local(10))
    later = board.borrow(copies[1], due=board.local(12))
    back = board.borrow(copies[2])
    board.give_back(back.id)
    assert ids(board, View.OUT) == [soon.id, later.id], "what is due first stands first"
    assert ids(board, View.TO_APPROVE) == [waits.id]
    assert ids(board, View.DAY) == [back.id, later.id, soon.id, refused.id]
    assert ids(board, View.OVERDUE) == ids(board, View.UNEXPLAINED) == []
    board.clock.advance(hours=2)
    assert ids(board, View.OVERDUE) == ids(board, View.UNEXPLAINED) == [soon.id]
    assert board.ask.counts(board.clerk, TODAY) == KeyCounts(2, 1, 1, 1, 4)
    board.keys.explain(board.clerk, soon.id, TODAY, "还没修好")
    assert ids(board, View.UNEXPLAINED) == [] and ids(board, View.OVERDUE) == [soon.id]
    assert board.ask.counts(board.clerk, TODAY).unexplained == 0


def test_what_is_out_over_night_wants_a_reason_each_day(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy, due=board.local(20, days=2))
    board.keys.approve(board.boss, lent.id, "装修")
    board.keys.hand_out(board.clerk, lent.id)
    (first,) = board.ask.unexplained(board.clerk, TODAY)
    assert first.id == lent.id, "approved to stay out, and it will be out when the day ends"
    board.clock.advance(days=1)
    assert [one.id for one in board.ask.unexplained(board.clerk, TOMORROW)] == [lent.id]
    board.keys.explain(board.clerk, lent.id, TODAY, "装修第一天")
    assert board.ask.unexplained(board.clerk, TODAY) == []
    board.keys.explain(board.clerk, lent.id, TOMORROW, "装修未完")
    assert board.ask.unexplained(board.clerk, TOMORROW) == []
    board.clock.advance(days=1)
    third = TOMORROW + timedelta(days=1)
    assert [one.id for one in board.ask.unexplained(board.clerk, third)] == [lent.id]
    board.give_back(lent.id)
    assert board.ask.unexplained(board.clerk, third) == []


def test_the_report_of_a_past_day_does_not_change_with_the_return(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    board.clock.advance(hours=23)
    board.give_back(lent.id)
    assert [one.id for one in board.ask.unexplained(board.clerk, TODAY)] == [lent.id]
    assert board.ask.unexplained(board.clerk, TOMORROW) == []


def test_a_day_is_the_day_of_the_hand_over(board: Board) -> None:
    (copy,) = board.key(approvals=1)
    lent = board.borrow(copy, due=board.local(20, days=1))
    board.keys.approve(board.boss, lent.id, "装修")
    board.clock.advance(days=1)
    board.keys.hand_out(board.clerk, lent.id)
    assert ids(board, View.DAY, TODAY) == [] and ids(board, View.DAY, TOMORROW) == [lent.id]
    board.clock.advance(days=1)
    board.give_back(lent.id)
    assert ids(board, View.DAY, TOMORROW) == ids(board, View.DAY, TOMORROW + timedelta(days=1)) == [lent.id]


def test_a_scan_says_what_it_is(board: Board) -> None:
    (copy,) = board.key()
    ring = board.ring([copy])
    lent = board.borrow(copy)
    with board.desk.bench.database.read() as session:
        tag = session.get_one(CopyRow, copy).tag
        ring_tag = session.get_one(RingRow, ring).tag
    what = board.ask.what_is
    found = what(board.clerk, f" {tag[:4]} {tag[4:]}\r")
    assert isinstance(found, Copy) and found.id == copy
    found = what(board.clerk, ring_tag)
    assert isinstance(found, Ring) and [one.id for one in found.copies] == [copy]
    found = what(board.clerk, lent.code)
    assert isinstance(found, Handout) and found == lent
    key = board.ask.key_of_tag(board.clerk, tag)
    assert key is not None and key.code == "K01"
    unused = ShortNumber(Kind.KEY, board.desk.bench.desk.desk_number, 999).digits
    loan = ShortNumber(Kind.LOAN, board.desk.bench.desk.desk_number, 1).digits
    for nothing in (unused, loan, "", "K01-1", tag[:-1], tag + ring_tag, "１２３", "x" * 5000):
        assert what(board.clerk, nothing) is None
        assert board.ask.key_of_tag(board.clerk, nothing) is None


def test_the_usual_return_counts_the_ring(board: Board) -> None:
    first, second = board.key("K01"), board.key("K02", curfew=Curfew(hours=1))
    assert board.ask.due_for(board.clerk, first) == board.local(22)
    board.ring([*first, *second])
    assert board.ask.due_for(board.clerk, first) == board.clock.now() + timedelta(hours=1)
    with pytest.raises(InvalidInput):
        board.ask.due_for(board.clerk, [4711])


def test_a_draft_that_is_still_typed_is_looked_at(board: Board) -> None:
    (copy,) = board.key(approvals=2)
    findings = board.ask.findings
    assert findings(board.clerk, HandoutDraft((), None, None)) == ()
    assert findings(board.clerk, HandoutDraft((4711,), None, None)) == ()
    assert findings(board.clerk, HandoutDraft((copy,), 4711, None)) == ()
    (told,) = findings(board.clerk, HandoutDraft((copy,), None, None))
    assert told.weight is Weight.APPROVAL and told.values == {"n": 2}


def test_the_history_of_a_person(board: Board) -> None:
    first, second = board.key(copies=2)
    one = board.borrow(first)
    other = board.borrow(second, colleague=board.wang, purpose=Purpose.REPAIR)
    history = board.ask.history_of_person
    assert [found.id for found in history(board.clerk, board.li)] == [one.id]
    board.keys.hand_on(board.clerk, one.id, board.wang, None, "")
    assert [found.id for found in history(board.clerk, board.wang)] == [other.id, one.id]


def test_the_audit_log_knows_numbers_and_codes(board: Board) -> None:
    (copy,) = board.key()
    lent = board.borrow(copy)
    key = board.copy(copy).key
    assert board.ask.numbers(board.boss, [lent.id, key, 4711]) == {lent.id: lent.number, key: "K01"}


# What it costs

GROWING = ("key_handouts", "key_lines", "key_faults", "key_approvals", "key_hand_ons", "key_explanations", "key_calls",
           "key_lost_reports", "key_reservations", "journal_events", "audit_entries")  # fmt: skip


def busy(board: Board) -> tuple[list[int], Handout]:
    copies = board.key(copies=4)
    lent = board.borrow(*copies[:2], due=board.local(10))
    board.keys.explain(board.clerk, lent.id, TODAY, "还没修好")
    board.troubles.report_lost(board.clerk, copies[3], LostDraft("李卫国", board.clock.now(), "掉进电梯井"))
    return copies, lent


Question = Callable[[Board, list[int], Handout], object]


def listed(view: View) -> Question:
    return lambda board, _, __: board.ask.handouts(board.clerk, view, TODAY)


QUESTIONS: dict[str, Question] = {
    **{f"handouts {view}": listed(view) for view in View},
    "counts": lambda board, _, __: board.ask.counts(board.clerk, TODAY),
    "card": lambda board, _, lent: board.ask.card(board.clerk, lent.id),
    "findings": lambda board, copies, _: board.ask.findings(board.clerk, board.draft(copies[2])),
    "due for": lambda board, copies, _: board.ask.due_for(board.clerk, copies),
    "what is": lambda board, _, lent: board.ask.what_is(board.clerk, lent.code),
    "unexplained": lambda board, _, __: board.ask.unexplained(board.clerk, TODAY),
    "history": lambda board, _, __: board.ask.history_of_person(board.clerk, board.li),
    "borrow": lambda board, copies, _: board.borrow(copies[2], request="form"),
    "give back": lambda board, _, lent: board.give_back(lent.id, request="back"),
    "lose": lambda board, copies, _: board.troubles.report_lost(
        board.clerk, copies[0], LostDraft("李卫国", board.clock.now(), "掉进电梯井")
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_that_grows_is_read_whole(board: Board, name: str) -> None:
    copies, lent = busy(board)
    with asked(board.desk) as said:
        QUESTIONS[name](board, copies, lent)
    answers = plans(board.desk, said)
    assert answers
    whole = [
        (line, statement)
        for statement, lines in answers.items()
        for line in lines
        if line.startswith("SCAN ")
        and line.split()[1] in GROWING
        # The newest row by its id, and what is still open by the index that holds nothing else.
        and line.split()[1] not in ("journal_events", "audit_entries")
        and "uq_key_lines_open" not in line
    ]
    assert whole == []


@pytest.mark.parametrize(("name", "most"), [("borrow", 40), ("give back", 30), ("counts", 3), ("card", 14)])
def test_a_step_asks_no_more_than_it_must(board: Board, name: str, most: int) -> None:
    copies, lent = busy(board)
    with asked(board.desk) as said:
        QUESTIONS[name](board, copies, lent)
    assert len(said) <= most, "\n".join(said)


def test_the_twentieth_key_asks_no_more_than_the_second(board: Board) -> None:
    copies = board.key(copies=20)
    spent: dict[str, list[int]] = {"borrow": [], "give back": []}
    for copy in copies:
        with asked(board.desk) as said:
            lent = board.borrow(copy)
        spent["borrow"].append(len(said))
    for one in board.ask.handouts(board.clerk, View.OUT, TODAY):
        with asked(board.desk) as said:
            board.give_back(one.id, checks=TICKED)
        spent["give back"].append(len(said))
    assert lent.number.endswith("-020")
    assert {name: len(set(counts[1:])) for name, counts in spent.items()} == {"borrow": 1, "give back": 1}


def test_many_borrowings_cost_as_many_statements_as_one(board: Board) -> None:
    copies = board.key(copies=8)

    def cost() -> int:
        with asked(board.desk) as said:
            board.ask.handouts(board.clerk, View.OUT, TODAY)
        return len(said)

    board.borrow(copies[0])
    few = cost()
    for copy in copies[1:]:
        board.borrow(copy)
    assert cost() == few
    with board.desk.bench.database.read() as session:
        assert len(session.scalars(select(CopyRow).where(CopyRow.state == "out")).all()) == 8
