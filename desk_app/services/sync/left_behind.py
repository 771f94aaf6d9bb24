"""Which records would be lost with this PC: for whoever hands the desk over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from desk_app.services.sync import state
from desk_app.services.sync.unsent import on_share_up_to, unsent

ON_ITS_WAY = timedelta(minutes=15)
"""With a head office, what is younger goes up with the next rounds: nobody has to admit it."""


class LeftBehind(NamedTuple):
    """How many events, the oldest's time, and the newest event that is elsewhere too."""

    events: int
    oldest: datetime | None
    after: int


def left_behind(session: Session, now: datetime) -> LeftBehind:
    """What no other computer has: everything while the desk works alone, else what has waited for a while."""
    alone = state.head_office(session) is None
    found = unsent(session)
    if not alone and (found.oldest is None or now - found.oldest < ON_ITS_WAY):
        return LeftBehind(0, None, on_share_up_to(session))
    return LeftBehind(found.events, found.oldest, on_share_up_to(session))
