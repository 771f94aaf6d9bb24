"""What the building's desks tell each other about announced visitors: who is expected anywhere is found everywhere.

The desk that took the announcement tells it, without phone, plate and remark. Whoever comes at another desk is a
visit of that desk, under a number of its own, and the announcement is called off with that number (`called_off`).
An announcement only ever goes on: expected, not come, off. What was forgotten is not filled in again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import select

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.given import Given, short
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.forgetting import empty_private, remembered
from desk_app.services.journal.revisions import revisions
from desk_app.services.journal.work import Read, Work
from desk_app.services.retention.traces import note_left
from desk_app.services.visitors import events
from desk_app.services.visitors.mapping import facts
from desk_app.services.visitors.merging import Step, Word
from desk_app.services.visitors.records import Purpose, VisitState
from desk_app.services.visitors.tables import VisitRow, WordRow
from desk_app.services.visitors.words import keep

ELSEWHERE = "→ "
"""Begins the reason of an announcement that became a visit of another desk; that visit's number follows."""
_PERSON = ("name", "company", "host_name", "host_person")
_TEXTS = ("number", "host_unit", "host_floor")
_GOES_ON = (VisitState.EXPECTED, VisitState.NO_SHOW, VisitState.CANCELLED)
_CAME = "came"
_AT_ONCE = 500


def called_off(work: Work, row: VisitRow, number: str) -> None:
    """Another desk's announced visitor came here: the announcement ends, and says under which number they came."""
    row.state, row.reason = VisitState.CANCELLED.value, ELSEWHERE + number
    work.record(events.CANCELLED, row.id, facts(row), {"reason": row.reason})


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """A fact for each announcement of this desk's, and for each of another's that was called off here."""
    wanted, here = sorted(ids), read.desk.desk_number
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = read.session.scalars(
            select(VisitRow).where(VisitRow.id.in_(some), VisitRow.expected_from.is_not(None))
        ).all()
        announced = [row.id for row in rows]  # few: nearly everybody just comes
        known = set(remembered(read.session, announced, events.FORGOTTEN))
        revs = revisions(read.session, announced)
        ended = revisions(read.session, announced, events.CANCELLED, events.REFUSED)
        for row in rows:
            if desk_of_id(row.id) == here:
                yield {
                    "id": row.id,
                    "rev": revs.get(row.id, 0),
                    **_announced(row, forgotten=row.id not in known),
                }
            elif row.id in ended and row.arrived_at is None:
                yield {"id": row.id, "off": _where_to(row)}


def _announced(row: VisitRow, *, forgotten: bool) -> dict[str, object]:
    """Whoever came is told of as a visit (`sharing`): here only that nobody waits for them any more."""
    if row.arrived_at is not None:
        return {"state": _CAME}
    assert row.expected_from is not None
    state = VisitState(row.state)
    return {
        "state": (state if state in _GOES_ON else VisitState.CANCELLED).value,
        "off": _where_to(row),
        "visit": {
            **{name: short(getattr(row, name)) for name in (*_PERSON, *_TEXTS)},
            "day": row.day.isoformat(),
            "purpose": row.purpose,
            "tenant": row.host_tenant,
            "party": row.party_size,
            "from": to_ms(row.expected_from),
            "until": to_ms(row.expected_until or row.expected_from),
            "forgotten": forgotten,
        },
    }


def _where_to(row: VisitRow) -> str:
    """Why somebody cancelled stays at the desk; under which number the visitor came does not."""
    return short(row.reason) if row.reason.startswith(ELSEWHERE) else ""


def _hear(work: Work, desk: int, fact: Fact) -> None:
    """Another desk's announcement, or that one was called off there."""
    given = Given(fact)
    visit = given.id("id")
    row = work.session.get(VisitRow, visit)
    if desk_of_id(visit) == desk:
        _hear_own(work, desk, given, row)
        return
    off = given.text("off", 60)
    if row is None:
        raise LaterPerhaps("this announcement is not here yet")
    if _go_on(row, VisitState.CANCELLED, off):
        _record(work, row, desk)


def _hear_own(work: Work, desk: int, given: Given, row: VisitRow | None) -> None:
    """An announcement of that desk's own. Raises NotHeard."""
    visit, rev = given.id("id"), given.whole("rev")
    if given.text("state") == _CAME:
        return
    state, off, told = given.one_of("state", VisitState), given.text("off", 60), _checked(given.part("visit"))
    if state not in _GOES_ON:
        raise NotHeard("no state of an announcement")
    if row is not None and row.arrived_at is not None:
        return
    forgotten = told.pop("forgotten")
    kept = None if row is None else work.session.get(WordRow, (visit, desk))
    changed = row is None
    if row is None:
        row = VisitRow(id=visit, state=state.value, **told)
        work.session.add(row)
        work.session.flush()
    if kept is None or rev > kept.rev:
        _write(work, row, told)
        changed = True
        keep(work.session, visit, Word(desk, rev, Step.ANNOUNCED, work.now))
    changed |= _go_on(row, state, off)
    if forgotten and remembered(work.session, [visit], events.FORGOTTEN):
        forget_visit(work, row)
        work.record(events.FORGOTTEN, visit, {})
    elif changed:
        _record(work, row, desk)


def _checked(given: Given) -> dict[str, object]:
    """What is told of an announcement, by column. Raises NotHeard."""
    return {
        **{name: given.text(name) for name in (*_PERSON, *_TEXTS)},
        "day": given.day("day"),
        "purpose": given.one_of("purpose", Purpose).value,
        "host_tenant": given.id_or_none("tenant"),
        "party_size": given.whole("party", 10_000),
        "expected_from": given.moment("from"),
        "expected_until": given.moment("until"),
        "forgotten": given.flag("forgotten"),
    }


def _write(work: Work, row: VisitRow, told: Mapping[str, object]) -> None:
    """What the announcement says now."""
    gone = not remembered(work.session, [row.id], events.FORGOTTEN)
    for name, value in told.items():
        if not (gone and name in _PERSON):
            setattr(row, name, value)


def _go_on(row: VisitRow, state: VisitState, off: str) -> bool:
    """Bring the announcement as far as somebody says it is; whether that is news. Never back."""
    now = VisitState(row.state)
    if now not in _GOES_ON or _GOES_ON.index(now) >= _GOES_ON.index(state):
        return False
    row.state = state.value
    if off.startswith(ELSEWHERE):
        row.reason = off
    return True


def forget_visit(work: Work, row: VisitRow) -> None:
    """The desk whose visit it was has forgotten who it was; so does this one."""
    for name in (*_PERSON, "phone", "plate", "belongings", "remark", "reason"):
        setattr(row, name, "")
    empty_private(work.session, [row.id])
    note_left(work.session)


def _record(work: Work, row: VisitRow, desk: int) -> None:
    work.record(events.HEARD, row.id, {**facts(row), "desk": desk, "step": Step.ANNOUNCED.value})


ANNOUNCED = Sharing("announced", frozenset({events.VISITS}), _tell, _hear)
