"""Notices inside a verb's transaction: which hold, who has read them, and that somebody reads them now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.journal.work import Read, Work
from desk_app.services.shift import events
from desk_app.services.shift.mapping import to_notice
from desk_app.services.shift.records import Audience, Notice
from desk_app.services.shift.tables import NoticeReadRow, NoticeRow

AT_DESK = frozenset({Audience.ALL, Audience.RECEPTION})
"""What whoever takes over the desk must know, receptionist or supervisor."""


def holding(session: Session, today: date, audiences: Collection[Audience]) -> list[Notice]:
    """The notices that hold today, newest first."""
    wanted = (
        select(NoticeRow)
        .where(
            NoticeRow.last >= today,
            NoticeRow.first <= today,
            NoticeRow.withdrawn_at.is_(None),
            NoticeRow.audience.in_([one.value for one in audiences]),
        )
        .order_by(NoticeRow.id.desc())
    )
    return with_readers(session, session.scalars(wanted).all())


def notices_of_desk(session: Session, today: date) -> list[Notice]:
    """Those that the front desk must know."""
    return holding(session, today, AT_DESK)


def unread_of(context: Read | Work, staff: int) -> frozenset[int]:
    """What somebody who takes over the desk must still read."""
    found = notices_of_desk(context.session, context.today)
    return frozenset(one.id for one in found if one.must_read and staff not in one.readers)


def with_readers(session: Session, rows: Sequence[NoticeRow]) -> list[Notice]:
    """Rows with who has read them."""
    readers: dict[int, dict[int, datetime]] = {row.id: {} for row in rows}
    wanted = select(NoticeReadRow).where(NoticeReadRow.notice.in_(list(readers)))
    for one in session.scalars(wanted.order_by(NoticeReadRow.at)) if readers else ():
        readers[one.notice][one.staff] = one.at
    return [to_notice(row, readers[row.id]) for row in rows]


def mark_read(work: Work, notices: Collection[int], staff: int) -> None:
    """Somebody has read these; what was read before stays as it was."""
    for notice in sorted(notices):
        if work.session.get(NoticeReadRow, (notice, staff)) is None:
            work.session.add(NoticeReadRow(notice=notice, staff=staff, at=work.now))
            work.record(events.READ, notice, {"staff": staff})
