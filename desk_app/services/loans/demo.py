"""The demo building's lending: trolleys all day, umbrellas when it rains. Today is in `demo_today.py`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import Person
from desk_app.services.drawer.records import MovementKind
from desk_app.services.loans.demo_house import Borrower, House, Out
from desk_app.services.loans.standard import (
    CHARGER,
    COMPUTER,
    PONCHO,
    RAINCOAT,
    SLEEVE,
    TROLLEY,
    UMBRELLA,
    WHEELCHAIR,
)
from desk_app.services.loans.terms import ItemStep, StockStep

PER_DAY, PER_RAINY_DAY, PER_WEEKEND_DAY = 14, 60, 3
STOCK = (
    (UMBRELLA, "伞", 60),
    (WHEELCHAIR, "轮椅", 4),
    (TROLLEY, "手推车", 6),
    (CHARGER, "充电宝", 10),
    (RAINCOAT, "雨衣", 10),
    (COMPUTER, "电脑", 2),
)
FLOAT = 20_000
"""¥200 of change lie in the drawer in the evening; what is above is handed to finance on Fridays."""
_RAINY = (0.06, 0.08, 0.12, 0.18, 0.24, 0.28, 0.24, 0.24, 0.18, 0.10, 0.07, 0.05)
"""How likely rain is, by month."""
_USUAL = (*[TROLLEY] * 6, *[CHARGER] * 4, *[UMBRELLA] * 3, WHEELCHAIR)
_IN_RAIN = (*[UMBRELLA] * 9, RAINCOAT, TROLLEY)
_NEXT_DAY = (UMBRELLA, RAINCOAT)
_OPENING, _FIRST, _LAST, _COUNTED = time(6, 0), time(8, 30), time(18, 10), time(19, 30)
_BROKEN = ("伞骨折断一根", "伞柄松动", "开关按钮失灵", "伞面划破")
_MISCOUNTED = ("找零时多付一元", "午间点款有误", "硬币少点一枚")
_LOW, _DELIVERED = {PONCHO: 20, SLEEVE: 100}, {PONCHO: 200, SLEEVE: 1000}


def fill(pen: Pen, day: date) -> None:
    """One day's loans."""
    from desk_app.services.loans.demo_today import fill_today, prepare

    house = pen.mind(House)
    if day == pen.first_day:
        _open(house, pen.moment(day, _OPENING))
    if day == pen.today:
        fill_today(house)
        return
    _past_day(house, day)
    prepare(house, day)
    house.run(pen.moment(day + timedelta(days=1), time()) - timedelta(seconds=1))


def _open(house: House, at: datetime) -> None:
    house.stock_up(at, STOCK)
    house.till.book(at, house.boss, MovementKind.PUT_IN, FLOAT, remark="备用金")
    for kind, n in _DELIVERED.items():
        house.stock(at, kind, StockStep.RESTOCKED, n, "首批入库")


def _past_day(house: House, day: date) -> None:
    pen = house.pen
    yesterday = day == pen.today - timedelta(days=1)
    rain = house.rng.random() < _RAINY[day.month - 1] and not yesterday
    free_day = day.weekday() >= 5
    usual = PER_RAINY_DAY if rain else PER_DAY
    n = round(house.rng.uniform(0.8, 1.2) * (PER_WEEKEND_DAY * (1 + 2 * rain) if free_day else usual))
    start, end = pen.moment(day, _FIRST), pen.moment(day, _LAST)
    for _ in range(n):
        kind = house.pick(_IN_RAIN if rain else _USUAL)
        late = rain and kind in _NEXT_DAY and house.rng.random() < 0.7
        chance = house.rng.uniform(0.85, 1) if late else house.rng.random()
        house.plan(start + (end - start) * chance, partial(_lend, house, kind, rain))
    if rain:
        _hand_out(house, day)
    if not free_day:
        house.plan(pen.moment(day, _COUNTED), partial(_count, house, day.weekday() == 4))


def _lend(house: House, kind: int, rain: bool, at: datetime) -> None:
    rng = house.rng
    lent = house.lend(at, (kind,), borrower(house), rain=rain and kind in _NEXT_DAY and rng.random() < 0.8)
    for out in lent:
        back = _comes_back(house, at, out)
        chance = rng.random()
        if kind == UMBRELLA and chance < 0.004:
            house.plan(back, partial(_lost_for_a_while, house, out))
        elif kind == UMBRELLA and chance < 0.010:
            house.plan(back, partial(_broken, house, out))
        else:
            house.plan(back, partial(_bring, house, out))


def _bring(house: House, out: Out, at: datetime) -> None:
    house.bring(at, out)


def _comes_back(house: House, at: datetime, out: Out) -> datetime:
    """Most in time, some umbrellas days late; before today, or this morning, all of them."""
    pen, rng = house.pen, house.rng
    if out.item.category not in _NEXT_DAY:
        return at + timedelta(minutes=rng.randint(15, 75))
    days = 1 if rng.random() < 0.88 else rng.randint(2, 4)
    day = at.date() + timedelta(days=days)
    back = pen.moment(day, time(8, 30)) + timedelta(minutes=rng.randint(0, 540))
    midnight = pen.moment(pen.today, time())
    return back if back < midnight else midnight - timedelta(minutes=rng.randint(260, 300))


def _broken(house: House, out: Out, at: datetime) -> None:
    house.bring(at, out, house.pick(_BROKEN))
    mended = at + timedelta(days=3)
    house.plan(mended, lambda then: house.back_in_stock(then, out.item, ItemStep.REPAIRED, "工程部修好"))


def _lost_for_a_while(house: House, out: Out, at: datetime) -> None:
    house.lose(at, out, "客户称遗失在地铁上")
    found = at + timedelta(days=9)
    house.plan(found, lambda then: house.back_in_stock(then, out.item, ItemStep.FOUND, "保洁在车库找到"))


def _hand_out(house: House, day: date) -> None:
    """Sleeves and ponchos go on rainy days; what runs low is delivered in the evening."""
    pen = house.pen
    for hour, kind, most in ((9, SLEEVE, 60), (12, PONCHO, 12), (13, SLEEVE, 90), (18, PONCHO, 25)):
        n = house.rng.randint(most // 3, most)
        words = "大堂自取架" if kind == SLEEVE else ""
        house.plan(pen.moment(day, time(hour, 5)), partial(_moved, house, kind, n, words))
    for kind in _LOW:
        house.plan(pen.moment(day, time(18, 30)), partial(_deliver, house, kind))


def _moved(house: House, kind: int, n: int, words: str, at: datetime) -> None:
    house.stock(at, kind, StockStep.HANDED_OUT, -n, words)


def _deliver(house: House, kind: int, at: datetime) -> None:
    if house.on_hand[kind] < 2 * _LOW[kind]:
        house.stock(at, kind, StockStep.RESTOCKED, _DELIVERED[kind], "采购入库")


def _count(house: House, friday: bool, at: datetime) -> None:
    """The drawer is counted; now and then a coin is missing. On Fridays finance gets what is above the float."""
    till, rng = house.till, house.rng
    if friday and till.cash - till.held > FLOAT:
        above = till.cash - till.held - FLOAT
        till.book(at, house.clerk, MovementKind.HANDED_OVER, above, remark="交财务部")
    missing = rng.random() < 0.01 and till.cash > 100
    till.count(at, house.clerk, -100 if missing else 0, house.pick(_MISCOUNTED) if missing else "")


def borrower(house: House, who: Person | None = None) -> Borrower:
    """Most work at a tenant, always at the same one; others are visitors from elsewhere."""
    pen = house.pen
    who = who or house.pick(pen.people)
    last = int(who.phone[-4:])
    if last % 5 == 0:
        return Borrower(who, None, who.company, "")
    tenant = pen.tenants[last % len(pen.tenants)]
    return Borrower(who, tenant.id, house.company(tenant), tenant.unit)
