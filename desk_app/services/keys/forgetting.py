"""What is forgotten after the time of keeping (operating manual, Key register 6): people, not figures.

Rows lose names, phones, words and signatures, their events the private part, the search index the entry. Nothing is
deleted but pictures that nobody else refers to. When it happens is in `keeping.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, func, select, update

from desk_app.services.blobs.store import drop
from desk_app.services.journal.forgetting import empty_private
from desk_app.services.journal.work import SettingValues, Work
from desk_app.services.keys import events
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    ExplanationRow,
    HandOnRow,
    HandoutRow,
    LineRow,
    LostRow,
    ReservationRow,
)

PORTION = 500
"""Records of one call: what a visitor at the desk would wait for in the worst case."""
_NOBODY = 0
EMPTIED: dict[type[Any], dict[str, Any]] = {
    HandoutRow: {
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
    },
    LineRow: {"returned_by": "", "remark": ""},
    ApprovalRow: {"reason": ""},
    HandOnRow: {"giver": "", "taker": "", "words": "", "signature": ""},
    ExplanationRow: {"reason": ""},
    CallRow: {"spoke_to": "", "phone": "", "words": ""},
}
"""What a borrowing and whatever hangs on it lose."""


def kept_since(now: datetime, zone: tzinfo, settings: SettingValues) -> datetime:
    """What ended before this is forgotten: a midnight, so that it happens once a day."""
    first = now.astimezone(zone).date() - timedelta(days=round(365.25 * settings.get(KEEP_YEARS)))
    return datetime.combine(first, time(), zone)


def forget_old(work: Work) -> int:
    """Forget a portion of what is old enough; returns how many records. See `KeyRegister.forget_old`."""
    bench, session = work.bench, work.session
    limit = kept_since(work.now, bench.clock.zone, bench.settings)
    handouts = session.scalars(old_handouts(limit)).all()
    reports = dict(pair for pair in session.execute(old_reports(limit)))
    reserved = dict(pair for pair in session.execute(old_reservations(limit)))
    _forget_handouts(work, handouts)
    session.execute(update(LostRow).where(LostRow.id.in_(reports)).values(who="", how=""))
    empty_private(session, list(set(reports.values())), kinds=(events.LOST, events.FOUND), before=limit)
    gone = update(ReservationRow).where(ReservationRow.id.in_(reserved))
    session.execute(gone.values(colleague=_NOBODY, name="", words="", active=False))
    empty_private(session, [*handouts, *reserved])
    for one in handouts:
        work.record(events.FORGOTTEN, one, {})
    for record, key in [*reports.items(), *reserved.items()]:
        work.record(events.KEY_FORGOTTEN, key, {"record": record})
    return len(handouts) + len(reports) + len(reserved)


def old_handouts(limit: datetime) -> Select[int]:
    """Closed borrowings that ended before `limit`, the oldest first."""
    wanted = select(HandoutRow.id).where(HandoutRow.closed_at < limit, HandoutRow.forgotten.is_(False))
    return wanted.order_by(HandoutRow.closed_at).limit(PORTION)


def old_reports(limit: datetime) -> Select[int, int]:
    """Reports of losses that ended before `limit`, with their keys."""
    ended = func.coalesce(LostRow.found_at, LostRow.reported_at) < limit
    wanted = select(LostRow.id, CopyRow.key).join(CopyRow, CopyRow.id == LostRow.copy)
    return wanted.where(ended, LostRow.who != "").order_by(LostRow.id).limit(PORTION)


def old_reservations(limit: datetime) -> Select[int, int]:
    """Reservations that ended before `limit`, with their keys."""
    wanted = select(ReservationRow.id, ReservationRow.key)
    return wanted.where(ReservationRow.ends < limit, ReservationRow.name != "").limit(PORTION)


def _forget_handouts(work: Work, ids: Sequence[int]) -> None:
    session = work.session
    signed = select(HandoutRow.signature).where(HandoutRow.id.in_(ids), HandoutRow.signature != "")
    given_on = select(HandOnRow.signature).where(HandOnRow.handout.in_(ids), HandOnRow.signature != "")
    signatures = [*session.scalars(signed), *session.scalars(given_on)]
    for table, emptied in EMPTIED.items():
        whose = table.id if table is HandoutRow else table.handout
        session.execute(update(table).where(whose.in_(ids)).values(emptied))
    drop(session, signatures)
