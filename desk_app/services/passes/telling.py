"""What this desk has to tell the others about passes, out of its rows: its own deeds, each desk speaks for itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.passes.record_file import MOST_NAME
from desk_app.services.passes.records import Moved
from desk_app.services.passes.stories import moved_by, own_allowances, returned_by
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


def tell(session: Session, site: int, desk: int, now: datetime) -> Told:
    """Everything of the last `DAYS` days, up to `now`."""
    since = now - timedelta(days=DAYS)
    return Told(
        site=site,
        desk=desk,
        made_at=now,
        releases=_releases(session, desk, since),
        returns=_returns(session, desk, since),
        revocations=_revocations(session, desk, since),
        passes=_passes(session, desk, since),
    )


def _releases(session: Session, desk: int, since: datetime) -> tuple[ToldRelease, ...]:
    mine = select(ReleaseRow).where(ReleaseRow.desk == desk, ReleaseRow.at >= since)
    rows = session.scalars(mine.order_by(ReleaseRow.id)).all()
    moved = moved_by(session, [one.id for one in rows])
    return tuple(
        ToldRelease(
            id=one.id,
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
            seen=tuple(map(int, one.seen.split())),
            moved=_moved(moved[one.id]),
        )
        for one in rows
    )


def _returns(session: Session, desk: int, since: datetime) -> tuple[ToldReturn, ...]:
    mine = select(ReturnRow).where(ReturnRow.desk == desk, ReturnRow.at >= since)
    rows = session.scalars(mine.order_by(ReturnRow.id)).all()
    moved = returned_by(session, [one.id for one in rows])
    return tuple(
        ToldReturn(
            one.id, one.root, one.gate, one.at, _name(one.by_name), one.undone_at, _moved(moved[one.id])
        )
        for one in rows
    )


def _revocations(session: Session, desk: int, since: datetime) -> tuple[ToldRevocation, ...]:
    mine = select(RevocationRow).where(RevocationRow.desk == desk, RevocationRow.at >= since)
    rows = session.scalars(mine.order_by(RevocationRow.root))
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


def _moved(lines: dict[int, int]) -> tuple[Moved, ...]:
    return tuple(Moved(position, quantity) for position, quantity in sorted(lines.items()))


def _name(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:MOST_NAME]
