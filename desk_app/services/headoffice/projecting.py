"""What reports are made of: how many events of each kind, by desk and day. Counted as events come, or all anew.

It holds nothing that the events do not say: `rebuild` may be called at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from desk_app.services.headoffice.bulk import is_postgres
from desk_app.services.headoffice.tables import DAILY, EVENTS

_QUARTER_MS = 900_000
"""No zone begins its day but at a quarter of an hour."""
_AT_ONCE = 10_000
_UTMOST_MS = 253_370_000_000_000
"""Near the end of the year 9999; a clock that says more says nothing."""


def count(session: Session, events: Sequence[Mapping[str, Any]], zone: tzinfo) -> None:
    """Count events that were inserted just now."""
    _add(session, Counter((row["party"], day_of(row["at"], zone), row["kind"]) for row in events))


def rebuild(session: Session, zone: tzinfo) -> int:
    """Count all events anew; how many there are."""
    session.execute(delete(DAILY))
    wanted = select(EVENTS.c.party, EVENTS.c.at, EVENTS.c.kind).execution_options(yield_per=_AT_ONCE)
    found: Counter[tuple[str, int, str]] = Counter()
    for party, at, kind in session.execute(wanted):
        found[party, day_of(at, zone), kind] += 1
    _add(session, found)
    return found.total()


def day_of(at: int, zone: tzinfo) -> int:
    """The day of a moment, counted from the year 1."""
    return _day_of_quarter(min(max(at, 0), _UTMOST_MS) // _QUARTER_MS, zone)


@lru_cache(maxsize=4096)
def _day_of_quarter(quarter: int, zone: tzinfo) -> int:
    return datetime.fromtimestamp(quarter * _QUARTER_MS / 1000, zone).toordinal()


def _add(session: Session, found: Mapping[tuple[str, int, str], int]) -> None:
    rows = [
        {"party": party, "day": day, "kind": kind, "count": number}
        for (party, day, kind), number in _sorted(found.items())
    ]
    if not rows:
        return
    into = postgresql.insert(DAILY) if is_postgres(session) else sqlite.insert(DAILY)
    more = {"count": DAILY.c["count"] + into.excluded["count"]}
    session.execute(into.on_conflict_do_update(index_elements=["party", "day", "kind"], set_=more), rows)


def _sorted(items: Iterable[tuple[tuple[str, int, str], int]]) -> list[tuple[tuple[str, int, str], int]]:
    """In one order, so that two collectors never wait for each other."""
    return sorted(items)
