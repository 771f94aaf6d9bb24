"""Tables of the visitor log; private to this folder."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId


class VisitRow(Base):
    """One visit, expected or actual: never two rows for one person's coming."""

    __tablename__ = "visits"
    __table_args__ = (
        Index(None, "day", "state"),
        Index(None, "state", "seen_at"),
        Index(None, "phone"),
        Index("ix_visits_badge_kept", "host_tenant", sqlite_where=sql("badge_returned IS 0")),
        Index("uq_visits_request", "request", unique=True, sqlite_where=sql("request <> ''")),
        Index("uq_visits_pass_id", "pass_id", unique=True, sqlite_where=sql("pass_id IS NOT NULL")),
        Index("uq_visits_short_code", "short_code", unique=True, sqlite_where=sql("short_code <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text)
    host_tenant: Mapped[int | None] = mapped_column(BigInteger)
    host_name: Mapped[str] = mapped_column(Text, default="")
    host_unit: Mapped[str] = mapped_column(Text, default="")
    host_floor: Mapped[str] = mapped_column(Text, default="")
    host_person: Mapped[str] = mapped_column(Text, default="")
    party_size: Mapped[int] = mapped_column(default=1)
    plate: Mapped[str] = mapped_column(Text, default="")
    badge: Mapped[str] = mapped_column(Text, default="")
    badge_returned: Mapped[bool | None]
    belongings: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    id_kind: Mapped[str] = mapped_column(Text, default="")
    id_mask: Mapped[str] = mapped_column(Text, default="")
    id_index: Mapped[int | None]
    """32 bits of a keyed digest: finds the watch list's numbers, gives none away."""
    id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    permit_number: Mapped[str] = mapped_column(Text, default="")
    permit_until: Mapped[date | None]
    escort: Mapped[str] = mapped_column(Text, default="")
    expected_from: Mapped[datetime | None]
    expected_until: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_by: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    watch_entry: Mapped[int | None] = mapped_column(BigInteger)
    pass_id: Mapped[int | None] = mapped_column(BigInteger)
    pass_code: Mapped[str] = mapped_column(Text, default="")
    short_code: Mapped[str] = mapped_column(Text, default="")
    copies: Mapped[int] = mapped_column(default=0)
    request: Mapped[str] = mapped_column(Text, default="")
    received_by: Mapped[int] = mapped_column(BigInteger, default=0)


class WordRow(Base):
    """A desk's last word on a visit (`merging`): of this desk, and of every other that told one."""

    __tablename__ = "visit_words"

    visit: Mapped[int] = mapped_column(
        ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    desk: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rev: Mapped[int] = mapped_column(BigInteger)
    """Rises with each word of that desk."""
    step: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(Text, default="")
    badge_returned: Mapped[bool | None]


class BreakRow(Base):
    """One time out within a visit."""

    __tablename__ = "visit_breaks"

    id: Mapped[EntityId]
    visit: Mapped[int] = mapped_column(ForeignKey("visits.id", ondelete="CASCADE"), index=True)
    out_at: Mapped[datetime]
    back_at: Mapped[datetime | None]


class PhotoRow(Base):
    """The visitor's picture, where there is a camera and the visitor agreed."""

    __tablename__ = "visit_photos"

    visit: Mapped[int] = mapped_column(
        ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class WatchRow(Base):
    """Somebody to stop."""

    __tablename__ = "watch_list"
    __table_args__ = (Index(None, "phone"), Index(None, "name"), Index(None, "id_index"))

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    id_mask: Mapped[str] = mapped_column(Text, default="")
    id_index: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    until: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
