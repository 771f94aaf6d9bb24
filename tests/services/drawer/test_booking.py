"""Movements: their signs, what undoing takes back, and that nothing is ever changed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.services.core.money import say_money
from desk_app.services.core.people import Actor
from desk_app.services.drawer.booking import book
from desk_app.services.drawer.records import MovementKind
from desk_app.services.journal.tables import EventRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.drawer.conftest import LINE, NUMBER, OTHER, Till

K = MovementKind
SIGNS = {
    K.DEPOSIT: (1, 1),
    K.REFUND: (-1, -1),
    K.KEPT: (0, -1),
    K.FEE: (1, 0),
    K.HANDED_OVER: (-1, 0),
    K.PUT_IN: (1, 0),
}


@pytest.mark.parametrize("kind", SIGNS)
def test_each_kind_has_its_signs(till: Till, kind: MovementKind) -> None:
    till.book(kind, 1250, remark="找零")
    cash, held = SIGNS[kind]
    assert till.sums == (1250 * cash, 1250 * held)
    (only,) = till.ask.movements_of(till.by, [LINE])
    assert (only.kind, only.number, only.remark, only.by) == (kind, NUMBER, "找零", till.by.staff_id)


def test_nothing_moves_without_an_amount(till: Till) -> None:
    till.book(K.DEPOSIT, 0)
    till.unbook()
    assert till.state.movements == ()


@pytest.mark.parametrize(("kind", "amount"), [(K.DEPOSIT, -1), (K.UNDONE, 5), (K.DIFFERENCE, 5)])
def test_what_nobody_may_book(till: Till, kind: MovementKind, amount: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        till.book(kind, amount)
    with pytest.raises(ValueError, match="amount"):
        till.refund_later(-1)
    assert till.sums == (0, 0)


def test_a_refused_verb_books_nothing(till: Till) -> None:
    with pytest.raises(ZeroDivisionError), till.work() as work:
        book(work, K.DEPOSIT, 500, record_kind="loan", record=LINE, number=NUMBER)
        raise ZeroDivisionError
    assert till.sums == (0, 0)


def test_an_undone_return_leaves_the_deposit(till: Till) -> None:
    """Lent, returned with a part kept and a fee, all within one millisecond; then the return is undone."""
    till.book(K.DEPOSIT, 5000)
    till.book(K.DEPOSIT, 3000, OTHER)
    with till.work() as work:
        for kind, amount in ((K.REFUND, 3500), (K.KEPT, 1500), (K.FEE, 700)):
            book(work, kind, amount, record_kind="loan", record=LINE, number=NUMBER)
    assert till.sums == (5200, 3000)
    till.unbook()
    assert till.sums == (8000, 8000)
    undone = till.ask.movements_of(till.by, [LINE])[4:]
    assert [(one.kind, one.cash, one.held) for one in undone] == [
        (K.UNDONE, -700, 0),
        (K.UNDONE, 0, 1500),
        (K.UNDONE, 3500, 3500),
    ]
    till.unbook()
    assert till.sums == (3000, 3000), "now the loan itself"
    till.unbook()
    assert till.sums == (3000, 3000), "nothing is left to undo"


def test_returned_undone_and_returned_again(till: Till) -> None:
    till.book(K.DEPOSIT, 5000)
    for _ in range(3):
        till.book(K.REFUND, 5000)
        till.unbook()
    till.book(K.REFUND, 5000)
    assert till.sums == (0, 0)


def test_steps_of_different_moments_are_undone_one_at_a_time(till: Till, clock: FakeClock) -> None:
    till.book(K.DEPOSIT, 5000)
    clock.advance(minutes=1)
    till.book(K.KEPT, 5000)
    clock.advance(minutes=1)
    till.refund_later(2000)
    assert till.sums == (3000, 0)
    till.unbook()
    assert till.sums == (5000, 0)
    till.unbook()
    assert till.sums == (5000, 5000)


def test_words_stay_out_of_the_open_part_of_the_journal(till: Till) -> None:
    till.book(K.KEPT, 100, remark="张伟弄丢了")
    with till.desk.bench.database.read() as session:
        (event,) = session.query(EventRow).filter_by(kind="drawer.moved")
    assert "张伟" not in str(event.payload) and "张伟" in str(event.private)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["deposit", "refund", "kept", "fee", "put_in", "hand_over", "unbook", "count"]),
        st.integers(0, 4000),
        st.integers(0, 1),
    ),
    max_size=25,
)
FRESH = itertools.count(1_000_000, 2)


class Naive:
    """The drawer as lists of what moved, (cash, held) of each line and of the drawer itself; undone is popped."""

    def __init__(self, cash: int, held: int) -> None:
        first = next(FRESH)
        self.lines: dict[int, list[tuple[int, int]]] = {first: [], first + 1: []}
        self.own = [(cash, held)]

    @property
    def sums(self) -> tuple[int, int]:
        moved = [step for steps in (*self.lines.values(), self.own) for step in steps]
        return sum(cash for cash, _ in moved), sum(held for _, held in moved)

    def take(self, till: Till, boss: Actor, verb: str, amount: int, place: int) -> None:
        line = list(self.lines)[place]
        if verb == "unbook":
            till.unbook(line)
            self.lines[line] = self.lines[line][:-1]
        elif verb == "put_in" and amount:
            till.verbs.put_in(till.by, say_money(amount), "")
            self.own.append((amount, 0))
        elif verb == "hand_over" and 0 < amount <= self.sums[0]:
            till.verbs.hand_over(boss, say_money(amount), "交财务")
            self.own.append((-amount, 0))
        elif verb == "count":
            found = max(0, self.sums[0] + amount - 2000)
            counted = till.verbs.count(till.by, say_money(found), "找零有误", "").result
            assert counted.difference == found - self.sums[0]
            self.own.append((counted.difference, 0))
        elif verb in SIGNS and amount:
            till.book(MovementKind(verb), amount, line)
            cash, held = SIGNS[MovementKind(verb)]
            self.lines[line].append((cash * amount, held * amount))


@settings(max_examples=25)
@given(steps=STEPS)
def test_cash_and_held_are_a_naive_recount(
    till: Till, people: People, clock: FakeClock, steps: list[tuple[str, int, int]]
) -> None:
    naive = Naive(*till.sums)
    for verb, amount, place in steps:
        clock.advance(seconds=1)
        naive.take(till, people.supervisor, verb, amount, place)
        assert till.sums == naive.sums, verb
    state = till.state
    told = state.totals
    plus = told.deposits + told.fees + told.put_in + told.corrections
    assert state.opening + plus - told.refunds - told.handed_over == state.cash
    assert state.cash - state.opening == sum(one.cash for one in state.movements)
