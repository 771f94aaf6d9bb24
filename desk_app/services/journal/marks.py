"""A window's own mark on what it asks for: pressed twice, it is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import select

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.words import N_
from desk_app.services.db.base import Asked, Marked
from desk_app.services.journal.happened import said_of
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


def same_words(typed: str, kept: str) -> bool:
    """Whether a text says what is kept of it: spaces, line ends and what nobody sees make no difference."""
    return clean_line(typed, len(typed)) == clean_line(kept, len(kept))


@dataclass(frozen=True, slots=True)
class Mark:
    """A window's own mark, and a digest of all that it asks for: both are kept in the row of what was done."""

    request: str = ""
    asked: str = ""

    @property
    def facts(self) -> dict[str, object]:
        """What an event says of it, for `require_asked`; nothing without a mark."""
        return {"asked": self.asked} if self.request else {}


NO_MARK = Mark()


def mark(request: str, *asked: object) -> Mark:
    """The mark of drafts, ids and words, as they were typed."""
    return Mark(request, fingerprint(*asked)) if request else NO_MARK


def fingerprint(*asked: object) -> str:
    """A digest of all that a window asks for. Equal for equal things, moments in any time zone among them."""
    return hashlib.blake2b(repr(_plain(asked)).encode(), digest_size=16).hexdigest()


def answered_before(work: Work, table: type[A], mark: Mark) -> A | None:
    """What was done on this mark already. Raises InvalidInput when something else was asked for then."""
    row = done_before(work, table, mark.request)
    require_same(row is None or row.asked == mark.asked)
    return row


def require_asked(work: Work, kind: EventKind, entity: int, mark: Mark) -> None:
    """The same for a table without room for the digest: the last event of this kind says `asked`.

    Raises InvalidInput ("request") when something else was asked for then; nothing for an event that does not say it.
    """
    said = said_of(work.session, kind, entity)
    require_same(not said or said[-1].get("asked", mark.asked) == mark.asked)


def _plain(one: object) -> object:
    """Fields by their order, also those that no `repr` shows."""
    if is_dataclass(one) and not isinstance(one, type):
        return _plain(tuple(getattr(one, field.name) for field in fields(one)))
    if isinstance(one, datetime):
        return one.astimezone(UTC).isoformat() if one.tzinfo is not None else one.isoformat()
    if isinstance(one, Iterable) and not isinstance(one, str | bytes):
        return tuple(map(_plain, one))
    return one
