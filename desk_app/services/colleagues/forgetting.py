"""Who left long ago is forgotten: the row stays for the figures, name and phone go, in the journal too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from desk_app.services.colleagues import events
from desk_app.services.colleagues.options import KEEP_YEARS
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.journal.forgetting import empty_private, kept_since
from desk_app.services.journal.work import Work

PORTION = 500


def left_before(limit: datetime) -> Select[ColleagueRow]:
    """Those who left before, and have their name still."""
    return select(ColleagueRow).where(ColleagueRow.left_at < limit, ColleagueRow.name != "").limit(PORTION)


def forget_old(work: Work) -> int:
    """Forget a portion of those who left long ago; gives how many. See `Colleagues.forget_old`."""
    gone = work.session.scalars(left_before(kept_since(work.bench, KEEP_YEARS))).all()
    for row in gone:
        row.name, row.phone = "", ""
    empty_private(work.session, [row.id for row in gone])
    for row in gone:
        work.record(events.FORGOTTEN, row.id, {})
    return len(gone)
