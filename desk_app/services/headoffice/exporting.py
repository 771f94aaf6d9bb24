"""All that head office knows from desks as one canonical text: to compare two stores, or to carry it elsewhere.

What only says how it came to be here (batches, when they came, numbers of files) is not in it.
"""

from __future__ import annotations

import base64
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.headoffice.tables import AUDIT, DAILY, EVENTS, FACTS, INCIDENTS, ROWS, UNKNOWN
from desk_app.services.journal.events import canonical

_TABLES = (EVENTS, DAILY, ROWS, AUDIT, FACTS, UNKNOWN)


def export(session: Session) -> bytes:
    """NDJSON: every row of what desks told, sorted by its key."""
    lines = []
    for table in _TABLES:
        keys = [column.name for column in table.primary_key.columns]
        for row in session.execute(select(table).order_by(*(table.c[key] for key in keys))):
            said = {name: _plain(value) for name, value in row._mapping.items()}
            lines.append(canonical({"of": table.name, **said}))
    of = (INCIDENTS.c.kind, INCIDENTS.c.party, INCIDENTS.c.epoch, INCIDENTS.c.detail)
    for kind, party, epoch, detail in session.execute(select(*of).order_by(*of)):
        said = {"of": "incidents", "kind": kind, "party": party, "epoch": epoch, "detail": detail}
        lines.append(canonical(said))
    return "".join(f"{line}\n" for line in lines).encode()


def _plain(value: Any) -> object:
    if isinstance(value, bytes | memoryview):
        return {"b64": base64.b64encode(bytes(value)).decode()}
    return value
