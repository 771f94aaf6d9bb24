"""Shift and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "day_closings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_closings")),
    )
    op.create_index("uq_day_closings_day", "day_closings", ["day"], unique=True)
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"], unique=False)
    op.create_index(
        "ix_mail_pieces_approved",
        "mail_pieces",
        ["approved_at"],
        unique=False,
        sqlite_where=sa.text("approved_at IS NOT NULL"),
    )
    op.create_index(
        "ix_mail_pieces_handed",
        "mail_pieces",
        ["handed_at"],
        unique=False,
        sqlite_where=sa.text("handed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_mail_pieces_sent_on",
        "mail_pieces",
        ["sent_on_at"],
        unique=False,
        sqlite_where=sa.text("sent_on_at IS NOT NULL"),
    )
    op.create_index(
        "ix_repairs_called_back",
        "repairs",
        ["called_back_at"],
        unique=False,
        sqlite_where=sa.text("called_back_at IS NOT NULL"),
    )
    op.create_index(
        "ix_repairs_done", "repairs", ["done_at"], unique=False, sqlite_where=sa.text("done_at IS NOT NULL")
    )
