"""Questions about the drawer. A shift is from one count to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.drawer.booking import balance, last_count
from desk_app.services.drawer.mapping import to_count, to_movement
from desk_app.services.drawer.records import Count, DrawerState, Movement, MovementKind, Totals
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.journal.work import Queries, Read, query

_AT_ONCE = 500


class DrawerQueries(Queries):
    """What lies in the drawer, whose it is, and who counted it."""

    area = "drawer"

    @query(allow=DESK)
    def state(self, read: Read) -> DrawerState:
        """How the drawer stands now, with every movement since it was last counted."""
        return _state(read, last_count(read))

    @query(allow=DESK)
    def shift(self, read: Read, count: int) -> tuple[DrawerState, Count]:
        """The shift that ended with a count, as it stood when the drawer was counted. Raises NotFound."""
        ended = by_id(read.session, CountRow, count)
        if ended is None:
            raise NotFound(N_("This count is not on record."))
        earlier = select(CountRow).where(CountRow.id < count).order_by(CountRow.id.desc()).limit(1)
        # What the count itself put right was not known before it.
        until = and_(MovementRow.id < count, MovementRow.kind != MovementKind.DIFFERENCE)
        return _state(read, read.session.scalars(earlier).first(), until), to_count(ended)

    @query(allow=DESK)
    def short(self, read: Read) -> int:
        """What the drawer lacks, in fen: so much more was given back than lay in it. 0 as a rule."""
        return balance(read).short

    @query(allow=DESK)
    def counts(self, read: Read, limit: int = 50) -> list[Count]:
        """The last counts, newest first."""
        wanted = select(CountRow).order_by(CountRow.id.desc()).limit(limit)
        return [to_count(row) for row in read.session.scalars(wanted)]

    @query(allow=DESK)
    def movements_of(self, read: Read, record_ids: Collection[int]) -> list[Movement]:
        """What was booked for these records (of loans: their lines), oldest first."""
        found: list[Movement] = []
        wanted = list(record_ids)
        for start in range(0, len(wanted), _AT_ONCE):
            some = MovementRow.record.in_(wanted[start : start + _AT_ONCE])
            found += (to_movement(row) for row in read.session.scalars(select(MovementRow).where(some)))
        return sorted(found, key=lambda one: one.id)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of the slips of those of `ids` that are movements of money: what the audit log calls them."""
        return named(read.session, ids, (MovementRow.id, MovementRow.number))


def _state(read: Read, last: CountRow | None, *until: ColumnElement[bool]) -> DrawerState:
    """The shift that began with the count `last`; ids rise, also within one millisecond."""
    wanted = select(MovementRow).where(MovementRow.id > (last.id if last is not None else 0), *until)
    movements = tuple(map(to_movement, read.session.scalars(wanted.order_by(MovementRow.id.desc()))))
    opening, held = (0, 0) if last is None else (last.counted, last.held)
    return DrawerState(
        cash=opening + sum(one.cash for one in movements),
        held=held + sum(one.held for one in movements),
        since=None if last is None else last.at,
        opening=opening,
        totals=totals(movements),
        movements=movements,
    )


def totals(movements: Iterable[Movement]) -> Totals:
    """The sums of movements by meaning.

    What was counted before, + deposits, fees, postage, change and corrections, − refunds and what was handed over, is
    the cash.
    """
    moved = dict.fromkeys(MovementKind, 0)
    for one in movements:
        moved[one.kind] += one.held if one.kind is MovementKind.KEPT else one.cash
    return Totals(
        deposits=moved[MovementKind.DEPOSIT],
        refunds=-moved[MovementKind.REFUND],
        kept=-moved[MovementKind.KEPT],
        fees=moved[MovementKind.FEE],
        handed_over=-moved[MovementKind.HANDED_OVER],
        put_in=moved[MovementKind.PUT_IN],
        corrections=moved[MovementKind.UNDONE] + moved[MovementKind.DIFFERENCE],
        postage=moved[MovementKind.POSTAGE],
    )
