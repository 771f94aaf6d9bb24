"""Months of mail: once one is closed its entries are read only, and what was wrong in them becomes a new entry."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.mail import events, rules
from desk_app.services.mail.mapping import to_month
from desk_app.services.mail.records import Month
from desk_app.services.mail.tables import BatchRow, MonthRow, OutgoingRow

_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_closed(session: Session, day: date) -> bool:
    """Whether the month of this day was archived."""
    wanted = select(MonthRow.id).where(MonthRow.first == day.replace(day=1))
    return session.scalars(wanted).first() is not None


def require_open(session: Session, day: date) -> None:
    """Raise IllegalStep for an entry of a closed month."""
    if is_closed(session, day):
        text = N_("{month} is closed and archived: its entries are not changed any more.")
        raise IllegalStep(text, month=day.strftime("%Y-%m"))


def close(work: Work, first: date, digest: str) -> Month:
    """Close a past month whose paper is archived; the same paper twice closes once.

    Raises InvalidInput, IllegalStep.
    """
    if first.day != 1 or not _DIGEST.fullmatch(digest):
        raise InvalidInput({"first": UserError(N_("Make the month's paper first: it is what is archived."))})
    row = work.session.scalars(select(MonthRow).where(MonthRow.first == first)).first()
    if row is not None and row.digest == digest:
        return to_month(row)
    require_closable(work.session, first, work.today)
    row = MonthRow(
        id=work.new_id(), first=first, closed_at=work.now, closed_by=work.by.staff_id, digest=digest
    )
    work.session.add(row)
    work.record(events.MONTH_CLOSED, row.id, {"first": first.isoformat(), "digest": digest})
    return to_month(row)


def require_closable(session: Session, first: date, today: date) -> None:
    """Raise IllegalStep for a month that is closed, runs still, or has a batch that is not finished."""
    require_open(session, first)
    end = rules.month_after(first)
    if end > today:
        raise IllegalStep(N_("This month is not over yet."))
    _require_sorted(session, first, end)


def _require_sorted(session: Session, first: date, end: date) -> None:
    left = select(BatchRow.number).where(
        BatchRow.day >= first, BatchRow.day < end, BatchRow.sorted_at.is_(None)
    )
    number = session.scalars(left.order_by(BatchRow.id)).first()
    if number is not None:
        raise IllegalStep(N_("Batch {number} of this month is not finished."), number=number)


def months(session: Session, today: date) -> list[Month]:
    """Every month since the first entry, this one first; those that were closed with their paper's digest."""
    starts = [
        session.scalar(select(func.min(BatchRow.day))),
        session.scalar(select(func.min(OutgoingRow.day))),
    ]
    days = [day for day in starts if day is not None]
    if not days:
        return []
    closed = {row.first: to_month(row) for row in session.scalars(select(MonthRow))}
    found, first = [], min(days).replace(day=1)
    while first <= today:
        found.append(closed.get(first, Month(first)))
        first = rules.month_after(first)
    return found[::-1]
