"""The papers of the ledger: the work order in three parts, the reporter's slip (operating manual, Repair intake).

Phones are masked: paper is left lying about. The one exception is engineering's part, for whoever goes there must be
able to ring. Lists are in `lists.py`, the statistics in `statistics_paper.py`. To add a paper: a DocumentKind here,
and a function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desk_app.services.core.money import say_money
from desk_app.services.core.people import DESK
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.directory.records import TRADE_NAMES
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Column,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    Letterhead,
    SignatureLines,
    Size,
    Space,
    Table,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.parts import grouped, named, said
from desk_app.services.repairs.records import (
    ORDER_KIND_NAMES,
    SOURCE_NAMES,
    URGENCY_NAMES,
    Order,
    OrderCard,
    Urgency,
)

ORDER = "repairs.order"
SLIP = "repairs.slip"
LIST = "repairs.list"
STATISTICS = "repairs.statistics"

DOCUMENTS = (
    DocumentKind(ORDER, N_("Work order in three parts"), (Size.A5, Size.A4), DESK),
    DocumentKind(SLIP, N_("Slip for the reporter"), (Size.RECEIPT_80, Size.A5), DESK),
    DocumentKind(LIST, N_("List of orders"), (Size.A4,), DESK),
    DocumentKind(STATISTICS, N_("Statistics of orders"), (Size.A4,), DESK),
)
_CODE_MM = 30.0
_SIGNED_MM = (52.0, 15.0)
_MATERIAL_ROWS = 3


@dataclass(frozen=True)
class _Told:
    """What every part of a work order may know."""

    card: OrderCard
    paper: Paper
    names: Mapping[int, str] = field(repr=False)

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    @property
    def order(self) -> Order:
        return self.card.order


def work_order(card: OrderCard, paper: Paper, names: Mapping[int, str], *, size: Size) -> Document:
    """The order's three parts on pages of their own, each with its code: front desk, engineering, customer.

    `names`: the staff's, by id. A reprint is marked as a copy beside its code, with the same code.
    """
    told, order = _Told(card, paper, names), card.order
    title, copy = told.say(N_("Work order", "repair paper")), max(0, order.copies - 1)
    document = Document(ORDER, title, size, (), order.number, copy, subject=where(order) or order.number)
    desk, engineering, customer = _desk_part(told), _engineering_part(told), _customer_part(told)
    behind = (replace(document, blocks=engineering), replace(document, blocks=customer))
    return replace(document, blocks=desk, counterparts=behind)


def _desk_part(told: _Told) -> tuple[Block, ...]:
    order, paper = told.order, told.paper
    facts = said(
        Field(told.say(N_("Arrived", "repair paper")), paper.moment(order.arrived_at)),
        Field(told.say(N_("Done", "repair paper")), paper.moment(order.done_at)),
        Field(told.say(N_("Called back", "repair paper")), paper.moment(order.called_back_at)),
        Field(told.say(N_("What was done", "repair paper")), order.done_words, wide=True),
    )
    return (
        *_head(told, N_("Front desk", "repair part"), mask_phone(order.phone)),
        *_price(told),
        *((Fields(facts, columns=2),) if facts else ()),
        Heading(told.say(N_("Call-back", "repair paper")), minor=True),
        TickBoxes(_satisfied(told), columns=2),
        *_signed(told, N_("Front desk signs", "repair paper")),
    )


def _engineering_part(told: _Told) -> tuple[Block, ...]:
    blanks = tuple(
        Field(told.say(label), "＿＿＿＿＿＿")
        for label in (N_("Arrived", "repair paper"), N_("Done", "repair paper"))
    )
    titles = (
        (N_("Material", "repair paper"), 70, Align.LEFT),
        (N_("Quantity", "repair paper"), 24, Align.RIGHT),
        (N_("Each", "repair paper"), 34, Align.RIGHT),
    )
    columns = tuple(Column(told.say(title), width, align) for title, width, align in titles)
    empty = tuple((" ", " ", " ") for _ in range(_MATERIAL_ROWS))
    return (
        *_head(told, N_("Engineering", "repair part"), told.order.phone),
        *_price(told),
        Fields(blanks, columns=2),
        Heading(told.say(N_("What was done", "repair paper")), minor=True),
        Space(14),
        Table(columns, empty),
        *_signed(told, N_("Engineer signs", "repair paper")),
    )


def _customer_part(told: _Told) -> tuple[Block, ...]:
    return (
        *_head(told, N_("Customer", "repair part"), mask_phone(told.order.phone)),
        *_price(told),
        Text(
            told.say(N_("Please sign once the work is done. The front desk will ring and ask how it went."))
        ),
        *_signed(told, N_("Engineer signs", "repair paper")),
    )


def _head(told: _Told, part: Message, phone: str) -> tuple[Block, ...]:
    order = told.order
    left = (Text(where(order), TextSize.LARGE, bold=True, max_lines=3), Fields(_facts(told, phone)))
    urgent = (Banner(told.say(URGENCY_NAMES[order.urgency]), large=False),)
    return (
        Letterhead(told.paper.desk.building, order.number),
        Heading(told.say(N_("Work order", "repair paper")), note=told.say(part)),
        *(urgent if order.urgency is not Urgency.NORMAL else ()),
        Columns((left, (_code(order),)), widths=(1.0, 0.42)),
        Text(order.description, TextSize.LARGE, max_lines=6),
        Space(1),
    )


def _facts(told: _Told, phone: str) -> tuple[Field, ...]:
    order, paper = told.order, told.paper
    return said(
        Field(told.say(N_("Kind", "repair paper")), kind_of(order, paper)),
        Field(told.say(N_("Reported by", "repair paper")), f"{order.reporter} {phone}".strip()),
        Field(told.say(N_("Received", "repair paper")), _received(told)),
        Field(told.say(N_("Promised", "repair paper")), paper.moment(order.promised_at), strong=True),
        Field(told.say(N_("Sent", "repair paper")), order.colleague_name),
        Field(told.say(N_("Reported again", "repair paper")), str(order.repeats) if order.repeats else ""),
    )


def _received(told: _Told) -> str:
    """When, how, and who was asked first and stays responsible (operating manual, Repair intake: first asked)."""
    order = told.order
    moment, source = told.paper.moment(order.received_at), told.say(SOURCE_NAMES[order.source])
    return f"{moment} {source} {told.names.get(order.owner, '')}".rstrip()


def where(order: Order) -> str:
    """The place, as an engineer looks for it."""
    return " ".join(part for part in (order.floor, order.unit, order.company, order.area) if part)


def kind_of(order: Order, paper: Paper) -> str:
    """What it is, and whose work: the trade of a repair, the department of all else."""
    say = paper.words.text
    whose = say(TRADE_NAMES[order.trade]) if order.trade is not None else department(order.department, paper)
    return " · ".join(part for part in (say(ORDER_KIND_NAMES[order.kind]), whose) if part)


def department(code: str, paper: Paper) -> str:
    """What a department is called; one that is not among the standard ones by what it was called when it was noted."""
    known = next((one for one in DEPARTMENTS if one.code == code), None)
    return named(paper.words, known.name, known.english_name) if known else code


def _code(order: Order) -> Code:
    return Code(order.code, short=grouped(order.code), size_mm=_CODE_MM)


def _price(told: _Told) -> tuple[Block, ...]:
    """Every line, the night's surcharge, materials apart, and whether the customer agreed; nothing for free work."""
    order = told.order
    if not (order.paid and order.prices):
        return ()
    titles = (
        (N_("Service", "repair paper"), 70, Align.LEFT),
        (N_("Quantity", "repair paper"), 22, Align.RIGHT),
        (N_("Each", "repair paper"), 30, Align.RIGHT),
        (N_("Amount", "repair paper"), 34, Align.RIGHT),
    )
    columns = tuple(Column(told.say(title), width, align) for title, width, align in titles)
    rows = [
        (one.name, str(one.quantity), say_money(one.fen), say_money(one.fen * one.quantity))
        for one in order.prices
    ]
    if order.quote.surcharge:
        extra = told.say(N_("Night surcharge on the work", "repair paper"))
        rows.append((extra, "", "", say_money(order.quote.surcharge)))
    rows.append((told.say(N_("Total", "repair paper")), "", "", say_money(order.quote.total)))
    agreed = order.price_confirmed_at
    text = (
        told.say(N_("The customer agreed to the price at {moment}."), moment=told.paper.moment(agreed))
        if agreed is not None
        else told.say(N_("The customer has not agreed to the price: no work begins before that."))
    )
    return Table(columns, tuple(rows)), Text(text, bold=agreed is None)


def _satisfied(told: _Told) -> tuple[Tick, ...]:
    order = told.order
    return (
        Tick(told.say(N_("Satisfied", "repair paper")), order.satisfied is True),
        Tick(told.say(N_("Not satisfied", "repair paper")), order.satisfied is False),
    )


def _signed(told: _Told, other: Message) -> tuple[Block, ...]:
    customer = told.say(N_("Customer signs", "repair paper"))
    if told.card.signature is None:
        return Space(4), SignatureLines((customer, told.say(other)))
    drawn = (Text(customer, TextSize.SMALL, muted=True), Image(told.card.signature, *_SIGNED_MM))
    return (*drawn, SignatureLines((told.say(other),)))


# The reporter's slip


def reporter_slip(
    order: Order, paper: Paper, names: Mapping[int, str], *, size: Size, desk_phone: str = ""
) -> Document:
    """What the reporter takes along: number, what and where, by when, and whom to ask. `names`: the staff's, by id."""
    say, title = paper.words.text, paper.words.text(N_("Your report", "repair paper"))
    facts = said(
        Field(say(N_("Kind", "repair paper")), kind_of(order, paper)),
        Field(say(N_("Where", "repair paper")), where(order)),
        Field(say(N_("Received", "repair paper")), paper.moment(order.received_at)),
        Field(say(N_("Promised", "repair paper")), paper.moment(order.promised_at), strong=True),
        Field(say(N_("Taken by", "repair paper")), names.get(order.owner, "")),
        Field(say(N_("Front desk's phone", "repair paper")), desk_phone),
    )
    blocks = (
        Letterhead(paper.desk.building, order.number),
        Banner(title),
        Text(order.number, TextSize.HUGE, bold=True, align=Align.CENTRE),
        Fields(facts),
        Text(order.description, max_lines=6),
        _code(order),
        Text(say(N_("Please name this number when you ask how it stands."))),
    )
    return Document(SLIP, title, size, blocks, order.number, subject=where(order) or order.number)
