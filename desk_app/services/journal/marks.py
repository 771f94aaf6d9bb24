"""A window's own mark on what it asks for: pressed twice, it is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import select

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import Asked, Marked
from desk_app.services.journal.work import Work

R = TypeVar("R", bound=Marked)
A = TypeVar("A", bound=Asked)


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


def fingerprint(*asked: object) -> str:
    """A digest of all that a window asks for: drafts, ids, words. Equal for equal things, whatever their time zone."""
    return hashlib.blake2b(repr(_plain(asked)).encode(), digest_size=16).hexdigest()


def answered_before(work: Work, table: type[A], request: str, asked: str) -> A | None:
    """What was done on this mark already. Raises InvalidInput when that was not what is `asked` now."""
    row = done_before(work, table, request)
    require_same(row is None or row.asked == asked)
    return row


def _plain(one: object) -> object:
    """Fields by their order, also those that no `repr` shows."""
    if is_dataclass(one) and not isinstance(one, type):
        return _plain(tuple(getattr(one, field.name) for field in fields(one)))
    if isinstance(one, datetime):
        return one.astimezone(UTC).isoformat() if one.tzinfo is not None else one.isoformat()
    if isinstance(one, Iterable) and not isinstance(one, str | bytes):
        return tuple(map(_plain, one))
    return one
