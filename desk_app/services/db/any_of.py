"""Whether there is anything at all, before rows are read: most people who are looked up have nothing open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Exists, Select, exists, literal_column, or_, select
from sqlalchemy.orm import Session


class AnyOf:
    """Several statements as one look. Made once; all of them take the same values."""

    def __init__(self, *wanted: Select[*tuple[Any, ...]]) -> None:
        self._look = select(or_(*map(_is_there, wanted)))

    def found(self, session: Session, values: Mapping[str, object]) -> bool:
        """Whether any of them has a row for these values."""
        # Past the session: it makes no objects of a yes or no, and half the time is its own.
        return bool(session.connection().execute(self._look, values).scalar())


def _is_there(wanted: Select[*tuple[Any, ...]]) -> Exists:
    return exists(wanted.with_only_columns(literal_column("1"), maintain_column_froms=True).order_by(None))
