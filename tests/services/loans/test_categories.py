"""Categories: the standard ones, overlaid by what the building changed, and its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound, NotPermitted
from desk_app.services.loans.categories import category
from desk_app.services.loans.records import Category, CategoryDraft, ItemsDraft
from desk_app.services.loans.standard import CHARGER, FIRST_OWN, PONCHO, STANDARD, TROLLEY, UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from tests.services.loans.lending_desk import Counter

BOOK = CategoryDraft(
    "便民图书", "Book", "file", days=14, due_time=time(20, 30), deposit="20", lost_fee="35.5"
)


def save(counter: Counter, which: int | None, draft: CategoryDraft) -> Category:
    return counter.desk.get(Stock).save_category(counter.people.supervisor, which, draft).result


def known(counter: Counter, *, all: bool = False) -> list[Category]:
    return counter.desk.get(StockQueries).categories(counter.people.receptionist, all)


def problems(counter: Counter, which: int | None, draft: CategoryDraft) -> set[str]:
    before = known(counter, all=True)
    with pytest.raises(InvalidInput) as caught:
        save(counter, which, draft)
    assert known(counter, all=True) == before
    return set(caught.value.problems)


def test_a_new_desk_has_the_standard_ones(counter: Counter) -> None:
    assert known(counter) == list(STANDARD)


def test_an_own_category_comes_after_them_and_can_be_lent(counter: Counter) -> None:
    own = save(counter, None, BOOK)
    assert own.id >= FIRST_OWN
    assert (own.days, own.due_time, own.deposit, own.lost_fee) == (14, time(20, 30), 2000, 3550)
    assert known(counter) == [*STANDARD, own]
    (item,) = counter.add(own.id, 1, "图书")
    assert counter.lend(item).deposit == 2000


def test_a_standard_one_is_changed_in_its_place_and_back(counter: Counter) -> None:
    draft = CategoryDraft(
        "平板车", "Trolley", "trolley", days=0, deposit="80", per_person=2, advice="限载 80 kg"
    )
    changed = save(counter, TROLLEY, draft)
    assert [one.id for one in known(counter)] == [one.id for one in STANDARD]
    assert (changed.name, changed.deposit, changed.per_person) == ("平板车", 8000, 2)
    again = save(counter, TROLLEY, replace(draft, deposit=""))
    assert again.deposit == 0
    with counter.desk.bench.database.read() as session:
        assert category(session, TROLLEY) == again


def test_what_is_out_of_use_is_listed_on_demand(counter: Counter) -> None:
    charger = next(one for one in STANDARD if one.id == CHARGER)
    save(counter, CHARGER, CategoryDraft(charger.name, active=False))
    assert CHARGER not in {one.id for one in known(counter)}
    assert next(one for one in known(counter, all=True) if one.id == CHARGER).active is False
    assert CHARGER not in {
        one.category.id for one in counter.desk.get(StockQueries).stock(counter.people.receptionist)
    }
    with pytest.raises(InvalidInput):
        counter.add(CHARGER, 1, "充电宝")


def test_nothing_leaves_use_while_it_is_lent(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0])
    assert problems(counter, UMBRELLA, CategoryDraft("爱心伞", active=False)) == {"active"}
    counter.take_back(loan)
    assert save(counter, UMBRELLA, CategoryDraft("爱心伞", active=False)).active is False


def test_things_with_tags_do_not_become_counted_ones_nor_the_other_way(counter: Counter) -> None:
    assert problems(counter, UMBRELLA, CategoryDraft("爱心伞", counted=True)) == {"counted"}
    counter.desk.get(Stock).restock(counter.people.receptionist, PONCHO, 5, "", "")
    assert problems(counter, PONCHO, CategoryDraft("一次性雨衣", counted=False)) == {"counted"}
    assert save(counter, CHARGER, CategoryDraft("充电宝", counted=True)).counted, "there is none yet"


def test_what_is_counted_is_lent_by_no_queue_and_holds_no_deposit(counter: Counter) -> None:
    own = save(counter, None, CategoryDraft("口罩", counted=True, rain=True, deposit="5", low=50))
    assert (own.rain, own.deposit, own.low, own.on_hand) == (False, 0, 50, 0)
    counter.desk.get(Stock).restock(counter.people.receptionist, own.id, 7, "", "")
    assert known(counter)[-1].on_hand == 7


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 21}, "name"),
        ({"name": "轮椅"}, "name"),
        ({"days": -1}, "days"),
        ({"days": 366}, "days"),
        ({"per_person": -1}, "per_person"),
        ({"low": 10_000}, "low"),
        ({"deposit": "五十"}, "deposit"),
        ({"deposit": "-1"}, "deposit"),
        ({"deposit": "1e9"}, "deposit"),
        ({"lost_fee": "10000.01"}, "lost_fee"),
        ({"damage_fee": "1.234"}, "damage_fee"),
        ({"advice": "长" * 101}, "advice"),
        ({"icon": "../secret"}, "icon"),
    ],
)
def test_rubbish_is_refused_at_its_field(counter: Counter, changes: dict[str, object], field: str) -> None:
    assert problems(counter, None, replace(BOOK, **changes)) == {field}  # type: ignore[arg-type]


def test_only_the_supervisor_and_only_what_there_is(counter: Counter) -> None:
    with pytest.raises(NotPermitted):
        counter.desk.get(Stock).save_category(counter.people.receptionist, None, BOOK)
    with pytest.raises(NotFound):
        save(counter, 4711, BOOK)
    draft = ItemsDraft(4711, 1, "书")
    with pytest.raises(NotFound):
        counter.desk.get(Stock).add_items(counter.people.receptionist, draft)
