"""The call log's table; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class CallRow(Base):
    """One call."""

    __tablename__ = "calls"
    __table_args__ = (
        Index(None, "at"),
        Index("ix_calls_open", "at", sqlite_where=text("passed_at IS NULL AND became IS NULL")),
        Index("uq_calls_request", "request", unique=True, sqlite_where=text("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    caller: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    host_tenant: Mapped[int | None] = mapped_column(BigInteger)
    host_name: Mapped[str] = mapped_column(Text, default="")
    host_unit: Mapped[str] = mapped_column(Text, default="")
    host_floor: Mapped[str] = mapped_column(Text, default="")
    host_person: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text)
    passed_at: Mapped[datetime | None]
    passed_by: Mapped[int] = mapped_column(BigInteger, default=0)
    became: Mapped[int | None] = mapped_column(BigInteger)
    became_kind: Mapped[str] = mapped_column(Text, default="")
    request: Mapped[str] = mapped_column(Text, default="")
    taken_by: Mapped[int] = mapped_column(BigInteger)
