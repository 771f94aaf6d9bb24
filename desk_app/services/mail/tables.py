"""Tables of the mail desk; private to this folder. Amounts are fen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Base, EntityId, Marked


class BatchRow(Marked, Base):
    """Mail that came in one go."""

    __tablename__ = "mail_batches"
    __table_args__ = (
        Index(None, "day"),
        Index("ix_mail_batches_open", "target_at", sqlite_where=sql("sorted_at IS NULL")),
        Index("uq_mail_batches_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    carrier: Mapped[str] = mapped_column(Text)
    carrier_person: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    day: Mapped[date]
    arrived_at: Mapped[datetime]
    received_by: Mapped[int] = mapped_column(BigInteger)
    target_at: Mapped[datetime]
    taken_by_guard: Mapped[str] = mapped_column(Text, default="")
    sorted_at: Mapped[datetime | None]
    sorted_by: Mapped[int] = mapped_column(BigInteger, default=0)
    difference: Mapped[str] = mapped_column(Text, default="")


class BatchCountRow(Base):
    """How many of a kind a carrier said, and how many were sorted."""

    __tablename__ = "mail_batch_counts"

    batch: Mapped[int] = mapped_column(
        ForeignKey("mail_batches.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    announced: Mapped[int] = mapped_column(default=0)
    sorted: Mapped[int] = mapped_column(default=0)


class OrdinaryRow(Base):
    """Letters and printed matter of one batch for one tenant, by number."""

    __tablename__ = "mail_ordinary"
    __table_args__ = (Index(None, "tenant", "day"), Index(None, "batch"), Index(None, "day"))

    id: Mapped[EntityId]
    batch: Mapped[int] = mapped_column(ForeignKey("mail_batches.id", ondelete="CASCADE"))
    day: Mapped[date]
    tenant: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    delivered_at: Mapped[datetime | None]
    keep_until: Mapped[date | None]
    """Of a tenant that moved out: kept apart so long."""


class PieceRow(Marked, Base):
    """One registered or unmatched piece."""

    __tablename__ = "mail_pieces"
    __table_args__ = (
        Index(None, "state", "hold_until"),
        Index(None, "day"),
        Index(None, "tenant", "state"),
        Index(None, "batch"),
        Index(None, "barcode"),
        Index("ix_mail_pieces_handed", "handed_at", sqlite_where=sql("handed_at IS NOT NULL")),
        Index("ix_mail_pieces_sent_on", "sent_on_at", sqlite_where=sql("sent_on_at IS NOT NULL")),
        Index("ix_mail_pieces_approved", "approved_at", sqlite_where=sql("approved_at IS NOT NULL")),
        Index("uq_mail_pieces_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    batch: Mapped[int] = mapped_column(ForeignKey("mail_batches.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    carrier: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    arrived_at: Mapped[datetime]
    registered_by: Mapped[int] = mapped_column(BigInteger)
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    company: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    recipient: Mapped[str] = mapped_column(Text, default="")
    barcode: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    hold_until: Mapped[date]
    damaged: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[int] = mapped_column(BigInteger, default=0)
    handed_to: Mapped[str] = mapped_column(Text, default="")
    proxy: Mapped[bool] = mapped_column(default=False)
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    on_paper: Mapped[bool] = mapped_column(default=False)
    hand_over: Mapped[str] = mapped_column(Text, default="", index=True)
    """The mark of the hand-over; several pieces go on one."""
    reason: Mapped[str] = mapped_column(Text, default="")
    reason_words: Mapped[str] = mapped_column(Text, default="")
    form_number: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[int] = mapped_column(BigInteger, default=0)
    approved_by: Mapped[int] = mapped_column(BigInteger, default=0)
    approved_at: Mapped[datetime | None]
    sent_on_at: Mapped[datetime | None]
    closed_by: Mapped[int] = mapped_column(BigInteger, default=0)
    closed_why: Mapped[str] = mapped_column(Text, default="")


class AttemptRow(Base):
    """A try to deliver that failed."""

    __tablename__ = "mail_attempts"

    id: Mapped[EntityId]
    piece: Mapped[int] = mapped_column(ForeignKey("mail_pieces.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(Text, default="")


class OutgoingRow(Marked, Base):
    """An item that goes out."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index(None, "day", "carrier"),
        Index(None, "barcode"),
        Index("uq_outgoing_mail_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    carrier: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    company: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    destination: Mapped[str] = mapped_column(Text, default="")
    barcode: Mapped[str] = mapped_column(Text, default="")
    postage: Mapped[int]
    paid: Mapped[str] = mapped_column(Text)
    gone_at: Mapped[datetime | None]
    void: Mapped[bool] = mapped_column(default=False)
    corrects: Mapped[int | None] = mapped_column(BigInteger)
    """The entry of a closed month that this one corrects."""


class ReconciliationRow(Base):
    """The register against what a carrier says, for a week."""

    __tablename__ = "mail_reconciliations"
    __table_args__ = (Index(None, "monday", "carrier", unique=True),)

    id: Mapped[EntityId]
    monday: Mapped[date]
    carrier: Mapped[str] = mapped_column(Text)
    registered: Mapped[int] = mapped_column(BigInteger)
    stated: Mapped[int] = mapped_column(BigInteger)
    explanation: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)


class MonthRow(Base):
    """A closed month."""

    __tablename__ = "mail_months"

    id: Mapped[EntityId]
    first: Mapped[date] = mapped_column(unique=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(Text)
