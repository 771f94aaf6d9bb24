"""What leaves the mail desk, and the drafts that go in (operating manual, Mail sorting). Guards see none of it.

Money is fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message

BATCH_KIND = "mail_batch"
PIECE_KIND = "mail"
OUTGOING_KIND = "outgoing_mail"
MONTH_KIND = "mail_month"
"""How search hits name the records of this feature."""


class MailKind(StrEnum):
    """What arrives."""

    LETTER = "letter"
    PRINTED = "printed"
    REGISTERED = "registered"
    REGISTERED_PRINTED = "registered_printed"
    AIRMAIL = "airmail"
    PARCEL = "parcel"
    PARCEL_SLIP = "parcel_slip"
    MONEY_ORDER = "money_order"
    EXPRESS = "express"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"

    @property
    def special(self) -> bool:
        """Registered one by one: all but letters and printed matter."""
        return self not in (MailKind.LETTER, MailKind.PRINTED)


MAIL_KIND_NAMES: dict[MailKind, Message] = {
    MailKind.LETTER: N_("Letter", "mail"),
    MailKind.PRINTED: N_("Printed matter", "mail"),
    MailKind.REGISTERED: N_("Registered letter", "mail"),
    MailKind.REGISTERED_PRINTED: N_("Registered printed matter", "mail"),
    MailKind.AIRMAIL: N_("Airmail", "mail"),
    MailKind.PARCEL: N_("Parcel", "mail"),
    MailKind.PARCEL_SLIP: N_("Parcel slip", "mail"),
    MailKind.MONEY_ORDER: N_("Money order", "mail"),
    MailKind.EXPRESS: N_("Express", "mail"),
    MailKind.NEWSPAPER: N_("Newspaper", "mail"),
    MailKind.MAGAZINE: N_("Magazine", "mail"),
}


class PieceState(StrEnum):
    """Where one registered or unmatched piece stands."""

    UNMATCHED = "unmatched"
    """On the pile of those that nobody could sort."""
    STORED = "stored"
    UNDELIVERABLE = "undeliverable"
    """Two failed attempts (盲件)."""
    RETURN_ASKED = "return_asked"
    """Special mail: the form waits for the supervisor."""
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    REDIRECTED = "redirected"
    CLOSED = "closed"
    """By the supervisor, without a signature, with a reason."""


PIECE_STATE_NAMES: dict[PieceState, Message] = {
    PieceState.UNMATCHED: N_("Unmatched", "mail"),
    PieceState.STORED: N_("To collect", "mail"),
    PieceState.UNDELIVERABLE: N_("Undeliverable", "mail"),
    PieceState.RETURN_ASKED: N_("Return asked for", "mail"),
    PieceState.HANDED_OVER: N_("Handed over", "mail"),
    PieceState.RETURNED: N_("Returned", "mail"),
    PieceState.REDIRECTED: N_("Redirected", "mail"),
    PieceState.CLOSED: N_("Closed without signature", "mail"),
}


class ReturnReason(StrEnum):
    """The only reasons for return or redirection (operating manual, Mail sorting 4)."""

    UNKNOWN = "unknown"
    """No such person or company at the address (查无此人)."""
    MOVED_UNKNOWN = "moved_unknown"
    """Moved, new address unknown (迁移新址不明)."""
    UNCLEAR = "unclear"
    """Address unclear (地址不详)."""
    MOVED_KNOWN = "moved_known"
    """Moved with a known forwarding address: redirect."""


RETURN_REASON_NAMES: dict[ReturnReason, Message] = {
    ReturnReason.UNKNOWN: N_("No such person or company", "mail"),
    ReturnReason.MOVED_UNKNOWN: N_("Moved, new address unknown", "mail"),
    ReturnReason.UNCLEAR: N_("Address unclear", "mail"),
    ReturnReason.MOVED_KNOWN: N_("Moved, new address known", "mail"),
}


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """An arrival as it is typed: counts as the carrier says them."""

    carrier: str
    counts: Mapping[MailKind, int] = field(default_factory=dict)
    carrier_person: str = field(default="", repr=False)
    signature: bytes | None = field(default=None, repr=False)
    taken_by_guard: str = ""
    """At the weekend: the guard who took it, and hands it over now."""
    taken_at: datetime | None = None
    """When the guard took it."""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Mail that came in one go."""

    id: int
    number: str
    carrier: str
    day: date
    arrived_at: datetime
    received_by: int
    target_at: datetime
    """When it is to be in the mailboxes: 10:30 for the morning post, else 2 h from arrival."""
    counts: Mapping[MailKind, int]
    """As the carrier said."""
    sorted_counts: Mapping[MailKind, int]
    """As sorted so far."""
    sorted_at: datetime | None = None
    """All of it is sorted, or the difference was explained."""
    difference: str = ""
    taken_by_guard: str = ""

    @property
    def announced(self) -> int:
        """How many pieces the carrier said."""
        return sum(self.counts.values())

    @property
    def sorted(self) -> int:
        """How many were sorted."""
        return sum(self.sorted_counts.values())


class WhyTenant(StrEnum):
    """Why a tenant is proposed."""

    UNIT = "unit"
    COMPANY = "company"
    PERSON = "person"
    EARLIER = "earlier"
    """Got mail of this name before."""
    MAILBOX = "mailbox"


WHY_TENANT_NAMES: dict[WhyTenant, Message] = {
    WhyTenant.UNIT: N_("this unit is theirs", "mail"),
    WhyTenant.COMPANY: N_("the company's name", "mail"),
    WhyTenant.PERSON: N_("a contact of theirs", "mail"),
    WhyTenant.EARLIER: N_("had mail of this name before", "mail"),
    WhyTenant.MAILBOX: N_("their mailbox", "mail"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tenant whom a piece may be for, with the reason."""

    tenant: int
    name: str
    unit: str
    mailbox: str
    why: WhyTenant
    moved_out: bool = False
    forwarding: str = ""
    person: str = field(default="", repr=False)
    """The contact, or whose mail came before, as the name is written on record; "" when no person was typed."""


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """One piece as it is sorted. A letter for a tenant is counted, `quantity` at a time; the others are one by one."""

    batch: int
    kind: MailKind
    tenant: int | None = None
    unit: str = ""
    recipient: str = field(default="", repr=False)
    barcode: str = ""
    """The carrier's."""
    place: str = ""
    """Where it is kept: the field that finds it again."""
    quantity: int = 1
    damaged: bool = False
    remark: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One registered or unmatched piece."""

    id: int
    number: str
    code: str
    """The short number on its label."""
    batch: int
    kind: MailKind
    carrier: str
    state: PieceState
    day: date
    arrived_at: datetime
    tenant: int | None
    company: str
    unit: str
    recipient: str = field(repr=False)
    barcode: str
    place: str
    hold_until: date
    attempts: int = 0
    damaged: bool = False
    remark: str = ""
    handed_at: datetime | None = None
    handed_by: int = 0
    handed_to: str = field(default="", repr=False)
    proxy: bool = False
    signed: bool = False
    reason: ReturnReason | None = None
    form_number: str = ""
    """Of the return form (特殊邮件退信表)."""
    approved_by: int = 0
    sent_on_at: datetime | None = None
    closed_why: str = ""
    moved_out: bool = False
    """The tenant has moved out: kept apart."""
    reason_words: str = field(default="", repr=False)
    """What was said when its return was asked for: the forwarding address, perhaps."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to deliver that failed."""

    at: datetime
    by: int
    words: str


@dataclass(frozen=True, slots=True)
class PieceCard:
    """Everything about one piece."""

    piece: Piece
    attempts: tuple[Attempt, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    forwarding: str = field(default="", repr=False)
    """Where the tenant moved to, if it did and that is known."""
    asked_by: int = 0
    """Who asked for its return."""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOverDraft:
    """Somebody collects: one signature for several pieces."""

    pieces: tuple[int, ...]
    name: str = field(repr=False)
    proxy: bool = False
    """For the recipient, by name."""
    signature: bytes | None = field(default=None, repr=False)
    on_paper: bool = False
    """Signed on the printed sheet instead."""
    request: str = ""


@dataclass(frozen=True, slots=True)
class TenantRound:
    """What one tenant gets on the delivery round."""

    tenant: int
    company: str
    unit: str
    floor: str
    mailbox: str
    ordinary: Mapping[MailKind, int]
    pieces: tuple[Piece, ...]
    delivered_at: datetime | None = None
    """When the last of its ordinary mail was ticked off; None while some still waits."""


@dataclass(frozen=True, slots=True)
class OrdinaryCount:
    """Letters or printed matter of one batch for one tenant, by number."""

    batch: int
    day: date
    tenant: int
    company: str
    unit: str
    kind: MailKind
    quantity: int
    delivered_at: datetime | None = None
    """In the mailbox since then; of a moved-out tenant: sent back or on."""
    keep_until: date | None = None
    """Of a tenant that moved out: kept apart so long."""
    forwarding: str = ""


class Postage(StrEnum):
    """How the postage of an outgoing piece is paid."""

    CASH = "cash"
    ACCOUNT = "account"
    """Settled with the tenant every month."""
    RECIPIENT = "recipient"


POSTAGE_NAMES: dict[Postage, Message] = {
    Postage.CASH: N_("In cash", "mail"),
    Postage.ACCOUNT: N_("On account", "mail"),
    Postage.RECIPIENT: N_("By the recipient", "mail"),
}


OUTGOING_KINDS = (
    MailKind.EXPRESS,
    MailKind.REGISTERED,
    MailKind.REGISTERED_PRINTED,
    MailKind.AIRMAIL,
    MailKind.PARCEL,
    MailKind.MONEY_ORDER,
)
"""What is sent at the desk, the most frequent first."""


@dataclass(frozen=True, slots=True)
class OutgoingDraft:
    """An express or registered item that somebody sends. `postage` as typed, in yuan."""

    kind: MailKind
    carrier: str
    tenant: int | None = None
    sender: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    destination: str = ""
    """The city: no more is needed."""
    barcode: str = ""
    postage: str = ""
    paid: Postage = Postage.CASH
    request: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item that goes out."""

    id: int
    number: str
    kind: MailKind
    carrier: str
    day: date
    at: datetime
    by: int
    tenant: int | None
    company: str
    sender: str = field(repr=False)
    destination: str
    barcode: str
    postage: int
    paid: Postage
    gone_at: datetime | None = None
    """Handed to the carrier."""
    void: bool = False
    """A slip: its money was given back."""
    corrects: int | None = None
    """The earlier entry that this one takes back: its postage is that one's, with a minus."""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of the day's money list for finance."""

    carrier: str
    paid: Postage
    pieces: int
    postage: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The register against the postage that a carrier says, for a week."""

    id: int
    monday: date
    carrier: str
    registered: int
    stated: int
    explanation: str
    at: datetime
    by: int

    @property
    def difference(self) -> int:
        """What the carrier says more (positive) or less."""
        return self.stated - self.registered


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One carrier's week: what the register says, and how it was reconciled."""

    carrier: str
    pieces: int
    registered: int
    reconciliation: Reconciliation | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month of mail; closed, corrections are new entries."""

    first: date
    closed_at: datetime | None = None
    closed_by: int = 0
    digest: str = ""
    """SHA-256 of the archived paper."""


class View(StrEnum):
    """Which pieces the list shows."""

    WAITING = "waiting"
    """To be collected."""
    UNMATCHED = "unmatched"
    OVERDUE = "overdue"
    """Held too long."""
    UNDELIVERABLE = "undeliverable"
    RETURNS = "returns"
    """Asked for, approved and not yet sent."""
    MOVED_OUT = "moved_out"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class MailCounts:
    """The numbers above the list."""

    waiting: int = 0
    unmatched: int = 0
    overdue: int = 0
    undeliverable: int = 0
    returns: int = 0
    moved_out: int = 0
    day: int = 0
    batches_open: int = 0
    batches_late: int = 0
