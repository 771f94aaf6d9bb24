"""Where an entry goes in the index: rows rise with ids, so that the newest is read first.

The rows are small and close together instead of the ids themselves: a full-text index keeps the distance to the row
before, which is one byte or two for neighbours and seven for ids. Quiet hours leave gaps, in which records of other
desks that come in later find their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_QUIET = 180_000 << 22  # three minutes; an id is milliseconds << 22 | desk and sequence
_WIDEST_GAP = 16


@dataclass
class Places:
    """Hands out rows. Ids must be asked for in rising order; one instance serves one call of `put`."""

    connection: Connection
    _row: int = 0
    _id: int = 0
    _known: bool = False

    def row_for(self, new_id: int) -> int:
        """A free row between those of the older and of the newer entries; the last one if there is no room."""
        if not self._known:
            newest = self._one("SELECT row, id FROM search_entry ORDER BY row DESC LIMIT 1")
            self._row, self._id = newest or (0, new_id)
            self._known = True
        if new_id < self._id:
            between = self._between(new_id)
            if between is not None:
                return between
        quiet = (new_id - self._id) // _QUIET
        self._row += 1 + min(max(quiet, 0), _WIDEST_GAP)
        self._id = max(self._id, new_id)
        return self._row

    def _between(self, new_id: int) -> int | None:
        older = self._one("SELECT row, id FROM search_entry WHERE id < ? ORDER BY id DESC LIMIT 1", new_id)
        newer = self._one("SELECT row, id FROM search_entry WHERE id > ? ORDER BY id LIMIT 1", new_id)
        if newer is None:
            return None
        low = older[0] if older else newer[0] - 2 * _WIDEST_GAP
        if newer[0] - low < 2:
            return None
        return (low + newer[0]) // 2

    def _one(self, sql: str, *values: int) -> tuple[int, int] | None:
        found = self.connection.exec_driver_sql(sql, values).one_or_none()
        return (int(found[0]), int(found[1])) if found else None
