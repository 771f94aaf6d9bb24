"""Rows → keys, copies, rings and what hangs together with them: each function asks a fixed number of questions.

Conditions are over the tables it names, joined: `copies(session, CopyRow.tag == tag)`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnExpressionArgument, select, text
from sqlalchemy.orm import Session

from desk_app.services.directory.reading import tenants
from desk_app.services.keys.records import (
    Copy,
    CopyState,
    Curfew,
    Fault,
    Key,
    KeyCategory,
    LostReport,
    Reservation,
    Ring,
)
from desk_app.services.keys.tables import (
    CopyRow,
    FaultRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
    ReservationRow,
    RingRow,
)

OPEN_LINES = text("key_lines.state IN ('waiting', 'out')")
"""The condition of `uq_key_lines_open`, written as there: the index is used, whatever lies behind it."""


class Held(NamedTuple):
    """On what a copy is out or waiting."""

    line: int
    handout: int
    holder: str
    due: datetime


def copies(session: Session, *where: ColumnExpressionArgument[bool]) -> list[Copy]:
    """Copies with their key (CopyRow, KeyRow), by code and number."""
    wanted = select(CopyRow, KeyRow.code, KeyRow.place).join(KeyRow, KeyRow.id == CopyRow.key).where(*where)
    rows = session.execute(wanted.order_by(KeyRow.code, CopyRow.key, CopyRow.copy_number)).all()
    troubled = _troubled(session, [row.id for row, _, _ in rows])
    open_lines = _open_lines(session) if rows else {}
    return [
        to_copy(row, code, open_lines.get(row.id), troubled.get(row.id), place) for row, code, place in rows
    ]


def to_copy(
    row: CopyRow, key_code: str, line: Held | None = None, critical: bool | None = None, place: str = ""
) -> Copy:
    """A row as a copy. `critical`: whether its worst open fault is; None without a fault."""
    return Copy(
        id=row.id,
        key=row.key,
        code=f"{key_code}-{row.copy_number}",
        copy_number=row.copy_number,
        tag=row.tag,
        hook=row.hook,
        state=CopyState(row.state),
        ring=row.ring,
        faulty=critical is not None,
        critical=critical is True,
        handout=line.handout if line else None,
        line=line.line if line else None,
        holder=line.holder if line else "",
        due=line.due if line else None,
        since=row.since,
        place=place,
    )


def keys(session: Session, *where: ColumnExpressionArgument[bool]) -> list[Key]:
    """Keys with all their copies (KeyRow), by code."""
    rows = session.scalars(select(KeyRow).where(*where).order_by(KeyRow.code, KeyRow.id)).all()
    theirs: defaultdict[int, list[Copy]] = defaultdict(list)
    for copy in copies(session, CopyRow.key.in_([row.id for row in rows])) if rows else ():
        theirs[copy.key].append(copy)
    names = tenant_names(session) if any(row.tenant is not None for row in rows) else {}
    return [to_key(row, theirs[row.id], names) for row in rows]


def to_key(row: KeyRow, its_copies: Iterable[Copy], names: Mapping[int, str]) -> Key:
    """A row as a key."""
    return Key(
        id=row.id,
        code=row.code,
        place=row.place,
        floor=row.floor,
        unit=row.unit,
        category=KeyCategory(row.category),
        curfew=to_curfew(row),
        approvals=row.approvals,
        copies=tuple(its_copies),
        tenant=row.tenant,
        tenant_name=names.get(row.tenant, "") if row.tenant is not None else "",
        owner=row.owner,
        owner_phone=row.owner_phone,
        instruction=row.instruction,
        active=row.active,
        deactivated_why=row.deactivated_why,
    )


def to_curfew(row: KeyRow) -> Curfew:
    """By when the key is back."""
    minute = row.curfew_minute
    return Curfew(None if minute is None else time(minute // 60, minute % 60), row.curfew_hours)


def tenant_names(session: Session) -> dict[int, str]:
    """What each tenant is called."""
    return {one.id: one.called for one in tenants(session)}


def rings(session: Session, *where: ColumnExpressionArgument[bool]) -> list[Ring]:
    """Rings with the copies on them (RingRow), by code."""
    rows = session.scalars(select(RingRow).where(*where).order_by(RingRow.code, RingRow.id)).all()
    on: defaultdict[int | None, list[Copy]] = defaultdict(list)
    for copy in copies(session, CopyRow.ring.in_([row.id for row in rows])) if rows else ():
        on[copy.ring].append(copy)
    return [Ring(row.id, row.code, row.tag, row.hook, tuple(on[row.id]), row.active) for row in rows]


def faults(session: Session, *where: ColumnExpressionArgument[bool]) -> list[Fault]:
    """Faults (FaultRow), newest first."""
    return [
        to_fault(row) for row in session.scalars(select(FaultRow).where(*where).order_by(FaultRow.id.desc()))
    ]


def to_fault(row: FaultRow) -> Fault:
    """A row as a fault."""
    return Fault(row.id, row.copy, row.words, row.critical, row.at, row.by, row.mended_at, row.mended_words)


def lost_reports(session: Session, *where: ColumnExpressionArgument[bool]) -> list[LostReport]:
    """Reports of lost copies (LostRow, CopyRow, KeyRow), newest first."""
    wanted = (
        select(LostRow, CopyRow.copy_number, KeyRow.code, KeyRow.place)
        .join(CopyRow, CopyRow.id == LostRow.copy)
        .join(KeyRow, KeyRow.id == CopyRow.key)
        .where(*where)
        .order_by(LostRow.reported_at.desc(), LostRow.id.desc())
    )
    return [
        LostReport(
            id=row.id,
            number=row.number,
            copy=row.copy,
            code=f"{code}-{number}",
            place=place,
            who=row.who,
            when=row.happened_at,
            how=row.how,
            lock_change=row.lock_change,
            reported_at=row.reported_at,
            reported_by=row.reported_by,
            handout=row.handout,
            became_kind=row.became_kind,
            became=row.became,
            found_at=row.found_at,
        )
        for row, number, code, place in session.execute(wanted)
    ]


def reservations(session: Session, *where: ColumnExpressionArgument[bool]) -> list[Reservation]:
    """Reservations (ReservationRow, KeyRow), the earliest first."""
    wanted = (
        select(ReservationRow, KeyRow.code)
        .join(KeyRow, KeyRow.id == ReservationRow.key)
        .where(*where)
        .order_by(ReservationRow.starts, ReservationRow.id)
    )
    return [
        Reservation(
            row.id, row.key, code, row.colleague, row.name, row.starts, row.ends, row.words, row.active
        )
        for row, code in session.execute(wanted)
    ]


def _open_lines(session: Session) -> dict[int, Held]:
    """Copy → what it is out or waiting on. All of them: they are few."""
    wanted = (
        select(LineRow.copy, LineRow.id, LineRow.handout, HandoutRow.holder, HandoutRow.due)
        .join(HandoutRow, HandoutRow.id == LineRow.handout)
        .where(OPEN_LINES)
    )
    return {
        copy: Held(line, handout, holder, due) for copy, line, handout, holder, due in session.execute(wanted)
    }


def _troubled(session: Session, ids: Collection[int]) -> dict[int, bool]:
    """Copies with open faults, and whether one of them is critical."""
    wanted = select(FaultRow.copy, FaultRow.critical).where(
        FaultRow.copy.in_(ids), FaultRow.mended_at.is_(None)
    )
    found: dict[int, bool] = {}
    for copy, critical in session.execute(wanted) if ids else ():
        found[copy] = found.get(copy, False) or critical
    return found
