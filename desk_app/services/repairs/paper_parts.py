"""What the papers of the ledger have in common: place, kind, promised time, the price as a table.

No paper of its own: those are in `documents.py` and `lists.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desk_app.services.core.money import say_money
from desk_app.services.core.words import N_, Words
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.directory.records import TRADE_NAMES
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Align, Block, Column, Field, Fields, Table, Text
from desk_app.services.printing.parts import floor_said, named
from desk_app.services.repairs.records import ORDER_KIND_NAMES, Order, OrderState, PricedLine

BY_HAND = "＿＿＿＿＿＿"
"""Room to write in."""


def where(order: Order, words: Words) -> str:
    """The place, as an engineer looks for it."""
    floor = floor_said(words, order.floor)
    return " ".join(part for part in (floor, order.unit, order.company, order.area) if part)


def kind_of(order: Order, paper: Paper) -> str:
    """What it is, and whose work: the trade of a repair, the department of all else."""
    return " · ".join(
        part for part in (paper.words.text(ORDER_KIND_NAMES[order.kind]), whose_work(order, paper)) if part
    )


def whose_work(order: Order, paper: Paper) -> str:
    """The trade, or the department."""
    if order.trade is not None:
        return paper.words.text(TRADE_NAMES[order.trade])
    return department(order.department, paper)


def department(code: str, paper: Paper) -> str:
    """What a department is called; one that is not among the standard ones by what it was called when it was noted."""
    known = next((one for one in DEPARTMENTS if one.code == code), None)
    return named(paper.words, known.name, known.english_name) if known else code


def promised(order: Order) -> datetime | None:
    """By when somebody comes: as promised, else as the clocks say while nobody is there."""
    if order.promised_at is not None:
        return order.promised_at
    waits = order.state in (OrderState.RECEIVED, OrderState.DISPATCHED)
    return order.clocks[0].due if waits and order.clocks else None


def price(order: Order, paper: Paper, *, narrow: bool = False) -> tuple[Block, ...]:
    """Work, the night's surcharge, materials apart with their sum, and whether the customer agreed.

    Nothing for free work. `narrow`: for a roll, where each line is its name and its amount.
    """
    if not (order.paid and order.prices):
        return ()
    say, agreed = paper.words.text, order.price_confirmed_at
    text = (
        say(N_("The customer agreed to the price at {moment}."), moment=paper.moment(agreed))
        if agreed is not None
        else say(N_("The customer has not agreed to the price: no work begins before that."))
    )
    rows = _price_rows(order, paper)
    if narrow:
        columns = (_column(say(N_("Service", "repair paper")), 44), _column(_amount(paper), 24, right=True))
        table = Table(columns, tuple((f"{name} × {n}" if n else name, amount) for name, n, _, amount in rows))
    else:
        table = Table(_columns(say(N_("Service", "repair paper")), paper), tuple(rows))
    return table, Text(text, bold=agreed is None)


def paid_by_hand(order: Order, paper: Paper) -> tuple[Block, ...]:
    """Lines for what was paid and who took it; none for free work."""
    if not order.paid:
        return ()
    say = paper.words.text
    lines = (N_("Amount received", "repair paper"), N_("Received by", "repair paper"))
    return (Fields(tuple(Field(say(label), BY_HAND) for label in lines), columns=2),)


def materials_by_hand(paper: Paper, rows: int) -> Table:
    """A table to write materials in, with room for their sum."""
    say = paper.words.text
    empty = (" ", " ", " ", " ")
    total = (say(N_("Total", "repair paper")), "", "", "")
    return Table(_columns(say(N_("Material", "repair paper")), paper), (*[empty] * rows, total))


def _columns(first: str, paper: Paper) -> tuple[Column, ...]:
    say = paper.words.text
    return (
        _column(first, 70),
        _column(say(N_("Quantity", "repair paper")), 22, right=True),
        _column(say(N_("Unit price", "repair paper")), 30, right=True),
        _column(_amount(paper), 34, right=True),
    )


def _column(title: str, width: float, *, right: bool = False) -> Column:
    return Column(title, width, Align.RIGHT if right else Align.LEFT)


def _amount(paper: Paper) -> str:
    return paper.words.text(N_("Amount", "repair paper"))


def _price_rows(order: Order, paper: Paper) -> list[tuple[str, str, str, str]]:
    say, quote = paper.words.text, order.quote
    materials = [one for one in order.prices if one.material]
    rows = list(_lines(one for one in order.prices if not one.material))
    if quote.surcharge:
        rows.append(
            (say(N_("Night surcharge on the work", "repair paper")), "", "", say_money(quote.surcharge))
        )
    rows += _lines(materials)
    if len(materials) > 1:
        rows.append((say(N_("Materials together", "repair paper")), "", "", say_money(quote.materials)))
    return [*rows, (say(N_("Total", "repair paper")), "", "", say_money(quote.total))]


def _lines(lines: Iterable[PricedLine]) -> Iterable[tuple[str, str, str, str]]:
    for one in lines:
        yield one.name, str(one.quantity), say_money(one.fen), say_money(one.fen * one.quantity)
