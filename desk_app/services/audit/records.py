"""What leaves the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk_app.services.audit.chain import Outcome
from desk_app.services.core.people import Role


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One verb: who did, tried or looked at what. Holds no personal data; staff are numbers here."""

    seq: int
    at: datetime
    staff: int
    beside: int
    role: Role
    action: str
    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; nothing set means all. `action` fits from its start: "staff." is everything about staff."""

    since: datetime | None = None
    until: datetime | None = None
    staff: int | None = None
    outcome: Outcome | None = None
    action: str = ""
    records: tuple[int, ...] | None = None
    """What happened to any of these."""
