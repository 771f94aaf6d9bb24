"""Between rows and records."""

from __future__ import annotations

from desk_app.services.core.looking import Why
from desk_app.services.privacy.records import Asked, Request, RequestKind
from desk_app.services.privacy.tables import RequestRow


def to_request(row: RequestRow) -> Request:
    """A row as pages and papers see it."""
    return Request(
        row.id,
        row.number,
        RequestKind(row.kind),
        row.at,
        row.by,
        row.second,
        Asked(row.asked),
        Why(row.why),
        row.records,
        row.stayed,
    )
