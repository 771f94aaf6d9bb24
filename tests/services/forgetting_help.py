"""What stands in the database's files, and whether the chain of the journal holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from desk_app.services.audit.chain import verify
from desk_app.services.blobs.tables import BlobRow
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.rounds import purge_round
from desk_app.services.retention.service import Retention

YEARS = 740 * 86_400
"""Seconds: a little more than the two years that records are kept."""


def in_file(desk: Services, folder: DataFolder, secrets: Iterable[str]) -> set[str]:
    """Which of the secrets stand anywhere in the database's files."""
    with desk.bench.database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = b"".join(path.read_bytes() for path in folder.root.glob("desk.db*"))
    return {secret for secret in secrets if secret.encode() in content}


def faults(desk: Services) -> list[object]:
    """What is wrong with the chain."""
    with desk.bench.database.read() as session:
        return list(verify(session))


def pictures(desk: Services) -> int:
    """How many pictures are kept."""
    return number(desk, BlobRow)


def number(desk: Services, table: type[Any]) -> int:
    """How many rows a table has."""
    with desk.bench.database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def forget(desk: Services) -> dict[str, int]:
    """Have the purge run to its end, agreed to; how many records were forgotten, by the setting's key."""
    desk.get(Retention).agree(SYSTEM)
    before = len(desk.get(RetentionQueries).runs(SYSTEM))
    while purge_round(desk.bench) is not None:
        continue
    runs = desk.get(RetentionQueries).runs(SYSTEM)
    return dict(runs[0].counts) if len(runs) > before else {}
