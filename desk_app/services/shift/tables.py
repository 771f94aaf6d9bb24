"""Tables of handovers and notices; private to this folder."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Asked, Base, EntityId


class CountingRow(Asked, Base):
    """Somebody counted for a handover. What was typed first stays, whatever is counted again."""

    __tablename__ = "handover_countings"
    __table_args__ = (
        Index("ix_handover_countings_open", "id", sqlite_where=sql("state = 'open'")),
        Index("uq_handover_countings_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    coming: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Text)


class CountLineRow(Base):
    """One thing of a counting. Money is fen."""

    __tablename__ = "handover_counts"
    __table_args__ = (Index(None, "counting"),)

    id: Mapped[EntityId]
    counting: Mapped[int] = mapped_column(ForeignKey("handover_countings.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    """The message and what fills it (`snapshot`): a copy reads the same when boards were renamed."""
    unit: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    first: Mapped[int | None] = mapped_column(BigInteger)
    first_expected: Mapped[int] = mapped_column(BigInteger)
    why_not: Mapped[str] = mapped_column(Text, default="")
    again: Mapped[int | None] = mapped_column(BigInteger)
    expected: Mapped[int | None] = mapped_column(BigInteger)
    """At the signing; empty before."""
    explanation: Mapped[str] = mapped_column(Text, default="")


class HandoverRow(Asked, Base):
    """One signed handover."""

    __tablename__ = "handovers"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "counting", unique=True),
        Index("uq_handovers_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    counting: Mapped[int] = mapped_column(ForeignKey("handover_countings.id"))
    leaving: Mapped[int] = mapped_column(BigInteger)
    coming: Mapped[int] = mapped_column(BigInteger)
    remarks: Mapped[str] = mapped_column(Text, default="")
    waived_by: Mapped[int] = mapped_column(BigInteger, default=0)
    waiver: Mapped[str] = mapped_column(Text, default="")
    incidents: Mapped[int] = mapped_column(default=0)
    differing: Mapped[int] = mapped_column(default=0)
    unsent: Mapped[int] = mapped_column(BigInteger, default=0)
    story: Mapped[str] = mapped_column(Text, default="{}")
    """What was open, read and unsent then, as `snapshot` writes it."""
    copies: Mapped[int] = mapped_column(default=0)


class NoticeRow(Asked, Base):
    """A notice to whoever works here; never edited."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "last"),
        Index("uq_notices_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text)
    must_read: Mapped[bool] = mapped_column(default=True)
    first: Mapped[date]
    last: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int] = mapped_column(BigInteger, default=0)
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")


class NoticeReadRow(Base):
    """Somebody read a notice."""

    __tablename__ = "notice_reads"

    notice: Mapped[int] = mapped_column(
        ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    staff: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
