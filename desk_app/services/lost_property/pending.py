"""Things kept long enough, one line for each category, and what of high value the supervisor must hear of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import and_, exists, or_, select

from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.records import CATEGORY_NAMES, FOUND_KIND, Category, Told, ValueClass
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import FoundRow, ToldRow

DISPOSE, TELL = "dispose", "tell_supervisor"
_AREA = "lost_property"
_MOST = 2000
_HERE = FoundRow.state.in_([state.value for state in HERE])


def items_to_decide(read: Read) -> Iterator[Pending]:
    """What became due, by category; then what she was not told of (operating manual, Lost property 2 and 4)."""
    today = read.today
    food = and_(FoundRow.category == Category.FOOD.value, FoundRow.keep_until <= today)
    wanted = select(FoundRow).where(_HERE, or_(FoundRow.keep_until < today, food))
    due: dict[str, list[FoundRow]] = defaultdict(list)
    for row in read.session.scalars(wanted.order_by(FoundRow.keep_until, FoundRow.id).limit(_MOST)):
        due[row.category].append(row)
    for category, rows in due.items():
        yield _due(read, Category(category), rows)
    yield from _untold(read)


def _due(read: Read, category: Category, rows: Sequence[FoundRow]) -> Pending:
    first = rows[0]
    after = 0 if category is Category.FOOD else 1
    since = datetime.combine(first.keep_until + timedelta(days=after), time(), read.bench.clock.zone)
    text = N_("Kept long enough: {n} of the kind “{category}”. Decide what becomes of them.")
    values = {"n": len(rows), "category": CATEGORY_NAMES[category]}
    number = first.number if len(rows) == 1 else ""
    return Pending(_AREA, FOUND_KIND, first.id, text, since, values, number, step=DISPOSE)


def _untold(read: Read) -> Iterator[Pending]:
    told = exists().where(ToldRow.item == FoundRow.id, ToldRow.who == Told.SUPERVISOR.value)
    wanted = select(FoundRow).where(_HERE, FoundRow.value == ValueClass.HIGH.value, ~told)
    text = N_("Something of high value was taken in: {what}. Put on record that you were told.")
    for row in read.session.scalars(wanted.order_by(FoundRow.id).limit(_MOST)):
        yield Pending(
            _AREA, FOUND_KIND, row.id, text, row.taken_at, {"what": row.what}, row.number, step=TELL
        )
