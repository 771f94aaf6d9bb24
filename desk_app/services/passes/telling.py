"""What this desk has to tell the others about passes, out of its rows: its own deeds, and theirs back to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
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
        releases=_releases(
            session, ReleaseRow.at >= since, or_(ReleaseRow.desk == desk, ReleaseRow.at >= back)
        ),
        returns=_returns(session, ReturnRow.at >= since, or_(ReturnRow.desk == desk, ReturnRow.at >= back)),
        revocations=_revocations(
            session, RevocationRow.at >= since, or_(_own(desk), RevocationRow.at >= back)
        ),
        passes=_passes(session, desk, CodeRow.made_at >= since),
    )


def tell_about(session: Session, site: int, desk: int, now: datetime, roots: Collection[int]) -> Told:
    """This desk's own deeds on these passes, whenever they were."""
    return Told(
        site=site,
        desk=desk,
        made_at=now,
        releases=_releases(session, ReleaseRow.root.in_(roots), ReleaseRow.desk == desk),
        returns=_returns(session, ReturnRow.root.in_(roots), ReturnRow.desk == desk),
        revocations=_revocations(session, RevocationRow.root.in_(roots), _own(desk)),
        passes=_passes(session, desk, CodeRow.root.in_(roots)),
    )


def _own(desk: int) -> ColumnElement[bool]:
    return and_(RevocationRow.root.between(*counted_by(desk)), RevocationRow.desk == desk)


def _releases(session: Session, *which: ColumnElement[bool]) -> tuple[ToldRelease, ...]:
    rows = session.scalars(select(ReleaseRow).where(*which).order_by(ReleaseRow.id)).all()
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


def _returns(session: Session, *which: ColumnElement[bool]) -> tuple[ToldReturn, ...]:
    rows = session.scalars(select(ReturnRow).where(*which).order_by(ReturnRow.id)).all()
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


def _revocations(session: Session, *which: ColumnElement[bool]) -> tuple[ToldRevocation, ...]:
    rows = session.scalars(select(RevocationRow).where(*which).order_by(RevocationRow.root))
    return tuple(ToldRevocation(one.root, one.at, _name(one.by_name), one.replaced_by) for one in rows)


def _passes(session: Session, desk: int, which: ColumnElement[bool]) -> tuple[ToldPass, ...]:
    rows = session.scalars(select(CodeRow).where(which).order_by(CodeRow.pass_id)).all()
    issued = select(PassRow.pass_id, PassRow.number).join(CodeRow, CodeRow.pass_id == PassRow.pass_id)
    numbers: dict[int, str] = {one.pass_id: one.number for one in session.execute(issued.where(which))}
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
