"""How long things are kept, and that nothing is disposed of before its time or by anybody but the supervisor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.core.people import SYSTEM
from desk_app.services.lost_property.keeping import Keeping, is_due, may_end, months_after, read_months
from desk_app.services.lost_property.options import KEEP_MONTHS, KEEP_OF
from desk_app.services.lost_property.records import Category, FoundState, Outcome, ValueClass, View
from desk_app.services.settings.service import SettingsService
from tests.services.lost_property.found_desk import FoundDesk

C, V, End = Category, ValueClass, Outcome
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 3, date(2027, 2, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_each_kind_is_kept_for_its_own_time() -> None:
    rule = Keeping(3, {C.CLOTHES: 1}, 12)
    assert rule.until(C.UMBRELLA, V.LOW, TODAY, None) == date(2027, 2, 23)
    assert rule.until(C.CLOTHES, V.MIDDLE, TODAY, None) == date(2026, 12, 23)
    assert rule.until(C.FOOD, V.LOW, TODAY, None) == TODAY
    assert rule.until(C.JEWELLERY, V.HIGH, TODAY, None) == date(2027, 11, 23)
    assert rule.until(C.JEWELLERY, V.HIGH, TODAY, date(2027, 1, 5)) == date(2028, 1, 5), "from the notice on"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("document 6, clothes 1", {C.DOCUMENT: 6, C.CLOTHES: 1}),
        ("证件6，衣物：1", {C.DOCUMENT: 6}),
        ("证件 ６；雨伞2", {C.DOCUMENT: 6, C.UMBRELLA: 2}),
        ("", {}),
        ("nonsense, 12, phone", {}),
        ("phone 99", {}),
    ],
)
def test_times_by_kind_as_they_are_typed(typed: str, read: dict[Category, int]) -> None:
    assert read_months(typed) == read


def test_food_is_due_on_its_day_and_all_else_the_day_after() -> None:
    assert is_due(C.FOOD, TODAY, TODAY)
    assert not is_due(C.BAG, TODAY, TODAY)
    assert is_due(C.BAG, TODAY, TODAY + timedelta(days=1))


def test_things_of_value_go_to_the_police_alone_before_their_time() -> None:
    last = date(2027, 11, 23)
    assert may_end(V.HIGH, End.POLICE, None, last, TODAY)
    assert not may_end(V.HIGH, End.DONATED, TODAY, last, last)
    assert not may_end(V.HIGH, End.DONATED, None, last, last + timedelta(days=1)), "no notice, no year"
    assert may_end(V.HIGH, End.DONATED, TODAY, last, last + timedelta(days=1))
    assert may_end(V.MIDDLE, End.DONATED, None, last, TODAY)


def test_the_settings_hold_for_what_is_taken_in_next(counter: FoundDesk) -> None:
    settings = counter.desk.get(SettingsService)
    settings.change(counter.boss, KEEP_MONTHS, 2)
    settings.change(counter.boss, KEEP_OF, "雨伞 1")
    assert counter.take_in().keep_until == date(2026, 12, 23)
    assert counter.take_in(category=C.BAG).keep_until == date(2027, 1, 23)


def test_what_was_kept_long_enough_is_listed_and_stays(counter: FoundDesk) -> None:
    item, food = counter.keep(), counter.take_in(what="面包", category=C.FOOD)
    assert [one.id for one in counter.ask.items(counter.clerk, View.EXPIRED, TODAY)] == [food.id]
    counter.clock.advance(days=93)
    listed = counter.ask.items(counter.clerk, View.EXPIRED, TODAY)
    assert [one.id for one in listed] == [food.id, item.id] and all(one.due for one in listed)
    assert counter.now(item).state is FoundState.KEPT, "nothing happens by itself"


def test_nothing_is_disposed_of_before_its_time(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.clock.advance(days=92)
    dispose = counter.verbs.dispose
    assert "before its time" in counter.refused(dispose, item.id, End.DONATED, "", "", by=counter.boss)
    counter.clock.advance(days=1)
    gone = dispose(counter.boss, item.id, End.DONATED, "", "捐给街道爱心站").result
    assert (gone.state, gone.outcome, gone.disposed_at) == (
        FoundState.DISPOSED,
        End.DONATED,
        counter.clock.now(),
    )
    assert counter.card(item).outcome_words == "捐给街道爱心站"
    assert "not here any more" in counter.refused(dispose, item.id, End.DONATED, "", "", by=counter.boss)
    assert "not here any more" in counter.refused(counter.verbs.claim, item.id, "是我的雨伞啊")


def test_only_the_supervisor_disposes(counter: FoundDesk) -> None:
    food = counter.take_in(what="面包", category=C.FOOD)
    for who in (counter.clerk, counter.people.guard):
        assert "not permitted" in counter.refused(
            counter.verbs.dispose, food.id, End.DESTROYED, "", "", by=who
        )
    assert (
        counter.verbs.dispose(counter.boss, food.id, End.DESTROYED, "", "").result.state
        is FoundState.DISPOSED
    )


def test_the_police_give_a_receipt_and_a_finder_has_a_name(counter: FoundDesk) -> None:
    ring, unknown = counter.ring(), counter.keep(finder="")
    dispose = counter.verbs.dispose
    assert list(counter.problems(dispose, ring.id, End.POLICE, "", "", by=counter.boss)) == ["receipt"]
    gone = dispose(counter.boss, ring.id, End.POLICE, "京公拾2026-118", "").result
    assert (gone.receipt, gone.outcome) == ("京公拾2026-118", End.POLICE)
    counter.clock.advance(days=100)
    assert list(counter.problems(dispose, unknown.id, End.TO_FINDER, "", "", by=counter.boss)) == ["outcome"]


def test_a_year_after_the_notice_a_thing_of_value_may_end_otherwise(counter: FoundDesk) -> None:
    ring, unnoticed = counter.ring(), counter.ring(what="金表")
    counter.clock.advance(days=10)
    day = TODAY + timedelta(days=5)
    assert counter.verbs.notice(counter.clerk, [ring.id, ring.id], day).result == 1
    assert counter.now(ring).keep_until == date(2027, 11, 28)
    dispose = counter.verbs.dispose
    counter.clock.advance(days=360)
    for item in (ring, unnoticed):
        assert "police alone" in counter.refused(dispose, item.id, End.DONATED, "", "", by=counter.boss)
    counter.clock.advance(days=10)
    assert dispose(counter.boss, ring.id, End.TO_FINDER, "", "").result.outcome is End.TO_FINDER
    assert "police alone" in counter.refused(dispose, unnoticed.id, End.DONATED, "", "", by=counter.boss)


def test_what_nobody_confirmed_is_not_disposed_of(counter: FoundDesk) -> None:
    item = counter.take_in()
    counter.clock.advance(days=100)
    said = counter.refused(counter.verbs.dispose, item.id, End.DESTROYED, "", "", by=SYSTEM)
    assert "second person" in said


def test_the_first_notice_counts(counter: FoundDesk) -> None:
    items = [counter.keep().id, counter.keep().id]
    assert counter.verbs.notice(counter.clerk, items, TODAY).result == 2
    counter.clock.advance(days=2)
    assert counter.verbs.notice(counter.clerk, items, TODAY + timedelta(days=1)).result == 0
    assert counter.ask.card(counter.clerk, items[0]).item.noticed_on == TODAY
    tomorrow = TODAY + timedelta(days=3)
    assert list(counter.problems(counter.verbs.notice, items, tomorrow)) == ["day"]
    late = counter.keep()
    assert list(counter.problems(counter.verbs.notice, [late.id], TODAY)) == ["day"]
