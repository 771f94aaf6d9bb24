"""The spool's table. It belongs to this PC: it is no record, is not synced, and keeps nothing of what is printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from desk_app.services.db.base import Base, EntityId


class PrintJobRow(Base):
    """One paper on its way. `subject`, `number` and `pdf` are emptied once it is out or given up."""

    __tablename__ = "print_jobs"

    id: Mapped[EntityId]
    kept: Mapped[datetime]
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    copy: Mapped[int]
    printer: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, index=True)
    tries: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    reason_values: Mapped[str | None] = mapped_column(Text)
    """JSON; a value that is itself a sentence is {"say": sentence}."""
    pdf: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
