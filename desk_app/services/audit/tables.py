"""The audit log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base


class AuditRow(Base):
    """One verb: done, refused or failed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "at"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    staff: Mapped[int] = mapped_column(BigInteger)
    beside: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    events: Mapped[int]
    """How many journal events the verb wrote; they follow those of the entry before."""
    events_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    last_event: Mapped[int] = mapped_column(BigInteger)
    """The newest event id covered so far: one missing event is a fault of one entry, not of all that follow."""
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
