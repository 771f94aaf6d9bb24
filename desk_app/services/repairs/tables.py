"""Tables of the ledger of repairs, complaints and requests; private to this folder. Amounts are fen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Base, EntityId, Marked


class OrderRow(Marked, Base):
    """One order."""

    __tablename__ = "repairs"
    __table_args__ = (
        Index(None, "state", "received_at"),
        Index(None, "day"),
        Index(None, "phone"),
        Index(None, "tenant"),
        Index(None, "unit", "trade"),
        Index("ix_repairs_open", "received_at", sqlite_where=sql("closed_at IS NULL")),
        Index("ix_repairs_done", "done_at", sqlite_where=sql("done_at IS NOT NULL")),
        Index("ix_repairs_called_back", "called_back_at", sqlite_where=sql("called_back_at IS NOT NULL")),
        Index(
            "ix_repairs_price_confirmed",
            "price_confirmed_at",
            sqlite_where=sql("price_confirmed_at IS NOT NULL"),
        ),
        Index("uq_repairs_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    reporter: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    company: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    floor: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(Text, default="")
    trade: Mapped[str] = mapped_column(Text, default="")
    department: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text)
    urgency: Mapped[str] = mapped_column(Text)
    serious: Mapped[bool] = mapped_column(default=False)
    paid: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    received_by: Mapped[int] = mapped_column(BigInteger)
    """Who was asked first."""
    promised_at: Mapped[datetime | None]
    passed_on_at: Mapped[datetime | None]
    colleague: Mapped[int | None] = mapped_column(BigInteger)
    colleague_name: Mapped[str] = mapped_column(Text, default="")
    dispatched_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    progress_at: Mapped[datetime | None]
    """The last word on how it goes."""
    followed_up_at: Mapped[datetime | None]
    hold_why: Mapped[str] = mapped_column(Text, default="")
    hold_since: Mapped[datetime | None]
    hold_until: Mapped[datetime | None]
    held_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    """How long its own clock stood still on hold before, in milliseconds: nights that do not count are not in it."""
    held_state: Mapped[str] = mapped_column(Text, default="")
    """The state that it goes on from."""
    done_at: Mapped[datetime | None]
    done_words: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    called_back_at: Mapped[datetime | None]
    called_back_by: Mapped[int] = mapped_column(BigInteger, default=0)
    satisfied: Mapped[bool | None]
    dissatisfied_why: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    rework_of: Mapped[int | None] = mapped_column(BigInteger)
    reworked_as: Mapped[int | None] = mapped_column(BigInteger)
    joined_to: Mapped[int | None] = mapped_column(BigInteger, index=True)
    repeats: Mapped[int] = mapped_column(default=0)
    surcharge: Mapped[int] = mapped_column(default=0)
    price_confirmed_at: Mapped[datetime | None]
    copies: Mapped[int] = mapped_column(default=0)
    missed: Mapped[str] = mapped_column(Text, default="")
    """Kinds of clocks that were missed, separated by spaces."""


class PricedRow(Base):
    """A line of what a paid service costs."""

    __tablename__ = "repair_prices"

    order: Mapped[int] = mapped_column(
        ForeignKey("repairs.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    fen: Mapped[int]
    material: Mapped[bool] = mapped_column(default=False)


class PriceRow(Base):
    """A line of the price list."""

    __tablename__ = "repair_price_list"

    id: Mapped[EntityId]
    trade: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    fen: Mapped[int]
    unit: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


class StoryRow(Base):
    """A line of an order's story; never changed but for `before`."""

    __tablename__ = "repair_story"
    __table_args__ = (Index(None, "order", "at"),)

    id: Mapped[EntityId]
    order: Mapped[int] = mapped_column(ForeignKey("repairs.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")
    """What the step changed, as it was before, in JSON: for taking it back. Empty once it was, and for notes."""


class PhotoRow(Base):
    """A picture of what is broken, or of the result."""

    __tablename__ = "repair_photos"

    order: Mapped[int] = mapped_column(
        ForeignKey("repairs.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    picture: Mapped[str] = mapped_column(Text, info=TO_PICTURE)
    """Its digest."""
