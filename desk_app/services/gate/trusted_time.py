"""The time that cannot be set back: the newest one that this PC has ever seen.

A pass that has expired stays so when somebody turns the PC's clock back (operating manual, Exit passes). Where the
clock was wrong the other way, in the future, a supervisor confirms the present one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from desk_app.services.gate.tables import TrustedTimeRow
from desk_app.services.journal.newest import newest_event, newest_time, newest_time_after

_ONLY = 1


def floor_of(session: Session, now: datetime) -> datetime:
    """The newest time on record; `now` on a PC that has recorded nothing yet."""
    kept = session.get(TrustedTimeRow, _ONLY)
    if kept is None:
        return newest_time(session) or now
    return max(kept.newest, newest_time_after(session, kept.counted_to) or kept.newest)


def raise_floor(session: Session, moment: datetime) -> None:
    """Keep `moment` as the newest time seen, unless a newer one is known."""
    _keep(session, max(moment, floor_of(session, moment)))


def confirm(session: Session, now: datetime) -> None:
    """From now on `now` is the newest time seen, whatever the journal says of the time before."""
    _keep(session, now)


def _keep(session: Session, newest: datetime) -> None:
    counted_to = newest_event(session)
    kept = session.get(TrustedTimeRow, _ONLY)
    if kept is None:
        session.add(TrustedTimeRow(id=_ONLY, newest=newest, counted_to=counted_to))
    else:
        kept.newest, kept.counted_to = newest, counted_to
