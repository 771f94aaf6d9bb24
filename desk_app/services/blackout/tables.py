"""Tables of the blackout kit; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class KitRow(Base):
    """One kit."""

    __tablename__ = "kits"

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text, unique=True)
    made_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    handover: Mapped[int | None] = mapped_column(BigInteger)
    saved: Mapped[bool] = mapped_column(default=False)


class KitFormRow(Base):
    """One numbered form of a kit."""

    __tablename__ = "kit_forms"
    __table_args__ = (
        Index(None, "kit"),
        Index("ix_kit_forms_open", "kit", sqlite_where=sql("state = 'open'")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    kit: Mapped[int] = mapped_column(ForeignKey("kits.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(Text)
    settled_at: Mapped[datetime | None]
    by: Mapped[int] = mapped_column(BigInteger, default=0)
    words: Mapped[str] = mapped_column(Text, default="")
