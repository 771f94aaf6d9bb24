"""The number of the next signed pass: one count for passes of every kind, and no number is given out twice.

A desk that was set back to an old copy of its data would count the same numbers once more. Whatever tells of a number
that is gone, a code met at the gate or another desk's record, moves the count on.
"""

from __future__ import annotations

from datetime import datetime

from desk_app.services.codes.claims import PASS_SERIES
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.gate.judging import PassBooks
from desk_app.services.journal.newest import newest_time
from desk_app.services.journal.work import Work

MARGIN = 1_000
"""So many numbers are left out after a restore: passes printed since the copy was made may be outside."""
MOST_MINUTES = 30_000
"""One more number is left out for every minute since then, up to three weeks: for a copy that is restored twice."""
_LOST_SINCE, _LOST_UNTIL = "lost-since", "lost-until"
"""Series that keep moments, in milliseconds since 1970."""


def next_pass(work: Work) -> int:
    """The next count of `PASS_SERIES` whose number no pass known here has."""
    return _past_the_known(work, work.count(PASS_SERIES))


def leave_out_lost(work: Work) -> None:
    """After a restore: go on well above what the copy knows and what may have been given out since it was made."""
    made = newest_time(work.session)
    minutes = 0 if made is None else int((work.now - made).total_seconds() // 60)
    last = work.count(PASS_SERIES) + MARGIN + min(max(minutes, 0), MOST_MINUTES)
    work.lift(PASS_SERIES, last)
    _past_the_known(work, last)
    if made is not None:
        work.lift(_LOST_SINCE, to_ms(made))
        work.lift(_LOST_UNTIL, to_ms(work.now))


def lost_time(work: Work) -> tuple[datetime, datetime] | None:
    """What was recorded between these moments was lost when a copy was restored; None when none ever was."""
    until = work.last(_LOST_UNTIL)
    return (from_ms(work.last(_LOST_SINCE)), from_ms(until)) if until else None


def _past_the_known(work: Work, counter: int) -> int:
    books = PassBooks(work.bench, work.session)
    first = counter
    # What another desk merely tells counts near the count only: it must not use the numbers up.
    while (known := books.last_counter(work.desk.desk_number, counter + MARGIN)) >= counter:
        counter = known + 1
    if counter > first:
        work.lift(PASS_SERIES, counter)
    return counter
