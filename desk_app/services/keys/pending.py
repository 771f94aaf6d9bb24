"""Keys that are asked for and not yet approved, and faults for which a copy is not lent."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.keys.mapping import to_handouts
from desk_app.services.keys.records import Handout
from desk_app.services.keys.tables import CopyRow, FaultRow, HandoutRow, KeyRow
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, CopyState, HandoutState

APPROVE = "approve_keys"
_AREA = "keys"
_MOST = 200


def keys_to_decide(read: Read) -> Iterator[Pending]:
    """Borrowings that wait for a supervisor's word, then the critical faults (operating manual, Key register)."""
    wanted = select(HandoutRow).where(HandoutRow.state == HandoutState.REQUESTED.value)
    rows = read.session.scalars(wanted.order_by(HandoutRow.asked_at).limit(_MOST)).all()
    for one in to_handouts(read.session, rows):
        yield Pending(
            _AREA,
            HANDOUT_KIND,
            one.id,
            N_("{name} asks for keys {keys}: {n} of {m} approvals given."),
            one.asked_at,
            {"name": one.holder, "keys": _codes(one), "n": len(one.approvals), "m": one.needed},
            one.number,
            urgent=read.local(one.asked_at).date() == read.today,
            step=APPROVE,
        )
    yield from _faults(read)


def _codes(one: Handout) -> str:
    return one.ring or ", ".join(dict.fromkeys(line.code for line in one.lines))


def _faults(read: Read) -> Iterator[Pending]:
    wanted = (
        select(FaultRow, KeyRow.id, CopyRow.copy_number, KeyRow.code)
        .join(CopyRow, CopyRow.id == FaultRow.copy)
        .join(KeyRow, KeyRow.id == CopyRow.key)
        .where(
            FaultRow.critical,
            FaultRow.mended_at.is_(None),
            CopyRow.state != CopyState.RETIRED.value,
            KeyRow.active,
        )
        .order_by(FaultRow.at)
        .limit(_MOST)
    )
    text = N_("Copy {n} of key {code} has a critical fault: have it mended, or deactivate the copy.")
    for fault, key, copy, code in read.session.execute(wanted):
        yield Pending(_AREA, KEY_KIND, key, text, fault.at, {"n": copy, "code": code}, code)
