"""What this desk knows of the exchange; private to this folder. Nothing here leaves the PC but as batches."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.services.db.base import Base


class SyncStateRow(Base):
    """One thing that holds for all of the exchange; which there are is said in `state`."""

    __tablename__ = "sync_state"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class OutboxRow(Base):
    """A packed batch: its bytes are final. They stay for some weeks after head office has it, in case it loses it."""

    __tablename__ = "sync_outbox"
    __table_args__ = (Index(None, "acked_at"),)

    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    events: Mapped[int]
    first_event: Mapped[int] = mapped_column(BigInteger)
    last_event: Mapped[int] = mapped_column(BigInteger)
    """The newest event that is packed up to here: what stands where a record is."""
    last_audit: Mapped[int]
    packed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """When it was read back from the share; information only."""
    acked_at: Mapped[datetime | None]


class RowChangeRow(Base):
    """A row of a table changed: written by triggers in the same transaction, packed with the next batch."""

    __tablename__ = "sync_row_changes"
    # A row is marked once. The key comes first: where a record is, is asked by its id.
    __table_args__ = (Index("uq_sync_row_changes_row", "key", "table", unique=True),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    """The primary key as a JSON array."""
    gone: Mapped[bool]


class PackedRowRow(Base):
    """Which row went into which batch, until head office has it: it is packed again when the epoch ends before."""

    __tablename__ = "sync_packed_rows"
    __table_args__ = (Index(None, "key"),)

    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)


class HeardRow(Base):
    """A batch of another desk, or a file of head office's feed, that was heard. One by one: order never matters."""

    __tablename__ = "sync_heard"

    party: Mapped[str] = mapped_column(Text, primary_key=True)
    """`feed` for head office's."""
    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    heard_at: Mapped[datetime]


class HeardUptoRow(Base):
    """How far an epoch of another desk was heard: kept when a batch is heard, so that nobody counts them."""

    __tablename__ = "sync_heard_upto"

    party: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    first: Mapped[int]
    """The least number that was heard; 0: none was."""
    sure: Mapped[int]
    """All from the first up to here were heard."""
    newest: Mapped[int]
    whole: Mapped[int]
    """Up to here a snapshot told everything; 0: none was heard."""
    heard_at: Mapped[datetime]


class HeldRow(Base):
    """Another desk's batch, byte for byte, until head office has it: it is relayed when head office lacks it."""

    __tablename__ = "sync_held"

    party: Mapped[str] = mapped_column(Text, primary_key=True)
    epoch: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash16: Mapped[str] = mapped_column(Text)
    """Of its name."""
    heard_at: Mapped[datetime]
    relayed_at: Mapped[datetime | None]
    # The last column: what stands after it would be read through it.
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PartyRow(Base):
    """A desk as head office's newest list of keys tells of it."""

    __tablename__ = "sync_parties"

    party: Mapped[str] = mapped_column(Text, primary_key=True)
    sync_key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    box_key: Mapped[bytes] = mapped_column(LargeBinary)
    pass_key: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Another PC took its place, or it is gone: what it wrote before counts."""
    revoked_at: Mapped[datetime | None]
    """Stolen: what it wrote from then on does not count."""


class ParkedRow(Base):
    """A fact of a kind or version that this program does not know yet: kept raw, heard after the next update."""

    __tablename__ = "sync_parked"

    id: Mapped[int] = mapped_column(primary_key=True)
    party: Mapped[str] = mapped_column(Text)
    line: Mapped[str] = mapped_column(Text)
    parked_at: Mapped[datetime]


class QuarantineRow(Base):
    """A file that does not count, and why. Its content is not kept, and nothing of it was applied."""

    __tablename__ = "sync_quarantine"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    fault: Mapped[str] = mapped_column(Text)
    """A value of `frame.Fault`."""
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class MasterRow(Base):
    """A row of master data as head office said it last: what differs from it here is a proposal of this desk."""

    __tablename__ = "sync_master_rows"

    table: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    """The primary key as a JSON array, as in `RowChangeRow`."""
    said: Mapped[str] = mapped_column(Text, default="")
    """Its columns as a JSON object, also such as this program does not know yet; empty: head office has no such row."""
    packed: Mapped[int] = mapped_column(BigInteger, default=0)
    """The stamp of the newest batch in which this desk's own change of it went up; 0: there is none; -1: `said` came
    along when this desk joined, whosever word it is.
    """
    stuck: Mapped[str] = mapped_column(Text, default="")
    """Why it could not go in; empty when it did."""
