"""Taking people out of records: rows lose names, phones, words, signatures and pictures, events their private part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from desk_app.services.blobs.store import drop
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.base import REFERS
from desk_app.services.journal.forgetting import empty_private, remembered
from desk_app.services.journal.work import Work
from desk_app.services.retention.kept import Kept, Retained, Told
from desk_app.services.retention.rules import note_seen, retained_of

PORTION = 500
"""Records of one kind in one transaction: what a visitor at the desk would wait for in the worst case."""
_UNSYNCED = {"synchronize_session": False}


def forget_portion(work: Work, retained: Retained, limit: datetime) -> int:
    """Forget a portion of each kind of record of a rule; returns how many."""
    count = 0
    for one in retained.kept:
        ids = work.session.scalars(one.due(limit).limit(PORTION)).all()
        if isinstance(one, Kept):
            _forget(work, one, ids)
        else:
            _fall_silent(work, one, ids, limit)
        count += len(ids)
    return count


def forget_now(work: Work, kind: str, ids: Collection[int]) -> int:
    """Forget records before their time: the erasure of one person. `kind` as search hits name it.

    Gives how many were; those forgotten before are left out. Raises IllegalStep while one of them is open, NotFound for
    a kind that nothing is forgotten of. Everything of a call happens or nothing.
    """
    kept = [
        one
        for rule in retained_of(work.bench.features)
        for one in rule.kept
        if isinstance(one, Kept) and kind in one.kinds
    ]
    if not kept:
        raise NotFound(N_("Records of this kind are not kept for a person."))
    wanted, count = list(ids), 0
    for one in kept:
        _refuse_open(work, one, wanted)
        there = _present(work.session, one, wanted)
        there = there if one.event is None else remembered(work.session, there, one.event)
        _forget(work, one, there)
        count = max(count, len(there))
    return count


def expect_at_once(work: Work) -> None:
    """After a backup was put in place: the clock went ahead for a good reason, and the next run is due now."""
    note_seen(work.session, work.now)


def _refuse_open(work: Work, kept: Kept, ids: Sequence[int]) -> None:
    is_open = or_(kept.ended.is_(None), kept.ended > work.now)
    still = len(work.session.scalars(select(kept.table.id).where(kept.table.id.in_(ids), is_open)).all())
    if still:
        raise IllegalStep(
            N_("{n} of these records are still open. Close them first; then they can be erased."), n=still
        )


def _present(session: Session, kept: Kept, ids: Sequence[int]) -> list[int]:
    return list(session.scalars(select(kept.table.id).where(kept.table.id.in_(ids))))


def _forget(work: Work, kept: Kept, ids: Sequence[int]) -> None:
    if not ids:
        return
    session, pictures = work.session, set[str]()
    session.flush()
    for part in kept.hanging:
        owner = cast("type[Any]", part.owner.class_)
        mine = part.owner.in_(ids)
        if part.through is not None:
            between = cast("type[Any]", part.through.class_)
            mine = part.owner.in_(select(between.id).where(part.through.in_(ids)))
        pictures |= _pictures(session, owner, part.emptied, mine)
        gone = delete(owner) if part.emptied is None else update(owner).values(part.emptied)
        session.execute(gone.where(mine), execution_options=_UNSYNCED)
    mine = kept.table.id.in_(ids)
    pictures |= _pictures(session, kept.table, kept.emptied, mine)
    filed = dict(_filed(session, kept, ids))
    if kept.emptied:
        session.execute(update(kept.table).where(mine).values(kept.emptied), execution_options=_UNSYNCED)
    session.expire_all()
    drop(session, pictures)
    if kept.private:
        empty_private(session, ids)
    if kept.event is not None:
        for one in ids:
            work.record(kept.event, filed[one], {} if kept.filed is None else {"record": one})


def _filed(session: Session, kept: Kept, ids: Sequence[int]) -> list[tuple[int, int]]:
    if kept.filed is None:
        return [(one, one) for one in ids]
    rows = session.execute(select(kept.table.id, kept.filed).where(kept.table.id.in_(ids)))
    return [(row[0], row[1]) for row in rows]


def _fall_silent(work: Work, told: Told, ids: Sequence[int], limit: datetime) -> None:
    empty_private(work.session, ids, before=limit)
    if told.event is not None:
        for one in ids:
            work.record(told.event, one, {})


def _pictures(
    session: Session, table: type[Any], emptied: Mapping[str, Any] | None, mine: ColumnElement[bool]
) -> set[str]:
    """The pictures that these rows no longer refer to."""
    found: set[str] = set()
    for column in table.__table__.columns:
        if column.info.get(REFERS) and (emptied is None or column.key in emptied):
            found.update(session.scalars(select(column).where(mine, column != "")))
    return found
