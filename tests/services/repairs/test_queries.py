"""What pages ask: lists, board, counts, codes, duplicates, callers, figures."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from desk_app.services.core.errors import NotFound
from desk_app.services.core.matters import Part, Party, Person
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import Words
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, Trade
from desk_app.services.finder.queries import Finder
from desk_app.services.journal.work import Read
from desk_app.services.repairs.matters import CALL_BACK, order_named, order_people, repair_matters
from desk_app.services.repairs.records import KIND, ClockKind, ClockTone, Order, OrderState, View
from desk_app.services.repairs.rounds import missed_round
from tests.fakes import FakeClock
from tests.services.repairs.repair_desk import LAMP, OTHER, PHONE, RepairDesk, picture
from tests.services.statements import asked, plans

S = OrderState
TODAY = date(2026, 11, 23)


@pytest.fixture
def busy(ledger: RepairDesk, clock: FakeClock) -> dict[str, Order]:
    """One of each."""
    orders = {"late": ledger.take_in(phone=OTHER)}
    clock.advance(minutes=25)
    orders |= {"new": ledger.take_in(), "sent": ledger.dispatch(ledger.take_in(unit="2302"))}
    orders |= {
        "held": ledger.hold(ledger.take_in(unit="2401"), 3),
        "done": ledger.finished(area="大堂", unit=""),
    }
    orders["joined"] = ledger.take_in(join=orders["new"].id)
    orders["closed"] = ledger.close(ledger.call_back(ledger.finished()))
    orders["asked"] = ledger.call_back(ledger.finished())
    return orders


def shown(ledger: RepairDesk, view: View) -> list[int]:
    return [one.id for one in ledger.ask.orders(ledger.clerk, view, TODAY)]


def test_lists_board_and_counts_agree(ledger: RepairDesk, busy: dict[str, Order]) -> None:
    ids = {name: order.id for name, order in busy.items()}
    assert shown(ledger, View.OPEN)[0] == ids["late"]
    assert set(shown(ledger, View.OPEN)) == {
        ids[one] for one in ("late", "new", "sent", "held", "done", "asked")
    }
    assert shown(ledger, View.PRESSING) == [ids["late"]]
    assert set(shown(ledger, View.TO_DISPATCH)) == {ids["late"], ids["new"]}
    assert (shown(ledger, View.ON_HOLD), shown(ledger, View.CALL_BACK)) == ([ids["held"]], [ids["done"]])
    assert set(shown(ledger, View.DAY)) == set(ids.values())
    assert set(shown(ledger, View.MINE)) == set(shown(ledger, View.OPEN))
    counts = ledger.ask.counts(ledger.clerk, TODAY)
    assert all(getattr(counts, view.value) == len(shown(ledger, view)) for view in View)
    boss = ledger.people.supervisor
    assert ledger.ask.orders(boss, View.MINE, TODAY) == [] and ledger.ask.counts(boss, TODAY).mine == 0
    board = ledger.ask.board(ledger.clerk)
    assert {state: len(column) for state, column in board.items()} == {
        S.RECEIVED: 2, S.DISPATCHED: 1, S.ON_SITE: 0, S.ON_HOLD: 1, S.DONE: 1, S.CALLED_BACK: 1,
    }  # fmt: skip


def test_a_missed_clock_goes_on_record_once(
    ledger: RepairDesk, busy: dict[str, Order], clock: FakeClock
) -> None:
    changes = missed_round(ledger.desk.bench)
    assert changes is not None and changes.result == 1
    assert missed_round(ledger.desk.bench) is None
    late = ledger.order(busy["late"])
    assert late.missed == (ClockKind.ARRIVAL,) and late.clocks[0].tone is ClockTone.MISSED
    assert ledger.events(late.id).count("repair.clock_missed") == 1
    ledger.arrive(ledger.dispatch(late))
    assert ledger.events(late.id).count("repair.clock_missed") == 1
    clock.advance(hours=5)
    arrived = ledger.verbs.progress(ledger.clerk, late.id, "仍在处理").result
    assert ClockKind.PROGRESS in arrived.missed  # noted with the step, before any round


def test_what_is_a_code(ledger: RepairDesk, busy: dict[str, Order]) -> None:
    closed = busy["closed"]
    for code in (closed.code, f" {closed.code} ", closed.number, closed.number.lower()):
        found = ledger.ask.what_is(ledger.clerk, code)
        assert found is not None and (found.id, found.state) == (closed.id, S.CLOSED)
    for nothing in ("", "12345", "4000000000", "YF-A1-261123-999", "a-b-c-d", "YF-A1-269999-001"):
        assert ledger.ask.what_is(ledger.clerk, nothing) is None
    with pytest.raises(NotFound):
        ledger.ask.card(ledger.clerk, 4711)
    assert ledger.ask.numbers(ledger.people.supervisor, [closed.id, 4711]) == {closed.id: closed.number}


def test_duplicates_are_offered_while_typing(ledger: RepairDesk, clock: FakeClock) -> None:
    first, other = ledger.take_in(), ledger.take_in(unit="2302")
    found = ledger.ask.duplicates(ledger.clerk, ledger.draft(description="灯不亮了"))
    assert [(one.order, one.number, one.same_words) for one in found] == [(first.id, first.number, True)]
    ledger.done(ledger.arrive(ledger.dispatch(first)))
    assert ledger.ask.duplicates(ledger.clerk, ledger.draft()) == []
    clock.advance(days=15)
    assert ledger.ask.duplicates(ledger.clerk, ledger.draft(unit="2302")) == []
    assert ledger.order(other).state is S.RECEIVED


def test_the_caller_is_known(ledger: RepairDesk) -> None:
    ledger.take_in()
    contact = ContactDraft("赵晓燕", "行政", OTHER)
    ledger.desk.get(TenantPeople).add_contact(ledger.people.supervisor, ledger.tenant, contact)
    for text in (PHONE, "5678", "zwm", "张伟"):
        (known,) = ledger.ask.recall(ledger.clerk, text)
        assert (known.name, known.unit, known.floor, known.tenant, known.open) == (
            "张伟明", "2301", "23", ledger.tenant, 1,
        )  # fmt: skip
    (contact_found,) = ledger.ask.recall(ledger.clerk, "赵晓燕")
    assert (contact_found.source, contact_found.unit, contact_found.floor) == ("contact", "2301", "23")
    assert contact_found.company == "云海科技有限公司" and "****" in contact_found.phone_mask
    assert ledger.ask.recall(ledger.clerk, " ") == []


def test_orders_are_found_by_whoever_may_see_them(ledger: RepairDesk) -> None:
    order = ledger.take_in(description="茶水间水龙头滴水")
    finder = ledger.desk.get(Finder)
    for text in ("张伟明", PHONE, "云海", "2301", order.number, "水龙头"):
        assert any(hit.kind == KIND and hit.id == order.id for hit in finder.find(ledger.clerk, text)), text
    assert all(hit.kind != KIND for hit in finder.find(ledger.people.guard, "张伟明"))


def matters(ledger: RepairDesk, party: Party) -> list[tuple[Part, bool, str, str]]:
    bench = ledger.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, ledger.clerk, bench.clock.now())
        return [
            (one.part, one.owed, one.step, Words("en").text(one.text, **one.values))
            for one in repair_matters(read, party)
        ]


def test_what_a_tenant_waits_for_and_owes(ledger: RepairDesk) -> None:
    order = ledger.take_in()
    expected = (Part.EXPECTS, False, "", f"{order.number} is not done yet: 走廊灯不亮, 2301.")
    for party in (Party(tenant=ledger.tenant), Party(phone=PHONE)):
        assert matters(ledger, party) == [expected]
    assert matters(ledger, Party(visit=1)) == [] == matters(ledger, Party(phone=OTHER))
    ledger.hold(order)
    assert "on hold" in matters(ledger, Party(phone=PHONE))[0][3]
    ledger.verbs.resume(ledger.clerk, order.id)
    done = ledger.done(ledger.arrive(ledger.dispatch(order)))
    assert matters(ledger, Party(phone=PHONE))[0][:3] == (Part.EXPECTS, False, CALL_BACK)
    ledger.close(ledger.call_back(done))
    assert matters(ledger, Party(phone=PHONE)) == []
    paid = ledger.finished(paid=True, prices=(LAMP,), price_confirmed=True)
    (owed,) = matters(ledger, Party(tenant=ledger.tenant))
    assert owed[:3] == (Part.OWES, True, CALL_BACK) and "¥60.00" in owed[3]
    ledger.call_back(paid)
    assert matters(ledger, Party(tenant=ledger.tenant))[0][:3] == (Part.OWES, True, "")
    signed = ledger.on_site(phone=OTHER, paid=True, prices=(LAMP,), price_confirmed=True)
    ledger.done(signed, signature=picture())
    assert matters(ledger, Party(phone=OTHER))[0][:3] == (Part.EXPECTS, False, CALL_BACK)


def test_whom_an_order_is_about_and_its_short_number(ledger: RepairDesk) -> None:
    order, bench = ledger.take_in(), ledger.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, SYSTEM, bench.clock.now())
        assert order_people(read, [order.id])[order.id] == [
            Person("张伟明", PHONE, order.company, "2301", ledger.tenant)
        ]
        assert order_people(read, [4711]) == {}
        named = order_named(read, order.code)
        assert named is not None and (named.kind, named.id) == (KIND, order.id)
        assert order_named(read, "50010019") is None


def test_figures_are_what_a_recount_gives(
    ledger: RepairDesk, busy: dict[str, Order], clock: FakeClock
) -> None:
    ledger.call_back(busy["done"], "还是不亮")
    clock.advance(days=12)
    missed_round(ledger.desk.bench)
    ledger.close(ledger.call_back(ledger.finished(trade=Trade.LIFT)))
    first, last = TODAY, TODAY + timedelta(days=30)
    days = [first + timedelta(days=ahead) for ahead in range(31)]
    every = [one for day in days for one in ledger.ask.orders(ledger.clerk, View.DAY, day)]
    counted = [one for one in every if one.state is not S.JOINED]
    found = ledger.ask.figures(ledger.clerk, first, last)
    assert found.orders == len(counted) == 9
    to_arrive = [one for one in counted if one.arrived_at or ClockKind.ARRIVAL in one.missed]
    in_time = [one for one in to_arrive if ClockKind.ARRIVAL not in one.missed]
    done = [one for one in counted if one.done_at]
    called = [one for one in done if one.called_back_at]
    recount = (
        len(in_time) * 1000 // len(to_arrive),
        len(called) * 1000 // len(done),
        sum(bool(one.satisfied) for one in called) * 1000 // len(called),
    )
    assert (found.arrival.share, found.call_back.share, found.satisfaction.share) == recount
    assert (found.call_back.target, found.satisfaction.target, found.in_time.target) == (1000, 950, 950)
    assert found.rework == sum(one.rework_of is not None for one in counted) == 1
    assert found.by_trade == Counter(one.trade for one in counted)
    assert found.by_floor == Counter(one.floor for one in counted if one.floor)
    assert found.by_month == {"2026-11": 8, "2026-12": 1}
    empty = ledger.ask.figures(ledger.clerk, date(2020, 1, 1), date(2020, 2, 1))
    assert (empty.orders, empty.arrival.share, empty.by_trade) == (0, None, {})


def test_floors_stand_from_the_lowest_to_the_highest(ledger: RepairDesk) -> None:
    for floor in ("10F", "2F", "B2", "B1", "1F"):
        ledger.take_in(unit="", tenant=None, area="走廊", floor=floor)
    found = ledger.ask.figures(ledger.clerk, TODAY, TODAY)
    assert [one.key for one in found.floors] == ["B2", "B1", "1F", "2F", "10F"]


def test_no_question_reads_every_order_there_ever_was(ledger: RepairDesk, busy: dict[str, Order]) -> None:
    ask, who = ledger.ask, ledger.clerk
    with asked(ledger.desk) as said:
        for view in View:
            ask.orders(who, view, TODAY)
        ask.board(who)
        ask.counts(who, TODAY)
        ask.duplicates(who, ledger.draft())
        ask.recall(who, PHONE)
        ask.card(who, busy["new"].id)
        ask.what_is(who, busy["new"].code)
        ask.what_is(who, busy["new"].number)
        ask.figures(who, TODAY, TODAY)
        matters(ledger, Party(tenant=ledger.tenant, phone=PHONE))
        missed_round(ledger.desk.bench)
        ledger.take_in(request="form")
        ledger.take_in(request="form")
    whole = [
        line
        for lines in plans(ledger.desk, said).values()
        for line in lines
        if line.startswith("SCAN repair") and "ix_repairs_open" not in line
    ]
    assert whole == []


def test_a_list_costs_the_same_however_long(ledger: RepairDesk) -> None:
    def cost() -> int:
        with asked(ledger.desk) as said:
            ledger.ask.orders(ledger.clerk, View.OPEN, TODAY)
        return len(said)

    ledger.take_in(photos=(picture(),))
    few = cost()
    for _ in range(4):
        ledger.take_in(photos=(picture(),), paid=True, prices=(LAMP,))
    assert cost() <= few + 1
