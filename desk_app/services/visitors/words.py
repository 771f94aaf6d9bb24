"""Each desk's last word on a visit, as rows: written by the verbs for this desk, by `sharing` for the others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desk_app.services.journal.work import Work
from desk_app.services.visitors.merging import Step, Word
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.tables import VisitRow, WordRow

_JUST_AFTER = timedelta(milliseconds=1)
S = VisitState


def say(work: Work, row: VisitRow, step: Step, at: datetime | None = None) -> None:
    """This desk's last word on a visit is now this; `at` is now when it is not said.

    It comes after every other desk's, whatever their clocks say: whoever speaks now has seen theirs. The row is as the
    step has left it, and flushed.
    """
    at = at or work.now
    if step is not Step.LEFT:
        latest = max((one.at for one in words_on(work.session, row.id)), default=None)
        at = at if latest is None or latest < at else latest + _JUST_AFTER
    left = step in (Step.LEFT, Step.PROBABLY_LEFT)
    by, returned = (row.left_by, row.badge_returned) if left else ("", None)
    keep(work.session, row.id, Word(work.desk.desk_number, work.bench.stamps.stamp(), step, at, by, returned))


def again(work: Work, row: VisitRow) -> None:
    """The visit's other columns changed: this desk's last word gets a new number, so that the others take them."""
    kept = work.session.get(WordRow, (row.id, work.desk.desk_number))
    if kept is not None:
        kept.rev = work.bench.stamps.stamp()


def words_on(session: Session, visit: int) -> list[Word]:
    """Every desk's last word."""
    rows = session.scalars(select(WordRow).where(WordRow.visit == visit))
    return [to_word(row) for row in rows]


def keep(session: Session, visit: int, word: Word) -> None:
    """Write a desk's last word in place of the one before."""
    row = session.get(WordRow, (visit, word.desk))
    if row is None:
        row = WordRow(visit=visit, desk=word.desk)
        session.add(row)
    row.rev, row.step, row.at = word.rev, word.step.value, word.at
    row.by, row.badge_returned = word.by, word.badge_returned


def to_word(row: WordRow) -> Word:
    """A row as the rules see it."""
    return Word(row.desk, row.rev, Step(row.step), row.at, row.by, row.badge_returned)


def word_of(row: VisitRow | Row[Any], desk: int) -> Word | None:
    """What a visit itself says, where its desk has not said a word yet: one of before the desks told each other."""
    came, state = row.arrived_at, VisitState(row.state)
    if came is None:
        return None
    seen = row.seen_at or came
    steps = {
        S.ON_SITE: (Step.CAME if seen == came else Step.SEEN, seen),
        S.ON_BREAK: (Step.AWAY, seen),
        S.LEFT: (Step.LEFT, row.left_at or seen),
        S.PROBABLY_LEFT: (Step.PROBABLY_LEFT, row.left_at or seen),
    }
    if state not in steps:
        return None
    step, at = steps[state]
    return Word(desk, 0, step, at, row.left_by, row.badge_returned)
