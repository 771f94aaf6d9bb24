"""A window's own mark on what it asks for: pressed twice, it is done once."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import Marked
from desk_app.services.journal.work import Work

R = TypeVar("R", bound=Marked)


def done_before(work: Work, table: type[R], request: str) -> R | None:
    """What was done on this mark already; None without a mark."""
    if not request:
        return None
    # The second condition is the index's own: without it the whole table is read.
    wanted = select(table).where(table.request == request, table.request != "")
    return work.session.scalars(wanted).first()


def require_same(same: bool) -> None:
    """Raise InvalidInput ("request") for a mark that was used for something else: that was not done."""
    if not same:
        raise InvalidInput(
            {"request": UserError(N_("This was pressed for something else before. Start again."))}
        )
