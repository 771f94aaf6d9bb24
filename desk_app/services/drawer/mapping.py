"""Between rows and records of the drawer: the only place that knows both."""

from __future__ import annotations

from desk_app.services.drawer.records import Count, Movement, MovementKind
from desk_app.services.drawer.tables import CountRow, MovementRow


def to_count(row: CountRow) -> Count:
    """A count as pages and papers see it."""
    return Count(row.id, row.at, row.by, row.counted, row.expected, row.explanation)


def to_movement(row: MovementRow) -> Movement:
    """A movement as pages and papers see it."""
    return Movement(
        row.id,
        row.at,
        row.by,
        MovementKind(row.kind),
        row.cash,
        row.held,
        row.record_kind,
        row.record,
        row.number,
        row.remark,
    )
