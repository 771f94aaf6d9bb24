"""The journal: what happened, in the order in which this desk came to know it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class EventRow(Base):
    """One event. `private` holds personal data and may be emptied; `digest` covers its salted digest, not itself."""

    __tablename__ = "journal_events"
    __table_args__ = (Index(None, "entity"),)

    id: Mapped[EntityId]
    stamp: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    entity: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[str] = mapped_column(Text)
    private: Mapped[str | None] = mapped_column(Text)
    seal: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Salt (16 bytes) and SHA-256 (32 bytes) of salt + private: proves the private part while it is there."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class CounterRow(Base):
    """The last number given out in a series: one series a day for numbers people see, one for ever for codes."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int]


class BackEntryRow(Base):
    """A mark: something happened to a record at one time and was typed in at another."""

    __tablename__ = "back_entries"
    __table_args__ = (
        Index(None, "entity", "happened_at"),
        Index(None, "entered_at"),
        Index(None, "happened_at"),
    )

    id: Mapped[EntityId]
    topic: Mapped[str] = mapped_column(Text)
    entity: Mapped[int] = mapped_column(BigInteger)
    happened_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    form: Mapped[str] = mapped_column(Text, default="")
    """The number on the paper form; "" where there was none."""
