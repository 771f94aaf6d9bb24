"""Table of the conflict desk; private to this folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class ConflictRow(Base):
    """One conflict. Subject and `mark` are unique: the same one is not opened twice."""

    __tablename__ = "conflicts"
    __table_args__ = (
        Index("uq_conflicts_subject", "kind", "entity", "record", "mark", unique=True),
        Index(None, "settled_at"),
    )

    id: Mapped[EntityId]
    kind: Mapped[str] = mapped_column(Text)
    entity: Mapped[str] = mapped_column(Text)
    record: Mapped[int] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(Text)
    """Which occurrence: the ids of the records that clash."""
    title: Mapped[str] = mapped_column(Text)
    sides: Mapped[str] = mapped_column(Text)
    """JSON, as `records.Side`."""
    found_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int] = mapped_column(BigInteger, default=0)
    settled_by_name: Mapped[str] = mapped_column(Text, default="")
