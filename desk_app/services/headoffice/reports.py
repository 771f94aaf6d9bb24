"""What people at head office ask: how each desk stands; and every event by its kind, desk and day.

What people read of the latter is in `totals`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms
from desk_app.services.headoffice import marks
from desk_app.services.headoffice.desks import Desk, desks
from desk_app.services.headoffice.incidents import Incident, incidents
from desk_app.services.headoffice.tables import DAILY, MISSING, QUARANTINE, UNKNOWN, WATERMARKS
from desk_app.services.sync.frame import Fault
from desk_app.services.sync.names import Party


@dataclass(frozen=True, slots=True)
class DeskStanding:
    """How one desk stands."""

    desk: Desk
    heard_at: datetime | None
    """When a batch of it last came, by head office's clock."""
    clock_off: timedelta | None
    """By how much that batch was packed after it came, or before: a wrong clock, or a long way."""
    silent: timedelta | None
    """Since when nothing of it came; None while nothing ever did, and for a desk that does not count."""
    waiting: int
    """Batches that a newer program wrote."""
    missing: int
    refused: int
    forked: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that does not count."""

    path: str
    party: str
    fault: Fault
    found_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """How everything stands."""

    desks: tuple[DeskStanding, ...]
    incidents: tuple[Incident, ...]
    """Those that nobody has settled; of a desk that was revoked none: what was to be decided is."""
    refusals: tuple[Refusal, ...]
    unknown_lines: int
    """Of newer programs, kept whole."""
    events: int


@dataclass(frozen=True, slots=True)
class Line:
    """How many events of a kind a desk had on a day."""

    party: Party
    code: str
    building: str
    day: date
    kind: str
    count: int


def status(session: Session, now: datetime) -> Status:
    """How everything stands at that moment."""
    refusals = _refusals(session)
    missing = _missing(session, refusals)
    forked = set(
        session.scalars(select(WATERMARKS.c.party).where(WATERMARKS.c.forked, ~WATERMARKS.c.open_end))
    )
    known = desks(session).values()
    revoked = {str(desk.party) for desk in known if desk.revoked is not None}
    standings = [
        _standing(desk, [one for one in refusals if one.party == str(desk.party)], missing, forked, now)
        for desk in known
    ]
    return Status(
        tuple(standings),
        tuple(one for one in incidents(session, open_only=True) if one.party not in revoked),
        tuple(refusals),
        session.execute(select(func.count()).select_from(UNKNOWN)).scalar_one(),
        session.execute(select(func.coalesce(func.sum(DAILY.c["count"]), 0))).scalar_one(),
    )


def _missing(session: Session, refusals: Sequence[Refusal]) -> Counter[str]:
    """By desk. A number of which a file stands in quarantine is told there: perhaps nobody ever had such a batch."""
    claimed = {(one.party, marks.number_of(one.path)) for one in refusals}
    rows = session.execute(select(MISSING))
    return Counter(row.party for row in rows if (row.party, (row.epoch, row.seq)) not in claimed)


def _standing(
    desk: Desk, refused: Sequence[Refusal], missing: Mapping[str, int], forked: set[str], now: datetime
) -> DeskStanding:
    waiting = sum(one.fault is Fault.NEWER for one in refused)
    off = None
    if desk.heard_at is not None and desk.packed_at is not None:
        off = timedelta(milliseconds=desk.packed_at - desk.heard_at)
    heard = None if desk.heard_at is None else from_ms(desk.heard_at)
    party = str(desk.party)
    silent = None if heard is None or not desk.counts else max(now - heard, timedelta())
    return DeskStanding(
        desk, heard, off, silent, waiting, missing.get(party, 0), len(refused) - waiting, party in forked
    )


def _refusals(session: Session) -> list[Refusal]:
    rows = session.execute(select(QUARANTINE).order_by(QUARANTINE.c.path))
    return [
        Refusal(row.path, row.party, Fault(row.fault), from_ms(row.found_at), from_ms(row.seen_at))
        for row in rows
    ]


def counts(session: Session, first: date, last: date) -> list[Line]:
    """What was done from a day to a day, both included; by building, desk, day and kind of event."""
    known = desks(session)
    wanted = select(DAILY).where(DAILY.c.day.between(first.toordinal(), last.toordinal()))
    lines = []
    for row in session.execute(wanted):
        party = Party.parse(row.party)
        if party is not None and party in known:
            desk, day = known[party], date.fromordinal(row.day)
            lines.append(Line(party, desk.code, desk.building, day, row.kind, row._mapping["count"]))
    return sorted(lines, key=lambda one: (one.party, one.day, one.kind))
