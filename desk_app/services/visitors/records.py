"""What goes into and what leaves the visitor log: plain, frozen, without a database behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from desk_app.services.core.words import N_, Message


class VisitState(StrEnum):
    """Where a visit stands (operating manual, Visitors 2)."""

    EXPECTED = "expected"
    WAITING = "waiting"
    """Stopped by the watch list; the supervisor decides."""
    ON_SITE = "on_site"
    ON_BREAK = "on_break"
    LEFT = "left"
    PROBABLY_LEFT = "probably_left"
    """Closed by the program at closing time: nobody saw the visitor leave."""
    NO_SHOW = "no_show"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """Why somebody comes."""

    MEETING = "meeting"
    INTERVIEW = "interview"
    DELIVERY = "delivery"
    VIEWING = "viewing"
    CONTRACTOR = "contractor"
    OFFICIAL = "official"
    OTHER = "other"


class IdKind(StrEnum):
    """Which document was shown."""

    NONE = ""
    ID_CARD = "id_card"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    OTHER = "other"


STATE_NAMES: dict[VisitState, Message] = {
    VisitState.EXPECTED: N_("Expected"),
    VisitState.WAITING: N_("Supervisor decides"),
    VisitState.ON_SITE: N_("On site"),
    VisitState.ON_BREAK: N_("Stepped out"),
    VisitState.LEFT: N_("Left"),
    VisitState.PROBABLY_LEFT: N_("Probably left"),
    VisitState.NO_SHOW: N_("No-show"),
    VisitState.REFUSED: N_("Refused"),
    VisitState.CANCELLED: N_("Cancelled"),
}
PURPOSE_NAMES: dict[Purpose, Message] = {
    Purpose.MEETING: N_("Meeting"),
    Purpose.INTERVIEW: N_("Interview"),
    Purpose.DELIVERY: N_("Delivery"),
    Purpose.VIEWING: N_("Viewing"),
    Purpose.CONTRACTOR: N_("Contractor"),
    Purpose.OFFICIAL: N_("Official"),
    Purpose.OTHER: N_("Other", "purpose"),
}
ID_KIND_NAMES: dict[IdKind, Message] = {
    IdKind.NONE: N_("None", "document"),
    IdKind.ID_CARD: N_("ID card"),
    IdKind.PASSPORT: N_("Passport"),
    IdKind.HK_MACAU_PERMIT: N_("Hong Kong/Macao permit"),
    IdKind.TAIWAN_PERMIT: N_("Taiwan permit"),
    IdKind.OTHER: N_("Other document"),
}


@dataclass(frozen=True, slots=True)
class Host:
    """Whom a visitor comes to see: a tenant of the directory, or in words."""

    tenant_id: int | None = None
    tenant: str = ""
    unit: str = ""
    floor: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Permit:
    """What a contractor must have (operating manual, Visitors 8)."""

    number: str = ""
    until: date | None = None
    escort: str = ""
    """The member of staff who accompanies them."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is typed when somebody stands at the desk."""

    name: str
    phone: str = ""
    company: str = ""
    purpose: Purpose = Purpose.MEETING
    host: Host = Host()
    party_size: int = 1
    plate: str = ""
    badge: str = ""
    belongings: str = ""
    remark: str = ""
    id_kind: IdKind = IdKind.NONE
    id_number: str = field(default="", repr=False)
    permit: Permit = Permit()
    photo: bytes | None = field(default=None, repr=False)
    expected_id: int | None = None
    """The expected visit this is; found by phone or name when not said."""
    again: bool = False
    """Check in although the same phone is already on site."""
    request: str = ""
    """Made by the form, once per form: saving twice checks in once."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A visit that a tenant announced (operating manual, Visitors 3)."""

    name: str
    day: date
    host: Host
    phone: str = ""
    company: str = ""
    purpose: Purpose = Purpose.MEETING
    party_size: int = 1
    plate: str = ""
    time_from: time | None = None
    time_until: time | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, as pages and papers see it."""

    id: int
    number: str
    state: VisitState
    name: str
    phone: str
    company: str
    purpose: Purpose
    host: Host
    day: date
    party_size: int = 1
    plate: str = ""
    badge: str = ""
    badge_returned: bool | None = None
    belongings: str = ""
    remark: str = ""
    id_kind: IdKind = IdKind.NONE
    id_mask: str = ""
    permit: Permit = Permit()
    expected_from: datetime | None = None
    expected_until: datetime | None = None
    arrived_at: datetime | None = None
    seen_at: datetime | None = None
    left_at: datetime | None = None
    left_by: str = ""
    """How the leaving became known: desk, gate, correction, closing time."""
    reason: str = ""
    short_code: str = ""
    pass_code: str = field(default="", repr=False)
    copies: int = 0
    """How often the pass was printed."""
    has_photo: bool = False
    watched: bool = False
    """Stopped by the watch list at some time."""
    received_by: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """One time out within a visit: lunch, the car."""

    out_at: datetime
    back_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownVisitor:
    """Somebody who was here before: "is it this one?", masked; choosing one fills the form."""

    visit_id: int
    name: str
    phone_mask: str
    company: str
    host: Host
    last_seen: datetime | None
    state: VisitState
    """EXPECTED when this is an announced visit of today."""
    barred: bool = False
    """They are given nothing more for now."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers above the list."""

    expected: int = 0
    waiting: int = 0
    on_site: int = 0
    on_break: int = 0
    left: int = 0
    overstay: int = 0
    unconfirmed: int = 0
    """Probably left or never signed out, not yet confirmed."""
    no_show: int = 0
    refused: int = 0


class Presence(StrEnum):
    """How sure it is that somebody is in the building (operating manual, Visitors 10)."""

    SEEN_TODAY = "seen_today"
    PROBABLY_LEFT = "probably_left"
    NEVER_SIGNED_OUT = "never_signed_out"


PRESENCE_NAMES: dict[Presence, Message] = {
    Presence.SEEN_TODAY: N_("Seen today"),
    Presence.PROBABLY_LEFT: N_("Probably left"),
    Presence.NEVER_SIGNED_OUT: N_("Never signed out"),
}


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """Somebody to stop: by phone, document number or name."""

    id: int
    name: str
    phone: str
    id_mask: str
    reason: str
    added_at: datetime
    until: date | None
    active: bool


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What a check-in gives: the visit, and whether the watch list stopped it."""

    visit: Visit
    stopped: bool = False
    was_expected: bool = False
