"""The drawer's own verbs: the blind count, change, money to finance; and what the questions say."""

from __future__ import annotations

import pytest

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.drawer.booking import book
from desk_app.services.drawer.records import Count, DifferenceUnexplained, MovementKind, Totals
from desk_app.services.journal.tables import EventRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.drawer.conftest import KIND, LINE, NUMBER, OTHER, Till
from tests.services.statements import asked

K = MovementKind


def refusal(field: str, caught: pytest.ExceptionInfo[InvalidInput]) -> str:
    return str(caught.value.problems[field])


def test_a_count_that_fits_needs_no_words(till: Till, clock: FakeClock) -> None:
    till.book(K.DEPOSIT, 5000)
    count = till.verbs.count(till.by, "50", "随便写写", "").result
    assert (count.counted, count.expected, count.difference) == (5000, 5000, 0)
    assert count.explanation == "", "there was nothing to explain"
    assert till.ask.counts(till.by) == [count]
    state = till.state
    assert (state.since, state.opening, state.movements) == (clock.now(), 5000, ())


@pytest.mark.parametrize(("counted", "difference"), [("51.20", 120), ("48.80", -120), ("0", -5000)])
def test_a_difference_wants_its_explanation(till: Till, counted: str, difference: int) -> None:
    till.book(K.DEPOSIT, 5000)
    for words in ("", " \t", "钱"):
        with pytest.raises(DifferenceUnexplained) as caught:
            till.verbs.count(till.by, counted, words, "m")
        assert caught.value.difference == difference
    assert till.ask.counts(till.by) == [] and till.sums == (5000, 5000)
    count = till.verbs.count(till.by, counted, "午间找零时点错", "m").result
    assert count.difference == difference
    assert till.sums == (5000 + difference, 5000), "what lies there is what was counted"
    (booked,) = [one for one in _all(till) if one.kind is K.DIFFERENCE]
    assert (booked.cash, booked.held) == (difference, 0)
    assert till.state.movements == (), "it belongs to the shift that ended"


def _all(till: Till) -> list[object]:
    from sqlalchemy import select

    from desk_app.services.drawer.mapping import to_movement
    from desk_app.services.drawer.tables import MovementRow

    with till.desk.bench.database.read() as session:
        return [to_movement(row) for row in session.scalars(select(MovementRow))]


def test_more_or_less_is_said_in_both_languages_without_a_sign(till: Till) -> None:
    more, less = DifferenceUnexplained(120), DifferenceUnexplained(-120)
    assert more.values == less.values == {"amount": "¥1.20"}
    assert str(more) != str(less)


@pytest.mark.parametrize("typed", ["", "  ", "五十", "-1", "1e9", "12.345", "99999999999"])
def test_rubbish_is_no_count(till: Till, typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        till.verbs.count(till.by, typed, "说明", "")
    assert set(caught.value.problems) == {"counted"}
    assert till.ask.counts(till.by) == []


def test_pressed_twice_is_counted_once(till: Till) -> None:
    till.book(K.DEPOSIT, 5000)
    first = till.verbs.count(till.by, "49", "少一元", "mark").result
    again = till.verbs.count(till.by, "49", "少一元", "mark").result
    assert again == first and till.sums[0] == 4900 and len(till.ask.counts(till.by)) == 1
    with pytest.raises(InvalidInput):
        till.verbs.count(till.by, "48", "少一元", "mark")


def test_a_shift_is_from_one_count_to_the_next_within_one_moment_too(till: Till) -> None:
    till.verbs.put_in(till.by, "200", "找零")
    till.verbs.count(till.by, "200", "", "a")
    till.book(K.DEPOSIT, 10000)
    till.book(K.FEE, 1500, OTHER)
    till.book(K.REFUND, 4000)
    till.book(K.KEPT, 6000)
    till.book(K.DEPOSIT, 300, OTHER)
    till.unbook(OTHER)
    till.verbs.hand_over(till.by, "70", "交财务")
    state = till.state
    assert state.totals == Totals(
        deposits=10300, refunds=4000, kept=6000, fees=1500, handed_over=7000, corrections=-300
    )
    assert (state.opening, state.cash, state.held) == (20000, 20500, 0)
    assert [one.kind for one in state.movements][:2] == [K.HANDED_OVER, K.UNDONE], "newest first"
    till.verbs.count(till.by, "205", "", "b")
    assert (till.state.opening, till.state.totals) == (20500, Totals())
    assert [one.counted for one in till.ask.counts(till.by)] == [20500, 20000]
    assert till.ask.counts(till.by, 1) == till.ask.counts(till.by)[:1]


def test_deposits_leave_with_the_supervisor_alone(till: Till, people: People) -> None:
    till.book(K.DEPOSIT, 5000)
    till.verbs.put_in(till.by, "10", "")
    with pytest.raises(Unsettled) as caught:
        till.verbs.hand_over(till.by, "10.01", "")
    (finding,) = caught.value.findings
    assert (finding.weight, finding.values) == (Weight.APPROVAL, {"own": "¥10.00"})
    assert till.sums == (6000, 5000)
    till.verbs.hand_over(till.by, "10", "")
    till.verbs.hand_over(people.supervisor, "50", "押金转财务保管")
    assert till.sums == (0, 5000)
    with pytest.raises(InvalidInput) as short:
        till.verbs.hand_over(people.supervisor, "0.01", "")
    assert refusal("amount", short) == "There is less than that in the drawer."


@pytest.mark.parametrize("typed", ["", "0", "0.00", "-5", "五十", "10001"])
def test_change_is_an_amount_above_nothing(till: Till, typed: str) -> None:
    for verb in (till.verbs.put_in, till.verbs.hand_over):
        with pytest.raises(InvalidInput) as caught:
            verb(till.by, typed, "")
        assert isinstance(caught.value.problems["amount"], UserError)
    assert till.sums == (0, 0)


def test_words_that_are_too_long_are_refused_at_their_field(till: Till) -> None:
    for field, verb in (
        ("remark", lambda: till.verbs.put_in(till.by, "1", "长" * 201)),
        ("explanation", lambda: till.verbs.count(till.by, "1", "长" * 201, "")),
    ):
        with pytest.raises(InvalidInput) as caught:
            verb()
        assert set(caught.value.problems) == {field}


def test_movements_of_many_records_come_in_their_order(till: Till) -> None:
    with till.work() as work:
        for line in range(600):
            book(work, K.DEPOSIT, 1, record_kind=KIND, record=LINE + line, number=NUMBER)
    found = till.ask.movements_of(till.by, range(LINE, LINE + 600))
    assert [one.record for one in found] == list(range(LINE, LINE + 600))


def test_the_explanation_is_private_in_the_journal(till: Till) -> None:
    count: Count = till.verbs.count(till.by, "1", "李姐放进一元", "").result
    with till.desk.bench.database.read() as session:
        (event,) = session.query(EventRow).filter_by(entity=count.id)
    assert event.kind == "drawer.counted"
    assert "李姐" not in str(event.payload) and "李姐" in str(event.private)


@pytest.mark.parametrize("verb", ["put_in", "hand_over"])
def test_money_pressed_twice_moves_once(till: Till, verb: str) -> None:
    till.verbs.put_in(till.by, "500", "备用金", "first")
    move = getattr(till.verbs, verb)
    for _ in range(2):
        move(till.by, "100", "说明", "m")
    moved = 10000 if verb == "put_in" else -10000
    assert till.sums == (50000 + moved, 0)
    for amount, remark in (("101", "说明"), ("100", "别的说明")):
        with pytest.raises(InvalidInput) as caught:
            move(till.by, amount, remark, "m")
        assert set(caught.value.problems) == {"request"}
    other = till.verbs.hand_over if verb == "put_in" else till.verbs.put_in
    with pytest.raises(InvalidInput):
        other(till.by, "100", "说明", "m")
    move(till.by, "100", "说明")
    assert till.sums == (50000 + 2 * moved, 0)


def test_another_explanation_on_the_mark_is_another_count(till: Till) -> None:
    till.verbs.count(till.by, "5", "多五元", "mark")
    with pytest.raises(InvalidInput):
        till.verbs.count(till.by, "5", "李姐放的", "mark")


def test_deposits_leave_with_a_reason_and_then_the_drawer_may_lack_cash(till: Till, people: People) -> None:
    till.book(K.DEPOSIT, 5000)
    with pytest.raises(InvalidInput) as caught:
        till.verbs.hand_over(people.supervisor, "50", " ")
    assert set(caught.value.problems) == {"remark"}
    till.verbs.hand_over(people.supervisor, "50", "长假前上交")
    assert till.ask.short(till.by) == 0
    till.book(K.REFUND, 5000)
    assert till.ask.short(till.by) == 5000 and till.sums == (-5000, 0)
    till.verbs.put_in(till.by, "50", "财务补回")
    assert till.ask.short(till.by) == 0


def test_an_earlier_shift_is_told_as_it_stood_at_its_count(till: Till) -> None:
    till.verbs.put_in(till.by, "200", "找零")
    till.book(K.DEPOSIT, 10000)
    before = till.state
    first = till.verbs.count(till.by, "299", "少一元", "a").result
    till.book(K.REFUND, 10000)
    till.book(K.FEE, 700, OTHER)
    second = till.verbs.count(till.by, "206", "", "b").result
    till.book(K.FEE, 300, OTHER)
    assert till.ask.shift(till.by, first.id) == (before, first)
    state, count = till.ask.shift(till.by, second.id)
    assert (count, state.since, state.opening) == (second, first.at, 29900)
    assert (state.cash, state.held, state.totals) == (20600, 0, Totals(refunds=10000, fees=700))
    assert [one.kind for one in state.movements] == [K.FEE, K.REFUND]


def test_the_balance_reads_no_more_than_the_shift(till: Till) -> None:
    for line in range(40):
        till.book(K.DEPOSIT, 100, LINE + line)
    till.verbs.count(till.by, "40", "", "a")
    till.book(K.REFUND, 100)
    assert till.sums == (3900, 3900) and till.ask.short(till.by) == 0
    with asked(till.desk) as said:
        till.ask.short(till.by)
    (summed,) = [one for one in said if "sum(" in one]
    assert "drawer_movements.id > ?" in summed, (
        "by the primary key: what was counted before is not summed again"
    )
