"""Lists and counts: each view shows what it says, and the counts are as long as the lists."""

from __future__ import annotations

from datetime import date, timedelta

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.feature import Named
from desk_app.services.lost_property import FEATURE
from desk_app.services.lost_property.records import FOUND_KIND, Category, Outcome, View
from tests.services.lost_property.found_desk import FoundDesk

TODAY = date(2026, 11, 23)


def test_each_view_shows_what_it_says(counter: FoundDesk) -> None:
    old = counter.keep(what="旧伞")
    counter.clock.advance(days=100)
    today = TODAY + timedelta(days=100)
    new, ring, back = counter.take_in(), counter.ring(), counter.give_back(counter.keep())
    food = counter.take_in(what="面包", category=Category.FOOD)
    eaten = counter.take_in(what="盒饭", category=Category.FOOD)
    counter.verbs.dispose(counter.boss, eaten.id, Outcome.DESTROYED, "", "")
    shown = {view: {one.id for one in counter.ask.items(counter.clerk, view, today)} for view in View}
    assert shown == {
        View.OPEN: {old.id, new.id, ring.id, food.id},
        View.TO_CONFIRM: {new.id, food.id},
        View.HIGH: {ring.id},
        View.EXPIRED: {old.id, food.id},
        View.DAY: {new.id, ring.id, back.id, food.id, eaten.id},
        View.RETURNED: {back.id},
    }
    counts = counter.ask.counts(counter.clerk, today)
    assert {view: getattr(counts, view.value) for view in View} == {
        view: len(ids) for view, ids in shown.items()
    }
    yesterday = counter.ask.items(counter.clerk, View.DAY, today - timedelta(days=1))
    assert yesterday == []


def test_what_came_back_today_is_on_todays_list(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.clock.advance(days=3)
    counter.give_back(item)
    day = TODAY + timedelta(days=3)
    assert [one.id for one in counter.ask.items(counter.clerk, View.DAY, day)] == [item.id]


def test_a_label_leads_to_its_item(counter: FoundDesk) -> None:
    item = counter.keep()
    assert counter.ask.what_is(counter.clerk, item.code) == item
    assert counter.ask.what_is(counter.clerk, f" {item.code[:4]} {item.code[4:]} ") == item
    for other in (
        "",
        "hello",
        ShortNumber(Kind.LOAN, 1, 1).digits,
        ShortNumber(Kind.FOUND_ITEM, 1, 999).digits,
    ):
        assert counter.ask.what_is(counter.clerk, other) is None
    named = FEATURE.codes[Kind.FOUND_ITEM]
    from desk_app.services.journal.work import Read

    bench = counter.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, counter.clerk, bench.clock.now())
        assert named(read, item.code) == Named(FOUND_KIND, item.id)
        assert named(read, "60010001") is None


def test_the_numbers_of_records(counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report()
    numbers = counter.ask.numbers(counter.boss, [item.id, report.id, 4711])
    assert numbers == {item.id: item.number, report.id: report.number}
