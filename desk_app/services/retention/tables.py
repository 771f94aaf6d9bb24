"""The rules in force and the runs; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class RuleRow(Base):
    """How long one kind of record is kept, and since when that counts."""

    __tablename__ = "retention_rules"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    """The setting's."""
    days: Mapped[int | None]
    """In force; NULL before the first time: nothing is removed."""
    wanted: Mapped[int]
    changed_at: Mapped[datetime]
    announced_at: Mapped[datetime]
    waited_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    """Of its notice, counted in rounds."""
    agreed_by: Mapped[int] = mapped_column(BigInteger, default=0)


class RunRow(Base):
    """One run of the purge."""

    __tablename__ = "purge_runs"

    id: Mapped[EntityId]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    counts: Mapped[str] = mapped_column(Text)
    """JSON: key of the setting → how many records."""
    backups: Mapped[int] = mapped_column(default=0)
