"""What a company or person waits for or owes here; whom an order is about; what a short number leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select

from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.money import say_money
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Read
from desk_app.services.repairs.mapping import price_lines
from desk_app.services.repairs.pricing import sums
from desk_app.services.repairs.records import KIND, OrderState
from desk_app.services.repairs.tables import OrderRow

CALL_BACK = "call_back"
"""The step of an order that is done."""
_AREA = "repairs"
_MOST = 20
_SHOWN = 30
_FINISHED = (OrderState.DONE.value, OrderState.CALLED_BACK.value)


def repair_matters(read: Read, party: Party) -> Iterator[Matter]:
    """What is open is expected; a paid service that is done and not signed for is owed."""
    whose = _whose(party)
    if not whose:
        return
    # The first condition is the index's own: without it the whole table is read.
    wanted = select(OrderRow).where(OrderRow.closed_at.is_(None), or_(*whose))
    for row in read.session.scalars(wanted.order_by(OrderRow.received_at).limit(_MOST)):
        yield from _matters(read, row)


def _matters(read: Read, row: OrderRow) -> Iterator[Matter]:
    finished = row.state in _FINISHED
    said = {"number": row.number, "where": row.unit or row.area, "what": _short(row.description)}
    if finished and row.paid and not row.signature:
        work, materials = sums(price_lines(read.session, [row.id]).get(row.id, []))
        text = N_("{number} ({total}) is done, but not signed for and paid: {what}, {where}.")
        values = {**said, "total": say_money(work + materials + row.surcharge)}
        yield Matter(_AREA, KIND, row.id, text, values, row.done_at, part=Part.OWES, step=_step(row))
    elif row.state == OrderState.DONE:
        text = N_("{number} is done and waits for its call-back: {what}, {where}.")
        yield Matter(
            _AREA, KIND, row.id, text, said, row.done_at, owed=False, part=Part.EXPECTS, step=CALL_BACK
        )
    elif not finished:
        text = _open_text(row)
        yield Matter(_AREA, KIND, row.id, text, said, row.received_at, owed=False, part=Part.EXPECTS)


def _open_text(row: OrderRow) -> Message:
    if row.state == OrderState.ON_HOLD:
        return N_("{number} is on hold: {what}, {where}.")
    return N_("{number} is not done yet: {what}, {where}.")


def _step(row: OrderRow) -> str:
    return CALL_BACK if row.state == OrderState.DONE else ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _whose(party: Party) -> list[ColumnElement[bool]]:
    whose: list[ColumnElement[bool]] = []
    if party.tenant is not None:
        whose.append(OrderRow.tenant == party.tenant)
    if party.phone:
        whose.append(OrderRow.phone == party.phone)
    return whose


def order_people(read: Read, orders: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who reported them."""
    rows = read.session.scalars(select(OrderRow).where(OrderRow.id.in_(orders)))
    return {
        row.id: [Person(row.reporter, row.phone, row.company, row.unit, row.tenant)]
        for row in rows
        if row.reporter or row.phone or row.company
    }


def order_named(read: Read, digits: str) -> Named | None:
    """The order that a short number belongs to."""
    order = read.session.execute(select(OrderRow.id).where(OrderRow.code == digits)).scalar()
    return None if order is None else Named(KIND, order)
