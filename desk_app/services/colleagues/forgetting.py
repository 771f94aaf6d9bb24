"""Who left long ago is forgotten: the row stays for the figures, name and phone go, in the journal too."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import Select, select

from desk_app.services.colleagues import events
from desk_app.services.colleagues.options import KEEP_YEARS
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.journal.forgetting import empty_private
from desk_app.services.journal.work import Bench, Work

PORTION = 500


def kept_since(bench: Bench) -> datetime:
    """Whoever left before this is forgotten: a midnight, so that it happens once a day."""
    zone = bench.clock.zone
    days = timedelta(days=round(365.25 * bench.settings.get(KEEP_YEARS)))
    return datetime.combine(bench.clock.now().astimezone(zone).date() - days, time(), zone)


def left_before(limit: datetime) -> Select[ColleagueRow]:
    """Those who left before, and have their name still."""
    return select(ColleagueRow).where(ColleagueRow.left_at < limit, ColleagueRow.name != "").limit(PORTION)


def forget_old(work: Work) -> int:
    """Forget a portion of those who left long ago; gives how many. See `Colleagues.forget_old`."""
    gone = work.session.scalars(left_before(kept_since(work.bench))).all()
    for row in gone:
        row.name, row.phone = "", ""
    empty_private(work.session, [row.id for row in gone])
    for row in gone:
        work.record(events.FORGOTTEN, row.id, {})
    return len(gone)
