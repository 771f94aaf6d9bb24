"""Where a restored desk counts on: no number is given out twice, also none that was lost with the old PC.

What happened between the newest record that came back and now is not known; numbers of that time may be on paper.
One number a minute is more than a desk gives out.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from desk_app.services.codes.claims import PASS_SERIES
from desk_app.services.core.clocks import Clock

SPARE, PASS_SPARE = 50, 1_000
"""Numbers left out in any case."""
MOST_MINUTES = 30_000
"""Three weeks: as after a backup was restored."""
_NOT_GIVEN_OUT = ("audit", "lost-since", "lost-until", "mail-round-from")
"""Series that keep a length, a day or a moment: they are nobody's number."""
_MOMENTS = "forgotten-"
_OF_A_DAY = "number-"
_LIFT = (
    "INSERT INTO counters (series, last) VALUES (?, ?)"
    " ON CONFLICT (series) DO UPDATE SET last = last + excluded.last"
)


def lift_counters(connection: Any, clock: Clock, newest: datetime | None) -> None:
    """Count on above everything that may have been given out since `newest`, the newest record that came back."""
    now = clock.now()
    zone = _zone(connection) or clock.zone
    minutes = _minutes(newest, now)
    lifted = {}
    for (series,) in connection.execute("SELECT series FROM counters").fetchall():
        if series not in _NOT_GIVEN_OUT and not series.startswith((_MOMENTS, _OF_A_DAY)):
            lifted[series] = minutes + (PASS_SPARE if series == PASS_SERIES else SPARE)
    lifted.setdefault(PASS_SERIES, minutes + PASS_SPARE)
    today = now.astimezone(zone).date()
    begun = datetime.combine(today, time(), zone)
    lifted[f"{_OF_A_DAY}{today:%y%m%d}"] = SPARE + _minutes(max(begun, newest or begun), now)
    connection.executemany(_LIFT, lifted.items())


def _minutes(since: datetime | None, until: datetime) -> int:
    if since is None:
        return 0
    return min(max(int((until - since).total_seconds() // 60), 0), MOST_MINUTES)


def _zone(connection: Any) -> ZoneInfo | None:
    found = connection.execute("SELECT zone FROM desk").fetchone()
    return ZoneInfo(found[0]) if found else None
