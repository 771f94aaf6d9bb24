"""Statistics of a period against the targets (operating manual, Repair intake: targets).

Joined reports are counted with the order that they repeat. A share is rounded down: 100 % means every one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select

from desk_app.services.journal.work import Read
from desk_app.services.repairs.options import CALL_BACK_TARGET, IN_TIME_TARGET, SATISFACTION_TARGET
from desk_app.services.repairs.records import ClockKind, FigureLine, OrderState, RepairFigures, Target
from desk_app.services.repairs.tables import OrderRow

_MISSED_ARRIVAL = func.instr(OrderRow.missed, ClockKind.ARRIVAL.value) > 0
_NO_NUMBER = 1_000
_COUNTS: dict[str, ColumnElement[bool]] = {
    "arrived": OrderRow.arrived_at.is_not(None) & ~_MISSED_ARRIVAL,
    "to_arrive": OrderRow.arrived_at.is_not(None) | _MISSED_ARRIVAL,
    "called": OrderRow.called_back_at.is_not(None),
    "done": OrderRow.done_at.is_not(None),
    "satisfied": OrderRow.satisfied.is_(True),
    "in_time": OrderRow.missed == "",
}


def whole_of(read: Read, first: date, last: date) -> FigureLine:
    """All orders taken in from `first` to `last`, both counted, in one line."""
    return next(iter(_lines(read, literal(""), first, last)), None) or _line(read, "", 0, {})


def figures(read: Read, first: date, last: date) -> RepairFigures:
    """The figures of the orders taken in from `first` to `last`, both counted."""
    month = func.strftime("%Y-%m", OrderRow.day)
    whole = whole_of(read, first, last)
    rework = select(func.count()).where(*_of(first, last), OrderRow.rework_of.is_not(None))
    trades, floors, months = (
        _lines(read, what, first, last) for what in (OrderRow.trade, OrderRow.floor, month)
    )
    floors = tuple(sorted(floors, key=lambda line: _level(line.key)))
    return RepairFigures(
        first,
        last,
        whole.orders,
        arrival=whole.arrival,
        call_back=whole.call_back,
        satisfaction=whole.satisfaction,
        in_time=whole.in_time,
        rework=read.session.execute(rework).scalar_one(),
        by_trade=_counted(trades),
        by_floor=_counted(floors),
        by_month=_counted(months),
        trades=trades,
        floors=floors,
        months=months,
    )


def _level(floor: str) -> tuple[int, str]:
    """From the lowest floor to the highest: B2, B1, 1, 2, 10; then what has no number."""
    number = "".join(one for one in floor if one.isdigit())
    if not number:
        return _NO_NUMBER, floor
    return (-int(number) if floor.upper().startswith("B") else int(number)), floor


def _line(read: Read, key: str, orders: int, of: Mapping[str, int]) -> FigureLine:
    def counted(name: str) -> int:
        return of.get(name, 0)

    in_time = read.setting(IN_TIME_TARGET)
    return FigureLine(
        key,
        orders,
        arrival=share(counted("arrived"), counted("to_arrive"), in_time),
        call_back=share(counted("called"), counted("done"), read.setting(CALL_BACK_TARGET)),
        satisfaction=share(counted("satisfied"), counted("called"), read.setting(SATISFACTION_TARGET)),
        in_time=share(counted("in_time"), orders, in_time),
    )


def share(part: int, whole: int, percent: int) -> Target:
    """A share in per mille against a target in per cent, which becomes per mille too."""
    return Target(part * 1000 // whole if whole else None, percent * 10)


def _of(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return OrderRow.day.between(first, last), OrderRow.state != OrderState.JOINED.value


def _lines(read: Read, what: ColumnElement[Any] | Any, first: date, last: date) -> tuple[FigureLine, ...]:
    counts = (func.count().filter(one).label(name) for name, one in _COUNTS.items())
    wanted = select(what.label("key"), func.count().label("orders"), *counts).where(*_of(first, last))
    rows = read.session.execute(wanted.group_by("key").order_by("key"))
    return tuple(
        _line(read, row.key or "", row.orders, {name: row._mapping[name] for name in _COUNTS}) for row in rows
    )


def _counted(lines: tuple[FigureLine, ...]) -> dict[str, int]:
    return {one.key: one.orders for one in lines if one.key}
