"""Rows of handovers as verbs and questions find them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.shift.records import Holder
from desk_app.services.shift.tables import CountLineRow, HandoverRow


def lines_of(session: Session, counting: int) -> Sequence[CountLineRow]:
    """The lines of a count, in their order."""
    wanted = select(CountLineRow).where(CountLineRow.counting == counting).order_by(CountLineRow.position)
    return session.scalars(wanted).all()


def holder_of(last: HandoverRow | None) -> Holder | None:
    """Who took over with the last handover."""
    return None if last is None else Holder(last.coming, last.at)


def last_row(session: Session) -> HandoverRow | None:
    """The last handover."""
    return session.scalars(select(HandoverRow).order_by(HandoverRow.id.desc()).limit(1)).first()
