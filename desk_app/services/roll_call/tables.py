"""The roll-call's tables; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class RollCallRow(Base):
    """One roll-call."""

    __tablename__ = "roll_calls"
    __table_args__ = (Index("ix_roll_calls_running", "id", sqlite_where=text("ended_at IS NULL")),)

    id: Mapped[EntityId]
    drill: Mapped[bool]
    started_at: Mapped[datetime]
    started_by: Mapped[int] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class RollCallLineRow(Base):
    """One visit on a roll-call's list, as it stood when the list was taken."""

    __tablename__ = "roll_call_lines"
    __table_args__ = (Index("uq_roll_call_lines_roll_call_visit", "roll_call", "visit", unique=True),)

    id: Mapped[EntityId]
    roll_call: Mapped[int] = mapped_column(ForeignKey("roll_calls.id", ondelete="CASCADE"))
    visit: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    company: Mapped[str] = mapped_column(Text, default="")
    host: Mapped[str] = mapped_column(Text, default="")
    floor: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    party: Mapped[int] = mapped_column(default=1)
    presence: Mapped[str] = mapped_column(Text)
    on_break: Mapped[bool] = mapped_column(default=False)
    badge: Mapped[str] = mapped_column(Text, default="")
    seen_at: Mapped[datetime | None]
    mark: Mapped[str] = mapped_column(Text, default="")
    marked_at: Mapped[datetime | None]
    marked_by: Mapped[int] = mapped_column(BigInteger, default=0)
