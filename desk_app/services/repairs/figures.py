"""Statistics of a period against the targets (operating manual, Repair intake: targets). One question each.

Joined reports are counted with the order that they repeat. A share is rounded down: 100 % means every one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from desk_app.services.journal.work import Read
from desk_app.services.repairs.options import CALL_BACK_TARGET, IN_TIME_TARGET, SATISFACTION_TARGET
from desk_app.services.repairs.records import ClockKind, OrderState, RepairFigures, Target
from desk_app.services.repairs.tables import OrderRow

_MISSED_ARRIVAL = func.instr(OrderRow.missed, ClockKind.ARRIVAL.value) > 0
_COUNTS: dict[str, ColumnElement[bool]] = {
    "arrived": OrderRow.arrived_at.is_not(None) & ~_MISSED_ARRIVAL,
    "to_arrive": OrderRow.arrived_at.is_not(None) | _MISSED_ARRIVAL,
    "called": OrderRow.called_back_at.is_not(None),
    "done": OrderRow.done_at.is_not(None),
    "satisfied": OrderRow.satisfied.is_(True),
    "in_time": OrderRow.missed == "",
    "rework": OrderRow.rework_of.is_not(None),
}


def figures(read: Read, first: date, last: date) -> RepairFigures:
    """The figures of the orders taken in from `first` to `last`, both counted."""
    counts = select(func.count(), *(func.count().filter(one).label(name) for name, one in _COUNTS.items()))
    row = read.session.execute(counts.where(*_of(first, last))).one()
    orders, of = row[0], row._mapping
    in_time = read.setting(IN_TIME_TARGET)
    return RepairFigures(
        first,
        last,
        orders,
        arrival=share(of["arrived"], of["to_arrive"], in_time),
        call_back=share(of["called"], of["done"], read.setting(CALL_BACK_TARGET)),
        satisfaction=share(of["satisfied"], of["called"], read.setting(SATISFACTION_TARGET)),
        in_time=share(of["in_time"], orders, in_time),
        rework=of["rework"],
        by_trade=_by(read, OrderRow.trade, first, last),
        by_floor=_by(read, OrderRow.floor, first, last),
        by_month=_by(read, func.strftime("%Y-%m", OrderRow.day), first, last),
    )


def share(part: int, whole: int, percent: int) -> Target:
    """A share in per mille against a target in per cent, which becomes per mille too."""
    return Target(part * 1000 // whole if whole else None, percent * 10)


def _of(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return OrderRow.day.between(first, last), OrderRow.state != OrderState.JOINED.value


def _by(read: Read, what: ColumnElement[Any] | Any, first: date, last: date) -> dict[str, int]:
    wanted = select(what, func.count()).where(*_of(first, last)).group_by(what).order_by(what)
    return {key: count for key, count in read.session.execute(wanted) if key}
