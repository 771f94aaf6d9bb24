"""Copies that were out when the desks began to tell each other who has them: each gets its first step."""

from __future__ import annotations

from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """A line's own id names the step: ids are unique over all tables, and say which desk gave them out."""
    op.execute(
        "INSERT INTO key_custody (id, copy, prev, desk, handout, out, at, holder, due)"
        " SELECT l.id, l.copy, 0, l.id >> 8 & 16383, h.id, 1, h.out_at, h.holder, h.due"
        " FROM key_lines l JOIN key_handouts h ON h.id = l.handout"
        " WHERE l.state = 'out' AND h.out_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM key_custody c WHERE c.copy = l.copy)"
    )
