"""Tables of the loans; private to this folder. Amounts are fen.

The database itself keeps an item from being with two people: `uq_loan_lines_out`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Asked, Base, EntityId


class CategoryRow(Base):
    """A category that differs from the standard ones, or is the building's own."""

    __tablename__ = "loan_categories"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    english_name: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(Text)
    counted: Mapped[bool] = mapped_column(default=False)
    days: Mapped[int]
    due_minute: Mapped[int]
    """Minutes after midnight."""
    working_days: Mapped[bool] = mapped_column(default=False)
    deposit: Mapped[int] = mapped_column(default=0)
    lost_fee: Mapped[int] = mapped_column(default=0)
    damage_fee: Mapped[int] = mapped_column(default=0)
    per_person: Mapped[int] = mapped_column(default=0)
    advice: Mapped[str] = mapped_column(Text, default="")
    rain: Mapped[bool] = mapped_column(default=False)
    low: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class StockRow(Base):
    """How much of a counted category there is."""

    __tablename__ = "loan_stock"

    category: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    on_hand: Mapped[int] = mapped_column(default=0)


class StockMovementRow(Asked, Base):
    """Counted stock moved; never changed."""

    __tablename__ = "loan_stock_movements"
    __table_args__ = (
        Index(None, "category", "at"),
        Index("uq_loan_stock_movements_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    category: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    after: Mapped[int]
    tenant: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")


class ItemRow(Base):
    """One thing with a tag."""

    __tablename__ = "loan_items"
    __table_args__ = (Index(None, "category", "state"),)

    id: Mapped[EntityId]
    category: Mapped[int] = mapped_column(BigInteger)
    tag: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    hook: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    remark: Mapped[str] = mapped_column(Text, default="")
    sought: Mapped[str] = mapped_column(Text, default="")
    """Name, hook and tag as `compact_code` writes them, line by line: what is looked for in a list."""


class ItemStepRow(Base):
    """What happened to an item beside being lent and returned: those stand on the lines."""

    __tablename__ = "loan_item_steps"
    __table_args__ = (Index(None, "item", "at"),)

    id: Mapped[EntityId]
    item: Mapped[int] = mapped_column(ForeignKey("loan_items.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")


class LoanRow(Asked, Base):
    """One loan."""

    __tablename__ = "loans"
    __table_args__ = (
        Index(None, "day"),
        Index(None, "phone"),
        Index(None, "tail"),
        Index(None, "tenant"),
        Index("uq_loans_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    day: Mapped[date]
    borrower: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    tail: Mapped[str] = mapped_column(Text, default="")
    """The last four digits of the phone: what a queue is asked for."""
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    company: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    visit: Mapped[int | None] = mapped_column(BigInteger)
    remark: Mapped[str] = mapped_column(Text, default="")
    lent_at: Mapped[datetime]
    lent_by: Mapped[int] = mapped_column(BigInteger)
    rain: Mapped[bool] = mapped_column(default=False)
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """The digest of its picture."""
    copies: Mapped[int] = mapped_column(default=0)
    approved_by: Mapped[int] = mapped_column(BigInteger, default=0)
    waiver: Mapped[str] = mapped_column(Text, default="")


class LoanLineRow(Asked, Base):
    """One item of a loan. Its mark is that of its return."""

    __tablename__ = "loan_lines"
    __table_args__ = (
        Index(None, "loan"),
        Index(None, "item"),
        Index("uq_loan_lines_out", "item", unique=True, sqlite_where=sql("state = 'out'")),
        Index("ix_loan_lines_due", "due", sqlite_where=sql("state = 'out'")),
        Index("ix_loan_lines_returned", "returned_at", sqlite_where=sql("returned_at IS NOT NULL")),
        Index("uq_loan_lines_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    loan: Mapped[int] = mapped_column(ForeignKey("loans.id", ondelete="CASCADE"))
    position: Mapped[int]
    item: Mapped[int] = mapped_column(ForeignKey("loan_items.id"))
    category: Mapped[int] = mapped_column(BigInteger)
    due: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    deposit: Mapped[int] = mapped_column(default=0)
    refunded: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    kept_reason: Mapped[str] = mapped_column(Text, default="")
    fee: Mapped[int] = mapped_column(default=0)
    returned_at: Mapped[datetime | None]
    taken_by: Mapped[int] = mapped_column(BigInteger, default=0)
    returned_by: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="good")
    remark: Mapped[str] = mapped_column(Text, default="")
    extensions: Mapped[int] = mapped_column(default=0)
    given_back: Mapped[int] = mapped_column(default=0)
    """Of what was kept and paid: given back later."""


class ExtensionRow(Base):
    """A later due time."""

    __tablename__ = "loan_extensions"

    id: Mapped[EntityId]
    line: Mapped[int] = mapped_column(ForeignKey("loan_lines.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[datetime]
    after: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")


class CallRow(Asked, Base):
    """A call about something overdue."""

    __tablename__ = "loan_calls"
    __table_args__ = (
        Index("uq_loan_calls_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    loan: Mapped[int] = mapped_column(ForeignKey("loans.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    reached: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")


class SuspensionRow(Base):
    """Somebody who may not borrow."""

    __tablename__ = "loan_suspensions"
    __table_args__ = (Index(None, "phone"),)

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    until: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    by: Mapped[int] = mapped_column(BigInteger)
