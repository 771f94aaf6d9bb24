"""After the time of keeping no reporter, word or picture is left in the file, and the figures are as they were."""

from __future__ import annotations

import random
from datetime import timedelta

from desk_app.services.core.paths import DataFolder
from desk_app.services.demo.scribble import signature
from desk_app.services.finder.queries import Finder
from desk_app.services.repairs.records import OrderState, PricedLine
from tests.services.forgetting_help import YEARS, faults, forget, in_file, pictures
from tests.services.repairs.repair_desk import RepairDesk, picture

SECRETS = (
    "欧阳报修", "13911112222", "李总办公室门口漏水", "进展找过陈工", "等张三送配件", "已由赵六更换", "不满意因钱八态度",
    "再修时孙七在场", "吴九九家的门锁", "吴记维修铺", "跟周九说过了", "原先写错郑十",
)  # fmt: skip


def live_through(ledger: RepairDesk) -> list[int]:
    """An order with everything that can be said, its rework, a repeat; all of them closed."""
    who = {"reporter": "欧阳报修", "phone": "13911112222"}
    place = {"unit": "", "tenant": None, "company": "吴记维修铺", "area": "大堂"}
    first = ledger.take_in(**who, **place, description="原先写错郑十", photos=(picture(), picture("blue")))
    again = ledger.draft(**who, **place, description="李总办公室门口漏水")
    ledger.verbs.correct(ledger.clerk, first.id, again)
    repeat = ledger.take_in(**who, description="李总办公室门口漏水", join=first.id)
    ledger.verbs.price(ledger.clerk, first.id, [PricedLine("吴九九家的门锁", 1, 5_000)], True)
    ledger.dispatch(first)
    ledger.verbs.progress(ledger.clerk, first.id, "进展找过陈工")
    until = (ledger.clock.now() + timedelta(days=1)).date()
    ledger.verbs.hold(ledger.clerk, first.id, "等张三送配件", until)
    ledger.verbs.resume(ledger.clerk, first.id)
    ledger.arrive(first)
    ledger.done(
        first, words="已由赵六更换", signature=signature(random.Random(1)), result_photo=picture("green")
    )
    failed = ledger.call_back(first, "不满意因钱八态度")
    assert failed.reworked_as is not None
    rework = ledger.order(ledger.ask.card(ledger.clerk, failed.reworked_as).order)
    ledger.arrive(ledger.dispatch(rework))
    ledger.done(rework, words="再修时孙七在场")
    ledger.call_back(rework)
    ledger.close(rework)
    if ledger.order(first).state is not OrderState.CLOSED:
        ledger.close(first)
    angry = ledger.complaint(**who)
    ledger.verbs.follow_up(ledger.clerk, angry.id, "跟周九说过了")
    ledger.arrive(ledger.dispatch(angry))
    ledger.done(angry)
    ledger.call_back(angry)
    ledger.close(angry)
    return [first.id, repeat.id, rework.id, angry.id]


def test_nothing_of_anybody_is_left_in_the_file(ledger: RepairDesk, folder: DataFolder) -> None:
    desk = ledger.desk
    orders = live_through(ledger)
    day = ledger.clock.now().astimezone(ledger.clock.zone).date()
    figures = ledger.ask.figures(ledger.clerk, day, day)
    before = ledger.ask.card(ledger.clerk, orders[0])
    assert in_file(desk, folder, SECRETS) == set(SECRETS)
    assert desk.get(Finder).find(ledger.clerk, "欧阳报修") != []
    assert pictures(desk) == 4
    ledger.clock.advance(seconds=YEARS)
    assert forget(desk)["repairs.keep_years"] == len(orders)
    assert in_file(desk, folder, SECRETS) == set()
    assert faults(desk) == [] and pictures(desk) == 0
    assert desk.get(Finder).find(ledger.clerk, "欧阳报修") == []
    assert desk.get(Finder).find(ledger.clerk, "13911112222") == []
    assert ledger.ask.figures(ledger.clerk, day, day) == figures
    card = ledger.ask.card(ledger.clerk, orders[0])
    assert (card.order.reporter, card.order.description, card.photos, card.signature) == ("", "", (), None)
    assert (card.order.number, card.order.state, card.order.received_at, card.order.done_at) == (
        before.order.number,
        before.order.state,
        before.order.received_at,
        before.order.done_at,
    )
    assert [one.at for one in card.story] == [one.at for one in before.story]
    assert {one.words for one in card.story} == {""}
    assert "repairs.keep_years" not in forget(desk)


def test_what_is_open_is_kept_however_old(ledger: RepairDesk) -> None:
    waiting, done = ledger.take_in(), ledger.finished(unit="2302")
    ledger.clock.advance(seconds=YEARS)
    assert "repairs.keep_years" not in forget(ledger.desk)
    assert ledger.order(waiting).reporter == "张伟明"
    assert ledger.order(done).reporter == "张伟明"


def test_the_two_years_are_counted_from_the_closing(ledger: RepairDesk) -> None:
    order = ledger.finished()
    ledger.clock.advance(days=600)
    ledger.call_back(order)
    ledger.close(order)
    ledger.clock.advance(days=700)
    assert "repairs.keep_years" not in forget(ledger.desk)
    ledger.clock.advance(days=40)
    assert "repairs.keep_years" in forget(ledger.desk)
    assert ledger.order(order).reporter == ""
