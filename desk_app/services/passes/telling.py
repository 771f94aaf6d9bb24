"""What this desk has to tell the others about passes, out of its rows: its own deeds, and theirs back to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import counted_by
from desk_app.services.passes.moved import moved_by, returned_by
from desk_app.services.passes.record_file import MOST_NAME
from desk_app.services.passes.records import Moved
from desk_app.services.passes.stories import own_allowances
from desk_app.services.passes.tables import (
    CodeRow,
    PassRow,
    ReleaseRow,
    ReturnRow,
    RevocationRow,
)
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation

DAYS = 60
"""So far back a file reaches; the longest pass lasts 45 days."""
BACK_DAYS = 14
"""So far back it reaches with what the other desks did: for one that lost it. Copies are made every day."""


def tell(session: Session, site: int, desk: int, now: datetime) -> Told:
    """Everything of the last `DAYS` days, up to `now`."""
    since, back = now - timedelta(days=DAYS), now - timedelta(days=BACK_DAYS)
    return Told(
        site=site,
        desk=desk,
        made_at=now,
        releases=_releases(session, desk, since, back),
        returns=_returns(session, desk, since, back),
        revocations=_revocations(session, desk, since, back),
        passes=_passes(session, desk, since),
    )


def _releases(session: Session, desk: int, since: datetime, back: datetime) -> tuple[ToldRelease, ...]:
    told = select(ReleaseRow).where(
        ReleaseRow.at >= since, or_(ReleaseRow.desk == desk, ReleaseRow.at >= back)
    )
    rows = session.scalars(told.order_by(ReleaseRow.id)).all()
    moved = moved_by(session, [one.id for one in rows])
    trips = {one.id: one.trip for one in rows}
    return tuple(
        ToldRelease(
            id=one.id,
            desk=one.desk,
            root=one.root,
            pass_id=one.pass_id,
            place=one.place,
            gate=one.gate,
            at=one.at,
            by_name=_name(one.by_name),
            trip=one.trip,
            closes=one.closes,
            whole=one.whole,
            slip=one.slip,
            seen=_seen(one, moved[one.id], trips),
            moved=_moved(moved[one.id]),
        )
        for one in rows
    )


def _seen(row: ReleaseRow, moved: Mapping[int, int], trips: Mapping[int, int]) -> tuple[int, ...]:
    """What the gate knew, where what left is counted from it: of that trip, and before a balance slip.

    With every release of a pass of many trips the file would grow with the square of the trips.
    """
    seen = tuple(map(int, row.seen.split()))
    if row.slip is not None:
        return seen
    if not row.whole or moved:
        return ()
    return tuple(one for one in seen if trips.get(one, row.trip) == row.trip)


def _returns(session: Session, desk: int, since: datetime, back: datetime) -> tuple[ToldReturn, ...]:
    told = select(ReturnRow).where(ReturnRow.at >= since, or_(ReturnRow.desk == desk, ReturnRow.at >= back))
    rows = session.scalars(told.order_by(ReturnRow.id)).all()
    moved = returned_by(session, [one.id for one in rows])
    return tuple(
        ToldReturn(
            one.id,
            one.desk,
            one.root,
            one.gate,
            one.at,
            _name(one.by_name),
            one.undone_at,
            _moved(moved[one.id]),
        )
        for one in rows
    )


def _revocations(session: Session, desk: int, since: datetime, back: datetime) -> tuple[ToldRevocation, ...]:
    own = RevocationRow.root.between(*counted_by(desk))
    told = select(RevocationRow).where(RevocationRow.at >= since, or_(own, RevocationRow.at >= back))
    rows = session.scalars(told.order_by(RevocationRow.root))
    return tuple(ToldRevocation(one.root, one.at, _name(one.by_name), one.replaced_by) for one in rows)


def _passes(session: Session, desk: int, since: datetime) -> tuple[ToldPass, ...]:
    rows = session.scalars(select(CodeRow).where(CodeRow.made_at >= since).order_by(CodeRow.pass_id)).all()
    issued = session.execute(select(PassRow.pass_id, PassRow.number).where(PassRow.issued_at >= since))
    numbers: dict[int, str] = {one.pass_id: one.number for one in issued}
    allowed = own_allowances(session, desk, rows)
    return tuple(
        ToldPass(one.pass_id, root, one.code, _name(numbers.get(one.pass_id, "")), one.trips, one.quantities)
        for root in sorted(allowed)
        for one in allowed[root]
    )


def _moved(lines: Mapping[int, int]) -> tuple[Moved, ...]:
    return tuple(Moved(position, quantity) for position, quantity in sorted(lines.items()))


def _name(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:MOST_NAME]
