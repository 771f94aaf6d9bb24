"""Between rows and records: the only place that knows both."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desk_app.services.conflicts.records import Conflict, ConflictKind, Deed, Side
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.core.clocks import from_ms, to_ms


def to_conflict(row: ConflictRow) -> Conflict:
    """A row as pages see it."""
    return Conflict(
        id=row.id,
        kind=ConflictKind(row.kind),
        entity=row.entity,
        record=row.record,
        title=row.title,
        found_at=row.found_at,
        sides=read_sides(row.sides),
        outcome=row.outcome,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        settled_by_name=row.settled_by_name,
    )


def write_sides(sides: Iterable[Side]) -> str:
    """Sides as the column keeps them."""
    return json.dumps(
        [
            {
                "desk": side.desk,
                "place": side.place,
                "at": None if side.at is None else to_ms(side.at),
                "by": side.by,
                "what": side.what.value,
                "pieces": side.pieces,
            }
            for side in sides
        ],
        ensure_ascii=False,
    )


def read_sides(text: str) -> tuple[Side, ...]:
    """Sides out of the column."""
    return tuple(
        Side(
            desk=one["desk"],
            place=one["place"],
            at=None if one["at"] is None else from_ms(one["at"]),
            by=one["by"],
            what=Deed(one["what"]),
            pieces=one["pieces"],
        )
        for one in json.loads(text)
    )
