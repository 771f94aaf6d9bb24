"""Reserving a key for a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.marks import Mark, answered_before, fingerprint
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.lending import takes
from desk_app.services.keys.placing import key_row
from desk_app.services.keys.reading import copies, reservations
from desk_app.services.keys.records import Copy, ReservationDraft
from desk_app.services.keys.register_typed import checked_reservation
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, ReservationRow
from desk_app.services.keys.terms import CopyState


class Taken(NamedTuple):
    """A time for which one copy of a key is spoken for."""

    start: datetime
    end: datetime
    name: str
    reserved: bool = True


_USABLE = (CopyState.IN.value, CopyState.WAITING.value, CopyState.OUT.value)


def reserve(work: Work, draft: ReservationDraft) -> ReservationRow:
    """Note who wants the key and when. Raises InvalidInput, also when every copy is reserved already; NotFound."""
    asked = fingerprint(draft)
    before = answered_before(work, ReservationRow, Mark(draft.request, asked))
    if before is not None:
        return before
    good = checked_reservation(draft, work.now)
    who = _colleague(work, good.colleague)
    key = key_row(work, good.key)
    _require_usable(work, key, good)
    row = ReservationRow(
        id=work.new_id(),
        key=key.id,
        colleague=who.id,
        name=who.name,
        starts=good.start,
        ends=good.end,
        words=good.words,
        active=True,
        request=draft.request,
        asked=asked,
    )
    work.session.add(row)
    work.record(events.RESERVED, row.id, {"key": key.id}, _private(row))
    return row


def cancel(work: Work, reservation: int) -> ReservationRow:
    """Nobody wants the key then any more. Raises IllegalStep, NotFound."""
    row = by_id(work.session, ReservationRow, reservation)
    if row is None:
        raise NotFound(N_("This reservation is not on record."))
    if not row.active:
        raise IllegalStep(N_("This reservation was cancelled already."))
    row.active = False
    work.record(events.RESERVATION_CANCELLED, row.id, {"key": row.key})
    return row


def use(work: Work, row: HandoutRow, its_keys: Iterable[int]) -> None:
    """Whoever reserved these keys has them now: what was reserved for this time warns nobody any more."""
    wanted = select(ReservationRow).where(
        ReservationRow.key.in_(list(its_keys)),
        ReservationRow.colleague == row.colleague,
        ReservationRow.active.is_(True),
        ReservationRow.starts < row.due,
        ReservationRow.ends > work.now,
    )
    for one in work.session.scalars(wanted):
        one.active = False
        work.record(events.RESERVATION_USED, one.id, {"key": one.key, "handout": row.id})


def overlapping(draft: ReservationDraft) -> tuple[ColumnElement[bool], ...]:
    """Reservations of the same key that fall into this time."""
    return (
        ReservationRow.key == draft.key,
        ReservationRow.active.is_(True),
        ReservationRow.starts < draft.end,
        ReservationRow.ends > draft.start,
    )


def _colleague(work: Work, colleague: int | None) -> Colleague:
    if colleague is None:
        raise InvalidInput({"colleague": UserError(N_("Choose who it is for: property staff only."))})
    return takes(work.session, colleague)


def _require_usable(work: Work, key: KeyRow, draft: ReservationDraft) -> None:
    if not key.active:
        raise InvalidInput({"key": UserError(N_("{code} was deactivated."), code=key.code)})
    usable = copies(work.session, CopyRow.key == key.id, CopyRow.state.in_(_USABLE))
    if not usable:
        raise InvalidInput({"key": UserError(N_("{code} has no copy that could be lent."), code=key.code)})
    taken = [Taken(one.start, one.end, one.name) for one in reservations(work.session, *overlapping(draft))]
    at_once = most_at_once(taken + _held(work, usable, draft))
    if len(at_once) >= len(usable):
        raise InvalidInput({"start": _taken(work, at_once[0])})


def _held(work: Work, usable: Iterable[Copy], draft: ReservationDraft) -> list[Taken]:
    """What is out or asked for is taken until it is due back."""
    return [
        Taken(work.now, copy.due, copy.holder, reserved=False)
        for copy in usable
        if copy.due is not None and copy.due > draft.start and draft.end > work.now
    ]


def most_at_once(taken: Sequence[Taken]) -> list[Taken]:
    """Those of the moment at which most copies are taken; one that ends as another begins does not meet it."""
    moments = ([one for one in taken if one.start <= at.start < one.end] for at in taken)
    return max(moments, key=len, default=[])


def _taken(work: Work, one: Taken) -> UserError:
    start, end = (work.local(at).strftime("%Y-%m-%d %H:%M") for at in (one.start, one.end))
    if one.reserved:
        return UserError(
            N_("{name} has reserved it from {start} to {end}."), name=one.name, start=start, end=end
        )
    return UserError(N_("{name} has it until {end}."), name=one.name, end=end)


def _private(row: ReservationRow) -> dict[str, object]:
    return {"colleague": row.colleague, "name": row.name, "words": row.words}
