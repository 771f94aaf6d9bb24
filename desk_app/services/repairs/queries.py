"""Questions about orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.repairs.duplicates import duplicates
from desk_app.services.repairs.figures import figures
from desk_app.services.repairs.mapping import to_card, to_order, to_orders, to_price
from desk_app.services.repairs.options import NIGHT_FROM, NIGHT_PERCENT, NIGHT_UNTIL, SAME_DAYS
from desk_app.services.repairs.pricing import quote
from desk_app.services.repairs.recalling import meant
from desk_app.services.repairs.records import (
    ClockTone,
    Duplicate,
    KnownReporter,
    Order,
    OrderCard,
    OrderDraft,
    OrderState,
    Price,
    PricedLine,
    Quote,
    RepairCounts,
    RepairFigures,
    View,
)
from desk_app.services.repairs.rules import OPEN
from desk_app.services.repairs.tables import OrderRow, PriceRow

_MOST = 2000
_NOT_CLOSED = OrderRow.closed_at.is_(None)
"""The condition of the index, word for word. Those few are read whole: their clocks are no column."""
_OF_BOARD = (
    OrderState.RECEIVED,
    OrderState.DISPATCHED,
    OrderState.ON_SITE,
    OrderState.ON_HOLD,
    OrderState.DONE,
    OrderState.CALLED_BACK,
)
_OF_STATE = {
    View.TO_DISPATCH: OrderState.RECEIVED,
    View.ON_HOLD: OrderState.ON_HOLD,
    View.CALL_BACK: OrderState.DONE,
}
_TONES = (ClockTone.MISSED, ClockTone.SOON, ClockTone.QUIET)


class RepairQueries(Queries):
    """What is reported, how it stands, what presses."""

    area = "repairs"

    @query(allow=DESK)
    def orders(self, read: Read, view: View, day: date) -> list[Order]:
        """The list of a view, the most pressing first, at most 2,000. The views but DAY are as of now.

        OPEN is all that is not closed, the call-backs too; DAY what was taken in on it, newest first.
        """
        if view is View.DAY:
            wanted = select(OrderRow).where(OrderRow.day == day).order_by(OrderRow.id.desc()).limit(_MOST)
            return to_orders(read, read.session.scalars(wanted).all())
        return [one for one in self._open(read) if _shows(view, one, read.by.staff_id)]

    @query(allow=DESK)
    def board(self, read: Read) -> dict[OrderState, list[Order]]:
        """What is not closed by its state, every column in its order, the most pressing first."""
        columns: dict[OrderState, list[Order]] = {state: [] for state in _OF_BOARD}
        for one in self._open(read):
            columns[one.state].append(one)
        return columns

    @query(allow=DESK)
    def counts(self, read: Read, day: date) -> RepairCounts:
        """The numbers above the list."""
        found, who = self._open(read), read.by.staff_id
        of_day = select(OrderRow.id).where(OrderRow.day == day).limit(_MOST)
        return RepairCounts(
            **{
                view.value: sum(_shows(view, one, who) for one in found)
                for view in View
                if view is not View.DAY
            },
            day=len(read.session.scalars(of_day).all()),
        )

    def _open(self, read: Read) -> list[Order]:
        rows = read.session.scalars(select(OrderRow).where(_NOT_CLOSED).limit(_MOST)).all()
        return sorted(to_orders(read, rows), key=_pressing)

    @query(allow=DESK)
    def card(self, read: Read, order: int) -> OrderCard:
        """Everything about one order. Raises NotFound."""
        row = read.session.get(OrderRow, order)
        if row is None:
            raise NotFound(N_("This order is not on record."))
        return to_card(read, row)

    @query(allow=DESK)
    def duplicates(self, read: Read, draft: OrderDraft) -> list[Duplicate]:
        """Open orders that this report may repeat, while it is typed: the same words first, then the newest."""
        since = read.now - timedelta(days=read.setting(SAME_DAYS))
        wanted = select(OrderRow).where(
            _NOT_CLOSED, OrderRow.state.in_([one.value for one in OPEN]), OrderRow.received_at >= since
        )
        return duplicates(draft, read.session.scalars(wanted.limit(_MOST)))

    @query(allow=DESK)
    def recall(self, read: Read, text: str, limit: int = 8) -> list[KnownReporter]:
        """Who may be meant by a name, pinyin initials or digits of a phone, with their place; one line a person."""
        return meant(read, text, limit)

    @query(allow=DESK)
    def price_list(self, read: Read, inactive: bool = False) -> list[Price]:
        """What paid services cost, by trade and name; lines out of use on demand only."""
        wanted = select(PriceRow).order_by(PriceRow.trade, PriceRow.name)
        rows = read.session.scalars(wanted if inactive else wanted.where(PriceRow.active))
        return [to_price(row) for row in rows]

    @query(allow=DESK)
    def quote(self, read: Read, lines: Sequence[PricedLine], at: datetime | None = None) -> Quote:
        """The price of lines at a moment, now without one: at night with the surcharge."""
        night = read.setting(NIGHT_FROM), read.setting(NIGHT_UNTIL)
        return quote(lines, read.local(at or read.now), night, read.setting(NIGHT_PERCENT))

    @query(allow=DESK)
    def figures(self, read: Read, first: date, last: date) -> RepairFigures:
        """Statistics of the orders taken in from `first` to `last`, both counted."""
        return figures(read, first, last)

    @query(allow=DESK)
    def what_is(self, read: Read, code: str) -> Order | None:
        """The order whose code was scanned, or whose number was typed, closed ones too; None for anything else."""
        scanned = read_scan(code)
        if scanned.number is not None and scanned.number.kind is Kind.REPAIR:
            found = select(OrderRow).where(OrderRow.code == scanned.number.digits)
            row = read.session.scalars(found).first()
            return None if row is None else to_order(read, row)
        return self._numbered(read, half_width(code).strip().upper())

    @staticmethod
    def _numbered(read: Read, number: str) -> Order | None:
        """By the number people see: it names its day, so that one day's orders are read."""
        parts = number.split("-")
        try:
            day = datetime.strptime(parts[-2], "%y%m%d").date() if len(parts) == 4 else None
        except ValueError:
            return None
        wanted = select(OrderRow).where(OrderRow.day == day, OrderRow.number == number)
        row = read.session.scalars(wanted).first() if day is not None else None
        return None if row is None else to_order(read, row)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are orders, and lines of the price list: what the audit log calls them."""
        return named(read.session, ids, (OrderRow.id, OrderRow.number), (PriceRow.id, PriceRow.name))


def _shows(view: View, one: Order, who: int) -> bool:
    if view in _OF_STATE:
        return one.state is _OF_STATE[view]
    if view is View.PRESSING:
        return any(clock.tone is not ClockTone.QUIET for clock in one.clocks)
    return view is View.OPEN or (view is View.MINE and one.owner == who)


def _pressing(one: Order) -> tuple[int, datetime, int]:
    """What is missed first, then what is due first."""
    first = one.clocks[0] if one.clocks else None
    tone = _TONES.index(first.tone) if first is not None else len(_TONES)
    return tone, first.due if first is not None else one.received_at, one.id
