"""The key statistics table (钥匙统计表): copies as they stand now, borrowings of a period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from desk_app.services.journal.work import Read
from desk_app.services.keys.figures import Statistics, StatisticsLine
from desk_app.services.keys.reading import keys
from desk_app.services.keys.records import Key
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, LineRow
from desk_app.services.keys.terms import CopyState, KeyCategory, LineState

BUSIEST = 10
_HANDED_OUT = (LineState.OUT.value, LineState.RETURNED.value, LineState.LOST.value)
_ON_HOOK = (CopyState.IN, CopyState.WAITING)


class Borrowed(NamedTuple):
    """One copy of one borrowing, as the table counts it."""

    key: int
    code: str
    place: str
    category: str
    state: str
    out_at: datetime | None
    due: datetime
    returned_at: datetime | None
    by_another: bool


def statistics(read: Read, first: date, last: date) -> Statistics:
    """The table of the days from `first` to `last`, both counted."""
    lent = _lent(read, first, last)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key in keys(read.session):
        counts[key.category].update(_standing(key))
    for one in lent:
        counts[one.category].update(_went(read, one))
    lines = tuple(StatisticsLine(category, **counts[category]) for category in KeyCategory)
    taken = Counter(one.key for one in lent).most_common()
    codes = {one.key: one.code for one in lent}
    busiest = sorted(((codes[key], n) for key, n in taken), key=lambda pair: (-pair[1], pair[0]))[:BUSIEST]
    places = {one.code: one.place for one in lent}
    return Statistics(first, last, lines, tuple(busiest), {code: places[code] for code, _ in busiest})


def _standing(key: Key) -> Iterable[str]:
    """What a key counts for. Copies of a deactivated key are out of use with it, but what is lost stays lost."""
    yield from ("keys",) * key.active
    for copy in key.copies:
        if copy.state is CopyState.LOST:
            yield from ("copies", "lost")
        elif copy.state is CopyState.RETIRED or not key.active:
            yield "retired"
        else:
            yield from ("copies", "on_hook" if copy.state in _ON_HOOK else "out", *("faulty",) * copy.faulty)


def _went(read: Read, one: Borrowed) -> Iterable[str]:
    """What a borrowed copy counts for."""
    yield "borrowed"
    if one.state == LineState.LOST:
        return
    back = one.returned_at or read.now
    yield from ("late",) * (back > one.due)
    yield from ("by_another",) * one.by_another
    if one.out_at is not None:
        yield from ("overnight",) * (read.local(back).date() > read.local(one.out_at).date())


def _lent(read: Read, first: date, last: date) -> list[Borrowed]:
    wanted = (
        select(
            KeyRow.id,
            KeyRow.code,
            KeyRow.place,
            KeyRow.category,
            LineRow.state,
            HandoutRow.out_at,
            HandoutRow.due,
            LineRow.returned_at,
            LineRow.by_another,
        )
        .join(LineRow, LineRow.handout == HandoutRow.id)
        .join(CopyRow, CopyRow.id == LineRow.copy)
        .join(KeyRow, KeyRow.id == CopyRow.key)
        .where(HandoutRow.day.between(first, last), LineRow.state.in_(_HANDED_OUT))
    )
    return [Borrowed(*row) for row in read.session.execute(wanted)]
