"""What head office keeps of master data: its own word on every row, and which proposals it has decided."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table

from desk_app.services.headoffice.tables import METADATA, TEXT, WHOLE

MASTER_ROWS = Table(
    "master_rows",
    METADATA,
    Column("site", WHOLE, primary_key=True, autoincrement=False),
    Column("table", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("said", TEXT, nullable=False),
    Column("changed_at", WHOLE, nullable=False),
)
"""`said`: the columns as JSON; empty for a row that head office does not want (any more)."""

MASTER_DECIDED = Table(
    "master_decided",
    METADATA,
    Column("party", TEXT, primary_key=True),
    Column("table", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("stamp", WHOLE, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("decided_at", WHOLE, nullable=False),
)
"""What a desk proposed of a row up to `stamp` is decided."""

MASTER_SITES = Table(
    "master_sites",
    METADATA,
    Column("site", WHOLE, primary_key=True, autoincrement=False),
    Column("automatic", Boolean, nullable=False, default=False),
)
"""By building: whether proposals are accepted by themselves."""
