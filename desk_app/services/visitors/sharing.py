"""What the building's desks tell each other about visits: who came, to whom, where the visit stands.

Who is only expected is in `announced`. The desk where somebody checked in tells the visit itself; every desk tells its
own last word on it (`merging`). Phone, document, picture, plate and what was carried in stay where they were asked.
What was forgotten stays so: a late fact fills nothing in again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.given import Given, short
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.forgetting import remembered
from desk_app.services.journal.work import Read, Work
from desk_app.services.visitors import events
from desk_app.services.visitors.announced import ANNOUNCED, forget_visit
from desk_app.services.visitors.mapping import facts
from desk_app.services.visitors.merging import Step, Word, standing
from desk_app.services.visitors.records import Purpose, VisitState
from desk_app.services.visitors.tables import VisitRow, WordRow
from desk_app.services.visitors.words import keep, to_word, word_of, words_on

_PERSON = ("name", "company", "host_name", "host_person")
_TEXTS = ("number", "host_unit", "host_floor", "badge", "pass_code", "short_code")
_SHORT = (*_PERSON, *_TEXTS)
_TOLD = (
    *(getattr(VisitRow, name) for name in _SHORT),
    VisitRow.id, VisitRow.day, VisitRow.purpose, VisitRow.host_tenant, VisitRow.party_size, VisitRow.pass_id,
    VisitRow.arrived_at, VisitRow.state, VisitRow.seen_at, VisitRow.left_at, VisitRow.left_by, VisitRow.badge_returned,
)  # fmt: skip
"""What a fact is made of. A desk that connects tells of months of visits: whole rows would take twice as long."""
_AT_ONCE = 500


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """A fact for each visit that came, and for each of another desk's on which this desk said a word."""
    wanted, here = sorted(ids), read.desk.desk_number
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        came = select(*_TOLD).where(VisitRow.id.in_(some), VisitRow.arrived_at.is_not(None))
        said = select(WordRow).where(WordRow.visit.in_(some), WordRow.desk == here)
        words = {row.visit: to_word(row) for row in read.session.scalars(said)}
        rows = read.session.execute(came).all()
        known = set(remembered(read.session, [row.id for row in rows], events.FORGOTTEN))
        for row in rows:
            own = desk_of_id(row.id) == here
            word = words.get(row.id) or (word_of(row, here) if own else None)
            if word is not None:
                visit = _visit(row, forgotten=row.id not in known) if own else {}
                yield {"id": row.id, "word": _said(word), **visit}


def _visit(row: Row[Any], *, forgotten: bool) -> dict[str, object]:
    return {
        "visit": {
            **dict(zip(_SHORT, map(short, row), strict=False)),
            "day": row.day.isoformat(),
            "purpose": row.purpose,
            "tenant": row.host_tenant,
            "party": row.party_size,
            "pass": row.pass_id,
            "came": to_ms(row.arrived_at),
            "forgotten": forgotten,
        }
    }


def _said(word: Word) -> dict[str, object]:
    at, back = to_ms(word.at), word.badge_returned
    return {"rev": word.rev, "step": word.step.value, "at": at, "by": word.by, "badge": back}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    """Another desk's word on a visit, and with it the visit itself where it is that desk's."""
    given = Given(fact)
    visit, word = given.id("id"), _word(given.part("word"), desk)
    theirs = desk_of_id(visit) == desk
    if given.has("visit") != theirs:
        raise NotHeard("the visit is another desk's")
    told = _checked(given.part("visit")) if theirs else None
    row = work.session.get(VisitRow, visit)
    if told is None and (row is None or row.arrived_at is None):
        raise LaterPerhaps("this visit is not here yet")
    known = {one.desk: one for one in words_on(work.session, visit)}
    newer = desk not in known or word.rev > known[desk].rev
    changed, gone = False, False
    if told is not None and (row is None or newer):
        row, changed = _written(work, visit, row, told)
    assert row is not None
    if told is not None and told["forgotten"]:
        gone = _forget(work, row)
    if newer:
        work.session.flush()
        _say_own(work, row, known)
        keep(work.session, visit, word)
        known[desk] = word
        changed = True
    changed |= _stand(row, list(known.values()))
    if gone:
        work.record(events.FORGOTTEN, visit, {})
    elif changed:
        work.record(events.HEARD, visit, {**facts(row), "desk": desk, "step": word.step.value})


def _word(given: Given, desk: int) -> Word:
    step, at = given.one_of("step", Step), given.moment("at")
    if step is Step.ANNOUNCED:
        raise NotHeard("no step of a visit")
    return Word(desk, given.whole("rev"), step, at, given.text("by", 20), given.flag_or_none("badge"))


def _checked(given: Given) -> dict[str, object]:
    """What is told of a visit, by column. Raises NotHeard."""
    return {
        **{name: given.text(name) for name in (*_PERSON, *_TEXTS)},
        "day": given.day("day"),
        "purpose": given.one_of("purpose", Purpose).value,
        "host_tenant": given.id_or_none("tenant"),
        "party_size": given.whole("party", 10_000),
        "pass_id": given.id_or_none("pass"),
        "arrived_at": given.moment("came"),
        "forgotten": given.flag("forgotten"),
    }


def _written(
    work: Work, visit: int, row: VisitRow | None, told: Mapping[str, object]
) -> tuple[VisitRow, bool]:
    """The visit's own columns; whether any changed. When somebody came is said once."""
    columns = {name: value for name, value in told.items() if name != "forgotten"}
    if row is None:
        row = VisitRow(id=visit, state=VisitState.ON_SITE.value, **_unique(work, visit, columns))
        work.session.add(row)
        work.session.flush()
        return row, True
    columns = _unique(work, visit, {**columns, "arrived_at": row.arrived_at or columns["arrived_at"]})
    if not remembered(work.session, [visit], events.FORGOTTEN):
        columns = {name: value for name, value in columns.items() if name not in _PERSON}
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return row, bool(changed)


def _unique(work: Work, visit: int, columns: dict[str, object]) -> dict[str, object]:
    """Without the pass where another visit has its number: a desk that was set back gave the number out twice."""
    if columns["pass_id"] is None:
        return columns
    taken = select(VisitRow.id).where(VisitRow.pass_id == columns["pass_id"], VisitRow.id != visit)
    if work.session.scalars(taken).first() is None:
        return columns
    return {**columns, "pass_id": None, "pass_code": "", "short_code": ""}


def _say_own(work: Work, row: VisitRow, known: dict[int, Word]) -> None:
    """A visit of this desk's from before the desks told each other: what it says by itself becomes its word."""
    here = work.desk.desk_number
    if here in known or desk_of_id(row.id) != here:
        return
    word = word_of(row, here)
    if word is not None:
        keep(work.session, row.id, word)
        known[here] = word


def _stand(row: VisitRow, words: Sequence[Word]) -> bool:
    """Bring the visit to where all words together leave it; whether that changed it."""
    assert row.arrived_at is not None
    now = standing(row.arrived_at, words)
    if now is None:
        return False
    wanted = {
        "state": now.state.value,
        "seen_at": now.seen_at,
        "left_at": now.left_at,
        "left_by": now.left_by,
        "badge_returned": now.badge_returned if row.badge else None,
    }
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _forget(work: Work, row: VisitRow) -> bool:
    """The desk whose visit it was has forgotten who it was; so does this one. Whether that is news."""
    if not remembered(work.session, [row.id], events.FORGOTTEN):
        return False
    forget_visit(work, row)
    return True


SHARED = (Sharing("visits", frozenset({events.VISITS}), _tell, _hear), ANNOUNCED)
