"""What checks and steps of a borrowing need from the database: the copies with their rings, limits, reservations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desk_app.services.colleagues.reading import colleague_of
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.words import N_
from desk_app.services.db.base import MOST_ID
from desk_app.services.journal.work import Read, Work
from desk_app.services.keys import rules
from desk_app.services.keys.chain import elsewhere
from desk_app.services.keys.options import HOME_BY, RESERVED_HOURS
from desk_app.services.keys.reading import copies, reservations, to_curfew, to_key
from desk_app.services.keys.records import Copy, Curfew, HandoutDraft, Key
from desk_app.services.keys.rules import Limits, Wanted
from desk_app.services.keys.tables import (
    CopyRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    ReservationRow,
    RingRow,
)
from desk_app.services.keys.terms import CopyState, HandoutState, LineState
from desk_app.services.trust.heard import desk_code
from desk_app.services.visitors.searching import KIND as VISIT_KIND

_MISSING = (CopyState.OUT, CopyState.LOST)
_UNKNOWN = N_("One of these keys is not on record. Scan it again.")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft and what the rules say about it."""

    wanted: Wanted
    colleague: Colleague | None
    due: datetime
    needed: int
    exceptions: tuple[str, ...]
    findings: tuple[Finding, ...]
    """The heaviest first."""


def judge(read: Read | Work, draft: HandoutDraft) -> Judged:
    """Everything that speaks for or against a draft. Raises InvalidInput for what is not on record."""
    colleague = signs(read.session, draft.colleague) if draft.colleague is not None else None
    wanted = wanted_copies(read.session, draft.copies)
    bounds = limits_of(read, (one.curfew for one in wanted.keys.values()), read.now)
    due = draft.due or bounds.usual
    exceptions = bounds.passed_by(due)
    needed = rules.approvals_needed((wanted.keys[one.key] for one in wanted.copies), exceptions)
    zone = read.bench.clock.zone
    found = rules.refusals(wanted, colleague, draft.owner_call)
    found += rules.approval_findings(needed, exceptions, due, zone)
    found += rules.warnings(wanted, draft.owner_call)
    found += _out_elsewhere(read, wanted)
    horizon = max(due, read.now + timedelta(hours=read.setting(RESERVED_HOURS)))
    found += reserved_by_others(read, wanted.keys, draft.colleague, horizon)
    by_weight = sorted(found, key=lambda one: list(Weight).index(one.weight), reverse=True)
    return Judged(wanted, colleague, due, needed, exceptions, tuple(by_weight))


def _out_elsewhere(read: Read | Work, wanted: Wanted) -> list[Finding]:
    """Copies that another desk has handed out, as far as is known here: to be read, for the copy may be in the hand."""
    steps = elsewhere(read.session, read.desk.desk_number, [copy.id for copy in wanted.copies])
    return [
        rules.out_elsewhere(
            copy, steps[copy.id], desk_code(read.session, steps[copy.id].desk), read.bench.clock.zone
        )
        for copy in wanted.copies
        if copy.id in steps
    ]


def signs(session: Session, colleague: int) -> Colleague:
    """Who signs: property staff only. Raises InvalidInput for anybody else."""
    found = colleague_of(session, colleague)
    if found is None:
        problem = UserError(N_("Only property staff sign for keys. For an outside worker a colleague signs."))
        raise InvalidInput({"colleague": problem})
    return found


def takes(session: Session, colleague: int) -> Colleague:
    """Who may hold keys from now on. Raises InvalidInput, also for somebody who left."""
    found = signs(session, colleague)
    if not found.active:
        problem = UserError(N_("{name} has left the company: nothing is lent any more."), name=found.name)
        raise InvalidInput({"colleague": problem})
    return found


def require_visit(work: Work, draft: HandoutDraft) -> None:
    """Raise InvalidInput for an outside worker whose visit is not on record."""
    visit = draft.escorted.visit if draft.escorted is not None else None
    if visit is None:
        return
    read = Read(work.bench, work.session, work.by, work.now)
    if not 0 <= visit <= MOST_ID or not work.bench.people[VISIT_KIND](read, [visit]).get(visit):
        problem = UserError(N_("This visit is not on record. Type the outside worker's name."))
        raise InvalidInput({"escorted.name": problem})


def wanted_copies(session: Session, ids: Sequence[int]) -> Wanted:
    """The copies asked for, with what is in of their rings. Raises InvalidInput for one that is not on record."""
    if any(not 0 <= one <= MOST_ID for one in ids):
        raise InvalidInput({"copies": UserError(_UNKNOWN)})
    rings = select(CopyRow.ring).where(CopyRow.id.in_(ids), CopyRow.ring.is_not(None))
    found = copies(session, or_(CopyRow.id.in_(ids), CopyRow.ring.in_(rings)))
    asked = frozenset(ids)
    if asked - {copy.id for copy in found}:
        raise InvalidInput({"copies": UserError(_UNKNOWN)})
    lent = tuple(copy for copy in found if copy.id in asked or copy.state is CopyState.IN)
    return Wanted(
        lent,
        tuple(copy for copy in found if copy not in lent and copy.state is CopyState.WAITING),
        {row.id: to_key(row, (), {}) for row in _keys(session, lent)},
        dict(_rings(session, lent)),
        asked,
        tuple(copy for copy in found if copy not in lent and copy.state in _MISSING),
    )


def wanted_again(session: Session, row: HandoutRow, ids: Collection[int]) -> tuple[Wanted, Colleague | None]:
    """What was approved and who takes it, as they are at the hand-over: that the copies wait for it is no obstacle."""
    lent = tuple(replace(one, state=CopyState.IN) for one in copies(session, CopyRow.id.in_(ids)))
    keys = {key.id: to_key(key, (), {}) for key in _keys(session, lent)}
    return Wanted(lent, (), keys, {}, frozenset(ids)), colleague_of(session, row.colleague)


def _keys(session: Session, wanted: Iterable[Copy]) -> Iterable[KeyRow]:
    return session.scalars(select(KeyRow).where(KeyRow.id.in_({copy.key for copy in wanted})))


def _rings(session: Session, wanted: Iterable[Copy]) -> Iterable[tuple[int, str]]:
    ids = {copy.ring for copy in wanted if copy.ring is not None}
    if not ids:
        return ()
    rows = session.execute(select(RingRow.id, RingRow.code).where(RingRow.id.in_(ids)).order_by(RingRow.code))
    return [(ring, code) for ring, code in rows]


def limits_of(read: Read | Work, curfews: Iterable[Curfew], taken: datetime) -> Limits:
    """Until when keys with these curfews may be out, taken together at a moment."""
    return rules.limits(curfews, read.setting(HOME_BY), taken, read.bench.clock.zone)


def curfews_of(session: Session, its_copies: Collection[int]) -> list[Curfew]:
    """The curfews of copies' keys. Raises InvalidInput for a copy that is not on record."""
    wanted = select(CopyRow.id, KeyRow).join(KeyRow, KeyRow.id == CopyRow.key)
    found = session.execute(wanted.where(CopyRow.id.in_(its_copies))).all()
    if len(found) < len(set(its_copies)):
        raise InvalidInput({"copies": UserError(_UNKNOWN)})
    return [to_curfew(key) for _, key in found]


def reserved_by_others(
    read: Read | Work, its_keys: Iterable[int], colleague: int | None, until: datetime, since: int = 0
) -> list[Finding]:
    """Reservations of others that begin before `until`; of those, only such as were made after the record `since`."""
    found = reservations(
        read.session,
        ReservationRow.key.in_(list(its_keys)),
        ReservationRow.ends > read.now,
        ReservationRow.starts < until,
        ReservationRow.id > since,
        ReservationRow.active.is_(True),
    )
    return rules.reserved([one for one in found if one.colleague != colleague], read.bench.clock.zone)


def keys_of(session: Session, its_copies: Collection[int]) -> dict[int, Key]:
    """The keys of copies, without their copies."""
    rows = session.scalars(
        select(KeyRow).join(CopyRow, CopyRow.key == KeyRow.id).where(CopyRow.id.in_(its_copies)).distinct()
    )
    return {row.id: to_key(row, (), {}) for row in rows}


# Lines and copies change together


def lines_of(session: Session, row: HandoutRow) -> list[LineRow]:
    """The lines of a borrowing, in their order."""
    return list(session.scalars(select(LineRow).where(LineRow.handout == row.id).order_by(LineRow.id)))


def move(work: Work, line: LineRow, state: LineState, copy_state: CopyState) -> CopyRow:
    """Put a line and its copy into their new states, together."""
    copy = work.session.get_one(CopyRow, line.copy)
    line.state = state
    copy.state, copy.since = copy_state, work.now
    return copy


def last_handed_on(work: Work, row: HandoutRow) -> datetime | None:
    """When these keys last went from one colleague to another."""
    return work.session.scalars(select(func.max(HandOnRow.at)).where(HandOnRow.handout == row.id)).one()


def last_back(work: Work, copies: Collection[int]) -> datetime | None:
    """When the last of these copies came back from a borrowing before."""
    return work.session.scalars(select(func.max(LineRow.returned_at)).where(LineRow.copy.in_(copies))).one()


def copies_out(work: Work, row: HandoutRow) -> list[int]:
    """The copies of a borrowing that are out."""
    return [line.copy for line in lines_of(work.session, row) if line.state == LineState.OUT]


def leave_hanging(work: Work, row: HandoutRow, state: HandoutState) -> None:
    """It comes to nothing: the copies that were asked for are free again."""
    for line in lines_of(work.session, row):
        if line.state == LineState.WAITING:
            move(work, line, LineState.VOID, CopyState.IN)
    row.state, row.closed_at = state, work.now


def close_if_done(work: Work, row: HandoutRow, lines: Iterable[LineRow]) -> None:
    """Nothing is out any more: closed; never handed over and nothing left to hand over: cancelled."""
    open_states = (LineState.OUT, LineState.WAITING)
    if any(line.state in open_states for line in lines):
        return
    row.state = HandoutState.CLOSED if row.out_at is not None else HandoutState.CANCELLED
    row.closed_at = work.now


def flushed(work: Work) -> None:
    """Write now. Raises IllegalStep when another window has given out one of the copies in this very moment."""
    try:
        work.session.flush()
    except IntegrityError as clash:
        raise IllegalStep(
            N_("One of these keys was given out at another desk in this very moment. Nothing was changed.")
        ) from clash
