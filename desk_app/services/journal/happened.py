"""What happened to records, for what no row of theirs says; how far a series is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind
from desk_app.services.core.clocks import first_id, id_moment
from desk_app.services.journal.tables import CounterRow, EventRow

_AT_ONCE = 500


def last_time_of(session: Session, kind: EventKind, entities: Sequence[int]) -> dict[int, datetime]:
    """By record: when this last happened to it; left out where it never did."""
    found: dict[int, datetime] = {}
    for start in range(0, len(entities), _AT_ONCE):
        some = entities[start : start + _AT_ONCE]
        wanted = select(EventRow.entity, EventRow.at).where(
            EventRow.entity.in_(some), EventRow.kind == kind.name
        )
        found |= dict(session.execute(wanted.order_by(EventRow.id)).all())
    return found


def last_of(session: Session, series: str) -> int:
    """The last count of a series; 0 before the first."""
    row = session.get(CounterRow, series, populate_existing=True)
    return 0 if row is None else row.last


def set_last(session: Session, series: str, last: int) -> None:
    """Put a number that the program keeps for itself; a series of numbers given out is lifted by `Work.lift` alone."""
    new = insert(CounterRow).values(series=series, last=last)
    session.execute(new.on_conflict_do_update(index_elements=["series"], set_={"last": last}))


def said_of(session: Session, kind: EventKind, entity: int, containing: str = "") -> list[dict[str, Any]]:
    """What the events of a kind say of a record, the oldest first; those alone with `containing` somewhere in them."""
    wanted = select(EventRow.payload).where(EventRow.entity == entity, EventRow.kind == kind.name)
    if containing:
        wanted = wanted.where(EventRow.payload.contains(containing, autoescape=True))
    return [json.loads(one) for one in session.scalars(wanted.order_by(EventRow.id))]


def any_between(session: Session, begin: datetime, end: datetime) -> bool:
    """Whether anything was written from `begin` on and before `end`: ids tell, so no index on moments is needed."""
    ids = EventRow.id >= first_id(begin), EventRow.id < first_id(end)
    return session.execute(select(EventRow.id).where(*ids).limit(1)).first() is not None


def first_written(session: Session) -> datetime | None:
    """When the first event was written; None while there is none."""
    first = session.execute(select(func.min(EventRow.id))).scalar_one()
    return None if first is None else id_moment(first)


def kinds_after(session: Session, entity: int) -> dict[str, int]:
    """How many events of each kind were written after something with this id."""
    wanted = select(EventRow.kind, func.count()).where(EventRow.id > entity).group_by(EventRow.kind)
    return dict(session.execute(wanted).all())
