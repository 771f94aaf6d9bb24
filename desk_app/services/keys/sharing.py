"""Where copies of keys are, told among the building's desks: each hand-out and return is a step that never changes.

Only the holder's name and the expected return travel with it, and that the name was forgotten. Steps of other desks
lie beside ours (`chain`); the register, boards and counts go by this desk's hand-outs alone. Two hand-outs that
cannot both be right stand on the conflict desk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from desk_app.services.conflicts.opening import open_conflict
from desk_app.services.conflicts.records import ConflictKind, Deed, Side
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.given import Given, short
from desk_app.services.core.sharing import Fact, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.work import Read, Work
from desk_app.services.keys import events
from desk_app.services.keys.chain import steps_of
from desk_app.services.keys.custody import Fork, forks
from desk_app.services.keys.tables import CopyRow, CustodyRow, KeyRow
from desk_app.services.trust.heard import desk_code

CUSTODY = "key_custody"
"""What a conflict about a copy names: the step after which it was handed out twice, or the copy where there is none."""


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """The steps of these borrowings."""
    mine = CustodyRow.desk == read.desk.desk_number
    wanted = select(CustodyRow).where(CustodyRow.handout.in_(ids), mine).order_by(CustodyRow.id)
    for row in read.session.scalars(wanted):
        due = None if row.due is None else to_ms(row.due)
        said = {"out": row.out, "at": to_ms(row.at), "holder": short(row.holder), "due": due}
        yield {"id": row.id, "copy": row.copy, "prev": row.prev, **said}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    given = Given(fact)
    step, copy = given.id("id"), given.id("copy")
    row = CustodyRow(
        id=step,
        copy=copy,
        prev=given.whole("prev"),
        desk=desk,
        handout=0,
        out=given.flag("out"),
        at=given.moment("at"),
        holder=given.text("holder"),
        due=given.moment_or_none("due"),
    )
    if desk_of_id(step) != desk or row.prev == step:
        raise NotHeard("a step of another desk")
    known = work.session.get(CustodyRow, step)
    if known is not None:
        _forget(work, known, row)
        return
    work.session.add(row)
    work.session.flush()
    key = work.session.scalars(select(CopyRow.key).where(CopyRow.id == copy)).first()
    work.record(events.HEARD, key or copy, {"copy": copy, "desk": desk, "out": row.out, "step": step})
    for fork in forks(steps_of(work.session, [copy])[copy]):
        _open(work, copy, fork)


def _forget(work: Work, known: CustodyRow, told: CustodyRow) -> None:
    """That desk has forgotten who had the copy; so does this one. Nothing else of a step ever changes."""
    if known.desk != told.desk or told.holder or not known.holder:
        return
    known.holder = ""
    key = work.session.scalars(select(CopyRow.key).where(CopyRow.id == known.copy)).first()
    work.record(events.HEARD, key or known.copy, {"copy": known.copy, "desk": known.desk, "step": known.id})


def _open(work: Work, copy: int, fork: Fork) -> None:
    codes = {one.desk: desk_code(work.session, one.desk) for one in fork.steps}
    codes[work.desk.desk_number] = work.desk.desk_code
    sides = [Side(codes[one.desk], "", one.at, one.holder, Deed.HANDED_OUT) for one in fork.steps]
    mark = " ".join(str(one.id) for one in fork.steps)
    title, kind = _title(work, copy), ConflictKind.KEY_OUT_TWICE
    open_conflict(work, kind, CUSTODY, fork.after or copy, mark, title, sides)


def _title(work: Work, copy: int) -> str:
    """The copy's code, as its tag says it; its number where this desk does not know it."""
    wanted = select(KeyRow.code, CopyRow.copy_number).join(CopyRow, CopyRow.key == KeyRow.id)
    row = work.session.execute(wanted.where(CopyRow.id == copy)).first()
    return str(copy) if row is None else f"{row.code}-{row.copy_number}"


SHARED = (Sharing("key_custody", frozenset({events.HANDOUTS}), _tell, _hear),)
