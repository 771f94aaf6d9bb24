"""Where an entry goes in the index: rows rise with ids, so that the newest is read first.

The rows are small and close together instead of the ids themselves: a full-text index keeps the distance to the row
before, which is one byte or two for neighbours and seven for ids. Quiet hours leave gaps, in which records of other
desks that come in later find their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_QUIET = 180_000 << 22  # three minutes; an id is milliseconds << 22 | desk and sequence
_WIDEST_GAP = 16
_NEIGHBOURS = (
    "SELECT (SELECT row FROM search_entry WHERE id < ? ORDER BY id DESC LIMIT 1),"
    " (SELECT row FROM search_entry WHERE id > ? ORDER BY id LIMIT 1)"
)
_TAKEN = "SELECT 1 FROM search_entry WHERE row = ?"


class Places:
    """Hands out rows. Ids must be asked for in rising order; one instance serves one chunk of `put`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        newest = connection.exec_driver_sql(
            "SELECT row, id FROM search_entry ORDER BY row DESC LIMIT 1"
        ).one_or_none()
        self._row, self._id = (int(newest[0]), int(newest[1])) if newest else (0, 0)
        self._given: set[int] = set()

    def row_for(self, new_id: int) -> int:
        """A free row between those of the older and the newer entries; the last one if there is no room."""
        row = self._between(new_id) if new_id < self._id else None
        if row is None:
            quiet = (new_id - self._id) // _QUIET
            self._row += 1 + min(max(quiet, 0), _WIDEST_GAP)
            self._id = max(self._id, new_id)
            row = self._row
        self._given.add(row)
        return row

    def _between(self, new_id: int) -> int | None:
        older, newer = self._connection.exec_driver_sql(_NEIGHBOURS, (new_id, new_id)).one()
        row = (newer - _WIDEST_GAP) if older is None else (older + newer) // 2
        # Neighbours by id need not be so by row, once there was no room.
        if row in self._given or self._connection.exec_driver_sql(_TAKEN, (row,)).first():
            return None
        return int(row)
