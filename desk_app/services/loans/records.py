"""What leaves the loans, and the drafts that go in (operating manual, Umbrella lending). Money is fen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from desk_app.services.core.call_notes import CallNote
from desk_app.services.loans.terms import Condition, ItemState, ItemStep, LineState, StockStep


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of thing that is lent, and its rules."""

    id: int
    name: str
    english_name: str
    icon: str
    """An icon's file name without ending."""
    counted: bool = False
    """By number only (ponchos, sleeves): handed out, not lent."""
    days: int = 1
    """Due so many days after lending; 0: the same day."""
    due_time: time = time(18, 0)
    working_days: bool = False
    """Whether `days` are working days only."""
    deposit: int = 0
    lost_fee: int = 0
    damage_fee: int = 0
    per_person: int = 0
    """How many one person may have at a time; 0: any number."""
    advice: str = ""
    """Told at lending, such as a trolley's load limit."""
    rain: bool = False
    """Whether rain mode lends it."""
    low: int = 0
    """Fewer than this available: the stock is marked."""
    on_hand: int = 0
    """Counted stock: how many there are."""
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class CategoryDraft:
    """A category as the supervisor typed it."""

    name: str
    english_name: str = ""
    icon: str = "tag"
    counted: bool = False
    days: int = 1
    due_time: time = time(18, 0)
    working_days: bool = False
    deposit: str = ""
    lost_fee: str = ""
    damage_fee: str = ""
    """Amounts as typed, in yuan."""
    per_person: int = 0
    advice: str = ""
    rain: bool = False
    low: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with a tag."""

    id: int
    category: int
    tag: str
    """The digits on its tag, without spaces."""
    name: str
    """What people call it: 伞 012."""
    hook: str
    state: ItemState
    remark: str = ""
    since: datetime | None = None
    """Since when it is in this state."""
    loan: int | None = None
    line: int | None = None
    """The loan and line it is out on."""


@dataclass(frozen=True, slots=True)
class LineDraft:
    """An item to lend. None: the category's own deposit and due time."""

    item: int
    deposit: str | None = None
    """As typed, in yuan."""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """A loan as it is typed or scanned."""

    lines: tuple[LineDraft, ...]
    borrower: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    tenant: int | None = None
    company: str = ""
    """The tenant's name, or another company in words."""
    unit: str = ""
    visit: int | None = None
    """The visit of a visitor who borrows."""
    remark: str = field(default="", repr=False)
    signature: bytes | None = field(default=None, repr=False)
    """A PNG or JPEG."""
    rain: bool = False
    """Lent in rain mode: a name may be missing where the phone is whole."""
    request: str = ""
    """The form's own mark: saved twice, lent once."""
    acknowledged: bool = False
    """The warnings were read: somebody of this name is suspended."""
    waiver: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """How one item comes back. Amounts as typed, in yuan."""

    condition: Condition = Condition.GOOD
    keep: str = ""
    """What is kept of the deposit."""
    keep_reason: str = field(default="", repr=False)
    fee: str = ""
    """Paid on top of the deposit."""
    remark: str = field(default="", repr=False)
    returned_by: str = field(default="", repr=False)
    """Who brought it, if it was not the borrower."""
    request: str = ""


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One item of a loan, and how things stand with it."""

    id: int
    item: int
    item_name: str
    tag: str
    category: int
    due: datetime
    state: LineState
    deposit: int = 0
    refunded: int = 0
    kept: int = 0
    kept_reason: str = field(default="", repr=False)
    fee: int = 0
    returned_at: datetime | None = None
    taken_by: int = 0
    returned_by: str = field(default="", repr=False)
    condition: Condition = Condition.GOOD
    remark: str = field(default="", repr=False)
    extensions: int = 0
    given_back: int = 0
    """Of what was kept and paid: given back later, when it was found or the supervisor said so."""

    @property
    def refundable(self) -> int:
        """What was kept and paid, and not given back since."""
        return self.kept + self.fee - self.given_back

    def overdue(self, now: datetime) -> bool:
        """Whether it should be back."""
        return self.state is LineState.OUT and self.due < now


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan, as pages and papers see it."""

    id: int
    number: str
    code: str
    """The short number under its code: digits without spaces."""
    day: date
    borrower: str = field(repr=False)
    phone: str = field(repr=False)
    tenant: int | None
    company: str
    unit: str
    visit: int | None
    lent_at: datetime
    lent_by: int
    lines: tuple[LoanLine, ...]
    remark: str = field(default="", repr=False)
    rain: bool = False
    copies: int = 0
    """How often the receipt was printed."""
    signed: bool = False
    approved_by: int = 0
    waiver: str = field(default="", repr=False)
    called_at: datetime | None = None
    """The last call about it."""
    suspended: bool = False
    """Whether the borrower is suspended now: shown wherever the name is."""

    @property
    def out(self) -> tuple[LoanLine, ...]:
        """What has not come back."""
        return tuple(line for line in self.lines if line.state is LineState.OUT)

    @property
    def due(self) -> datetime | None:
        """When the first of what is out should be back."""
        return min((line.due for line in self.out), default=None)

    @property
    def deposit(self) -> int:
        """What is held for the borrower now."""
        return sum(line.deposit for line in self.out)


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due time, agreed by phone or at the desk."""

    at: datetime
    by: int
    line: int
    before: datetime
    after: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoanCard:
    """Everything about one loan."""

    loan: Loan
    calls: tuple[CallNote, ...] = ()
    extensions: tuple[Extension, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    loans_before: int = 0
    late_before: int = 0
    """Of those, how many came back late."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An item came back: what to tell the person at the desk."""

    loan: Loan
    line: LoanLine
    refund: int
    """To be given back in cash."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of an item's history."""

    at: datetime
    by: int
    step: ItemStep
    words: str = field(default="", repr=False)
    loan: int | None = None
    borrower: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """Everything about one item."""

    item: Item
    category: Category
    history: tuple[Happened, ...] = ()
    times_lent: int = 0


@dataclass(frozen=True, slots=True)
class StockLine:
    """How one category stands. For counted stock only `on_hand` counts."""

    category: Category
    available: int = 0
    lent: int = 0
    overdue: int = 0
    damaged: int = 0
    lost: int = 0
    retired: int = 0
    on_hand: int = 0


@dataclass(frozen=True, slots=True)
class StockMovement:
    """Counted stock moved."""

    at: datetime
    by: int
    step: StockStep
    quantity: int
    """Signed."""
    after: int
    tenant: str = ""
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ItemsDraft:
    """New items of one category: `count` of them, called `prefix` and a number from `first` on."""

    category: int
    count: int
    prefix: str
    first: int = 1
    hooks: bool = True
    """Whether each gets the hook of its own number."""


class Source(StrEnum):
    """How a borrower is known: on site now, a tenant's contact in the directory, by an earlier loan, or by a visit
    of another day.
    """

    VISIT = "visit"
    CONTACT = "contact"
    LOAN = "loan"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Borrower:
    """Somebody who may be meant; masked where it is shown, whole where it fills a draft."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    phone_mask: str
    company: str
    unit: str
    source: Source
    tenant: int | None = None
    visit: int | None = None
    suspended: bool = False
    has_out: int = 0
    """Items this person has now."""
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Suspension:
    """Somebody who may not borrow for a while."""

    id: int
    name: str = field(repr=False)
    phone: str = field(repr=False)
    reason: str = field(repr=False)
    since: date
    until: date | None
    """The last day; None: until it is lifted."""
    active: bool
    by: int


@dataclass(frozen=True, slots=True)
class SuspensionDraft:
    """A suspension as the supervisor typed it."""

    phone: str = field(repr=False)
    name: str = field(repr=False)
    reason: str = field(repr=False)
    until: date | None = None


class View(StrEnum):
    """Which loans the list shows. DAY: lent or given back on the day. LOST: closed as lost, of the last 90 days."""

    OUT = "out"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DAY = "day"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class LoanCounts:
    """The numbers above the list: loans, by view."""

    out: int = 0
    overdue: int = 0
    due_today: int = 0
    day: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class CompanyDue:
    """What people of one company have out and due: for the next morning's list and the notices."""

    company: str
    tenant: int | None
    unit: str
    loans: tuple[Loan, ...]
