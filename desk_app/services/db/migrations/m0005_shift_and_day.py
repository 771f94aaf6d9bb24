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
    op.create_table(
        "kits",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("handover", sa.BigInteger(), nullable=True),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kits")),
        sa.UniqueConstraint("number", name=op.f("uq_kits_number")),
    )
    op.create_table(
        "kit_forms",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kit", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kit"], ["kits.id"], name=op.f("fk_kit_forms_kit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_forms")),
        sa.UniqueConstraint("number", name=op.f("uq_kit_forms_number")),
    )
    op.create_index(op.f("ix_kit_forms_kit"), "kit_forms", ["kit"], unique=False)
    op.create_index(
        "ix_kit_forms_open", "kit_forms", ["kit"], unique=False, sqlite_where=sa.text("state = 'open'")
    )
