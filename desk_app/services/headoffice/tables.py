"""What head office keeps. Its own database: none of a desk's tables, and none of these at a desk.

Every number is whole; moments are milliseconds since 1970. Texts sort by their bytes, in SQLite as in PostgreSQL, so
that both give the same export. Personal data is in `events.private`, `rows.columns`, `audit.columns`, `facts.line` and
`untold.lines`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
WHOLE = BigInteger().with_variant(Integer, "sqlite")

SETTINGS = Table(
    "settings", METADATA, Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False)
)

DESKS = Table(
    "desks",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("site", WHOLE, nullable=False),
    Column("desk", WHOLE, nullable=False),
    Column("code", TEXT, nullable=False),
    Column("building", TEXT, nullable=False),
    Column("app", TEXT, nullable=False, default=""),
    Column("heard_at", WHOLE),
    Column("packed_at", WHOLE),
    Column("audit_length", WHOLE, nullable=False, default=0),
    Column("audit_head", TEXT, nullable=False, default=""),
)
"""`heard_at`: when a batch of it last came; `packed_at`: when by its own clock that was packed."""

DESK_KEYS = Table(
    "desk_keys",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("sync", TEXT, primary_key=True),
    Column("box", TEXT, nullable=False),
    Column("pass", TEXT, nullable=False),
    Column("since", WHOLE, nullable=False),
    Column("ended", WHOLE),
    Column("revoked", WHOLE),
    Column("revoked_on", WHOLE),
)
"""`revoked`: since when it does not count; `revoked_on`: when somebody said so."""

WATERMARKS = Table(
    "watermarks",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("epoch", TEXT, primary_key=True),
    Column("seq", WHOLE, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("forked", Boolean, nullable=False, default=False),
    Column("closed_at", WHOLE),
    Column("open_end", Boolean, nullable=False, default=False),
    Column("moved_at", WHOLE, nullable=False),
    Column("packed_at", WHOLE, nullable=False, default=0),
    Column("signer", TEXT, nullable=False, default=""),
)
"""Everything up to `seq` is here. `closed_at`: a newer epoch closed it; `open_end`: what comes counts in any order.

`packed_at`, `signer`: when the last of it was packed, by its desk's clock, and with which keys.
"""

BATCHES = Table(
    "batches",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("epoch", TEXT, primary_key=True),
    Column("seq", WHOLE, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("events", WHOLE, nullable=False),
    Column("came_at", WHOLE, nullable=False),
    Index("ix_batches_epoch", "epoch"),
)
"""Which files were applied. Two of one number only where an epoch forked and a person decided."""

EVENTS = Table(
    "events",
    METADATA,
    Column("site", WHOLE, primary_key=True, autoincrement=False),
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("party", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("entity", WHOLE, nullable=False),
    Column("stamp", WHOLE, nullable=False),
    Column("at", WHOLE, nullable=False),
    Column("actor", WHOLE, nullable=False),
    Column("payload", TEXT, nullable=False),
    Column("private", TEXT),
    Column("seal", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Index("ix_events_entity", "site", "entity"),
    postgresql_partition_by="RANGE (id)",
)
"""Ids begin with the moment they were given out: ranges of ids are months."""

DAILY = Table(
    "daily",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("day", WHOLE, primary_key=True, autoincrement=False),
    Column("kind", TEXT, primary_key=True),
    Column("count", WHOLE, nullable=False),
)
"""How many events of a kind a desk had on a day (`date.toordinal`, in head office's zone). Made of `events` alone."""

EMPTIED = Table(
    "emptied",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("id", WHOLE, primary_key=True, autoincrement=False),
)
"""Events whose personal part their own desk emptied: it is never filled again."""

FORGOTTEN = Table(
    "forgotten",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("entity", WHOLE, primary_key=True, autoincrement=False),
    Column("stamp", WHOLE, nullable=False),
)
"""Records of which a desk forgot what it knew about people, and up to when. It speaks for its own events alone."""

ROWS = Table(
    "rows",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("table", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("stamp", WHOLE, nullable=False),
    Column("columns", TEXT, nullable=False),
)
"""A desk's rows as they stood last; `columns` is JSON, `null` for a row that is gone."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("seq", WHOLE, primary_key=True),
    Column("digest", TEXT, primary_key=True),
    Column("previous", TEXT, nullable=False),
    Column("columns", TEXT, nullable=False),
)

FACTS = Table(
    "facts",
    METADATA,
    Column("site", WHOLE, primary_key=True, autoincrement=False),
    Column("party", TEXT, primary_key=True),
    Column("name", TEXT, primary_key=True),
    Column("record", TEXT, primary_key=True),
    Column("stamp", WHOLE, nullable=False),
    Column("line", TEXT, nullable=False),
)
"""The newest fact of each record that a desk told its building."""

UNTOLD = Table(
    "untold",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("site", WHOLE, nullable=False),
    Column("party", TEXT, nullable=False),
    Column("epoch", TEXT, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("lines", TEXT, nullable=False),
)
"""Facts that are not in the building's feed yet, in the order in which they came."""

UNKNOWN = Table(
    "unknown_lines",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("digest", TEXT, primary_key=True),
    Column("line", TEXT, nullable=False),
)
"""Lines of a kind that this program does not know yet, whole."""

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("party", TEXT, nullable=False),
    Column("epoch", TEXT, nullable=False),
    Column("detail", TEXT, nullable=False),
    Column("found_at", WHOLE, nullable=False),
    Column("settled_at", WHOLE),
    Column("note", TEXT, nullable=False, default=""),
)

QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("path", TEXT, primary_key=True),
    Column("party", TEXT, nullable=False),
    Column("fault", TEXT, nullable=False),
    Column("found_at", WHOLE, nullable=False),
    Column("seen_at", WHOLE, nullable=False),
)

MISSING = Table(
    "missing",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("epoch", TEXT, primary_key=True),
    Column("seq", WHOLE, primary_key=True),
)
"""Batches that must exist and cannot be read; told with the next ack."""

OUTGOING = Table(
    "outgoing",
    METADATA,
    Column("folder", TEXT, primary_key=True),
    Column("name", TEXT, primary_key=True),
    Column("number", WHOLE, nullable=False),
    Column("ending", TEXT, nullable=False),
    Column("snapshot", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("of", TEXT, nullable=False),
    Column("at", WHOLE, nullable=False),
)
"""Head office's own files as they stand on the share. `of`: what they say, to see whether it is new."""
