"""Events by which a desk notes what another one did: told by the kind's name, for head office knows no feature.

They belong to the journal of the desk that heard, and go up with it; nobody at that desk did anything.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from desk_app.services.journal.tables import EventRow

_ENDINGS = (".heard", "_heard", "_elsewhere", ".records_received", "desk.listed")


def is_echo(kind: str) -> bool:
    """Whether a desk only heard what another one did: it was done there, and is counted there."""
    return kind.endswith(_ENDINGS)


def own_work() -> ColumnElement[bool]:
    """Events of what was done at this desk itself."""
    return and_(*(EventRow.kind.notlike(f"%{ending.replace('_', '/_')}", escape="/") for ending in _ENDINGS))
