"""Tables of the duty log; private to this folder. The row of an entry is written once: only forgetting empties it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId, Marked


class EntryRow(Marked, Base):
    """One entry of the log; of an incident's story too, whose times are entries with a `step`."""

    __tablename__ = "duty_entries"
    __table_args__ = (
        Index(None, "happened_at"),
        Index(None, "incident", "happened_at", sqlite_where=sql("incident IS NOT NULL")),
        Index("uq_duty_entries_corrects", "corrects", unique=True, sqlite_where=sql("corrects IS NOT NULL")),
        Index("uq_duty_entries_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    happened_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    tag: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    corrects: Mapped[int | None] = mapped_column(BigInteger)
    incident: Mapped[int | None] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(Text, default="")
    """What an entry of an incident is: begun, step, waived, withdrawn, closed, reopened."""
    step: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    """Why a time stands out of order."""


class IncidentRow(Marked, Base):
    """One incident."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index(None, "reported_at"),
        Index(None, "closed_at"),
        Index("ix_incidents_open", "reported_at", sqlite_where=sql("closed_at IS NULL")),
        Index("uq_incidents_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[int] = mapped_column(BigInteger)
    required: Mapped[str] = mapped_column(Text)
    """The times it must record, one a line: what its kind asked for when it began."""
    place: Mapped[str] = mapped_column(Text)
    floor: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime]
    """As its report was corrected last."""
    entered_at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    injured: Mapped[bool] = mapped_column(default=False)
    target_minutes: Mapped[int] = mapped_column(default=0)
    """Within so many minutes somebody must be there; 0: no target."""
    arrived_at: Mapped[datetime | None]
    """As the entry that counts says."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int] = mapped_column(BigInteger, default=0)


class KindRow(Base):
    """A kind of incident of the supervisor's own."""

    __tablename__ = "incident_kinds"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    english_name: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[str] = mapped_column(Text)
    """One a line."""
    target_minutes: Mapped[int] = mapped_column(default=0)
    injured: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
