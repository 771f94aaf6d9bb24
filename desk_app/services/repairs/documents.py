"""The papers of the ledger: the work order in three parts, the reporter's slip (operating manual, Repair intake).

Phones are masked: paper is left lying about. The one exception is engineering's part, for whoever goes there must be
able to ring. Lists are in `lists.py`, the statistics in `statistics_paper.py`. To add a paper: a DocumentKind here,
and a function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desk_app.services.core.people import DESK
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import (
    Align,
    Banner,
    Block,
    Code,
    Columns,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    SignatureLines,
    Size,
    Space,
    Text,
    TextSize,
    Tick,
    TickBoxes,
)
from desk_app.services.printing.parts import grouped, said
from desk_app.services.repairs.paper_parts import (
    BY_HAND,
    kind_of,
    materials_by_hand,
    paid_by_hand,
    price,
    promised,
    where,
)
from desk_app.services.repairs.records import (
    SOURCE_NAMES,
    URGENCY_NAMES,
    Order,
    OrderCard,
    OrderKind,
    OrderState,
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
_MOST_LARGE = 120
"""Characters of a description that are read in large type; longer ones are smaller."""


@dataclass(frozen=True)
class _Told:
    """What every part of a work order may know."""

    card: OrderCard
    paper: Paper
    names: Mapping[int, str] = field(repr=False)
    rework_of: str = ""

    def say(self, message: Message, **values: object) -> str:
        return self.paper.words.text(message, **values)

    @property
    def order(self) -> Order:
        return self.card.order

    @property
    def repair(self) -> bool:
        """Whether an engineer goes: else somebody of a department settles it."""
        return self.order.kind is OrderKind.REPAIR or self.order.trade is not None


def work_order(
    card: OrderCard, paper: Paper, names: Mapping[int, str], *, size: Size, rework_of: str = ""
) -> Document:
    """The order's three parts on pages of their own, each with its code: front desk, engineering, customer.

    `names`: the staff's, by id. `rework_of`: the number of the order that failed again. A reprint is marked as a copy
    beside its code, with the same code, and shows what was done since.
    """
    told, order = _Told(card, paper, names, rework_of), card.order
    title, copy = told.say(N_("Work order", "repair paper")), max(0, order.copies - 1)
    subject = where(order, paper.words) or order.number
    document = Document(ORDER, title, size, (), order.number, copy, subject=subject)
    desk, engineering, customer = _desk_part(told), _engineering_part(told), _customer_part(told)
    behind = (replace(document, blocks=engineering), replace(document, blocks=customer))
    return replace(document, blocks=desk, counterparts=behind)


def _desk_part(told: _Told) -> tuple[Block, ...]:
    order = told.order
    back = said(
        Field(told.say(N_("Called back", "repair paper")), told.paper.moment(order.called_back_at)),
        Field(told.say(N_("Called back by", "repair paper")), _called_back_by(told)),
        Field(told.say(N_("If not, why", "repair paper")), order.dissatisfied_why, wide=True),
    )
    return (
        *_head(told, N_("Front desk", "repair part"), mask_phone(order.phone)),
        *price(order, told.paper),
        *_done(told),
        *paid_by_hand(order, told.paper),
        Heading(told.say(N_("Call-back", "repair paper")), minor=True),
        TickBoxes(_satisfied(told), columns=2),
        *((Fields(back, columns=2),) if back else ()),
        *_signed(told, N_("Front desk signs", "repair paper")),
    )


def _engineering_part(told: _Told) -> tuple[Block, ...]:
    order = told.order
    part = N_("Engineering", "repair part") if told.repair else N_("Department", "repair part")
    return (
        *_head(told, part, order.phone, whole=True),
        *price(order, told.paper),
        *(_done(told) or _to_fill_in(told)),
        *paid_by_hand(order, told.paper),
        *_signed(told, _worker_signs(told)),
    )


def _customer_part(told: _Told) -> tuple[Block, ...]:
    return (
        *_head(told, N_("Customer", "repair part"), mask_phone(told.order.phone)),
        *price(told.order, told.paper),
        *_done(told),
        *paid_by_hand(told.order, told.paper),
        Text(
            told.say(N_("Please sign once the work is done. The front desk will ring and ask how it went."))
        ),
        *_signed(told, _worker_signs(told)),
    )


def _done(told: _Told) -> tuple[Block, ...]:
    """When somebody came, when it was done and what; nothing while it is not done."""
    order, paper = told.order, told.paper
    if order.done_at is None:
        return ()
    facts = said(
        Field(told.say(N_("Arrived", "repair paper")), paper.moment(order.arrived_at)),
        Field(told.say(N_("Done", "repair paper")), paper.moment(order.done_at)),
        Field(told.say(N_("What was done", "repair paper")), order.done_words, wide=True),
    )
    return (Fields(facts, columns=2),)


def _to_fill_in(told: _Told) -> tuple[Block, ...]:
    """What is written in by hand on the spot; an arrival on record stands there already."""
    arrived = told.paper.moment(told.order.arrived_at) or BY_HAND
    rows = _MATERIAL_ROWS - 1 if told.order.prices else _MATERIAL_ROWS
    times = (
        Field(told.say(N_("Arrived", "repair paper")), arrived),
        Field(told.say(N_("Done", "repair paper")), BY_HAND),
    )
    return (
        Fields(times, columns=2),
        Heading(told.say(N_("What was done", "repair paper")), minor=True),
        Space(9 if told.order.prices else 14),
        *((materials_by_hand(told.paper, rows),) if told.repair else ()),
    )


def _head(told: _Told, part: Message, phone: str, *, whole: bool = False) -> tuple[Block, ...]:
    """Whose part, where, who and what. `whole`: however much was said, all of it."""
    order = told.order
    place = Text(where(order, told.paper.words), TextSize.LARGE, bold=True, max_lines=3)
    size = TextSize.LARGE if len(order.description) <= _MOST_LARGE else TextSize.NORMAL
    return (
        told.paper.letterhead(order.number),
        Heading(told.say(N_("Work order", "repair paper")), note=told.say(part)),
        *_warnings(told),
        Columns(((place, Fields(_facts(told, phone))), (_code(order),)), widths=(1.0, 0.42)),
        Text(order.description, size, max_lines=0 if whole else 6),
        Space(1),
    )


def _warnings(told: _Told) -> tuple[Block, ...]:
    order = told.order
    urgent = told.say(URGENCY_NAMES[order.urgency]) if order.urgency is not Urgency.NORMAL else ""
    serious = told.say(N_("Serious complaint", "repair paper")) if order.serious else ""
    said = " · ".join(part for part in (urgent, serious) if part)
    return (Banner(said, large=False),) if said else ()


def _facts(told: _Told, phone: str) -> tuple[Field, ...]:
    order, paper = told.order, told.paper
    free, paid = N_("Free of charge", "repair paper"), N_("Charged", "repair paper")
    sent = N_("Assigned to", "repair paper") if told.repair else N_("Handled by", "repair paper")
    return said(
        Field(told.say(N_("Kind", "repair paper")), kind_of(order, paper)),
        Field(
            told.say(N_("Cost", "repair paper")),
            told.say(paid if order.paid else free) if told.repair else "",
        ),
        Field(told.say(N_("Reported by", "repair paper")), f"{order.reporter} {phone}".strip()),
        Field(told.say(N_("Received", "repair paper")), paper.moment(order.received_at)),
        Field(told.say(N_("Source", "repair paper")), told.say(SOURCE_NAMES[order.source])),
        Field(told.say(N_("Taken by", "repair paper")), told.names.get(order.owner, "")),
        Field(told.say(N_("Promised", "repair paper")), paper.moment(promised(order)), strong=True),
        Field(told.say(sent), order.colleague_name),
        Field(told.say(N_("Dispatched", "repair paper")), paper.moment(order.dispatched_at)),
        Field(told.say(N_("Reported again", "repair paper")), str(order.repeats) if order.repeats else ""),
        Field(told.say(N_("Rework of", "repair paper")), told.rework_of),
        Field(told.say(N_("Photos", "repair paper")), str(order.photos) if order.photos else ""),
    )


def _code(order: Order) -> Code:
    return Code(order.code, short=grouped(order.code), size_mm=_CODE_MM)


def _satisfied(told: _Told) -> tuple[Tick, ...]:
    order = told.order
    return (
        Tick(told.say(N_("Satisfied", "repair paper")), order.satisfied is True),
        Tick(told.say(N_("Not satisfied", "repair paper")), order.satisfied is False),
    )


def _called_back_by(told: _Told) -> str:
    lines = reversed(told.card.story)
    return told.names.get(next((one.by for one in lines if one.state is OrderState.CALLED_BACK), 0), "")


def _worker_signs(told: _Told) -> Message:
    return N_("Engineer signs", "repair paper") if told.repair else N_("Handler signs", "repair paper")


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
    """What the reporter takes along: number, what and where, by when, the price, and whom to ask.

    `names`: the staff's, by id. `desk_phone`: where to ask; without one the slip names none.
    """
    say, title = paper.words.text, paper.words.text(N_("Your report", "repair paper"))
    place = where(order, paper.words)
    facts = said(
        Field(say(N_("Kind", "repair paper")), kind_of(order, paper)),
        Field(say(N_("Where", "repair paper")), place),
        Field(say(N_("Received", "repair paper")), paper.moment(order.received_at)),
        Field(say(N_("Promised", "repair paper")), paper.moment(promised(order)), strong=True),
        Field(say(N_("Taken by", "repair paper")), names.get(order.owner, "")),
        Field(say(N_("Front desk's phone", "repair paper")), desk_phone),
    )
    blocks = (
        paper.letterhead(order.number),
        Banner(title),
        Text(order.number, TextSize.HUGE, bold=True, align=Align.CENTRE),
        Fields(facts),
        Text(order.description, max_lines=6),
        *price(order, paper, narrow=size is Size.RECEIPT_80),
        _code(order),
        Text(say(N_("Please quote this number when asking about progress."))),
    )
    return Document(SLIP, title, size, blocks, order.number, subject=place or order.number)
