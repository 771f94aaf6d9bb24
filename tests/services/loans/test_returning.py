"""Things come back one at a time, by form or by scan; are undone, extended, lost and found again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import InvalidInput
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.terms import Condition, ItemState, LineState
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import OTHER, Counter, Refused


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    return Counter(desk, people, clock)


# Coming back


def test_items_of_one_loan_come_back_one_at_a_time(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], counter.chairs[0])
    back = counter.take_back(loan, 1, returned_by="同事小王")
    assert (back.refund, back.late, back.line.state, back.line.returned_by) == (
        10000,
        False,
        LineState.RETURNED,
        "同事小王",
    )
    assert [line.item for line in back.loan.out] == [counter.umbrellas[0].id]
    assert counter.book() == (0, 0)
    assert counter.item(counter.chairs[0]).state is ItemState.AVAILABLE
    counter.clock.advance(days=2)
    assert counter.scan_back(counter.umbrellas[0].tag).late


def test_a_part_of_the_deposit_is_kept_with_its_reason(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    for how, at in (
        ({"keep": "100.01", "keep_reason": "损坏"}, "keep"),
        ({"keep": "−1"}, "keep"),
        ({"keep": "30"}, "keep_reason"),
        ({"fee": "五十"}, "fee"),
        ({"fee": "50"}, "remark"),
        ({"condition": Condition.DAMAGED}, "remark"),
    ):
        with pytest.raises(InvalidInput) as caught:
            counter.take_back(loan, **how)
        assert list(caught.value.problems) == [at], how
    back = counter.take_back(
        loan, keep="30", keep_reason="脚踏断裂", fee="12.5", remark="脚踏断裂", condition=Condition.DAMAGED
    )
    line = back.line
    assert (back.refund, line.refunded, line.kept, line.fee, line.kept_reason) == (
        7000,
        7000,
        3000,
        1250,
        "脚踏断裂",
    )
    assert counter.item(counter.chairs[0]).state is ItemState.DAMAGED
    assert counter.book() == (4250, 0)


def test_a_return_saved_twice_is_one(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0], counter.umbrellas[0])
    first = counter.take_back(loan, request="back-1")
    before = counter.events()
    assert counter.take_back(loan, request="back-1") == first
    assert counter.events() == before and counter.book() == (0, 0)
    with Refused(counter, InvalidInput):
        counter.take_back(loan, 1, request="back-1")
    assert counter.scan_back(counter.umbrellas[0].tag, "scan-1").refund == 0
    assert counter.scan_back(counter.umbrellas[0].tag, "scan-1").line.state is LineState.RETURNED
    with Refused(counter, InvalidInput):
        counter.scan_back(counter.chairs[0].tag, "scan-1")


def test_a_scan_that_is_nothing_lent_says_what_it_is(counter: Counter) -> None:
    one, damaged, lost = counter.umbrellas
    retired = counter.trolleys[0]
    loan = counter.lend(counter.chairs[0])
    stock, clerk = counter.desk.get(Stock), counter.people.receptionist
    stock.damage(clerk, damaged.id, "伞骨断了")
    stock.miss(clerk, lost.id, "盘点不见")
    stock.retire(counter.people.supervisor, retired.id, "轮子坏了")
    unknown = ShortNumber(Kind.LOAN, counter.desk.bench.desk.desk_number, 4711).digits
    key = ShortNumber(Kind.KEY, 1, 7).digits
    scans = [
        one.tag,
        damaged.tag,
        lost.tag,
        retired.tag,
        loan.code,
        unknown,
        key,
        one.tag[:-1],
        "",
        "4006381333931",
    ]
    said = set()
    for scan in scans:
        with Refused(counter) as refused:
            counter.scan_back(scan)
        said.add(refused.said)
    assert len(said) == len(scans)


# Undone


def test_a_slip_of_lending_never_was_a_loan(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], counter.chairs[0])
    clerk = counter.people.receptionist
    undone = counter.verbs.undo_lend(clerk, loan.id).result
    assert {line.state for line in undone.lines} == {LineState.VOID} and not undone.out
    assert counter.book() == (0, 0)
    assert counter.item(counter.chairs[0]).state is ItemState.AVAILABLE
    steps = (
        lambda: counter.verbs.undo_lend(clerk, loan.id),
        lambda: counter.take_back(loan),
        lambda: counter.verbs.extend(clerk, loan.lines[0].id, counter.clock.now() + timedelta(days=9), ""),
        lambda: counter.verbs.report_lost(clerk, loan.lines[0].id, "丢了", "", ""),
        lambda: counter.verbs.undo_take_back(clerk, loan.lines[0].id),
        lambda: counter.verbs.note_call(clerk, loan.id, True, ""),
        lambda: counter.verbs.correct(clerk, loan.id, counter.draft()),
        lambda: counter.verbs.sign(clerk, loan.id, picture()),
        lambda: counter.verbs.print_receipt(clerk, loan.id),
    )
    said = set()
    for step in steps:
        with Refused(counter) as refused:
            step()
        said.add(refused.said)
    assert len(said) == len(steps)
    counter.lend(counter.umbrellas[0], counter.chairs[0])


def test_lending_is_undone_in_time_and_whole(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.umbrellas[0], counter.chairs[0])
    counter.take_back(loan, 0)
    with Refused(counter) as came_back:
        counter.verbs.undo_lend(clerk, loan.id)
    late = counter.lend(counter.umbrellas[1], phone=OTHER)
    counter.clock.advance(minutes=11)
    with Refused(counter) as too_late:
        counter.verbs.undo_lend(clerk, late.id)
    counter.verbs.report_lost(clerk, late.lines[0].id, "丢在地铁", "", "")
    with Refused(counter) as lost:
        counter.verbs.undo_lend(clerk, late.id)
    assert len({came_back.said, too_late.said, lost.said}) == 3


def test_a_slip_of_taking_back_is_undone_with_its_money(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.chairs[0])
    counter.take_back(
        loan, keep="30", keep_reason="损坏", fee="5", remark="损坏", condition=Condition.DAMAGED, request="r"
    )
    undone = counter.verbs.undo_take_back(clerk, loan.lines[0].id).result
    assert undone.lines == loan.lines
    assert counter.book() == (10000, 10000)
    assert counter.item(counter.chairs[0]).state is ItemState.LENT
    with Refused(counter, InvalidInput):
        counter.take_back(loan, request="r")
    counter.take_back(loan, request="r2")
    assert counter.book() == (0, 0)


def test_a_return_is_not_undone_when_the_item_has_moved_on(counter: Counter) -> None:
    clerk, stock = counter.people.receptionist, counter.desk.get(Stock)
    first = counter.lend(counter.umbrellas[0])
    with Refused(counter) as not_back:
        counter.verbs.undo_take_back(clerk, first.lines[0].id)
    counter.take_back(first)
    counter.clock.advance(minutes=1)
    second = counter.lend(counter.umbrellas[0], phone=OTHER)
    with Refused(counter) as lent_again:
        counter.verbs.undo_take_back(clerk, first.lines[0].id)
    counter.clock.advance(minutes=1)
    counter.take_back(second)
    with Refused(counter):
        counter.verbs.undo_take_back(clerk, first.lines[0].id)
    stock.damage(clerk, counter.umbrellas[0].id, "伞骨断了")
    with Refused(counter):
        counter.verbs.undo_take_back(clerk, second.lines[0].id)
    third = counter.lend(counter.umbrellas[1])
    counter.take_back(third)
    counter.clock.advance(minutes=11)
    with Refused(counter) as too_late:
        counter.verbs.undo_take_back(clerk, third.lines[0].id)
    assert len({not_back.said, lent_again.said, too_late.said}) == 3


# Later, lost, found


def test_an_extension_is_a_later_time(counter: Counter) -> None:
    clerk, now = counter.people.receptionist, counter.clock.now()
    loan = counter.lend(counter.umbrellas[0])
    line = loan.lines[0]
    for due in (now - timedelta(hours=1), line.due, line.due - timedelta(hours=1), now + timedelta(days=400)):
        with Refused(counter, InvalidInput):
            counter.verbs.extend(clerk, line.id, due, "")
    due = line.due + timedelta(days=2)
    later = counter.verbs.extend(clerk, line.id, due, "电话里说周四还").result
    assert (later.lines[0].due, later.lines[0].extensions) == (due, 1)
    (extension,) = counter.ask.card(clerk, loan.id).extensions
    assert (extension.before, extension.after, extension.words) == (line.due, due, "电话里说周四还")
    counter.clock.advance(days=2)
    assert not counter.scan_back(counter.umbrellas[0].tag).late
    with Refused(counter):
        counter.verbs.extend(clerk, line.id, due + timedelta(days=9), "")


def test_lost_by_the_borrower_and_found_again(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.chairs[0], counter.umbrellas[0])
    line = loan.lines[0].id
    for remark, keep, fee, at in (
        ("", "100", "", "remark"),
        ("丢了", "100.5", "", "keep"),
        ("丢了", "", "1e3", "fee"),
    ):
        with pytest.raises(InvalidInput) as caught:
            counter.verbs.report_lost(clerk, line, remark, keep, fee)
        assert list(caught.value.problems) == [at]
    lost = counter.verbs.report_lost(clerk, line, "被人推走了", "80", "200").result
    assert lost.lines[0].state is LineState.LOST
    assert (lost.lines[0].refunded, lost.lines[0].kept, lost.lines[0].fee) == (2000, 8000, 20000)
    assert counter.item(counter.chairs[0]).state is ItemState.LOST
    assert counter.book() == (28000, 0)
    for step in (
        lambda: counter.take_back(loan),
        lambda: counter.verbs.report_lost(clerk, line, "又丢了", "", ""),
        lambda: counter.verbs.undo_take_back(clerk, line),
        lambda: counter.verbs.extend(clerk, line, counter.clock.now() + timedelta(days=9), ""),
    ):
        with Refused(counter):
            step()
    counter.verbs.note_call(clerk, loan.id, False, "没人接")
    for remark, refund, at in (("", "", "remark"), ("车库找到", "280.01", "refund")):
        with pytest.raises(InvalidInput) as caught:
            counter.verbs.find_again(clerk, counter.chairs[0].id, remark, refund)
        assert list(caught.value.problems) == [at]
    counter.clock.advance(days=3)
    found = counter.verbs.find_again(clerk, counter.chairs[0].id, "车库找到", "50").result
    assert found.state is ItemState.AVAILABLE
    kept = counter.loan(loan).lines[0]
    assert (kept.refunded, kept.kept, kept.fee, kept.given_back) == (2000, 8000, 20000, 5000)
    assert kept.state is LineState.LOST and kept.refundable == 23000
    assert counter.book() == (23000, 0)
    with Refused(counter):
        counter.verbs.find_again(clerk, counter.chairs[0].id, "又找到", "")


def test_what_a_count_missed_is_found_without_a_refund(counter: Counter) -> None:
    clerk, stock = counter.people.receptionist, counter.desk.get(Stock)
    loan = counter.lend(counter.chairs[0])
    counter.verbs.report_lost(clerk, loan.lines[0].id, "丢了", "100", "")
    counter.verbs.find_again(clerk, counter.chairs[0].id, "找到", "")
    counter.clock.advance(minutes=1)
    stock.miss(clerk, counter.chairs[0].id, "盘点不见")
    with pytest.raises(InvalidInput) as caught:
        counter.verbs.find_again(clerk, counter.chairs[0].id, "找到", "100")
    assert list(caught.value.problems) == ["refund"], "what the borrower lost was found before"
    counter.verbs.find_again(clerk, counter.chairs[0].id, "找到", "")


def test_only_what_is_lost_is_found(counter: Counter) -> None:
    clerk, stock = counter.people.receptionist, counter.desk.get(Stock)
    here, lent, damaged = counter.umbrellas
    retired = counter.trolleys[0]
    counter.lend(lent)
    stock.damage(clerk, damaged.id, "伞骨断了")
    stock.retire(counter.people.supervisor, retired.id, "轮子坏了")
    said = set()
    for item in (here, lent, damaged, retired):
        with Refused(counter) as refused:
            counter.verbs.find_again(clerk, item.id, "找到", "")
        said.add(refused.said)
    assert len(said) == 4
