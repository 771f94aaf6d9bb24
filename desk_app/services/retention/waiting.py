"""Waiting that is counted: time that really passed, so that the PC's date alone, set ahead, shortens nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.journal.happened import last_of, set_last
from desk_app.services.journal.work import Bench
from desk_app.services.retention import rules

MOST_OFF = timedelta(hours=15)
"""Between two runs of the program only the PC's date tells how long it was off: a night counts, no more."""
_LOOKED = "retention-looked"


def begin_waiting(session: Session, now: datetime) -> None:
    """Something waits from now on: what was before does not count."""
    set_last(session, _LOOKED, to_ms(now))


def pass_time(bench: Bench) -> None:
    """Count what passed since the round before for all that waits. Every round begins with it."""
    now, counted = bench.clock.now(), bench.clock.monotonic()
    before = bench.looked.get(_LOOKED)
    with bench.database.read() as session:
        waits = rules.anything_waits(session, now)
    if waits:
        with bench.database.write() as session:
            off = min(max(now - from_ms(last_of(session, _LOOKED)), timedelta(0)), MOST_OFF)
            passed = off if before is None else timedelta(seconds=counted - before)
            rules.add_waited(session, now, passed)
            set_last(session, _LOOKED, to_ms(now))
    bench.looked[_LOOKED] = counted
