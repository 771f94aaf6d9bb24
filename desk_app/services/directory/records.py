"""What leaves the directory, and the drafts that go in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message


class TenantStatus(StrEnum):
    """How things stand with a tenant (operating manual, People and things)."""

    ACTIVE = "active"
    MOVING_OUT = "moving_out"
    MOVED_OUT = "moved_out"


TENANT_STATUS_NAMES: dict[TenantStatus, Message] = {
    TenantStatus.ACTIVE: N_("In the building", "directory"),
    TenantStatus.MOVING_OUT: N_("Moving out", "directory"),
    TenantStatus.MOVED_OUT: N_("Moved out", "directory"),
}


class GoodsKind(StrEnum):
    """What a signatory may release."""

    FURNITURE = "furniture"
    EQUIPMENT = "equipment"
    COMPUTERS = "computers"
    DOCUMENTS = "documents"
    MERCHANDISE = "merchandise"
    MATERIALS = "materials"
    OTHER = "other"


GOODS_KIND_NAMES: dict[GoodsKind, Message] = {
    GoodsKind.FURNITURE: N_("Furniture", "directory"),
    GoodsKind.EQUIPMENT: N_("Equipment", "directory"),
    GoodsKind.COMPUTERS: N_("Computers", "directory"),
    GoodsKind.DOCUMENTS: N_("Documents", "directory"),
    GoodsKind.MERCHANDISE: N_("Merchandise", "directory"),
    GoodsKind.MATERIALS: N_("Fit-out materials", "directory"),
    GoodsKind.OTHER: N_("Other goods", "directory"),
}


class Trade(StrEnum):
    """A trade of the engineering department."""

    ELECTRICAL = "electrical"
    LOW_VOLTAGE = "low_voltage"
    PLUMBING = "plumbing"
    HVAC = "hvac"
    CIVIL = "civil"
    LIFT = "lift"
    LOCKS = "locks"
    OTHER = "other"


TRADE_NAMES: dict[Trade, Message] = {
    Trade.ELECTRICAL: N_("Electrical", "directory"),
    Trade.LOW_VOLTAGE: N_("Low voltage", "directory"),
    Trade.PLUMBING: N_("Plumbing", "directory"),
    Trade.HVAC: N_("Air conditioning", "directory"),
    Trade.CIVIL: N_("Civil works", "directory"),
    Trade.LIFT: N_("Lifts", "directory"),
    Trade.LOCKS: N_("Door locks", "directory"),
    Trade.OTHER: N_("Other trades", "directory"),
}


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the property company."""

    code: str
    name: str
    english_name: str
    trades: tuple[Trade, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor; `position` sorts it."""

    id: int
    label: str
    position: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and who is in it."""

    id: int
    number: str
    floor: Floor
    tenant: int | None = None
    tenant_name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a tenant. `phone` is empty for roles that may not see it."""

    id: int
    name: str
    job: str
    phone: str
    after_hours: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person whose signature releases goods."""

    id: int
    name: str
    phone: str
    expires: date | None
    kinds: tuple[GoodsKind, ...]
    """Empty for all kinds."""
    specimen: str
    """What `DirectoryQueries.specimen` takes; empty when there is none."""

    def expired(self, today: date) -> bool:
        """Whether the authority has run out; its last day still counts."""
        return self.expires is not None and self.expires < today

    def may_release(self, kind: GoodsKind, today: date) -> bool:
        """Whether this signature releases goods of this kind today (operating manual, Exit passes)."""
        return not self.expired(today) and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant as lists show it."""

    id: int
    name: str
    short_name: str
    english_name: str
    status: TenantStatus
    units: tuple[str, ...]
    floors: tuple[str, ...]
    storeys: tuple[str, ...] = ()
    """The floor of each unit, in the order of `units`."""

    @property
    def called(self) -> str:
        """What people say: the short name if there is one."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Addressee:
    """A tenant as whoever sorts mail needs it. For the desk alone."""

    tenant: Tenant
    mailbox: str
    forwarding: str
    """The new address of one that moved out; empty when nobody knows it."""

    @property
    def moved_out(self) -> bool:
        """Whether it is gone from the building."""
        return self.tenant.status is TenantStatus.MOVED_OUT


@dataclass(frozen=True, slots=True)
class TenantCard:
    """Everything about one tenant that the reader may see."""

    tenant: Tenant
    units: tuple[Unit, ...]
    contacts: tuple[Contact, ...]
    signatories: tuple[Signatory, ...]
    cleared: bool
    after_hours_phone: str
    mailbox: str
    forwarding: str
    note: str
    moved_in: date | None
    moving_out: date | None
    moved_out: date | None
    notice_on: date | None = None
    """The day on which notice of the move-out was given."""
    cleared_at: datetime | None = None
    cleared_by: str = ""
    cleared_reference: str = ""
    """Since when finance has no claim, who noted it, and finance's document or name."""


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who may be visited: a tenant, or one contact of it."""

    tenant: int
    name: str
    """What the tenant is called."""
    units: tuple[str, ...]
    floors: tuple[str, ...]
    contact: int | None = None
    contact_name: str = ""


@dataclass(frozen=True, slots=True)
class TenantDraft:
    """A tenant as somebody typed it."""

    name: str
    short_name: str = ""
    english_name: str = ""
    mailbox: str = ""
    after_hours_phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as somebody typed it."""

    name: str
    job: str = ""
    phone: str = ""
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class SignatoryDraft:
    """A signatory as somebody typed it."""

    name: str
    phone: str = ""
    expires: date | None = None
    kinds: tuple[GoodsKind, ...] = ()
