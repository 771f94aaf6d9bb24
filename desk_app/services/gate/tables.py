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
    kind: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[int | None] = mapped_column(BigInteger)
    """The kind and the id of the record that the pass belongs to, if this PC has it."""
    proven: Mapped[bool] = mapped_column(default=False)
    suspect: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the clock was in doubt."""
    by: Mapped[int] = mapped_column(BigInteger)


class TrustedTimeRow(Base):
    """At most one row: the newest time this PC has seen."""

    __tablename__ = "trusted_time"

    id: Mapped[EntityId]
    newest: Mapped[datetime]
    counted_to: Mapped[int] = mapped_column(BigInteger)
    """The journal's event up to which `newest` knows; or, after a supervisor confirmed the clock, up to which the
    journal's times were wrong.
    """
