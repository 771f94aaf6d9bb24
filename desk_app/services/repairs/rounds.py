"""What happens by itself: clocks that were missed are put on record."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.work import Bench
from desk_app.services.repairs.clocks import times_of
from desk_app.services.repairs.mapping import clocks_of, kept_missed
from desk_app.services.repairs.records import ClockTone
from desk_app.services.repairs.service import Repairs
from desk_app.services.repairs.tables import OrderRow


def missed_round(bench: Bench) -> Changes[object] | None:
    """Note what was missed since the last time; None when nothing was."""
    with bench.database.read() as session:
        now, times = bench.clock.now(), times_of(bench)
        rows = session.scalars(select(OrderRow).where(OrderRow.closed_at.is_(None))).all()
        due = any(
            one.tone is ClockTone.MISSED and one.kind not in kept_missed(row)
            for row in rows
            for one in clocks_of(row, now, times)
        )
    return Repairs(bench).note_missed(SYSTEM) if due else None
