"""Table of the requests; private to this folder. No name, no phone, no words: it stays for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class RequestRow(Base):
    """Somebody asked for a copy of their data, or to have it erased, and it was done."""

    __tablename__ = "privacy_requests"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    second: Mapped[int] = mapped_column(BigInteger)
    """The colleague who vouched."""
    asked: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    records: Mapped[int]
    """Given or erased."""
    stayed: Mapped[int] = mapped_column(default=0)
    """Asked to be erased, and must stay."""
    cleared_at: Mapped[datetime | None]
    """When the traces beside the rows were cleared too; an erasure only."""
