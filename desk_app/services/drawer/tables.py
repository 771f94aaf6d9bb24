"""Tables of the drawer; private to this folder. Amounts are fen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Asked, Base, EntityId


class MovementRow(Asked, Base):
    """One movement; never changed: a slip is taken back by its opposite."""

    __tablename__ = "drawer_movements"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "record"),
        Index("uq_drawer_movements_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    cash: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[int] = mapped_column(BigInteger)
    record_kind: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")


class CountRow(Asked, Base):
    """One count of the drawer: a shift ends, the next begins."""

    __tablename__ = "drawer_counts"
    __table_args__ = (
        Index(None, "at"),
        Index("uq_drawer_counts_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    counted: Mapped[int] = mapped_column(BigInteger)
    expected: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[int] = mapped_column(BigInteger, default=0)
    """What was held for others then: no later balance goes further back."""
    explanation: Mapped[str] = mapped_column(Text, default="")
