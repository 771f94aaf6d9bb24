"""The demo building's repairs, complaints and requests: some 30 a working day. Today is in `demo_today.py`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desk_app.services.demo.pen import Pen
from desk_app.services.directory.records import Trade
from desk_app.services.repairs import events
from desk_app.services.repairs.demo_ledger import Ledger, Life, Made, Report
from desk_app.services.repairs.mapping import standing
from desk_app.services.repairs.records import ClockKind, OrderKind, PricedLine, Urgency

PER_DAY, PER_WEEKEND_DAY = 30, 6
_HOURS = (8, 8, 9, 9, 9, 10, 10, 10, 11, 13, 13, 14, 14, 14, 15, 15, 16, 16, 17, 20)
_SHIFT_ENDS = (time(12), time(18), time(22))
_LAST, _MORNING = time(21, 50), time(8, 40)
REPAIRS = (
    Report("灯管不亮，一直闪", Trade.ELECTRICAL), Report("插座没电", Trade.ELECTRICAL),
    Report("跳闸，合不上", Trade.ELECTRICAL), Report("网络面板松脱", Trade.LOW_VOLTAGE),
    Report("门禁刷卡没反应", Trade.LOW_VOLTAGE), Report("茶水间水龙头漏水", Trade.PLUMBING),
    Report("洗手间下水堵塞", Trade.PLUMBING), Report("马桶一直流水", Trade.PLUMBING, area="12楼男洗手间"),
    Report("空调不制冷", Trade.HVAC), Report("空调滴水", Trade.HVAC), Report("出风口有异味", Trade.HVAC),
    Report("会议室太热，请调温度", Trade.HVAC), Report("天花板有水渍", Trade.CIVIL),
    Report("地砖松动", Trade.CIVIL, area="一楼大堂"), Report("电梯到层有异响", Trade.LIFT, area="3号电梯"),
    Report("玻璃门关不严", Trade.LOCKS), Report("门锁打不开", Trade.LOCKS), Report("百叶窗坏了", Trade.OTHER),
)  # fmt: skip
COMPLAINTS = (
    Report("楼上装修噪音太大", None, OrderKind.COMPLAINT, "customer_service"),
    Report("洗手间清洁不及时", None, OrderKind.COMPLAINT, "cleaning"),
    Report("车位被占，保安未处理", None, OrderKind.COMPLAINT, "security"),
    Report("空调报修两次仍未解决", Trade.HVAC, OrderKind.COMPLAINT, "engineering"),
)
REQUESTS = (
    Report("请协助搬运会议桌", None, OrderKind.REQUEST, "customer_service"),
    Report("访客手机掉入电梯井缝", Trade.LIFT, OrderKind.REQUEST),
    Report("申请周末加班空调", Trade.HVAC, OrderKind.REQUEST),
)
DONE = ("已更换，测试正常", "已修复，客户确认", "已疏通", "已调整，观察正常", "已紧固")
WHY = ("没过一小时又坏了", "问题没有解决", "现场没有清理干净")
PAID = (
    (PricedLine("更换灯管（人工）", 2, 3_000), PricedLine("LED灯管", 2, 2_500, material=True)),
    (PricedLine("更换锁芯（人工）", 1, 5_000), PricedLine("锁芯", 1, 12_000, material=True)),
    (PricedLine("更换水龙头（人工）", 1, 5_000), PricedLine("水龙头", 1, 8_800, material=True)),
)


def fill(pen: Pen, day: date) -> None:
    """One day's orders."""
    from desk_app.services.repairs.demo_today import fill_today, prepare

    ledger = pen.mind(Ledger)
    if day == pen.first_day:
        ledger.price_list(pen.moment(day, time(6)))
    if day == pen.today - timedelta(days=1):
        prepare(ledger)
    if day == pen.today:
        fill_today(ledger)
        return
    _past_day(ledger, day)
    ledger.run(pen.moment(day + timedelta(days=1), time()) - timedelta(seconds=1))


def _past_day(ledger: Ledger, day: date) -> None:
    pen, rng = ledger.pen, ledger.rng
    usual = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    for _ in range(round(rng.uniform(0.8, 1.2) * usual)):
        at = pen.moment(day, time(ledger.pick(_HOURS), rng.randrange(5, 50), rng.randrange(60)))
        ledger.plan(at, a_life(ledger))


def a_life(ledger: Ledger) -> Life:
    """Some order, from its report to its closing."""
    chance = ledger.rng.random()
    if chance < 0.08:
        return complaint(ledger)
    return repair(ledger, ledger.pick(REQUESTS if chance < 0.14 else REPAIRS))


def repair(ledger: Ledger, report: Report) -> Life:
    """Somebody goes there."""
    rng = ledger.rng
    urgency = Urgency.URGENT if rng.random() < 0.1 else Urgency.NORMAL
    made = ledger.take_in(report, urgency)
    paid = report.kind is OrderKind.REPAIR and rng.random() < 0.07
    yield ledger.at + timedelta(seconds=rng.randint(60, 200))
    if paid:
        ledger.price(made, ledger.pick(PAID))
    ledger.dispatch(made, timedelta(minutes=30))
    if report.trade is not None and rng.random() < 0.015:
        ledger.repeat(made, f"{report.what}，还没人来")
    yield from _work(ledger, made, 0.03)


def _work(ledger: Ledger, made: Made, late: float) -> Life:
    """Arrival, work and call-back; one in thirty comes too late. `late`: how likely that is."""
    rng = ledger.rng
    slow = rng.random() < late
    yield made.row.received_at + timedelta(minutes=rng.uniform(21, 40) if slow else rng.uniform(5, 18))
    if slow and made.row.kind == OrderKind.REPAIR and _works(ledger, ledger.at):
        ledger.miss(made, ClockKind.ARRIVAL)
    ledger.arrive(made)
    yield _finished(ledger, made)
    ledger.done(made, ledger.pick(DONE))
    yield from _call_back(ledger, made)


def _works(ledger: Ledger, at: datetime) -> bool:
    return at.astimezone(ledger.pen.bench.clock.zone).weekday() < 5


def _finished(ledger: Ledger, made: Made) -> datetime:
    """Mostly within the shift: free orders come back before it ends."""
    row, pen = made.row, ledger.pen
    assert row.dispatched_at is not None
    at, ready = (
        ledger.at + timedelta(minutes=ledger.rng.uniform(8, 90)),
        row.dispatched_at + timedelta(minutes=20),
    )
    ends = (pen.moment(row.day, end) for end in _SHIFT_ENDS)
    back = next((end for end in ends if end > ready), at)
    if not row.paid and at >= back:
        at = max(ledger.at, back - timedelta(minutes=1))
    return min(at, max(ledger.at, ledger.pen.moment(row.day, _LAST)))


def _call_back(ledger: Ledger, made: Made) -> Life:
    """The same day, or the next working morning; closed at once. One in thirty has to be done again."""
    rng, pen = ledger.rng, ledger.pen
    at = ledger.at + timedelta(minutes=rng.uniform(10, 150))
    if at > pen.moment(made.row.day, _LAST):
        following = made.row.day + timedelta(days=1)
        while following.weekday() >= 5:
            following += timedelta(days=1)
        at = pen.moment(following, _MORNING) + timedelta(minutes=rng.uniform(0, 20))
    yield min(at, max(ledger.at, pen.now - timedelta(hours=4, minutes=10)))
    failed = made.row.rework_of is None and rng.random() < 0.03
    again = _rework(ledger, made) if failed else None
    ledger.call_back(made, ledger.pick(WHY) if failed else "")
    ledger.close(made)
    if again is not None:
        yield from _again(ledger, again)


def _rework(ledger: Ledger, first: Made) -> Made:
    row = first.row
    report = Report(
        row.description,
        Trade(row.trade) if row.trade else None,
        OrderKind(row.kind),
        row.department,
        row.area,
    )
    same = {
        name: getattr(row, name)
        for name in ("reporter", "phone", "tenant", "company", "unit", "floor", "received_by", "source")
    }
    again = ledger.take_in(report, Urgency(row.urgency), rework_of=row.id, **same)
    row.reworked_as = again.row.id
    said = {**standing(row), "rework": again.row.id}
    ledger.pen.event(events.REWORKED, row.id, ledger.at, row.received_by, said)
    return again


def _again(ledger: Ledger, made: Made) -> Life:
    yield ledger.at + timedelta(minutes=2)
    ledger.dispatch(made)
    yield from _work(ledger, made, 0)


def complaint(ledger: Ledger) -> Life:
    """Passed on, followed up, settled, called back."""
    rng = ledger.rng
    made = ledger.take_in(ledger.pick(COMPLAINTS), serious=rng.random() < 0.15)
    slow = rng.random() < 0.03
    yield ledger.at + timedelta(minutes=rng.uniform(6, 15) if slow else rng.uniform(0.5, 4))
    if slow:
        ledger.miss(made, ClockKind.PASSED_ON)
    ledger.pass_on(made)
    yield ledger.at + timedelta(minutes=rng.uniform(10, 40))
    made.row.followed_up_at = ledger.at
    ledger.step(made, events.FOLLOWED_UP, words="已告知客户正在处理")
    yield ledger.at + timedelta(minutes=rng.uniform(5, 60))
    ledger.done(made, "已处理并向客户致歉")
    yield from _call_back(ledger, made)
