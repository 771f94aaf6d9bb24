"""Making, changing and dissolving rings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Work
from desk_app.services.keys import events
from desk_app.services.keys.codes import new_code
from desk_app.services.keys.placing import board_plan, place_all, require_free, ring_row
from desk_app.services.keys.reading import copies
from desk_app.services.keys.records import Copy, RingDraft
from desk_app.services.keys.register_typed import checked_ring, tells
from desk_app.services.keys.tables import CopyRow, KeyRow, RingRow
from desk_app.services.keys.terms import CopyState


def save_ring(work: Work, ring: int | None, draft: RingDraft) -> RingRow:
    """A new ring, or a ring as it is from now on. Raises InvalidInput, NotFound."""
    good = checked_ring(draft, board_plan(work))
    row = RingRow(id=work.new_id(), tag="") if ring is None else ring_row(work, ring)
    before = _on(work, row.id)
    _check(work, row.id, good, before)
    row.code, row.hook, row.active = good.code, good.hook, True
    row.tag = row.tag or new_code(work)
    work.session.add(row)
    work.session.flush()  # copies refer to it
    work.record(events.RING_SAVED, row.id, {"code": row.code, "hook": row.hook, "copies": list(good.copies)})
    place_all(work, [one for one in before if one.id not in good.copies], "", None)
    place_all(work, _rows(work, good.copies), row.hook, row.id)
    return row


def dissolve_ring(work: Work, ring: int) -> None:
    """The copies are single again and hang nowhere until they are hung. Raises IllegalStep, NotFound."""
    row = ring_row(work, ring)
    before = _on(work, row.id)
    _refuse_away(copies(work.session, CopyRow.ring == row.id))
    row.active, row.hook = False, ""
    work.record(events.RING_DISSOLVED, row.id, {"code": row.code})
    place_all(work, before, "", None)


def _refuse_away(found: Sequence[Copy]) -> None:
    for copy in found:
        if copy.state in (CopyState.OUT, CopyState.WAITING):
            raise IllegalStep(N_("{code} is out or asked for: wait until it is back."), code=copy.code)


def _check(work: Work, ring: int, draft: RingDraft, before: Sequence[CopyRow]) -> None:
    problems: dict[str, DeskError] = {}
    same = select(RingRow.id).where(RingRow.code == draft.code, RingRow.active, RingRow.id != ring)
    key = select(KeyRow.id).where(KeyRow.code == draft.code, KeyRow.active)
    if work.session.scalars(same).first() or work.session.scalars(key).first():
        problems["code"] = UserError(N_("{code} is on record already."), code=draft.code)
    if any(tells(draft.code, (one.unit, one.place), one.floor) for one in _keys(work, draft.copies)):
        problems["code"] = UserError(N_("The code stands on the tag: it must not tell the room."))
    try:
        require_free(work, draft.hook, {ring, *draft.copies})
    except UserError as problem:
        problems["hook"] = problem
    changed = {one.id for one in before} ^ set(draft.copies)
    try:
        _check_copies(work, ring, draft, changed)
    except UserError as problem:
        problems["copies"] = problem
    if problems:
        raise InvalidInput(problems)


def _check_copies(work: Work, ring: int, draft: RingDraft, changed: set[int]) -> None:
    """Only what is there is put on or taken off, and nothing hangs on two rings."""
    found = copies(work.session, CopyRow.id.in_(changed | set(draft.copies)))
    if not set(draft.copies) <= {copy.id for copy in found}:
        raise UserError(N_("This copy is not on record."))
    _refuse_away([copy for copy in found if copy.id in changed])
    in_use = {row.id for row in _rows(work, draft.copies) if key_active(work, row)}
    for copy in found:
        if copy.id not in draft.copies:
            continue
        if copy.ring not in (None, ring):
            raise UserError(N_("{code} hangs on another ring."), code=copy.code)
        if copy.id in changed and (copy.state is not CopyState.IN or copy.id not in in_use):
            raise UserError(N_("{code} is not on its hook."), code=copy.code)


def key_active(work: Work, copy: CopyRow) -> bool:
    """Whether the copy's key is in use."""
    return work.session.get_one(KeyRow, copy.key).active


def _keys(work: Work, ids: Sequence[int]) -> list[KeyRow]:
    wanted = select(KeyRow).join(CopyRow, CopyRow.key == KeyRow.id).where(CopyRow.id.in_(ids))
    return list(work.session.scalars(wanted))


def _on(work: Work, ring: int) -> list[CopyRow]:
    return list(work.session.scalars(select(CopyRow).where(CopyRow.ring == ring).order_by(CopyRow.id)))


def _rows(work: Work, ids: Sequence[int]) -> list[CopyRow]:
    return list(work.session.scalars(select(CopyRow).where(CopyRow.id.in_(ids)).order_by(CopyRow.id)))
