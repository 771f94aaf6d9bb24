"""The search index."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from desk_app.services.search.entry import SearchEntry


def create(connection: Connection) -> None:
    """Make the index's tables."""


def put(connection: Connection, entries: Iterable[SearchEntry]) -> None:
    """Insert or replace entries."""


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Take entries out."""
