"""Shift and day."""

from __future__ import annotations

from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"], unique=False)
