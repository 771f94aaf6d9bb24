"""An order from the report to its closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import CallState, TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import (
    KIND,
    ClockKind,
    Order,
    OrderKind,
    OrderState,
    Source,
    Urgency,
    View,
)
from desk_app.services.repairs.tables import StoryRow
from tests.fakes import FakeClock
from tests.services.repairs.repair_desk import LAMP, PHONE, TUBE, RepairDesk, picture, said

S = OrderState


def test_a_repair_from_the_call_to_its_closing(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.take_in(photos=(picture(),))
    assert (order.number, order.state, order.floor) == ("YF-A1-261123-001", S.RECEIVED, "23")
    assert (order.company, order.tenant, order.department) == (
        "云海科技有限公司",
        ledger.tenant,
        "engineering",
    )
    assert order.owner == ledger.clerk.staff_id and order.photos == 1
    clock.advance(minutes=3)
    promised = clock.now() + timedelta(minutes=30)
    order = ledger.verbs.dispatch(ledger.clerk, order.id, ledger.wang.id, promised).result
    assert (order.state, order.colleague_name, order.promised_at) == (S.DISPATCHED, "王建国", promised)
    clock.advance(minutes=10)
    assert ledger.arrive(order).arrived_at == clock.now()
    ledger.verbs.progress(ledger.clerk, order.id, "已查明，镇流器坏了")
    clock.advance(minutes=20)
    order = ledger.done(order, signature=picture("black"), result_photo=picture("green"))
    assert (order.state, order.signed, order.photos, order.missed) == (S.DONE, True, 2, ())
    order = ledger.close(ledger.call_back(order))
    assert (order.state, order.satisfied, order.closed_at) == (S.CLOSED, True, clock.now())
    card = ledger.ask.card(ledger.clerk, order.id)
    assert [line.state for line in card.story] == [
        S.RECEIVED, S.DISPATCHED, S.ON_SITE, None, S.DONE, S.CALLED_BACK, S.CLOSED,
    ]  # fmt: skip
    assert len(card.photos) == 2 and card.signature is not None
    assert ledger.events(order.id) == [
        "repair.received", "repair.dispatched", "repair.arrived", "repair.progressed", "repair.done",
        "repair.called_back", "repair.closed",
    ]  # fmt: skip


def test_what_is_missing_is_said_at_its_fields(ledger: RepairDesk) -> None:
    blank = ledger.draft(reporter="", phone="", unit="", description=" ", trade=None)
    assert set(ledger.problems(blank)) == {"phone", "unit", "description", "trade"}
    assert set(ledger.problems(ledger.draft(phone="灯坏了"))) == {"phone"}
    assert set(ledger.problems(ledger.draft(phone="1381234567"))) == {"phone"}
    missing = ledger.problems(ledger.draft(unit="9999"))
    assert missing == {"unit": "There is no unit 9999 in this building."}
    assert set(ledger.problems(ledger.draft(kind=OrderKind.COMPLAINT, trade=None))) == {"department"}
    assert set(ledger.problems(ledger.draft(tenant=4711))) == {"company"}
    confirmed = ledger.draft(paid=True, price_confirmed=True)
    assert set(ledger.problems(confirmed)) == {"price_confirmed"}
    odd = ledger.draft(paid=True, prices=(LAMP.__class__("", 0, -1),))
    assert set(ledger.problems(odd)) == {"prices.0.name", "prices.0.quantity", "prices.0.fen"}


def test_nobody_is_called_back_at_an_emergency_number(ledger: RepairDesk) -> None:
    assert list(ledger.problems(ledger.draft(phone="119"))) == ["phone"]
    assert ledger.take_in(phone="801").phone == "801", "an extension of the building"


def test_places_as_people_say_them(ledger: RepairDesk) -> None:
    assert ledger.take_in(unit="２３０２ ").unit == "2302"
    lobby = ledger.take_in(unit="", area="一楼大堂", floor="1F")
    assert (lobby.unit, lobby.area, lobby.floor, lobby.tenant) == ("", "一楼大堂", "1F", None)
    assert ledger.take_in(unit="", tenant=ledger.tenant).unit == "2301"
    vacant = ledger.take_in(unit="2401", reporter="", phone="", source=Source.PATROL)
    assert (vacant.tenant, vacant.company) == (None, "")
    assert ledger.take_in(phone="8012").phone == "8012"


def test_a_form_saved_twice_is_one_order(ledger: RepairDesk) -> None:
    first = ledger.take_in(request="form-1")
    assert ledger.take_in(request="form-1").id == first.id
    assert ledger.take_in(request="form-1", description=" 走廊灯\u200b不亮\r\n").id == first.id
    with pytest.raises(InvalidInput) as other:
        ledger.take_in(request="form-1", description="水管漏水")
    assert set(other.value.problems) == {"request"}


def test_a_call_becomes_an_order_once(ledger: RepairDesk) -> None:
    call = ledger.desk.get(Calls).take_call(ledger.clerk, TypedCall(PHONE, about="灯不亮")).result
    order = ledger.take_in(call=call.id)
    known = ledger.desk.get(CallQueries).call(ledger.clerk, call.id)
    assert (known.state, known.became, known.became_kind) == (CallState.BECAME, order.id, KIND)
    with pytest.raises(IllegalStep):
        ledger.take_in(call=call.id)
    with pytest.raises(NotFound):
        ledger.take_in(call=4711)
    with pytest.raises(NotFound):
        ledger.take_in(lost_key=4711)
    assert len(ledger.ask.board(ledger.clerk)[S.RECEIVED]) == 1


def test_repeats_join_and_weigh_more(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.take_in()
    repeats = []
    for expected in (Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY):
        clock.advance(minutes=2)
        repeats.append(ledger.take_in(join=order.id, description="灯还是不亮"))
        assert ledger.order(order).urgency is expected
    assert ledger.order(order).repeats == 3
    assert {(one.state, one.joined_to, one.closed_at) for one in repeats[-1:]} == {
        (S.JOINED, order.id, clock.now())
    }
    card = ledger.ask.card(ledger.clerk, order.id)
    assert [one.id for one in card.repeats] == [one.id for one in repeats]
    with pytest.raises(InvalidInput) as nested:
        ledger.take_in(join=repeats[0].id)
    assert "is not open any more" in said(nested.value)["join"]
    with pytest.raises(IllegalStep, match="only repeats"):
        ledger.dispatch(repeats[0])
    with pytest.raises(InvalidInput):
        ledger.take_in(join=4711)


def test_paid_work_waits_for_the_price(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.take_in(paid=True)
    with pytest.raises(IllegalStep, match="Tell the customer the price first"):
        ledger.dispatch(order)
    order = ledger.verbs.price(ledger.clerk, order.id, [LAMP, TUBE], False).result
    assert (order.quote.work, order.quote.surcharge, order.quote.materials) == (6_000, 0, 5_110)
    with pytest.raises(IllegalStep, match="has not confirmed the price"):
        ledger.dispatch(order)
    order = ledger.verbs.price(ledger.clerk, order.id, [LAMP, TUBE], True).result
    assert order.price_confirmed_at == clock.now() and ledger.dispatch(order).state is S.DISPATCHED
    clock.advance(hours=12)  # 21:00
    night = ledger.take_in(paid=True, prices=(LAMP, TUBE), price_confirmed=True)
    assert (night.quote.surcharge, night.quote.total) == (1_800, 6_000 + 1_800 + 5_110)
    with pytest.raises(InvalidInput) as confirmed:
        ledger.verbs.correct(ledger.clerk, night.id, ledger.draft(paid=False))
    assert "not confirmed" in said(confirmed.value)["paid"]
    ledger.verbs.price(ledger.clerk, night.id, (LAMP, TUBE), False)
    free = ledger.verbs.correct(ledger.clerk, night.id, ledger.draft(paid=False)).result
    assert (free.paid, free.prices, free.quote.total, free.price_confirmed_at) == (False, (), 0, None)


def test_what_was_done_for_money_stays_so(ledger: RepairDesk) -> None:
    order = ledger.finished(paid=True, prices=(LAMP,), price_confirmed=True)
    with pytest.raises(InvalidInput) as done:
        ledger.verbs.correct(ledger.clerk, order.id, ledger.draft(paid=False))
    assert "work is done" in said(done.value)["paid"]
    kept = ledger.verbs.correct(ledger.clerk, order.id, ledger.draft(paid=True, unit="2302")).result
    assert kept.quote == order.quote and kept.price_confirmed_at == order.price_confirmed_at


def test_not_satisfied_is_a_rework_of_the_same_owner(ledger: RepairDesk) -> None:
    first = ledger.finished()
    with pytest.raises(InvalidInput) as missing:
        ledger.verbs.call_back(ledger.people.supervisor, first.id, False, "")
    assert set(missing.value.problems) == {"why"}
    first = ledger.verbs.call_back(ledger.people.supervisor, first.id, False, "灯仍然闪烁").result
    assert (first.state, first.satisfied, first.dissatisfied_why) == (S.CALLED_BACK, False, "灯仍然闪烁")
    assert first.reworked_as is not None
    again = ledger.ask.card(ledger.clerk, first.reworked_as).order
    assert (again.rework_of, again.state, again.owner) == (first.id, S.RECEIVED, ledger.clerk.staff_id)
    assert (again.unit, again.description, again.trade) == (first.unit, first.description, first.trade)
    assert ledger.close(first).state is S.CLOSED
    with pytest.raises(InvalidInput) as open_already:
        ledger.take_in(rework_of=first.id)
    assert again.number in said(open_already.value)["rework_of"]


def test_nobody_answered_is_on_record_and_counted(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.finished()
    due = order.clocks

    def missed() -> Order:
        return ledger.verbs.missed_call(ledger.clerk, order.id, "无人接听").result

    assert missed().missed_calls == 1
    clock.advance(minutes=5)
    twice = missed()
    assert (twice.missed_calls, twice.state, twice.called_back_at) == (2, S.DONE, None)
    assert [(one.kind, one.due) for one in twice.clocks] == [(one.kind, one.due) for one in due]
    assert ledger.events(order.id).count("repair.not_reached") == 2
    assert ledger.undo(order).missed_calls == 1
    assert ledger.call_back(order).state is S.CALLED_BACK
    with pytest.raises(IllegalStep):
        missed()
    with pytest.raises(InvalidInput):
        ledger.verbs.missed_call(ledger.clerk, ledger.finished().id, " ")


def test_calls_count_though_the_work_cannot_be_taken_back_any_more(ledger: RepairDesk) -> None:
    order = ledger.finished()
    with ledger.desk.bench.database.write() as session:
        session.execute(update(StoryRow).values(before=""))
    assert ledger.verbs.missed_call(ledger.clerk, order.id, "无人接听").result.missed_calls == 1


def test_failed_again_after_closing_is_a_rework(ledger: RepairDesk) -> None:
    first = ledger.close(ledger.call_back(ledger.finished()))
    draft = ledger.draft(rework_of=first.id, description="又不亮了")
    again = ledger.verbs.take_in(ledger.people.supervisor, draft).result
    assert (again.rework_of, again.owner) == (first.id, ledger.clerk.staff_id)
    assert ledger.order(first).reworked_as == again.id
    with pytest.raises(InvalidInput):
        ledger.take_in(rework_of=again.id)


def test_an_arrival_known_late_was_in_time(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.dispatch(ledger.take_in())
    clock.advance(minutes=30)
    for wrong in (timedelta(minutes=1), timedelta(hours=-1)):
        with pytest.raises(InvalidInput) as refused:
            ledger.verbs.arrive(ledger.clerk, order.id, clock.now() + wrong)
        assert set(refused.value.problems) == {"at"}
    assert [kind.value for kind in ledger.order(order).missed] == ["arrival"]
    order = ledger.verbs.arrive(ledger.clerk, order.id, clock.now() - timedelta(minutes=15)).result
    assert order.missed == ()


def test_steps_are_taken_back_one_by_one(ledger: RepairDesk) -> None:
    before = [ledger.take_in(paid=True)]
    before.append(ledger.verbs.price(ledger.clerk, before[0].id, [LAMP], True).result)
    before.append(ledger.dispatch(before[0]))
    before.append(ledger.arrive(before[0]))
    before.append(ledger.hold(before[0]))
    before.append(ledger.verbs.resume(ledger.clerk, before[0].id).result)
    before.append(ledger.done(before[0], signature=picture(), result_photo=picture("blue")))
    before.append(ledger.call_back(before[0]))
    ledger.close(before[0])
    for expected in reversed(before):
        assert ledger.undo(expected) == expected
    with pytest.raises(IllegalStep, match="no step"):
        ledger.undo(before[0])


def test_too_late_to_take_back(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.dispatch(ledger.take_in())
    clock.advance(minutes=11)
    with pytest.raises(IllegalStep, match="older than"):
        ledger.undo(order)


def test_a_clock_that_was_ahead_freezes_no_order(ledger: RepairDesk, clock: FakeClock) -> None:
    right = clock.now()
    clock.advance(days=10)
    order = ledger.dispatch(ledger.take_in())
    clock.set(right)
    with pytest.raises(IllegalStep):
        ledger.undo(order)
    assert [one.id for one in ledger.ask.orders(ledger.clerk, View.OPEN, right.date())] == [order.id]
    earlier = right - timedelta(minutes=1)
    order = ledger.verbs.arrive(ledger.clerk, order.id, earlier).result
    assert order.arrived_at == earlier and ClockKind.ARRIVAL not in order.missed
    ledger.verbs.progress(ledger.clerk, order.id, "等零件")
    clock.advance(hours=5)
    assert ClockKind.PROGRESS in ledger.order(order).missed
    order = ledger.done(order)
    assert order.done_at == clock.now()
    story = ledger.ask.card(ledger.clerk, order.id).story
    assert [one.state for one in story if one.state] == [S.RECEIVED, S.DISPATCHED, S.ON_SITE, S.DONE]


def test_a_call_back_taken_back_takes_its_rework_with_it(ledger: RepairDesk) -> None:
    first = ledger.call_back(ledger.finished(), "还是漏")
    assert first.reworked_as is not None
    again = ledger.ask.card(ledger.clerk, first.reworked_as).order
    assert ledger.undo(first).state is S.DONE
    gone = ledger.order(again)
    assert (gone.state, gone.joined_to) == (S.JOINED, first.id)
    second = ledger.call_back(first, "还是漏")
    assert second.reworked_as is not None
    ledger.dispatch(ledger.ask.card(ledger.clerk, second.reworked_as).order)
    with pytest.raises(IllegalStep, match="has begun"):
        ledger.undo(second)


def test_pictures(ledger: RepairDesk) -> None:
    no_picture, huge = b"GIF89a nothing", b"\x89PNG\r\n\x1a\n" + bytes(80 * 1024 * 1024)
    problems = ledger.problems(ledger.draft(photos=(picture(), no_picture, huge)))
    assert problems == {
        "photos.1": "This picture cannot be read. Choose a PNG or JPEG file.",
        "photos.2": "The picture is larger than 10 MB. Choose a smaller one.",
    }
    order = ledger.take_in(photos=(picture(),) * 5)
    ledger.verbs.add_photo(ledger.clerk, order.id, picture("blue"))
    for wrong in (picture("green"), no_picture, huge):
        with pytest.raises(InvalidInput) as refused:
            ledger.verbs.add_photo(ledger.clerk, order.id, wrong)
        assert set(refused.value.problems) == {"photo"}
    assert set(ledger.problems(ledger.draft(photos=(picture(),) * 7))) == {"photos"}


def test_taking_back_what_is_done_leaves_pictures_that_came_later(ledger: RepairDesk) -> None:
    order = ledger.on_site(photos=[picture("red")])
    order = ledger.done(order, result_photo=picture("green"))
    ledger.verbs.add_photo(ledger.clerk, order.id, picture("blue"))
    assert ledger.undo(order).photos == 2
    assert ledger.verbs.add_photo(ledger.clerk, order.id, picture("navy")).result.photos == 3
    assert ledger.undo(ledger.done(order, result_photo=picture("green"))).photos == 3


def test_holding_wants_a_reason_and_a_day_to_come(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.take_in()
    today = clock.now().date()
    for why, until, fields in (
        ("", today, {"why"}),
        ("等配件", today - timedelta(days=1), {"until"}),
        ("等配件", today + timedelta(days=500), {"until"}),
    ):
        with pytest.raises(InvalidInput) as refused:
            ledger.verbs.hold(ledger.clerk, order.id, why, until)
        assert set(refused.value.problems) == fields
    held = ledger.hold(order)
    assert (held.state, held.hold_why, [one.kind.value for one in held.clocks]) == (
        S.ON_HOLD, "等待配件", ["hold"],
    )  # fmt: skip
    assert ledger.verbs.resume(ledger.clerk, order.id).result.state is S.RECEIVED


def test_complaints_go_to_their_department(ledger: RepairDesk) -> None:
    complaint = ledger.verbs.pass_on(ledger.clerk, ledger.complaint().id).result
    with pytest.raises(IllegalStep, match="passed on already"):
        ledger.verbs.pass_on(ledger.clerk, complaint.id)
    with pytest.raises(IllegalStep, match="dispatch it"):
        ledger.verbs.pass_on(ledger.clerk, ledger.take_in().id)
    ledger.verbs.follow_up(ledger.clerk, complaint.id, "已告知保洁处理中")
    assert ledger.done(complaint).state is S.DONE


def test_nobody_who_left_is_sent(ledger: RepairDesk, clock: FakeClock) -> None:
    order = ledger.take_in()
    for colleague, promised, field in (
        (4711, None, "colleague"),
        (ledger.wang.id, clock.now(), "promised"),
        (ledger.wang.id, clock.now() + timedelta(days=200), "promised"),
    ):
        with pytest.raises(InvalidInput) as refused:
            ledger.verbs.dispatch(ledger.clerk, order.id, colleague, promised)
        assert set(refused.value.problems) == {field}
    with pytest.raises(NotFound):
        ledger.verbs.dispatch(ledger.clerk, 4711, ledger.wang.id, None)


def test_prints_and_prices_are_counted(ledger: RepairDesk) -> None:
    order = ledger.take_in()
    assert [ledger.verbs.print_order(ledger.clerk, order.id).result.copies for _ in range(2)] == [1, 2]
    boss = ledger.people.supervisor
    price = ledger.verbs.save_price(boss, None, Trade.LOCKS, "换锁芯", "120", "把", True).result
    assert (price.fen, price.trade) == (12_000, Trade.LOCKS)
    ledger.verbs.save_price(boss, price.id, Trade.LOCKS, "换锁芯", "98.5", "把", False)
    assert ledger.ask.price_list(ledger.clerk) == []
    assert [one.fen for one in ledger.ask.price_list(ledger.clerk, inactive=True)] == [9_850]
    with pytest.raises(InvalidInput) as refused:
        ledger.verbs.save_price(boss, None, Trade.LOCKS, "", "abc", "", True)
    assert set(refused.value.problems) == {"name", "price"}
