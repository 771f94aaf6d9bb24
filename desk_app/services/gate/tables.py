"""The gate's log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class ScanRow(Base):
    """One attempt at the gate. The code itself is not kept: only what it proved to be."""

    __tablename__ = "gate_scans"

    id: Mapped[EntityId]
    at: Mapped[datetime]
    gate: Mapped[int]
    verdict: Mapped[str] = mapped_column(Text)
    pass_id: Mapped[int | None] = mapped_column(BigInteger)
    visit: Mapped[int | None] = mapped_column(BigInteger)
    proven: Mapped[bool] = mapped_column(default=False)
    by: Mapped[int] = mapped_column(BigInteger)
