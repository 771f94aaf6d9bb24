"""Shift and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "back_entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("entity", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_entries")),
    )
    op.create_index(op.f("ix_back_entries_entered_at"), "back_entries", ["entered_at"], unique=False)
    op.create_index(
        op.f("ix_back_entries_entity_happened_at"), "back_entries", ["entity", "happened_at"], unique=False
    )
    op.create_index(op.f("ix_back_entries_happened_at"), "back_entries", ["happened_at"], unique=False)
