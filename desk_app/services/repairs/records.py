"""What leaves the ledger of repairs, complaints and requests, and the drafts that go in (manual, Repair intake).

Money is fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import Trade

KIND = "repair"
"""How search hits name a record of this feature."""


class OrderKind(StrEnum):
    """What somebody reports: one ledger for all."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    REQUEST = "request"


ORDER_KIND_NAMES: dict[OrderKind, Message] = {
    OrderKind.REPAIR: N_("Repair", "repairs"),
    OrderKind.COMPLAINT: N_("Complaint", "repairs"),
    OrderKind.REQUEST: N_("Request", "repairs"),
}


class Source(StrEnum):
    """How it came."""

    PHONE = "phone"
    COUNTER = "counter"
    WRITING = "writing"
    PATROL = "patrol"


SOURCE_NAMES: dict[Source, Message] = {
    Source.PHONE: N_("By phone", "repairs"),
    Source.COUNTER: N_("At the counter", "repairs"),
    Source.WRITING: N_("In writing", "repairs"),
    Source.PATROL: N_("On patrol", "repairs"),
}


class Urgency(StrEnum):
    """How soon."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


URGENCY_NAMES: dict[Urgency, Message] = {
    Urgency.NORMAL: N_("Normal", "repairs"),
    Urgency.URGENT: N_("Urgent", "repairs"),
    Urgency.EMERGENCY: N_("Emergency", "repairs"),
}


class OrderState(StrEnum):
    """Where an order stands (operating manual, Repair intake 3)."""

    RECEIVED = "received"
    DISPATCHED = "dispatched"
    ON_SITE = "on_site"
    ON_HOLD = "on_hold"
    DONE = "done"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    JOINED = "joined"
    """A repeat of an open order: it goes on there."""


ORDER_STATE_NAMES: dict[OrderState, Message] = {
    OrderState.RECEIVED: N_("Received", "repairs"),
    OrderState.DISPATCHED: N_("Dispatched", "repairs"),
    OrderState.ON_SITE: N_("On site", "repairs"),
    OrderState.ON_HOLD: N_("On hold", "repairs"),
    OrderState.DONE: N_("Done", "repairs"),
    OrderState.CALLED_BACK: N_("Called back", "repairs"),
    OrderState.CLOSED: N_("Closed", "repairs"),
    OrderState.JOINED: N_("Joined", "repairs"),
}


class ClockKind(StrEnum):
    """The clocks of the chapter."""

    PASSED_ON = "passed_on"
    """A complaint reaches its department within 5 min."""
    ARRIVAL = "arrival"
    """An engineer is on site within 20 min of intake."""
    PROGRESS = "progress"
    """Progress is reported to the desk every 4 h while open."""
    FOLLOW_UP = "follow_up"
    """A complaint is followed up twice a day until solved."""
    CALL_BACK = "call_back"
    """A serious complaint is called back the same day; done orders wait for their call-back."""
    ORDER_BACK = "order_back"
    """Free orders come back before the end of the shift."""
    HOLD = "hold"
    """What is on hold goes on at its date."""


CLOCK_NAMES: dict[ClockKind, Message] = {
    ClockKind.PASSED_ON: N_("Pass on", "repairs"),
    ClockKind.ARRIVAL: N_("Arrive", "repairs"),
    ClockKind.PROGRESS: N_("Progress", "repairs"),
    ClockKind.FOLLOW_UP: N_("Follow up", "repairs"),
    ClockKind.CALL_BACK: N_("Call back", "repairs"),
    ClockKind.ORDER_BACK: N_("Order back", "repairs"),
    ClockKind.HOLD: N_("Go on", "repairs"),
}


class ClockTone(StrEnum):
    """Quiet, about to be missed, missed."""

    QUIET = "quiet"
    SOON = "soon"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock that runs: what is to be done by when."""

    kind: ClockKind
    due: datetime
    tone: ClockTone
    left: timedelta
    """Negative when missed."""


@dataclass(frozen=True, slots=True)
class Price:
    """A line of the price list."""

    id: int
    trade: Trade
    name: str
    fen: int
    unit: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What a paid service will cost: work from the list, or material apart."""

    name: str
    quantity: int
    fen: int
    """Of one."""
    material: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The price as it is told to the customer before work starts."""

    work: int
    surcharge: int
    """For the night, on work alone."""
    materials: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.work + self.surcharge + self.materials


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A report as people say it on the phone: who, where, what."""

    kind: OrderKind = OrderKind.REPAIR
    source: Source = Source.PHONE
    reporter: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    tenant: int | None = None
    company: str = ""
    unit: str = ""
    floor: str = ""
    area: str = ""
    """A public place in words, where it is no unit."""
    trade: Trade | None = None
    department: str = ""
    """Of a complaint or request: a code of `directory.departments`."""
    description: str = ""
    urgency: Urgency = Urgency.NORMAL
    serious: bool = False
    """A serious complaint: called back the same day."""
    paid: bool = False
    prices: tuple[PricedLine, ...] = ()
    price_confirmed: bool = False
    """Told to the customer, who agreed."""
    photos: tuple[bytes, ...] = field(default=(), repr=False)
    call: int | None = None
    """The call that it was."""
    lost_key: int | None = None
    """The lost-key report that it is about."""
    join: int | None = None
    """The open order that it repeats."""
    rework_of: int | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class KnownReporter:
    """Who may be on the phone: "is it this one?". Fills the form when chosen."""

    name: str
    phone: str = field(default="", repr=False)
    phone_mask: str = ""
    company: str = ""
    unit: str = ""
    floor: str = ""
    tenant: int | None = None
    source: str = ""
    """The kind of record that they are known from: `repair`, `contact` or `call`."""
    open: int = 0
    """How many of their orders are not closed."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An open report for the same place and trade."""

    order: int
    number: str
    state: OrderState
    description: str
    received_at: datetime
    repeats: int
    same_words: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One order, as pages and papers see it."""

    id: int
    number: str
    code: str
    """The short number on its three parts."""
    kind: OrderKind
    state: OrderState
    source: Source
    day: date
    reporter: str = field(repr=False)
    phone: str = field(repr=False)
    tenant: int | None
    company: str
    unit: str
    floor: str
    area: str
    trade: Trade | None
    department: str
    description: str
    urgency: Urgency
    serious: bool
    paid: bool
    received_at: datetime
    owner: int
    """Who was asked first: stays until it is closed."""
    promised_at: datetime | None = None
    passed_on_at: datetime | None = None
    colleague: int | None = None
    colleague_name: str = ""
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    hold_why: str = ""
    hold_until: datetime | None = None
    done_at: datetime | None = None
    done_words: str = ""
    signed: bool = False
    missed_calls: int = 0
    """How often nobody answered since it was done."""
    called_back_at: datetime | None = None
    satisfied: bool | None = None
    dissatisfied_why: str = ""
    closed_at: datetime | None = None
    rework_of: int | None = None
    reworked_as: int | None = None
    joined_to: int | None = None
    repeats: int = 0
    """How often it was reported again: it weighs more with each."""
    prices: tuple[PricedLine, ...] = ()
    quote: Quote = Quote(0, 0, 0)
    price_confirmed_at: datetime | None = None
    photos: int = 0
    copies: int = 0
    clocks: tuple[Countdown, ...] = ()
    """Those that run, the most pressing first."""
    missed: tuple[ClockKind, ...] = ()
    """Those that were missed, running or not."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A line of an order's story."""

    at: datetime
    by: int
    words: str
    state: OrderState | None = None
    """The state it came to with it; None for a note."""


@dataclass(frozen=True, slots=True)
class OrderCard:
    """Everything about one order."""

    order: Order
    story: tuple[Progress, ...] = ()
    photos: tuple[bytes, ...] = field(default=(), repr=False)
    signature: bytes | None = field(default=None, repr=False)
    repeats: tuple[Order, ...] = ()


class View(StrEnum):
    """Which orders the list shows."""

    OPEN = "open"
    PRESSING = "pressing"
    """A clock is amber or red."""
    TO_DISPATCH = "to_dispatch"
    ON_HOLD = "on_hold"
    CALL_BACK = "call_back"
    """The queue of those to be called back."""
    DAY = "day"
    MINE = "mine"
    """First asked by whoever looks."""


@dataclass(frozen=True, slots=True)
class RepairCounts:
    """The numbers above the list."""

    open: int = 0
    pressing: int = 0
    to_dispatch: int = 0
    on_hold: int = 0
    call_back: int = 0
    day: int = 0
    mine: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A figure against its target; shares in per mille, None where nothing was to count."""

    share: int | None
    target: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures of one trade, floor or month."""

    key: str
    """The trade's value, the floor's label, or the month as 2026-11; empty where an order names none."""
    orders: int
    arrival: Target
    call_back: Target
    satisfaction: Target
    in_time: Target


@dataclass(frozen=True, slots=True)
class RepairFigures:
    """Statistics of a period, as a whole and by trade, floor and month."""

    first: date
    last: date
    orders: int
    arrival: Target
    call_back: Target
    satisfaction: Target
    in_time: Target
    rework: int
    by_trade: Mapping[str, int] = field(default_factory=dict)
    by_floor: Mapping[str, int] = field(default_factory=dict)
    by_month: Mapping[str, int] = field(default_factory=dict)
    trades: tuple[FigureLine, ...] = ()
    floors: tuple[FigureLine, ...] = ()
    months: tuple[FigureLine, ...] = ()
    """The same figures against the same targets, by trade, floor and month."""
