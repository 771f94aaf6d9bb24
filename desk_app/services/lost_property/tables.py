"""Tables of lost property; private to this folder. Secret features are sealed, not readable in the file."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Base, EntityId, Marked


class FoundRow(Marked, Base):
    """A found item."""

    __tablename__ = "found_items"
    __table_args__ = (
        Index(None, "state", "keep_until"),
        Index(None, "day"),
        Index(None, "returned_at"),
        Index(None, "disposed_at"),
        Index("uq_found_items_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    features: Mapped[str] = mapped_column(Text, default="")
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contents_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(Text, default="")
    floor: Mapped[str] = mapped_column(Text, default="")
    found_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    taken_by: Mapped[int] = mapped_column(BigInteger)
    confirmed_by: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_at: Mapped[datetime | None]
    finder: Mapped[str] = mapped_column(Text, default="")
    finder_phone: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[str] = mapped_column(Text)
    shelf: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """The digest of its picture."""
    day: Mapped[date]
    keep_until: Mapped[date]
    noticed_on: Mapped[date | None]
    returned_at: Mapped[datetime | None]
    disposed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_by: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_words: Mapped[str] = mapped_column(Text, default="")
    receipt: Mapped[str] = mapped_column(Text, default="")


class ElsewhereRow(Base):
    """What another desk of the building keeps; its description is empty once it is there no longer."""

    __tablename__ = "found_elsewhere"

    id: Mapped[EntityId]
    desk: Mapped[int]
    rev: Mapped[int] = mapped_column(BigInteger)
    """Rises with everything that desk does to it."""
    number: Mapped[str] = mapped_column(Text, default="")
    here: Mapped[bool]
    """Whether that desk has it."""
    what: Mapped[str] = mapped_column(Text, default="")
    features: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    floor: Mapped[str] = mapped_column(Text, default="")
    shelf: Mapped[str] = mapped_column(Text, default="")


class ToldRow(Base):
    """Somebody was told of a high-value item."""

    __tablename__ = "found_item_notices"
    __table_args__ = (Index(None, "item", "who", unique=True),)

    id: Mapped[EntityId]
    item: Mapped[int] = mapped_column(ForeignKey("found_items.id", ondelete="CASCADE"))
    who: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)


class LostRow(Marked, Base):
    """What somebody misses."""

    __tablename__ = "lost_reports"
    __table_args__ = (
        Index(None, "open", "reported_at"),
        Index(None, "phone"),
        Index("uq_lost_reports_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    features: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    floor: Mapped[str] = mapped_column(Text, default="")
    lost_from: Mapped[datetime | None]
    lost_until: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    tenant: Mapped[int | None] = mapped_column(BigInteger, index=True)
    reported_at: Mapped[datetime]
    reported_by: Mapped[int] = mapped_column(BigInteger)
    open: Mapped[bool] = mapped_column(default=True)
    closed_why: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[int | None] = mapped_column(BigInteger)


class ClaimRow(Marked, Base):
    """Somebody said it was theirs."""

    __tablename__ = "found_item_claims"
    __table_args__ = (
        Index(None, "item"),
        Index("uq_found_item_claims_granted", "item", unique=True, sqlite_where=sql("granted IS 1")),
        Index("uq_found_item_claims_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    item: Mapped[int] = mapped_column(ForeignKey("found_items.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The claimant's words: true ones tell what is secret."""
    granted: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int] = mapped_column(BigInteger, default=0)
    why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    document_kind: Mapped[str] = mapped_column(Text, default="")
    document_mask: Mapped[str] = mapped_column(Text, default="")
    proof: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    copies: Mapped[int] = mapped_column(default=0)
    """How often the receipt was printed."""
    lost_report: Mapped[int | None] = mapped_column(BigInteger)
