"""Sync."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "found_elsewhere",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_elsewhere")),
    )
    op.create_table(
        "key_custody",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("copy", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("handout", sa.BigInteger(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_custody")),
    )
    op.create_index(op.f("ix_key_custody_copy"), "key_custody", ["copy"], unique=False)
    op.create_index(op.f("ix_key_custody_handout"), "key_custody", ["handout"], unique=False)
    op.create_table(
        "sync_heard",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("party", "epoch", "seq", name=op.f("pk_sync_heard")),
    )
    op.create_table(
        "sync_heard_upto",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("sure", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("party", "epoch", name=op.f("pk_sync_heard_upto")),
    )
    op.create_table(
        "sync_held",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash16", sa.Text(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.Column("relayed_at", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("party", "epoch", "seq", name=op.f("pk_sync_held")),
    )
    op.create_table(
        "sync_master_rows",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("packed", sa.BigInteger(), nullable=False),
        sa.Column("stuck", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table", "key", name=op.f("pk_sync_master_rows")),
    )
    op.create_table(
        "sync_outbox",
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("first_event", sa.BigInteger(), nullable=False),
        sa.Column("last_event", sa.BigInteger(), nullable=False),
        sa.Column("last_audit", sa.Integer(), nullable=False),
        sa.Column("packed_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("acked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("epoch", "seq", name=op.f("pk_sync_outbox")),
    )
    op.create_index(op.f("ix_sync_outbox_acked_at"), "sync_outbox", ["acked_at"], unique=False)
    op.create_table(
        "sync_packed_rows",
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "seq", "table", "key", name=op.f("pk_sync_packed_rows")),
    )
    op.create_index(op.f("ix_sync_packed_rows_key"), "sync_packed_rows", ["key"], unique=False)
    op.create_table(
        "sync_parked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_parked")),
    )
    op.create_table(
        "sync_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("sync_key", sa.LargeBinary(), nullable=False),
        sa.Column("box_key", sa.LargeBinary(), nullable=False),
        sa.Column("pass_key", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("party", "sync_key", name=op.f("pk_sync_parties")),
    )
    op.create_table(
        "sync_quarantine",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_sync_quarantine")),
    )
    op.create_table(
        "sync_row_changes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sync_row_changes")),
    )
    op.create_index("uq_sync_row_changes_row", "sync_row_changes", ["key", "table"], unique=True)
    op.create_table(
        "sync_state",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sync_state")),
    )
    op.create_table(
        "visit_words",
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("desk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("badge_returned", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit"], ["visits.id"], name=op.f("fk_visit_words_visit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit", "desk", name=op.f("pk_visit_words")),
    )
