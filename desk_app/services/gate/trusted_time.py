"""The time that cannot be set back: the newest one that this PC has ever seen or been told in signed records.

A pass that has expired stays so when somebody turns the PC's clock back (operating manual, Exit passes).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from desk_app.services.gate.tables import TrustedTimeRow
from desk_app.services.journal.newest import newest_event_at

_ONLY = 1


def floor_of(session: Session, now: datetime) -> datetime:
    """The newest time on record; `now` on a PC that has recorded nothing yet."""
    kept = session.get(TrustedTimeRow, _ONLY)
    known = [one for one in (kept.newest if kept else None, newest_event_at(session)) if one is not None]
    return max(known, default=now)


def raise_floor(session: Session, moment: datetime) -> None:
    """Keep `moment` as the newest time seen, unless a newer one is kept already."""
    kept = session.get(TrustedTimeRow, _ONLY)
    if kept is None:
        session.add(TrustedTimeRow(id=_ONLY, newest=moment))
    elif moment > kept.newest:
        kept.newest = moment
