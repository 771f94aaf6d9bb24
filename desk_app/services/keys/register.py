"""The verbs that keep keys, copies, rings and reservations (operating manual, Key register 1, 2 and 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.directory.reading import tenants
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.keys import events, reservations, rings
from desk_app.services.keys.codes import new_code
from desk_app.services.keys.placing import (
    board_plan,
    copy_row,
    free_hook,
    key_row,
    place,
    place_all,
    require_free,
    ring_row,
)
from desk_app.services.keys.reading import copies, keys
from desk_app.services.keys.reading import reservations as read_reservations
from desk_app.services.keys.reading import rings as read_rings
from desk_app.services.keys.records import Copy, Key, KeyDraft, Reservation, ReservationDraft, Ring, RingDraft
from desk_app.services.keys.register_typed import MOST_COPIES, checked_key
from desk_app.services.keys.tables import CopyRow, KeyRow, ReservationRow, RingRow
from desk_app.services.keys.terms import CopyState
from desk_app.services.keys.typed import checked_reason

_AWAY = (CopyState.OUT, CopyState.WAITING)


class KeyRegister(Service):
    """What keys there are and where they hang."""

    area = "key_register"

    @command(allow=SUPERVISORS)
    def add_key(self, work: Work, draft: KeyDraft) -> Key:
        """A new key with its copies. Raises InvalidInput: fields of the draft, `hooks.<i>` for a hook."""
        good = checked_key(draft, board_plan(work))
        row = KeyRow(id=work.new_id(), active=True)
        _check_record(work, row.id, good)
        _write(row, good)
        work.session.add(row)
        work.session.flush()  # copies refer to it
        _recorded(work, events.ADDED, row)
        for number in range(1, good.copies + 1):
            _new_copy(work, row, number, good.hooks[number - 1] if number <= len(good.hooks) else "")
        return _key(work, row)

    @command(allow=SUPERVISORS)
    def correct_key(self, work: Work, key: int, draft: KeyDraft) -> Key:
        """Correct a key, in or out; its copies and their tags stay. Raises InvalidInput, NotFound."""
        row = key_row(work, key)
        good = checked_key(replace(draft, hooks=(), copies=1), {})
        _check_record(work, row.id, good)
        _write(row, good)
        _recorded(work, events.CORRECTED, row)
        return _key(work, row)

    @command(allow=SUPERVISORS)
    def deactivate(self, work: Work, key: int, reason: str) -> Key:
        """Out of use, off its hooks and rings, never deleted. Raises IllegalStep while a copy is out; InvalidInput."""
        row = key_row(work, key)
        if not row.active:
            raise IllegalStep(N_("{code} is deactivated already."), code=row.code)
        for copy in copies(work.session, CopyRow.key == row.id):
            _refuse_away(copy)
        row.active, row.deactivated_why, row.deactivated_at = False, checked_reason(reason), work.now
        work.record(events.DEACTIVATED, row.id, {"code": row.code}, {"reason": row.deactivated_why})
        place_all(work, _copies_of(work, row.id), "", None)
        return _key(work, row)

    @command(allow=SUPERVISORS)
    def reactivate(self, work: Work, key: int) -> Key:
        """In use again; its copies hang nowhere until they are hung. Raises IllegalStep, NotFound."""
        row = key_row(work, key)
        if row.active:
            raise IllegalStep(N_("{code} is in use."), code=row.code)
        if _code_taken(work, row.id, row.code):
            raise IllegalStep(
                N_("Another key is called {code} by now: correct its code first."), code=row.code
            )
        row.active, row.deactivated_why, row.deactivated_at = True, "", None
        work.record(events.REACTIVATED, row.id, {"code": row.code})
        return _key(work, row)

    @command(allow=SUPERVISORS)
    def add_copy(self, work: Work, key: int, hook: str) -> Copy:
        """One more copy, with a tag of its own. Raises IllegalStep, InvalidInput, NotFound."""
        row = key_row(work, key)
        if not row.active:
            raise IllegalStep(N_("{code} was deactivated."), code=row.code)
        numbers = select(func.max(CopyRow.copy_number)).where(CopyRow.key == row.id)
        number = (work.session.scalars(numbers).one() or 0) + 1
        if number > MOST_COPIES:
            raise IllegalStep(N_("A key has {least} to {most} copies."), least=1, most=MOST_COPIES)
        copy = _new_copy(work, row, number, free_hook(work, hook))
        return _copy(work, copy)

    @command(allow=DESK)
    def hang(self, work: Work, copy: int, hook: str) -> Copy:
        """Give a copy, or the ring it hangs on, another hook; empty: none. Raises IllegalStep, InvalidInput."""
        row = copy_row(work, copy)
        if row.state in (CopyState.LOST, CopyState.RETIRED) or not key_row(work, row.key).active:
            raise IllegalStep(N_("This copy is not in use: it hangs nowhere."))
        if row.ring is None:
            place(work, row, free_hook(work, hook, row.id), None)
        else:
            _hang_ring(work, ring_row(work, row.ring), hook)
        return _copy(work, row)

    @command(allow=SUPERVISORS)
    def retire_copy(self, work: Work, copy: int, reason: str) -> Copy:
        """Out of use for good, off its hook. Raises IllegalStep while it is out; InvalidInput, NotFound."""
        row = copy_row(work, copy)
        _refuse_away(_copy(work, row))
        if row.state == CopyState.RETIRED:
            raise IllegalStep(N_("{code} is deactivated already."), code=_copy(work, row).code)
        why = checked_reason(reason)
        row.state, row.since = CopyState.RETIRED.value, work.now
        row.hook, row.ring = "", None
        work.record(events.COPY_RETIRED, row.key, {"copy": row.id}, {"reason": why})
        return _copy(work, row)

    @command(allow=SUPERVISORS)
    def save_ring(self, work: Work, ring: int | None, draft: RingDraft) -> Ring:
        """Make a ring (None) or change one: its copies share a hook and are lent in one step. Raises InvalidInput."""
        row = rings.save_ring(work, ring, draft)
        return read_rings(work.session, RingRow.id == row.id)[0]

    @command(allow=SUPERVISORS)
    def dissolve_ring(self, work: Work, ring: int) -> None:
        """Its copies hang nowhere until they are hung. Raises IllegalStep while one is out; NotFound."""
        rings.dissolve_ring(work, ring)

    @command(allow=DESK)
    def reserve(self, work: Work, draft: ReservationDraft) -> Reservation:
        """Keep a key for a time: whoever takes it before is warned. Raises InvalidInput, NotFound."""
        return _reservation(work, reservations.reserve(work, draft))

    @command(allow=DESK)
    def cancel_reservation(self, work: Work, reservation: int) -> Reservation:
        """The key is not wanted then. Raises IllegalStep, NotFound."""
        return _reservation(work, reservations.cancel(work, reservation))


def _write(row: KeyRow, draft: KeyDraft) -> None:
    at = draft.curfew.at
    row.code, row.place, row.floor, row.unit = draft.code, draft.place, draft.floor, draft.unit
    row.category, row.approvals, row.tenant = draft.category.value, draft.approvals, draft.tenant
    row.curfew_minute = None if at is None else at.hour * 60 + at.minute
    row.curfew_hours = draft.curfew.hours
    row.owner, row.owner_phone, row.instruction = draft.owner, draft.owner_phone, draft.instruction


def _check_record(work: Work, key: int, draft: KeyDraft) -> None:
    """What only the record knows: codes and hooks that are taken, tenants that are not there."""
    problems: dict[str, DeskError] = {}
    if there := _code_taken(work, key, draft.code):
        problems["code"] = UserError(
            N_("{code} is on record already: {place}."), code=draft.code, place=there
        )
    if draft.tenant is not None and all(one.id != draft.tenant for one in tenants(work.session)):
        problems["tenant"] = NotFound(N_("This tenant is not on record."))
    for at, hook in enumerate(draft.hooks):
        try:
            require_free(work, hook)
        except UserError as problem:
            problems[f"hooks.{at}"] = problem
    if problems:
        raise InvalidInput(problems)


def _code_taken(work: Work, key: int, code: str) -> str:
    """What a key or ring in use that has this code is for; empty when there is none."""
    taken = select(KeyRow.place).where(KeyRow.code == code, KeyRow.active, KeyRow.id != key)
    ring = select(RingRow.code).where(RingRow.code == code, RingRow.active)
    return work.session.scalars(taken).first() or work.session.scalars(ring).first() or ""


def _hang_ring(work: Work, row: RingRow, typed: str) -> None:
    row.hook = free_hook(work, typed, row.id)
    on = work.session.scalars(select(CopyRow).where(CopyRow.ring == row.id).order_by(CopyRow.id)).all()
    work.record(
        events.RING_SAVED, row.id, {"code": row.code, "hook": row.hook, "copies": [one.id for one in on]}
    )
    place_all(work, on, row.hook, row.id)


def _new_copy(work: Work, key: KeyRow, number: int, hook: str) -> CopyRow:
    row = CopyRow(
        id=work.new_id(),
        key=key.id,
        copy_number=number,
        tag=new_code(work),
        hook=hook,
        state=CopyState.IN.value,
        since=work.now,
    )
    work.session.add(row)
    told = {"copy": row.id, "copy_number": number, "tag": row.tag, "hook": hook}
    work.record(events.COPY_ADDED, key.id, told)
    return row


def _recorded(work: Work, kind: EventKind, row: KeyRow) -> None:
    said = {"owner": row.owner, "owner_phone": row.owner_phone}
    work.record(kind, row.id, _facts(row), {name: one for name, one in said.items() if one} or None)


def _facts(row: KeyRow) -> dict[str, object]:
    names = (
        "code",
        "place",
        "floor",
        "unit",
        "category",
        "curfew_minute",
        "curfew_hours",
        "approvals",
        "tenant",
    )
    return {name: getattr(row, name) for name in names}


def _refuse_away(copy: Copy) -> None:
    if copy.state in _AWAY:
        raise IllegalStep(N_("{code} is out or asked for: wait until it is back."), code=copy.code)


def _copies_of(work: Work, key: int) -> Iterable[CopyRow]:
    return work.session.scalars(select(CopyRow).where(CopyRow.key == key).order_by(CopyRow.id)).all()


def _key(work: Work, row: KeyRow) -> Key:
    return keys(work.session, KeyRow.id == row.id)[0]


def _copy(work: Work, row: CopyRow) -> Copy:
    return copies(work.session, CopyRow.id == row.id)[0]


def _reservation(work: Work, row: ReservationRow) -> Reservation:
    return read_reservations(work.session, ReservationRow.id == row.id)[0]
