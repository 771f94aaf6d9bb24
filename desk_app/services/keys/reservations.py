"""Reserving a key for a time."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.lending import takes
from desk_app.services.keys.placing import key_row
from desk_app.services.keys.reading import copies, reservations
from desk_app.services.keys.records import CopyState, ReservationDraft
from desk_app.services.keys.register_typed import checked_reservation
from desk_app.services.keys.tables import CopyRow, KeyRow, ReservationRow

_USABLE = (CopyState.IN.value, CopyState.WAITING.value, CopyState.OUT.value)


def reserve(work: Work, draft: ReservationDraft) -> ReservationRow:
    """Note who wants the key and when. Raises InvalidInput, also when every copy is reserved already; NotFound."""
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
    )
    work.session.add(row)
    work.record(events.RESERVED, row.id, {"key": key.id, "colleague": who.id}, _private(row))
    return row


def cancel(work: Work, reservation: int) -> ReservationRow:
    """Nobody wants the key then any more. Raises IllegalStep, NotFound."""
    row = work.session.get(ReservationRow, reservation)
    if row is None:
        raise NotFound(N_("This reservation is not on record."))
    if not row.active:
        raise IllegalStep(N_("This reservation was cancelled already."))
    row.active = False
    work.record(events.RESERVATION_CANCELLED, row.id, {"key": row.key})
    return row


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
    taken = reservations(work.session, *overlapping(draft))
    if not usable:
        raise InvalidInput({"key": UserError(N_("{code} has no copy that could be lent."), code=key.code)})
    if len(taken) >= len(usable):
        first = taken[0]
        raise InvalidInput(
            {
                "start": UserError(
                    N_("{name} has reserved it from {start} to {end}."),
                    name=first.name,
                    start=work.local(first.start).strftime("%Y-%m-%d %H:%M"),
                    end=work.local(first.end).strftime("%Y-%m-%d %H:%M"),
                )
            }
        )


def _private(row: ReservationRow) -> dict[str, object]:
    return {"name": row.name, "words": row.words}
