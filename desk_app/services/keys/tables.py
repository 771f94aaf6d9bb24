"""Tables of the key register; private to this folder.

The database itself keeps a copy from being with two people: `uq_key_lines_open`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import TO_PICTURE, Asked, Base, EntityId


class KeyRow(Base):
    """A key and its rules."""

    __tablename__ = "keys"
    __table_args__ = (Index("uq_keys_code", "code", unique=True, sqlite_where=sql("active")),)

    id: Mapped[EntityId]
    code: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    floor: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(Text)
    curfew_minute: Mapped[int | None]
    """Minutes after midnight."""
    curfew_hours: Mapped[int | None]
    approvals: Mapped[int] = mapped_column(default=0)
    tenant: Mapped[int | None] = mapped_column(BigInteger, index=True)
    owner: Mapped[str] = mapped_column(Text, default="")
    owner_phone: Mapped[str] = mapped_column(Text, default="")
    instruction: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    deactivated_why: Mapped[str] = mapped_column(Text, default="")
    deactivated_at: Mapped[datetime | None]


class RingRow(Base):
    """Copies that hang together."""

    __tablename__ = "key_rings"

    id: Mapped[EntityId]
    code: Mapped[str] = mapped_column(Text)
    tag: Mapped[str] = mapped_column(Text, unique=True)
    hook: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


class CopyRow(Base):
    """One copy of a key."""

    __tablename__ = "key_copies"
    __table_args__ = (Index(None, "key", "copy_number", unique=True), Index(None, "ring"))

    id: Mapped[EntityId]
    key: Mapped[int] = mapped_column(ForeignKey("keys.id"))
    copy_number: Mapped[int]
    tag: Mapped[str] = mapped_column(Text, unique=True)
    hook: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    ring: Mapped[int | None] = mapped_column(ForeignKey("key_rings.id"))


class FaultRow(Base):
    """Something is wrong with a copy."""

    __tablename__ = "key_faults"

    id: Mapped[EntityId]
    copy: Mapped[int] = mapped_column(ForeignKey("key_copies.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    critical: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    mended_at: Mapped[datetime | None]
    mended_by: Mapped[int] = mapped_column(BigInteger, default=0)
    mended_words: Mapped[str] = mapped_column(Text, default="")


class HandoutRow(Asked, Base):
    """One borrowing."""

    __tablename__ = "key_handouts"
    __table_args__ = (
        Index(None, "day"),
        Index(None, "state", "due"),
        Index(None, "closed_at"),
        Index(None, "colleague"),
        Index("uq_key_handouts_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    colleague: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(BigInteger)
    out_at: Mapped[datetime | None]
    due: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    ring: Mapped[str] = mapped_column(Text, default="")
    escorted: Mapped[str] = mapped_column(Text, default="")
    escorted_company: Mapped[str] = mapped_column(Text, default="")
    escorted_phone: Mapped[str] = mapped_column(Text, default="")
    escorted_visit: Mapped[int | None] = mapped_column(BigInteger)
    needed: Mapped[int] = mapped_column(default=0)
    exceptions: Mapped[str] = mapped_column(Text, default="")
    """Names of `rules.EXCEPTIONS`, separated by spaces."""
    overnight: Mapped[bool] = mapped_column(default=False)
    refused_why: Mapped[str] = mapped_column(Text, default="")
    copies: Mapped[int] = mapped_column(default=0)
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """The digest of its picture."""
    forgotten: Mapped[bool] = mapped_column(default=False)
    """Its names were taken out after the time of keeping."""


class LineRow(Base):
    """One copy of a borrowing."""

    __tablename__ = "key_lines"
    __table_args__ = (
        Index(None, "handout"),
        Index(None, "copy"),
        Index("uq_key_lines_open", "copy", unique=True, sqlite_where=sql("state IN ('waiting', 'out')")),
    )

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"))
    copy: Mapped[int] = mapped_column(ForeignKey("key_copies.id"))
    state: Mapped[str] = mapped_column(Text)
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[str] = mapped_column(Text, default="")
    by_another: Mapped[bool] = mapped_column(default=False)
    taken_by: Mapped[int] = mapped_column(BigInteger, default=0)
    remark: Mapped[str] = mapped_column(Text, default="")
    """What was said at the return."""
    checks: Mapped[str] = mapped_column(Text, default="")
    """JSON: check → "" when ticked, else why not; as answered when this copy came back."""
    request: Mapped[str] = mapped_column(Text, default="")
    """The mark of the return; several lines come back on one."""
    asked: Mapped[str] = mapped_column(Text, default="")
    """What the return was asked with: `journal.marks.fingerprint`."""


class CustodyRow(Base):
    """One step of a copy from hand to hand (`custody`): of this desk's borrowings, and as other desks told."""

    __tablename__ = "key_custody"
    __table_args__ = (Index(None, "copy"), Index(None, "handout"))

    id: Mapped[EntityId]
    copy: Mapped[int] = mapped_column(BigInteger)
    """Whether or not this desk knows it."""
    prev: Mapped[int] = mapped_column(BigInteger)
    """The step before it that the desk knew; 0 for none."""
    desk: Mapped[int]
    handout: Mapped[int] = mapped_column(BigInteger)
    """This desk's borrowing; 0 for another desk's."""
    out: Mapped[bool]
    at: Mapped[datetime]
    holder: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[datetime | None]


class ApprovalRow(Base):
    """A supervisor's word on a borrowing; each gives one."""

    __tablename__ = "key_approvals"
    __table_args__ = (Index(None, "handout", "by", unique=True),)

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"))
    by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class HandOnRow(Base):
    """Given on without coming back."""

    __tablename__ = "key_hand_ons"

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    gave: Mapped[int] = mapped_column(BigInteger, default=0, index=True)
    """The colleague who gave them on."""
    giver: Mapped[str] = mapped_column(Text)
    taker: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[str] = mapped_column(Text, default="", info=TO_PICTURE)
    """The digest of the giver's; the taker signs anew."""


class ExtensionRow(Base):
    """The expected return was moved: by whom, from when to when, and past which limits."""

    __tablename__ = "key_extensions"

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[datetime]
    after: Mapped[datetime]
    exceptions: Mapped[str] = mapped_column(Text, default="")
    """Names of `rules.EXCEPTIONS` that the supervisor allowed, separated by spaces."""
    reason: Mapped[str] = mapped_column(Text, default="")


class ExplanationRow(Base):
    """Why a key was still out on a day; the last word of the day counts."""

    __tablename__ = "key_explanations"
    __table_args__ = (Index(None, "handout", "day"),)

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"))
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class CallRow(Asked, Base):
    """A call to the holder, or to the owner of a key in trust."""

    __tablename__ = "key_calls"
    __table_args__ = (
        Index("uq_key_calls_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    handout: Mapped[int] = mapped_column(ForeignKey("key_handouts.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    owner: Mapped[bool] = mapped_column(default=False)
    spoke_to: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    reached: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")


class LostRow(Base):
    """The written report of a lost copy."""

    __tablename__ = "key_lost_reports"
    __table_args__ = (Index(None, "reported_at"),)

    id: Mapped[EntityId]
    number: Mapped[str] = mapped_column(Text)
    copy: Mapped[int] = mapped_column(ForeignKey("key_copies.id"), index=True)
    handout: Mapped[int | None] = mapped_column(BigInteger)
    who: Mapped[str] = mapped_column(Text)
    happened_at: Mapped[datetime]
    how: Mapped[str] = mapped_column(Text)
    lock_change: Mapped[bool]
    reported_at: Mapped[datetime]
    reported_by: Mapped[int] = mapped_column(BigInteger)
    became_kind: Mapped[str] = mapped_column(Text, default="")
    became: Mapped[int | None] = mapped_column(BigInteger)
    found_at: Mapped[datetime | None]


class ReservationRow(Asked, Base):
    """A key wanted for a time."""

    __tablename__ = "key_reservations"
    __table_args__ = (
        Index(None, "key", "ends"),
        Index("uq_key_reservations_request", "request", unique=True, sqlite_where=sql("request <> ''")),
    )

    id: Mapped[EntityId]
    key: Mapped[int] = mapped_column(ForeignKey("keys.id"))
    colleague: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
