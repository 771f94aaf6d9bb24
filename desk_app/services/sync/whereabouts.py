"""Where records are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from desk_app.services.sync.records import Where


def where_of(session: Session, ids: Collection[int]) -> dict[int, Where]:
    """By record."""
    return dict.fromkeys(ids, Where.HERE)
