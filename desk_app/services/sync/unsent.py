"""Which records are on this PC alone: counted from the journal and what stands on the share.

What this desk only heard of others is theirs, and waits for nobody.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import id_moment
from desk_app.services.journal.tables import EventRow
from desk_app.services.sync import state
from desk_app.services.sync.tables import OutboxRow

_ECHOES = (".heard", "_heard", "_elsewhere", ".records_received", "desk.listed")
"""How kinds of events end by which a desk notes what another one did."""


class Unsent(NamedTuple):
    """How many events, and when the oldest of them was recorded."""

    events: int
    oldest: datetime | None


def unsent(session: Session) -> Unsent:
    """What no other computer has: neither the share nor head office."""
    return _after(session, on_share_up_to(session))


def unacknowledged(session: Session) -> Unsent:
    """What head office has not said it has."""
    return _after(session, state.chain(session).sure_event)


def on_share_up_to(session: Session) -> int:
    """The newest event of which all before it are on the share, or at head office."""
    missing = select(func.min(OutboxRow.first_event)).where(
        OutboxRow.published_at.is_(None), OutboxRow.acked_at.is_(None), OutboxRow.first_event > 0
    )
    first = session.execute(missing).scalar()
    packed = state.chain(session).event
    return packed if first is None else min(packed, first - 1)


def own_work() -> ColumnElement[bool]:
    """Events of what was done at this desk itself: neither other desks' nor head office's word."""
    endings = (f"%{ending.replace('_', '/_')}" for ending in _ECHOES)
    return and_(*(EventRow.kind.notlike(one, escape="/") for one in (*endings, "master.%")))


def _after(session: Session, event: int) -> Unsent:
    found = select(func.count(), func.min(EventRow.id)).where(EventRow.id > event, own_work())
    count, oldest = session.execute(found).one()
    return Unsent(count, None if oldest is None else id_moment(oldest))
