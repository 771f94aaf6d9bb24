"""What leaves lost property, and the drafts that go in (operating manual, Lost property).

Secret features never leave in `FoundItem`: only `Secrets`, against a claimant's own words, or for the supervisor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message

FOUND_KIND = "found_item"
LOST_KIND = "lost_report"
"""How search hits name the records of this feature."""


class FoundState(StrEnum):
    """Where a found item stands."""

    TAKEN_IN = "taken_in"
    """A second person has not yet confirmed it on its shelf."""
    KEPT = "kept"
    RETURNED = "returned"
    DISPOSED = "disposed"


FOUND_STATE_NAMES: dict[FoundState, Message] = {
    FoundState.TAKEN_IN: N_("To confirm", "lost property"),
    FoundState.KEPT: N_("Kept", "lost property"),
    FoundState.RETURNED: N_("Returned", "lost property"),
    FoundState.DISPOSED: N_("Disposed of", "lost property"),
}


class Category(StrEnum):
    """What kind of thing it is: each is kept for its own time."""

    PHONE = "phone"
    COMPUTER = "computer"
    JEWELLERY = "jewellery"
    MONEY = "money"
    DOCUMENT = "document"
    """An ID or bank card, a certificate: never photographed."""
    KEYS = "keys"
    BAG = "bag"
    CLOTHES = "clothes"
    UMBRELLA = "umbrella"
    GLASSES = "glasses"
    FOOD = "food"
    """Not kept beyond the day."""
    OTHER = "other"


CATEGORY_NAMES: dict[Category, Message] = {
    Category.PHONE: N_("Phone", "lost property"),
    Category.COMPUTER: N_("Computer or tablet", "lost property"),
    Category.JEWELLERY: N_("Jewellery or watch", "lost property"),
    Category.MONEY: N_("Money or purse", "lost property"),
    Category.DOCUMENT: N_("Card or document", "lost property"),
    Category.KEYS: N_("Keys", "lost property"),
    Category.BAG: N_("Bag", "lost property"),
    Category.CLOTHES: N_("Clothes", "lost property"),
    Category.UMBRELLA: N_("Umbrella", "lost property"),
    Category.GLASSES: N_("Glasses", "lost property"),
    Category.FOOD: N_("Food", "lost property"),
    Category.OTHER: N_("Other", "lost property"),
}


class ValueClass(StrEnum):
    """How much it may be worth: HIGH goes to the safe and is told to three roles at once."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


VALUE_NAMES: dict[ValueClass, Message] = {
    ValueClass.LOW: N_("Low value", "lost property"),
    ValueClass.MIDDLE: N_("Of some value", "lost property"),
    ValueClass.HIGH: N_("High value", "lost property"),
}


class Told(StrEnum):
    """Who is told of a high-value item."""

    SUPERVISOR = "supervisor"
    SECURITY_MANAGER = "security_manager"
    GENERAL_MANAGER = "general_manager"


TOLD_NAMES: dict[Told, Message] = {
    Told.SUPERVISOR: N_("Supervisor", "lost property"),
    Told.SECURITY_MANAGER: N_("Security manager", "lost property"),
    Told.GENERAL_MANAGER: N_("General manager", "lost property"),
}


class Outcome(StrEnum):
    """What became of an item that nobody fetched: the supervisor decides, nothing happens by itself."""

    POLICE = "police"
    DONATED = "donated"
    DESTROYED = "destroyed"
    TO_FINDER = "to_finder"


OUTCOME_NAMES: dict[Outcome, Message] = {
    Outcome.POLICE: N_("Handed to the police", "lost property"),
    Outcome.DONATED: N_("Donated", "lost property"),
    Outcome.DESTROYED: N_("Destroyed", "lost property"),
    Outcome.TO_FINDER: N_("Given to the finder", "lost property"),
}


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A found item as it is typed."""

    what: str
    category: Category
    quantity: int = 1
    features: str = ""
    """Public: may be printed and shown."""
    secret: str = field(default="", repr=False)
    """Only the owner knows them: compared with the claimant's words, never shown before."""
    place: str = ""
    floor: str = ""
    found_at: datetime | None = None
    finder: str = field(default="", repr=False)
    finder_phone: str = field(default="", repr=False)
    value: ValueClass = ValueClass.LOW
    shelf: str = ""
    contents: str = field(default="", repr=False)
    """Of a purse or bag: listed by two people. Secret too."""
    second_person: int | None = None
    """The member of staff who confirms it with a PIN; later through `confirm`."""
    photo: bytes | None = field(default=None, repr=False)
    request: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody was told."""

    who: Told
    name: str
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A found item without what is secret."""

    id: int
    number: str
    code: str
    """The short number on its shelf label."""
    state: FoundState
    what: str
    category: Category
    quantity: int
    features: str
    place: str
    floor: str
    found_at: datetime
    taken_at: datetime
    taken_by: int
    confirmed_by: int
    value: ValueClass
    shelf: str
    day: date
    keep_until: date
    confirmed_at: datetime | None = None
    noticed_on: date | None = None
    """The day of the public notice: the law counts a year from it for things of value."""
    told: tuple[Notice, ...] = ()
    has_secret: bool = False
    has_photo: bool = False
    claims: int = 0
    """Claims that were refused so far."""
    returned_at: datetime | None = None
    disposed_at: datetime | None = None
    outcome: Outcome | None = None
    receipt: str = ""
    """The number of the police's or the charity's receipt."""
    due: bool = False
    """Kept long enough: the supervisor decides what becomes of it."""

    @property
    def untold(self) -> tuple[Told, ...]:
        """Who is still to be told: of high value, three roles are."""
        known = {one.who for one in self.told}
        return tuple(one for one in Told if one not in known) if self.value is ValueClass.HIGH else ()


@dataclass(frozen=True, slots=True)
class LostDraft:
    """What somebody misses, as they say it."""

    what: str
    category: Category
    features: str = field(default="", repr=False)
    place: str = ""
    floor: str = ""
    lost_from: datetime | None = None
    lost_until: datetime | None = None
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    tenant: int | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class LostReport:
    """What somebody misses."""

    id: int
    number: str
    what: str
    category: Category
    features: str = field(repr=False)
    place: str
    floor: str
    lost_from: datetime | None
    lost_until: datetime | None
    name: str = field(repr=False)
    phone: str = field(repr=False)
    tenant: int | None
    reported_at: datetime
    reported_by: int
    open: bool = True
    found: int | None = None
    """The item that they were told of or, once closed, that it turned out to be."""
    closed_why: str = ""


class Why(StrEnum):
    """Why a found item and a lost report may belong together."""

    CATEGORY = "category"
    PLACE = "place"
    FLOOR = "floor"
    TIME = "time"
    WORDS = "words"


WHY_NAMES: dict[Why, Message] = {
    Why.CATEGORY: N_("the same kind of thing", "lost property"),
    Why.PLACE: N_("the same place", "lost property"),
    Why.FLOOR: N_("the same floor", "lost property"),
    Why.TIME: N_("the time fits", "lost property"),
    Why.WORDS: N_("the same words", "lost property"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate, with the reasons; `score` sorts, 0 to 100."""

    found: int
    lost: int
    score: int
    reasons: tuple[Why, ...]
    words: tuple[str, ...] = ()
    """The words in common; never those of secret features."""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim: the claimant's words first, then who it is."""

    words: str = field(repr=False)
    """What the claimant says of it, as typed before anything was shown."""
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    document_kind: str = ""
    document_number: str = field(default="", repr=False)
    proof: str = field(default="", repr=False)
    """What else proves it: unlocked the phone, an invoice."""
    signature: bytes | None = field(default=None, repr=False)
    on_paper: bool = False
    """Signed on the printed receipt instead of the screen."""
    lost_report: int | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only the owner knows, given out once the claimant's words are on record."""

    secret: str = field(repr=False)
    contents: str = field(repr=False)
    alike: tuple[str, ...] = field(default=(), repr=False)
    """Words that the claimant and the record have in common."""
    unreadable: bool = False
    """Something is sealed with a key that is on another PC."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody said it was theirs.

    While the item is here `words` and `why_not` are empty: they may tell what is secret, and the next claimant is
    asked without anybody having read them.
    """

    id: int
    item: int
    at: datetime
    by: int
    words: str = field(default="", repr=False)
    granted: bool | None = None
    """None: not decided."""
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    document_kind: str = ""
    document_mask: str = ""
    proof: str = field(default="", repr=False)
    signed: bool = False
    """On the screen; else on the paper receipt."""
    decided_at: datetime | None = None
    decided_by: int = 0
    why_not: str = field(default="", repr=False)
    copies: int = 0
    """How often the receipt was printed."""
    lost_report: int | None = None


@dataclass(frozen=True, slots=True)
class FoundCard:
    """Everything about one item but what is secret."""

    item: FoundItem
    finder: str = field(default="", repr=False)
    finder_phone: str = field(default="", repr=False)
    photo: bytes | None = field(default=None, repr=False)
    claims: tuple[Claim, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    """Of whoever it was given back to."""
    outcome_by: int = 0
    outcome_words: str = ""


@dataclass(frozen=True, slots=True)
class PublicItem:
    """What anybody at the building may be told of an item: nothing that proves a claim."""

    number: str
    what: str
    """Empty for a guard where the words may name the owner: a card, a document."""
    category: Category
    place: str
    floor: str
    found_on: date


class View(StrEnum):
    """Which items the list shows."""

    OPEN = "open"
    """Here: to confirm or kept."""
    TO_CONFIRM = "to_confirm"
    HIGH = "high"
    """Of high value and here; those that somebody is still to be told of come first."""
    EXPIRED = "expired"
    """Kept long enough: the supervisor decides."""
    DAY = "day"
    """Taken in, given back or disposed of on the day."""
    RETURNED = "returned"
    """Given back within the last 90 days."""


@dataclass(frozen=True, slots=True)
class FoundCounts:
    """The numbers above the list."""

    open: int = 0
    to_confirm: int = 0
    high: int = 0
    expired: int = 0
    day: int = 0
    returned: int = 0
    untold: int = 0
    """Of high value, and not all three roles are told."""
    reports: int = 0
    """Open lost reports."""
