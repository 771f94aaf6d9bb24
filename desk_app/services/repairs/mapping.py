"""Between rows and records: the only place that knows both. Many orders cost as many statements as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from desk_app.services.blobs.store import fetch
from desk_app.services.directory.records import Trade
from desk_app.services.journal.work import Read, Work
from desk_app.services.repairs.clocks import Facts, Times, countdowns, times_of
from desk_app.services.repairs.pricing import sums
from desk_app.services.repairs.records import (
    ClockKind,
    ClockTone,
    Countdown,
    Order,
    OrderCard,
    OrderKind,
    OrderState,
    Price,
    PricedLine,
    Progress,
    Quote,
    Source,
    Urgency,
)
from desk_app.services.repairs.tables import OrderRow, PhotoRow, PricedRow, PriceRow, StoryRow

AT_ONCE = 500
_KINDS = {one.value: one for one in ClockKind}
_TRADES = {one.value: one for one in Trade}


def facts_of(row: OrderRow) -> Facts:
    """What the clocks need to know of a row."""
    return Facts(
        kind=OrderKind(row.kind),
        state=OrderState(row.state),
        urgency=Urgency(row.urgency),
        received_at=row.received_at,
        serious=row.serious,
        paid=row.paid,
        passed_on_at=row.passed_on_at,
        dispatched_at=row.dispatched_at,
        arrived_at=row.arrived_at,
        progress_at=row.progress_at,
        followed_up_at=row.followed_up_at,
        hold_since=row.hold_since,
        hold_until=row.hold_until,
        held=timedelta(milliseconds=row.held_ms),
        done_at=row.done_at,
    )


def to_order(context: Read | Work, row: OrderRow) -> Order:
    """One order as pages and papers see it."""
    return to_orders(context, [row])[0]


def to_orders(context: Read | Work, rows: Sequence[OrderRow]) -> list[Order]:
    """Rows as lists, papers and the panel see them, in their order."""
    times, ids = times_of(context.bench), [row.id for row in rows]
    prices = price_lines(context.session, [row.id for row in rows if row.paid])
    photos = _photo_counts(context.session, ids)
    missed = missed_calls(context.session, [row.id for row in rows if row.state == OrderState.DONE])
    return [
        replace(
            _to_order(row, prices.get(row.id, ()), photos.get(row.id, 0), clocks_of(row, context.now, times)),
            missed_calls=missed.get(row.id, 0),
        )
        for row in rows
    ]


def clocks_of(row: OrderRow, now: datetime, times: Times) -> tuple[Countdown, ...]:
    """The clocks that run."""
    return countdowns(facts_of(row), now, times)


def kept_missed(row: OrderRow) -> tuple[ClockKind, ...]:
    """The clocks on record as missed; one that this version does not know is left out."""
    return tuple(_KINDS[one] for one in row.missed.split() if one in _KINDS)


def _to_order(
    row: OrderRow, prices: Sequence[PricedLine], photos: int, clocks: tuple[Countdown, ...]
) -> Order:
    missed = [*kept_missed(row), *(one.kind for one in clocks if one.tone is ClockTone.MISSED)]
    work, materials = sums(prices)
    return replace(
        _reported(row),
        promised_at=row.promised_at,
        passed_on_at=row.passed_on_at,
        colleague=row.colleague,
        colleague_name=row.colleague_name,
        dispatched_at=row.dispatched_at,
        arrived_at=row.arrived_at,
        hold_why=row.hold_why,
        hold_until=row.hold_until,
        done_at=row.done_at,
        done_words=row.done_words,
        signed=bool(row.signature),
        called_back_at=row.called_back_at,
        satisfied=row.satisfied,
        dissatisfied_why=row.dissatisfied_why,
        closed_at=row.closed_at,
        rework_of=row.rework_of,
        reworked_as=row.reworked_as,
        joined_to=row.joined_to,
        repeats=row.repeats,
        prices=tuple(prices),
        quote=Quote(work, row.surcharge, materials) if row.paid else Quote(0, 0, 0),
        price_confirmed_at=row.price_confirmed_at,
        photos=photos,
        copies=row.copies,
        clocks=clocks,
        missed=tuple(dict.fromkeys(missed)),
    )


def _reported(row: OrderRow) -> Order:
    """The order as it came in."""
    return Order(
        id=row.id,
        number=row.number,
        code=row.code,
        kind=OrderKind(row.kind),
        state=OrderState(row.state),
        source=Source(row.source),
        day=row.day,
        reporter=row.reporter,
        phone=row.phone,
        tenant=row.tenant,
        company=row.company,
        unit=row.unit,
        floor=row.floor,
        area=row.area,
        trade=_TRADES.get(row.trade),
        department=row.department,
        description=row.description,
        urgency=Urgency(row.urgency),
        serious=row.serious,
        paid=row.paid,
        received_at=row.received_at,
        owner=row.received_by,
    )


def to_card(context: Read | Work, row: OrderRow) -> OrderCard:
    """Everything about one order."""
    session = context.session
    story = session.scalars(select(StoryRow).where(StoryRow.order == row.id).order_by(StoryRow.id))
    repeats = session.scalars(
        select(OrderRow).where(OrderRow.joined_to == row.id).order_by(OrderRow.id)
    ).all()
    digests = session.scalars(
        select(PhotoRow.picture).where(PhotoRow.order == row.id).order_by(PhotoRow.position)
    )
    return OrderCard(
        to_order(context, row),
        tuple(to_progress(one) for one in story),
        tuple(picture for one in digests if (picture := _picture(session, one)) is not None),
        _picture(session, row.signature),
        tuple(to_orders(context, repeats)),
    )


def to_progress(row: StoryRow) -> Progress:
    """A line of the story."""
    return Progress(row.at, row.by, row.words, OrderState(row.state) if row.state else None)


def to_price(row: PriceRow) -> Price:
    """A line of the price list."""
    return Price(row.id, _TRADES.get(row.trade, Trade.OTHER), row.name, row.fen, row.unit, row.active)


def _picture(session: Session, digest: str) -> bytes | None:
    picture = fetch(session, digest) if digest else None
    return None if picture is None else picture.content


def price_lines(session: Session, ids: Sequence[int]) -> dict[int, list[PricedLine]]:
    """What paid services cost, line by line."""
    found: defaultdict[int, list[PricedLine]] = defaultdict(list)
    for some in chunks(ids):
        wanted = select(PricedRow).where(PricedRow.order.in_(some))
        for row in session.scalars(wanted.order_by(PricedRow.order, PricedRow.position)):
            found[row.order].append(PricedLine(row.name, row.quantity, row.fen, row.material))
    return found


def _photo_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in chunks(ids):
        wanted = select(PhotoRow.order, func.count()).where(PhotoRow.order.in_(some)).group_by(PhotoRow.order)
        found.update((order, count) for order, count in session.execute(wanted))
    return found


def missed_calls(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Of orders that are done: the lines of their story since, but for those that were taken back.

    A done line of an invented building keeps nothing to take it back with: every line that does came after it.
    """
    found: dict[int, int] = {}
    ended = aliased(StoryRow)
    done = select(func.coalesce(func.max(ended.id), 0)).where(
        ended.order == StoryRow.order, ended.state == OrderState.DONE, ended.before != ""
    )
    for some in chunks(ids):
        wanted = select(StoryRow.order, func.count()).where(
            StoryRow.order.in_(some),
            StoryRow.state == "",
            StoryRow.before != "",
            StoryRow.id > done.scalar_subquery(),
        )
        found.update((order, n) for order, n in session.execute(wanted.group_by(StoryRow.order)))
    return found


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids, some hundreds at a time."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def facts(row: OrderRow) -> dict[str, object]:
    """What an order's event says without personal data."""
    return {
        "number": row.number,
        "state": row.state,
        "kind": row.kind,
        "trade": row.trade,
        "urgency": row.urgency,
        "floor": row.floor,
        "tenant": row.tenant,
        "owner": row.received_by,
    }


def standing(row: OrderRow) -> dict[str, object]:
    """What the event of a step says: what else is known of the order stands in its first one."""
    return {"number": row.number, "state": row.state}


def personal(row: OrderRow) -> dict[str, object]:
    """What an order's event says about people: kept apart, so that it can expire."""
    said = {
        "reporter": row.reporter,
        "phone": row.phone,
        "company": row.company,
        "unit": row.unit,
        "area": row.area,
        "description": row.description,
    }
    return {key: value for key, value in said.items() if value}
