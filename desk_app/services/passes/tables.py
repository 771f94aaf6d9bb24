"""Tables of the exit passes; private to this folder.

`root` is the signed id of the pass as it was issued: releases, returns and revocations name it, whichever code, the
pass's own or a balance slip's, was scanned, and whether or not this PC has the record.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base, EntityId, Marked


class PassRow(Marked, Base):
    """One exit pass."""

    __tablename__ = "exit_passes"
    __table_args__ = (
        Index(None, "state", "valid_until"),
        Index(None, "day"),
        Index(None, "tenant"),
        Index("ix_exit_passes_outside", "due", sqlite_where=sql("out > 0")),
        Index("ix_exit_passes_no_paper", "state", sqlite_where=sql("paper_back_at IS NULL")),
        Index("uq_exit_passes_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    """The day of issue."""
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    holder: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    goods: Mapped[str] = mapped_column(Text, default="")
    """Kinds of goods, separated by spaces."""
    signatory: Mapped[int | None] = mapped_column(BigInteger)
    signatory_name: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[bool] = mapped_column(default=False)
    carrier: Mapped[str] = mapped_column(Text, default="")
    carrier_phone: Mapped[str] = mapped_column(Text, default="")
    plate: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    gates: Mapped[int] = mapped_column(default=255)
    """A bit per gate, as in the code."""
    trips: Mapped[int] = mapped_column(default=1)
    due: Mapped[date | None]
    out: Mapped[int] = mapped_column(default=0)
    """Returnable pieces that are outside: what the overdue list goes by."""
    remark: Mapped[str] = mapped_column(Text, default="")
    visit: Mapped[int | None] = mapped_column(BigInteger)
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(BigInteger)
    approved_by: Mapped[int] = mapped_column(BigInteger, default=0)
    waiver: Mapped[str] = mapped_column(Text, default="")
    pass_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    copies: Mapped[int] = mapped_column(default=0)
    replaces: Mapped[int | None] = mapped_column(BigInteger)
    replaced_by: Mapped[int | None] = mapped_column(BigInteger)
    revoked_by: Mapped[int] = mapped_column(BigInteger, default=0)
    revoke_reason: Mapped[str] = mapped_column(Text, default="")
    paper_back_at: Mapped[datetime | None]
    paper_back_by: Mapped[int] = mapped_column(BigInteger, default=0)
    called_at: Mapped[datetime | None]


class LineRow(Base):
    """One line of goods."""

    __tablename__ = "exit_pass_lines"

    exit_pass: Mapped[int] = mapped_column(
        ForeignKey("exit_passes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    unit: Mapped[str] = mapped_column(Text, default="")
    serial: Mapped[str] = mapped_column(Text, default="")
    returnable: Mapped[bool] = mapped_column(default=False)


class CodeRow(Base):
    """A signed code that this PC gave out or has met: a pass's own, a balance slip's, or another desk's."""

    __tablename__ = "pass_codes"
    __table_args__ = (
        Index(None, "root"),
        Index("uq_pass_codes_short_code", "short_code", unique=True, sqlite_where=sql("short_code <> ''")),
    )

    pass_id: Mapped[EntityId]
    root: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str] = mapped_column(Text)
    short_code: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]


class ToldPassRow(Base):
    """What another desk told of a code that it gave out or has met: enough to count by, without its goods."""

    __tablename__ = "told_passes"
    __table_args__ = (Index(None, "root"),)

    pass_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    desk: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    """The digest of the code's digits: two for one number are two passes."""
    root: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[str] = mapped_column(Text, default="")
    trips: Mapped[int]
    quantities: Mapped[str] = mapped_column(Text, default="")
    """By line, separated by spaces; empty where that desk does not know every line."""


class RevocationRow(Base):
    """A pass that was taken back, by this desk or as another one told."""

    __tablename__ = "pass_revocations"
    __table_args__ = (Index(None, "replaced_by"),)

    root: Mapped[EntityId]
    at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(Text, default="")
    desk: Mapped[int]
    replaced_by: Mapped[int | None] = mapped_column(BigInteger)
    """The signed id of the pass that takes its place, if one does."""


class ReleaseRow(Marked, Base):
    """Goods left through a gate. Never changed, never deleted.

    `place` counts a desk's releases of one pass from 1: the constraint lets exactly one of many at once through.
    """

    __tablename__ = "pass_releases"
    __table_args__ = (
        Index("uq_pass_releases_place", "desk", "root", "place", unique=True),
        Index(None, "root"),
        Index(None, "at"),
        Index("uq_pass_releases_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    root: Mapped[int] = mapped_column(BigInteger)
    pass_id: Mapped[int] = mapped_column(BigInteger)
    """The code that was scanned."""
    desk: Mapped[int]
    place: Mapped[int]
    gate: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    by_name: Mapped[str] = mapped_column(Text, default="")
    trip: Mapped[int]
    closes: Mapped[bool]
    whole: Mapped[bool]
    """All that was left: lines need not be known."""
    plate: Mapped[str] = mapped_column(Text, default="")
    carrier: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[int] = mapped_column(BigInteger, default=0)
    override: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(Text)
    proven: Mapped[bool]
    slip: Mapped[int | None] = mapped_column(BigInteger)
    """The signed id of the balance slip that was given."""
    seen: Mapped[str] = mapped_column(Text, default="")
    """Ids of the releases of the pass that the PC knew when it made this one: what "all that was left" meant."""


class ReleasedLineRow(Base):
    """How many of a line left with one release."""

    __tablename__ = "pass_released_lines"

    release: Mapped[int] = mapped_column(
        ForeignKey("pass_releases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quantity: Mapped[int]


class ReturnRow(Marked, Base):
    """Returnable goods came back."""

    __tablename__ = "pass_returns"
    __table_args__ = (
        Index(None, "root"),
        Index("uq_pass_returns_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    root: Mapped[int] = mapped_column(BigInteger)
    desk: Mapped[int]
    gate: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    by_name: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None]


class ReturnedLineRow(Base):
    """How many of a line came back."""

    __tablename__ = "pass_returned_lines"

    return_id: Mapped[int] = mapped_column(
        ForeignKey("pass_returns.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quantity: Mapped[int]


class RefusalRow(Base):
    """A guard did not let something leave."""

    __tablename__ = "pass_refusals"
    __table_args__ = (Index(None, "root"), Index(None, "at"), Index(None, "scan", unique=True))

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    scan: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[int | None] = mapped_column(BigInteger)
    exit_pass: Mapped[int | None] = mapped_column(BigInteger)
    desk: Mapped[int]
    gate: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    by_name: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None]


class TemplateRow(Base):
    """A list of goods that comes again and again."""

    __tablename__ = "pass_templates"

    id: Mapped[EntityId]
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    tenant: Mapped[int | None] = mapped_column(BigInteger)
    goods: Mapped[str] = mapped_column(Text, default="")
    lines: Mapped[str] = mapped_column(Text)
    """JSON: a list of [name, quantity, unit, serial, returnable]."""
    used: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
