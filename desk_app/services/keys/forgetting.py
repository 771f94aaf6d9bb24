"""What is forgotten after the time of keeping (operating manual, Key register 6): people, not figures.

Rows lose names, phones, words and signatures, their events the private part, the search index the entry. Nothing is
deleted but pictures that nobody else refers to. The round works in portions, so that nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select, update

from desk_app.services.blobs.store import drop
from desk_app.services.core.changes import Changes
from desk_app.services.core.clocks import Clock
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.forgetting import empty_private
from desk_app.services.journal.work import Bench, SettingValues, Work
from desk_app.services.keys import events
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    ExplanationRow,
    HandOnRow,
    HandoutRow,
    LineRow,
    LostRow,
    ReservationRow,
)
from desk_app.services.search.index import tidy

PORTION = 500
"""Records of one call: what a visitor at the desk would wait for in the worst case."""
_NOBODY = 0
_HANDOUT: dict[str, Any] = {
    "colleague": _NOBODY,
    "holder": "",
    "words": "",
    "escorted": "",
    "escorted_company": "",
    "escorted_phone": "",
    "escorted_visit": None,
    "refused_why": "",
    "signature": "",
    "checks": "",
    "forgotten": True,
}
_AROUND: dict[type[Any], dict[str, Any]] = {
    LineRow: {"returned_by": ""},
    ApprovalRow: {"reason": ""},
    HandOnRow: {"giver": "", "taker": "", "words": ""},
    ExplanationRow: {"reason": ""},
    CallRow: {"spoke_to": "", "phone": "", "words": ""},
}
"""What is emptied beside a borrowing."""


def kept_since(clock: Clock, settings: SettingValues) -> datetime:
    """What ended before this is forgotten: a midnight, so that it happens once a day."""
    first = clock.now().astimezone(clock.zone).date() - timedelta(
        days=round(365.25 * settings.get(KEEP_YEARS))
    )
    return datetime.combine(first, time(), clock.zone)


def forget_old(work: Work) -> int:
    """Forget a portion of what is old enough; returns how many records. See `KeyRegister.forget_old`."""
    limit = kept_since(work.bench.clock, work.bench.settings)
    session = work.session
    handouts = session.scalars(_handouts(limit)).all()
    reports = session.scalars(_reports(limit)).all()
    reserved = session.scalars(_reservations(limit)).all()
    _forget_handouts(work, handouts)
    session.execute(update(LostRow).where(LostRow.id.in_(reports)).values(who="", how=""))
    gone = update(ReservationRow).where(ReservationRow.id.in_(reserved))
    session.execute(gone.values(colleague=_NOBODY, name="", words="", active=False))
    ids = [*handouts, *reports, *reserved]
    empty_private(session, ids)
    for one in ids:
        work.record(events.FORGOTTEN, one, {})
    return len(ids)


def forgetting_round(bench: Bench) -> Changes[object] | None:
    """Forget what is old enough, and wipe the search index behind it; None when there is nothing."""
    from desk_app.services.keys.register import KeyRegister

    if not _due(bench):
        return None
    changes = KeyRegister(bench).forget_old(SYSTEM)
    wipe_index(bench)
    return changes


def wipe_index(bench: Bench) -> None:
    """Terms of entries that left the search index are merged away, a little at a time."""
    start, more = True, True
    while more:
        with bench.database.write() as session:
            more = tidy(session.connection(), start=start)
        start = False


def _due(bench: Bench) -> bool:
    limit = kept_since(bench.clock, bench.settings)
    with bench.database.read() as session:
        # Borrowings are forgotten from the oldest on: the newest of the old ones tells, whatever lies before it.
        newest = select(HandoutRow.forgotten).where(HandoutRow.closed_at < limit)
        told = session.scalars(newest.order_by(HandoutRow.closed_at.desc()).limit(1)).first()
        return told is False or any(
            session.scalars(wanted.limit(1)).first() is not None
            for wanted in (_reports(limit), _reservations(limit))
        )


def _handouts(limit: datetime) -> Select[int]:
    wanted = select(HandoutRow.id).where(HandoutRow.closed_at < limit, HandoutRow.forgotten.is_(False))
    return wanted.order_by(HandoutRow.closed_at).limit(PORTION)


def _reports(limit: datetime) -> Select[int]:
    wanted = select(LostRow.id).where(LostRow.reported_at < limit, LostRow.who != "")
    return wanted.order_by(LostRow.reported_at).limit(PORTION)


def _reservations(limit: datetime) -> Select[int]:
    wanted = select(ReservationRow.id).where(ReservationRow.ends < limit, ReservationRow.name != "")
    return wanted.order_by(ReservationRow.ends).limit(PORTION)


def _forget_handouts(work: Work, ids: Sequence[int]) -> None:
    session = work.session
    signed = select(HandoutRow.signature).where(HandoutRow.id.in_(ids), HandoutRow.signature != "")
    signatures = session.scalars(signed).all()
    session.execute(update(HandoutRow).where(HandoutRow.id.in_(ids)).values(_HANDOUT))
    for table, emptied in _AROUND.items():
        session.execute(update(table).where(table.handout.in_(ids)).values(emptied))
    drop(session, signatures)
