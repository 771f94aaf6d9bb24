"""What is forgotten after the time of keeping (operating manual, Key register 6): people, not figures.

Rows lose names, phones, words and signatures, their events the private part, the search index the entry. Nothing is
deleted but pictures that nobody else refers to. When it happens is in `keeping.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, update

from desk_app.services.blobs.store import drop
from desk_app.services.journal.forgetting import empty_private, kept_since, private_before
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    ExplanationRow,
    ExtensionRow,
    FaultRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
    ReservationRow,
)
from desk_app.services.keys.terms import CopyState

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
        "asked": "",
        "forgotten": True,
    },
    LineRow: {"returned_by": "", "remark": "", "checks": "", "asked": ""},
    ApprovalRow: {"reason": ""},
    HandOnRow: {"gave": _NOBODY, "giver": "", "taker": "", "words": "", "signature": ""},
    ExtensionRow: {"reason": ""},
    ExplanationRow: {"reason": ""},
    CallRow: {"spoke_to": "", "phone": "", "words": "", "asked": ""},
}
"""What a borrowing and whatever hangs on it lose."""


OLD: dict[type[Any], dict[str, Any]] = {
    LostRow: {"who": "", "how": ""},
    FaultRow: {"words": "", "mended_words": ""},
    KeyRow: {"deactivated_why": ""},
    ReservationRow: {"colleague": _NOBODY, "name": "", "words": "", "asked": "", "active": False},
}
"""What other records lose once they ended."""


def forget_old(work: Work) -> int:
    """Forget a portion of what is old enough; returns how many records. See `KeyRegister.forget_old`."""
    session = work.session
    limit = kept_since(work.bench, KEEP_YEARS)
    handouts = session.scalars(old_handouts(limit)).all()
    old = {table: dict(pair for pair in session.execute(old_of(table, limit))) for table in OLD}
    told = session.scalars(old_words(limit)).all()
    _forget_handouts(work, handouts)
    for table, emptied in OLD.items():
        session.execute(update(table).where(table.id.in_(old[table])).values(emptied))
    empty_private(session, told, before=limit)
    empty_private(session, [*handouts, *old[ReservationRow]])
    for one in handouts:
        work.record(events.FORGOTTEN, one, {})
    for record, key in [pair for found in old.values() for pair in found.items()]:
        work.record(events.KEY_FORGOTTEN, key, {"record": record})
    for key in told:
        work.record(events.KEY_FORGOTTEN, key, {})
    return len(handouts) + sum(map(len, old.values())) + len(told)


def old_handouts(limit: datetime) -> Select[int]:
    """Closed borrowings that ended before `limit`, the oldest first."""
    wanted = select(HandoutRow.id).where(HandoutRow.closed_at < limit, HandoutRow.forgotten.is_(False))
    return wanted.order_by(HandoutRow.closed_at).limit(PORTION)


def old_of(table: type[Any], limit: datetime) -> Select[int, int]:
    """The rows of a table in `OLD` that ended before `limit`, the oldest first, with their keys."""
    of_copy = CopyRow.id == table.copy if table in (LostRow, FaultRow) else None
    if table is LostRow:
        ended = func.coalesce(LostRow.found_at, LostRow.reported_at) < limit, LostRow.who != ""
    elif table is FaultRow:  # mended, or never to be: the copy is out of use
        retired = CopyRow.state == CopyState.RETIRED.value
        done = or_(FaultRow.mended_at < limit, and_(retired, CopyRow.since < limit))
        ended = done, or_(FaultRow.words != "", FaultRow.mended_words != "")
    elif table is KeyRow:
        ended = KeyRow.deactivated_at < limit, KeyRow.deactivated_why != ""
    else:
        ended = ReservationRow.ends < limit, ReservationRow.name != ""
    wanted = select(table.id, {KeyRow: KeyRow.id, ReservationRow: ReservationRow.key}.get(table, CopyRow.key))
    wanted = wanted if of_copy is None else wanted.join(CopyRow, of_copy)
    return wanted.where(*ended).order_by(table.id).limit(PORTION)


def old_words(limit: datetime) -> Select[int]:
    """Keys of which something was said about people before `limit`: losses, faults, owners, why one was retired."""
    return private_before(select(KeyRow.id), limit).limit(PORTION)


def _forget_handouts(work: Work, ids: Sequence[int]) -> None:
    session = work.session
    signatures = {*session.scalars(select(HandoutRow.signature).where(HandoutRow.id.in_(ids)))}
    signatures.update(session.scalars(select(HandOnRow.signature).where(HandOnRow.handout.in_(ids))))
    for table, emptied in EMPTIED.items():
        whose = table.id if table is HandoutRow else table.handout
        session.execute(update(table).where(whose.in_(ids)).values(emptied))
    drop(session, signatures)
