"""Items with tags and stock by number: what may be done in which state, and what is refused with which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber, parse
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.records import Item, ItemsDraft, StockLine
from desk_app.services.loans.standard import COMPUTER, PONCHO, SLEEVE, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.stock_rules import WHY_NOT
from desk_app.services.loans.tables import ItemRow
from desk_app.services.loans.terms import ItemState, ItemStep, StockStep
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.loans.lending_desk import Counter

S = ItemState


class Shelf:
    """The stock with short words for what is done all the time."""

    def __init__(self, desk: Services, people: People) -> None:
        self.desk, self.people = desk, people
        self.by, self.boss = people.receptionist, people.supervisor
        self.verbs, self.ask = desk.get(Stock), desk.get(StockQueries)

    def add(self, count: int = 3, prefix: str = "伞", category: int = UMBRELLA, **more: object) -> list[Item]:
        return self.verbs.add_items(self.by, ItemsDraft(category, count, prefix, **more)).result  # type: ignore[arg-type]

    def item(self, item: Item) -> Item:
        return self.ask.item(self.by, item.id).item

    def steps(self, item: Item) -> list[ItemStep]:
        return [one.step for one in reversed(self.ask.item(self.by, item.id).history)]

    def line(self, category: int) -> StockLine:
        return next(one for one in self.ask.stock(self.by) if one.category.id == category)

    def events(self, kind: str) -> int:
        with self.desk.bench.database.read() as session:
            return session.query(EventRow).filter_by(kind=kind).count()

    def bring_to(self, item: Item, state: ItemState) -> None:
        """An item of a fresh shelf in any state; "lent" is written down: lending has its own tests."""
        if state is S.DAMAGED:
            self.verbs.damage(self.by, item.id, "伞骨断了")
        elif state is S.LOST:
            self.verbs.miss(self.by, item.id, "盘点缺失")
        elif state is S.RETIRED:
            self.verbs.retire(self.boss, item.id, "老化")
        elif state is S.LENT:
            with self.desk.bench.database.write() as session:
                session.get_one(ItemRow, item.id).state = S.LENT.value


@pytest.fixture
def shelf(desk: Services, people: People) -> Shelf:
    return Shelf(desk, people)


def problems(call: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        call()
    return {field: str(problem) for field, problem in caught.value.problems.items()}


# Items


def test_new_items_have_names_hooks_and_tags_of_their_own(shelf: Shelf) -> None:
    made = shelf.add(12) + shelf.add(2, first=98, prefix="轮椅", hooks=False)
    assert [one.name for one in made[:2]] == ["伞 001", "伞 002"] and made[11].hook == "012"
    assert [(one.name, one.hook) for one in made[12:]] == [("轮椅 098", ""), ("轮椅 099", "")]
    assert len({one.tag for one in made}) == 14
    for number, one in enumerate(made, 1):
        assert parse(one.tag) == ShortNumber(Kind.LOAN, shelf.desk.bench.desk.desk_number, number)
        assert (one.state, one.loan, one.line) == (S.AVAILABLE, None, None)
    assert shelf.events("loan_item.changed") == 14 and shelf.steps(made[0]) == [ItemStep.ADDED]


@pytest.mark.parametrize("n", [0, -1, 501, 100_000])
def test_how_many_and_from_which_number_have_bounds(shelf: Shelf, n: int) -> None:
    text = "This must be a number from {least} to {most}."
    assert problems(lambda: shelf.add(n)) == {"count": text}
    assert shelf.ask.items(shelf.by, None) == []
    if n <= 0 or n == 100_000:
        assert problems(lambda: shelf.add(1, first=n)) == {"first": text}


@pytest.mark.parametrize("prefix", ["", " \t ", "\u200b", "长" * 21])
def test_items_are_called_something(shelf: Shelf, prefix: str) -> None:
    assert set(problems(lambda: shelf.add(1, prefix))) == {"prefix"}


def test_no_items_of_what_is_counted_or_unknown(shelf: Shelf) -> None:
    assert set(problems(lambda: shelf.add(1, category=PONCHO))) == {"category"}
    with pytest.raises(NotFound):
        shelf.add(1, category=99)


def test_names_and_hooks_are_not_shared_within_a_category(shelf: Shelf) -> None:
    shelf.add(3)
    assert set(problems(lambda: shelf.add(3, first=3))) == {"first"}
    assert set(problems(lambda: shelf.add(1, "雨伞"))) == {"first"}, "the hook of 001 is taken"
    shelf.add(3, category=COMPUTER, prefix="伞")
    assert len(shelf.ask.items(shelf.by, None)) == 6
    one, two, _ = shelf.ask.items(shelf.by, UMBRELLA)
    assert set(problems(lambda: shelf.verbs.correct_item(shelf.by, one.id, two.name, "", ""))) == {"name"}
    assert set(problems(lambda: shelf.verbs.correct_item(shelf.by, one.id, "伞甲", two.hook, ""))) == {"hook"}
    shelf.verbs.retire(shelf.boss, two.id, "老化")
    assert shelf.verbs.correct_item(shelf.by, one.id, two.name, two.hook, "").result.hook == two.hook


def test_an_item_is_corrected_and_its_history_says_what_it_was(shelf: Shelf) -> None:
    (item,) = shelf.add(1)
    changed = shelf.verbs.correct_item(shelf.by, item.id, "长柄伞 1", "", "董事会赠").result
    assert (changed.name, changed.hook, changed.remark, changed.tag) == ("长柄伞 1", "", "董事会赠", item.tag)
    before = shelf.events("loan_item.changed")
    assert shelf.verbs.correct_item(shelf.by, item.id, " 长柄伞 1 ", "", "董事会赠").result == changed
    assert shelf.events("loan_item.changed") == before, "nothing changed"
    newest = shelf.ask.item(shelf.by, item.id).history[0]
    assert (newest.step, newest.words) == (ItemStep.CORRECTED, "伞 001 · 001")
    assert set(problems(lambda: shelf.verbs.correct_item(shelf.by, item.id, "", "", ""))) == {"name"}


def test_damaged_repaired_missed_retired(shelf: Shelf, clock: FakeClock) -> None:
    one, two, _ = shelf.add(3)
    clock.advance(hours=1)
    assert shelf.verbs.damage(shelf.by, one.id, "伞骨断了").result.since == clock.now()
    assert shelf.line(UMBRELLA) == StockLine(shelf.line(UMBRELLA).category, available=2, damaged=1)
    clock.advance(hours=1)
    assert shelf.verbs.repair(shelf.by, one.id, "").result.state is S.AVAILABLE
    clock.advance(hours=1)
    shelf.verbs.miss(shelf.by, one.id, "周一盘点缺失")
    clock.advance(hours=1)
    shelf.verbs.retire(shelf.boss, one.id, "找不到了")
    shelf.verbs.retire(shelf.boss, two.id, "伞面老化")
    assert shelf.steps(one) == [
        ItemStep.ADDED, ItemStep.DAMAGED, ItemStep.REPAIRED, ItemStep.LOST, ItemStep.RETIRED,
    ]  # fmt: skip
    line = shelf.line(UMBRELLA)
    assert (line.available, line.damaged, line.lost, line.retired) == (1, 0, 0, 2)
    names = [item.name for item in shelf.ask.items(shelf.by, UMBRELLA)]
    assert names == ["伞 003", "伞 001", "伞 002"], "what is retired stands last"


STEPS: dict[ItemStep, Callable[[Shelf, int], object]] = {
    ItemStep.CORRECTED: lambda shelf, item: shelf.verbs.correct_item(shelf.by, item, "伞甲", "", ""),
    ItemStep.DAMAGED: lambda shelf, item: shelf.verbs.damage(shelf.by, item, "伞骨断了"),
    ItemStep.REPAIRED: lambda shelf, item: shelf.verbs.repair(shelf.by, item, "修好"),
    ItemStep.LOST: lambda shelf, item: shelf.verbs.miss(shelf.by, item, "盘点缺失"),
    ItemStep.RETIRED: lambda shelf, item: shelf.verbs.retire(shelf.boss, item, "老化"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ItemState)
def test_every_step_in_every_state(shelf: Shelf, step: ItemStep, state: ItemState) -> None:
    item, _ = shelf.add(2)
    shelf.bring_to(item, state)
    before, events = shelf.item(item), shelf.events("loan_item.changed")
    refusal = WHY_NOT[step].get(state)
    if refusal is None:
        STEPS[step](shelf, item.id)
        assert shelf.steps(item)[-1] is step and shelf.events("loan_item.changed") == events + 1
        return
    with pytest.raises(IllegalStep) as caught:
        STEPS[step](shelf, item.id)
    assert caught.value.message == refusal
    assert shelf.item(item) == before and shelf.events("loan_item.changed") == events


def test_words_are_needed_where_somebody_will_ask(shelf: Shelf) -> None:
    (item,) = shelf.add(1)
    for words in ("", " ", "坏", "长" * 201):
        assert set(problems(lambda w=words: shelf.verbs.damage(shelf.by, item.id, w))) == {"remark"}  # type: ignore[misc]
        assert set(problems(lambda w=words: shelf.verbs.miss(shelf.by, item.id, w))) == {"remark"}  # type: ignore[misc]
        assert set(problems(lambda w=words: shelf.verbs.retire(shelf.boss, item.id, w))) == {"reason"}  # type: ignore[misc]
    assert shelf.item(item).state is S.AVAILABLE


def test_a_receptionist_retires_nothing_and_nothing_happens_to_no_item(shelf: Shelf) -> None:
    (item,) = shelf.add(1)
    with pytest.raises(NotPermitted):
        shelf.verbs.retire(shelf.by, item.id, "老化")
    for verb in STEPS.values():
        with pytest.raises(NotFound):
            verb(shelf, 4711)


def test_items_are_found_by_name_hook_and_tag(shelf: Shelf) -> None:
    made = shelf.add(12) + shelf.add(1, "轮椅", category=2)
    tag = made[4].tag
    grouped = f"{tag[:4]} {tag[4:]}"
    assert [one.id for one in shelf.ask.items(shelf.by, None, grouped)] == [made[4].id]
    assert [one.name for one in shelf.ask.items(shelf.by, UMBRELLA, "伞011")] == ["伞 011"]
    assert [one.name for one in shelf.ask.items(shelf.by, None, "轮椅")] == ["轮椅 001"]
    assert shelf.ask.items(shelf.by, UMBRELLA, "没有") == []


def test_the_card_knows_every_loan(desk: Services, people: People, clock: FakeClock) -> None:
    counter = Counter(desk, people, clock)
    item = counter.umbrellas[0]
    for _ in range(2):
        loan = counter.lend(item)
        clock.advance(minutes=5)
        counter.take_back(loan)
        clock.advance(minutes=5)
    slip = counter.lend(item)
    counter.verbs.undo_lend(people.receptionist, slip.id)
    card = desk.get(StockQueries).item(people.receptionist, item.id)
    assert card.times_lent == 2 and card.category.id == UMBRELLA
    assert [one.step for one in reversed(card.history)][:5] == [
        ItemStep.ADDED, ItemStep.LENT, ItemStep.RETURNED, ItemStep.LENT, ItemStep.RETURNED,
    ]  # fmt: skip
    assert {one.borrower for one in card.history if one.loan is not None} == {"张伟明"}


def test_stock_says_what_is_out_and_overdue(desk: Services, people: People, clock: FakeClock) -> None:
    counter = Counter(desk, people, clock)
    shelf = Shelf(desk, people)
    loan = counter.lend(counter.umbrellas[0])
    item = shelf.item(counter.umbrellas[0])
    assert (item.state, item.loan, item.line) == (S.LENT, loan.id, loan.lines[0].id)
    assert (shelf.line(UMBRELLA).available, shelf.line(UMBRELLA).lent, shelf.line(UMBRELLA).overdue) == (
        2,
        1,
        0,
    )
    clock.advance(days=3)
    assert shelf.line(UMBRELLA).overdue == 1


# Counted stock


def test_counted_stock_comes_and_goes(shelf: Shelf, clock: FakeClock) -> None:
    draft = TenantDraft("云帆科技有限公司", "云帆科技")
    tenant = shelf.desk.get(Directory).add_tenant(shelf.boss, draft, "1205").result
    shelf.verbs.restock(shelf.by, PONCHO, 30, "采购入库", "a")
    clock.advance(minutes=1)
    assert shelf.verbs.hand_out(shelf.by, PONCHO, 12, tenant, "参观团", "b").result.on_hand == 18
    clock.advance(minutes=1)
    assert shelf.verbs.hand_out(shelf.by, PONCHO, 18, None, "", "c").result.on_hand == 0
    clock.advance(minutes=1)
    assert shelf.verbs.adjust(shelf.by, PONCHO, 2, "找到两件", "d").result.on_hand == 2
    found = shelf.ask.movements(shelf.by, PONCHO, 10)
    assert [(one.step, one.quantity, one.after, one.tenant) for one in found] == [
        (StockStep.ADJUSTED, 2, 2, ""),
        (StockStep.HANDED_OUT, -18, 0, ""),
        (StockStep.HANDED_OUT, -12, 18, "云帆科技"),
        (StockStep.RESTOCKED, 30, 30, ""),
    ]
    assert (
        len(shelf.ask.movements(shelf.by, PONCHO, 2)) == 2 and shelf.ask.movements(shelf.by, SLEEVE, 9) == []
    )
    assert shelf.events("loan_stock.moved") == 4


@pytest.mark.parametrize("n", [0, -1, 10_001, 100_000])
def test_a_number_of_pieces_has_bounds(shelf: Shelf, n: int) -> None:
    for call in (
        lambda: shelf.verbs.restock(shelf.by, PONCHO, n, "", ""),
        lambda: shelf.verbs.hand_out(shelf.by, PONCHO, n, None, "", ""),
    ):
        assert problems(call) == {"n": "This must be a number from {least} to {most}."}
    if n < 0 or n == 100_000:
        assert set(problems(lambda: shelf.verbs.adjust(shelf.by, PONCHO, n, "盘点", ""))) == {"counted"}
    assert shelf.line(PONCHO).on_hand == 0 and shelf.events("loan_stock.moved") == 0


def test_no_more_is_handed_out_than_there_is(shelf: Shelf) -> None:
    shelf.verbs.restock(shelf.by, PONCHO, 5, "", "")
    with pytest.raises(InvalidInput) as caught:
        shelf.verbs.hand_out(shelf.by, PONCHO, 6, None, "", "")
    assert caught.value.problems["n"].values == {"there": 5}
    with pytest.raises(NotFound):
        shelf.verbs.hand_out(shelf.by, PONCHO, 1, 4711, "", "")
    assert shelf.line(PONCHO).on_hand == 5


def test_stock_does_not_grow_beyond_reason(shelf: Shelf) -> None:
    shelf.verbs.adjust(shelf.by, PONCHO, 95_000, "年度盘点", "")
    assert set(problems(lambda: shelf.verbs.restock(shelf.by, PONCHO, 5_000, "", ""))) == {"n"}


def test_a_count_that_fits_needs_no_reason_and_is_on_record(shelf: Shelf) -> None:
    shelf.verbs.restock(shelf.by, SLEEVE, 100, "", "")
    assert set(problems(lambda: shelf.verbs.adjust(shelf.by, SLEEVE, 99, "", ""))) == {"reason"}
    shelf.verbs.adjust(shelf.by, SLEEVE, 100, "", "")
    newest = shelf.ask.movements(shelf.by, SLEEVE, 1)[0]
    assert (newest.step, newest.quantity, newest.after) == (StockStep.ADJUSTED, 0, 100)


def test_things_with_tags_are_not_counted(shelf: Shelf) -> None:
    for call in (
        lambda: shelf.verbs.restock(shelf.by, UMBRELLA, 1, "", ""),
        lambda: shelf.verbs.adjust(shelf.by, UMBRELLA, 1, "盘点", ""),
    ):
        assert set(problems(call)) == {"category"}


def test_pressed_twice_is_moved_once(shelf: Shelf) -> None:
    for _ in range(2):
        assert shelf.verbs.restock(shelf.by, PONCHO, 10, "", "a").result.on_hand == 10
    for _ in range(2):
        assert shelf.verbs.hand_out(shelf.by, PONCHO, 10, None, "", "b").result.on_hand == 0
    for _ in range(2):
        assert shelf.verbs.adjust(shelf.by, PONCHO, 3, "找到三件", "c").result.on_hand == 3
    for call in (
        lambda: shelf.verbs.restock(shelf.by, PONCHO, 11, "", "a"),
        lambda: shelf.verbs.restock(shelf.by, SLEEVE, 10, "", "a"),
        lambda: shelf.verbs.hand_out(shelf.by, PONCHO, 10, None, "", "a"),
        lambda: shelf.verbs.adjust(shelf.by, PONCHO, 4, "找到四件", "c"),
    ):
        assert set(problems(call)) == {"request"}
    assert shelf.events("loan_stock.moved") == 3


@settings(max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["restock", "hand_out", "adjust"]), st.integers(-3, 60)), max_size=20
    )
)
def test_counted_stock_is_a_naive_recount_and_never_negative(
    shelf: Shelf, steps: list[tuple[str, int]]
) -> None:
    there = shelf.line(SLEEVE).on_hand
    for verb, n in steps:
        after = {"restock": there + n, "hand_out": there - n, "adjust": n}[verb]
        allowed = after >= 0 and (n >= 1 or (verb == "adjust" and n >= 0))
        try:
            if verb == "restock":
                shelf.verbs.restock(shelf.by, SLEEVE, n, "", "")
            elif verb == "hand_out":
                shelf.verbs.hand_out(shelf.by, SLEEVE, n, None, "", "")
            else:
                shelf.verbs.adjust(shelf.by, SLEEVE, n, "盘点", "")
            assert allowed, (verb, n, there)
            there = after
        except DeskError:
            assert not allowed, (verb, n, there)
        assert shelf.line(SLEEVE).on_hand == there >= 0
    sums = sum(one.quantity for one in shelf.ask.movements(shelf.by, SLEEVE, 100_000))
    assert sums == there
