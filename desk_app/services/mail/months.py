"""Months of mail: once one is closed its entries are read only, and what was wrong in them becomes a new entry."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.happened import said_of
from desk_app.services.journal.work import Work
from desk_app.services.mail import events, rules
from desk_app.services.mail.mapping import to_month
from desk_app.services.mail.records import Month
from desk_app.services.mail.tables import BatchRow, MonthRow, OutgoingRow

_SURE = 2
"""Mail of so many later days shows that it is the clock of now that is wrong, not that of the closing."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_closed(session: Session, day: date, today: date) -> bool:
    """Whether the month of this day is over and was archived: while it runs, its closing was a wrong clock's."""
    return rules.month_after(day.replace(day=1)) <= today and _closing(session, day) is not None


def require_open(session: Session, day: date, today: date) -> None:
    """Raise IllegalStep for an entry of a closed month."""
    if is_closed(session, day, today):
        text = N_("{month} is closed and archived: its entries are not changed any more.")
        raise IllegalStep(text, month=f"{day:%Y-%m}")


def require_running(work: Work) -> None:
    """Something is written into today's month. Raises IllegalStep where the PC's clock was set back into a closed one.

    Where nothing shows that the month was ever over, it is its closing that was made on a wrong clock: that is lifted,
    on record, and the month is closed anew at its end.
    """
    row = _closing(work.session, work.today)
    if row is None:
        return
    if _days_worked_after(work.session, work.today) >= _SURE:
        text = N_("{month} is closed and archived, and nothing new goes into it. Check the date of this PC.")
        raise IllegalStep(text, month=f"{row.first:%Y-%m}")
    work.record(events.MONTH_REOPENED, row.id, {"first": row.first.isoformat(), "digest": row.digest})
    work.session.delete(row)
    work.session.flush()


def _closing(session: Session, day: date) -> MonthRow | None:
    return session.scalars(select(MonthRow).where(MonthRow.first == day.replace(day=1))).first()


def _days_worked_after(session: Session, today: date) -> int:
    """On how many later days mail came or went, at most as many as make sure."""
    days: set[date] = set()
    for column in (BatchRow.day, OutgoingRow.day):
        days |= set(session.scalars(select(column).where(column > today).distinct().limit(_SURE)))
    return len(days)


def close(work: Work, first: date, digest: str, body: str = "") -> Month:
    """Close a past month whose paper is archived; the same paper twice closes once.

    Raises InvalidInput, IllegalStep.
    """
    if first.day != 1 or not _DIGEST.fullmatch(digest):
        raise InvalidInput({"first": UserError(N_("Make the month's paper first: it is what is archived."))})
    row = _closing(work.session, first)
    if row is not None and row.digest == digest and is_closed(work.session, first, work.today):
        return to_month(row)
    require_closable(work.session, first, work.today)
    row = MonthRow(
        id=work.new_id(), first=first, closed_at=work.now, closed_by=work.by.staff_id, digest=digest
    )
    work.session.add(row)
    facts = {"first": first.isoformat(), "digest": digest}
    work.record(events.MONTH_CLOSED, row.id, facts | ({"body": body} if body else {}))
    return to_month(row)


def copied(work: Work, first: date, digest: str, body: str = "") -> Month:
    """The archive of a closed month was written once more: its digest goes on record. Raises as `require_closed`."""
    row = require_closed(work.session, first, work.today)
    if not _DIGEST.fullmatch(digest):
        raise InvalidInput({"first": UserError(N_("Make the month's paper first: it is what is archived."))})
    work.record(events.MONTH_COPIED, row.id, {"first": first.isoformat(), "digest": digest, "body": body})
    work.note(digest=digest)
    return to_month(row)


def require_closed(session: Session, first: date, today: date) -> MonthRow:
    """The closing of a month. Raises IllegalStep for one that is not closed."""
    row = _closing(session, first)
    if row is None or row.first != first or not is_closed(session, first, today):
        raise IllegalStep(N_("This month is not closed yet: close it instead."))
    return row


def copy_with(session: Session, digest: str) -> MonthRow | None:
    """The closed month of which this paper is a later copy."""
    return next((row for row in session.scalars(select(MonthRow)) if _said(session, row, digest)), None)


def is_our_body(session: Session, body: str) -> bool:
    """Whether a paper of ours said just this before its seal."""
    return any(
        _said(session, row, body, events.MONTH_COPIED, events.MONTH_CLOSED)
        for row in session.scalars(select(MonthRow))
    )


def _said(session: Session, row: MonthRow, digest: str, *kinds: EventKind) -> bool:
    return any(said_of(session, kind, row.id, digest) for kind in kinds or (events.MONTH_COPIED,))


def require_closable(session: Session, first: date, today: date) -> None:
    """Raise IllegalStep for a month that is closed, runs still, or has a batch that is not finished."""
    require_open(session, first, today)
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
    rows = session.scalars(select(MonthRow))
    closed = {row.first: to_month(row) for row in rows if rules.month_after(row.first) <= today}
    found, first = [], min(days).replace(day=1)
    while first <= today:
        found.append(closed.get(first, Month(first)))
        first = rules.month_after(first)
    return found[::-1]
