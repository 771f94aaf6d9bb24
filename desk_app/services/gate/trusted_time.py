"""The time that cannot be set back: the newest one that this PC has ever seen.

A pass that has expired stays so when somebody turns the PC's clock back (operating manual, Exit passes). Where the
clock was wrong the other way, in the future, a supervisor confirms the present one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.gate.tables import TrustedTimeRow
from desk_app.services.journal.newest import NEWEST_EVENT, newest_time, newest_time_after

_KEPT = select(TrustedTimeRow.newest, TrustedTimeRow.counted_to)
_NEW = insert(TrustedTimeRow).values(id=1, counted_to=NEWEST_EVENT)
_KEEP = _NEW.on_conflict_do_update(
    index_elements=["id"], set_={"newest": _NEW.excluded.newest, "counted_to": _NEW.excluded.counted_to}
)


def floor_of(session: Session, now: datetime) -> datetime:
    """The newest time on record; `now` on a PC that has recorded nothing yet."""
    kept = session.execute(_KEPT).first()
    if kept is None:
        return newest_time(session) or now
    return newest_time_after(session, kept.counted_to, kept.newest)


def raise_floor(session: Session, moment: datetime, floor: datetime) -> None:
    """Keep `moment` as the newest time seen, unless `floor`, the one of `floor_of`, is newer."""
    _keep(session, max(moment, floor))


def confirm(session: Session, now: datetime) -> None:
    """From now on `now` is the newest time seen, whatever the journal says of the time before."""
    _keep(session, now)


def _keep(session: Session, newest: datetime) -> None:
    session.execute(_KEEP, {"newest": newest})
