"""Questions about the drawer. A shift is from one count to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from desk_app.services.core.people import DESK
from desk_app.services.drawer.booking import balance
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
        stands = balance(read)
        last = read.session.scalars(select(CountRow).order_by(CountRow.id.desc()).limit(1)).first()
        wanted = select(MovementRow).order_by(MovementRow.id.desc())
        if last is not None:
            wanted = wanted.where(MovementRow.id > last.id)  # ids rise, also within one millisecond
        movements = tuple(to_movement(row) for row in read.session.scalars(wanted))
        return DrawerState(
            cash=stands.cash,
            held=stands.held,
            since=None if last is None else last.at,
            opening=0 if last is None else last.counted,
            totals=totals(movements),
            movements=movements,
        )

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
