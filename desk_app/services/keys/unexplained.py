"""Which keys were still out at the end of a day without a reason (operating manual, Key register 5)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy import exists as there_is

from desk_app.services.journal.work import Read
from desk_app.services.keys.options import HOME_BY
from desk_app.services.keys.tables import ExplanationRow, HandoutRow
from desk_app.services.keys.terms import HandoutState

_OUT = HandoutRow.state == HandoutState.OUT


def unexplained_on(read: Read, day: date) -> ColumnElement[bool]:
    """Out when the day ended, or sure to be, and nobody has written why (`rules.day_to_explain`)."""
    start, end = bounds(read, day)
    written = there_is().where(ExplanationRow.handout == HandoutRow.id, ExplanationRow.day == day)
    if end <= read.now:
        return and_(HandoutRow.out_at < end, or_(_OUT, HandoutRow.closed_at >= end), ~written)
    late = read.local(read.now).time() >= read.setting(HOME_BY)
    stays = or_(true() if late else false(), HandoutRow.out_at < start, HandoutRow.due < read.now)
    running = true() if start <= read.now else false()
    return and_(_OUT, running, or_(stays, HandoutRow.due >= end), ~written)


def bounds(read: Read, day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends at the building."""
    start = datetime.combine(day, time(), read.bench.clock.zone)
    return start, start + timedelta(days=1)
