"""The words of the key register: what a key opens, why it is taken, and where copies and borrowings stand."""

from __future__ import annotations

from enum import StrEnum

from desk_app.services.core.words import N_, Message

KEY_KIND = "key"
HANDOUT_KIND = "key_handout"
"""How search hits name the records of this feature."""
MOST_APPROVALS = 3


class KeyCategory(StrEnum):
    """What a key opens."""

    VACANT = "vacant"
    PLANT = "plant"
    COMMON = "common"
    SHOWROOM = "showroom"
    TRUST = "trust"
    """A tenant's key in trust: the supervisor, and a logged call to the owner."""
    VEHICLE = "vehicle"


KEY_CATEGORY_NAMES: dict[KeyCategory, Message] = {
    KeyCategory.VACANT: N_("Vacant unit", "keys"),
    KeyCategory.PLANT: N_("Plant room", "keys"),
    KeyCategory.COMMON: N_("Common area", "keys"),
    KeyCategory.SHOWROOM: N_("Showroom", "keys"),
    KeyCategory.TRUST: N_("In trust", "keys"),
    KeyCategory.VEHICLE: N_("Vehicle", "keys"),
}


class CopyState(StrEnum):
    """Where one copy is."""

    IN = "in"
    WAITING = "waiting"
    """On its hook, asked for: an approval or the hand-over is still to come."""
    OUT = "out"
    LOST = "lost"
    RETIRED = "retired"


COPY_STATE_NAMES: dict[CopyState, Message] = {
    CopyState.IN: N_("On its hook", "keys"),
    CopyState.WAITING: N_("Asked for", "keys"),
    CopyState.OUT: N_("Out", "keys"),
    CopyState.LOST: N_("Lost", "keys"),
    CopyState.RETIRED: N_("Deactivated", "keys"),
}


class HandoutState(StrEnum):
    """Where a borrowing stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    """Approved, not yet handed over."""
    OUT = "out"
    CLOSED = "closed"
    """All back, or reported lost."""
    REFUSED = "refused"
    CANCELLED = "cancelled"


HANDOUT_STATE_NAMES: dict[HandoutState, Message] = {
    HandoutState.REQUESTED: N_("Waits for approval", "keys"),
    HandoutState.APPROVED: N_("To hand over", "keys"),
    HandoutState.OUT: N_("Out", "keys"),
    HandoutState.CLOSED: N_("Closed", "keys"),
    HandoutState.REFUSED: N_("Refused", "keys"),
    HandoutState.CANCELLED: N_("Cancelled", "keys"),
}


class LineState(StrEnum):
    """Where one copy of a borrowing stands."""

    WAITING = "waiting"
    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"
    VOID = "void"
    """Never handed over."""


class Purpose(StrEnum):
    """Why a key is taken."""

    INSPECTION = "inspection"
    REPAIR = "repair"
    VIEWING = "viewing"
    CLEANING = "cleaning"
    FIT_OUT = "fit_out"
    METERS = "meters"
    TENANT = "tenant"
    """At the tenant's wish."""
    OTHER = "other"


PURPOSE_NAMES: dict[Purpose, Message] = {
    Purpose.INSPECTION: N_("Inspection", "keys"),
    Purpose.REPAIR: N_("Repair", "keys"),
    Purpose.VIEWING: N_("Viewing", "keys"),
    Purpose.CLEANING: N_("Cleaning", "keys"),
    Purpose.FIT_OUT: N_("Fit-out", "keys"),
    Purpose.METERS: N_("Meter reading", "keys"),
    Purpose.TENANT: N_("Tenant's wish", "keys"),
    Purpose.OTHER: N_("Other", "keys"),
}


class Check(StrEnum):
    """What is asked at a return (operating manual, Key register 4)."""

    POWER_OFF = "power_off"
    CLOSED = "closed"
    LOCKED = "locked"


CHECK_NAMES: dict[Check, Message] = {
    Check.POWER_OFF: N_("Power switched off", "keys"),
    Check.CLOSED: N_("Windows and doors shut", "keys"),
    Check.LOCKED: N_("Unit locked", "keys"),
}
