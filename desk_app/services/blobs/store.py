"""Keep and fetch pictures within the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desk_app.services.blobs.pictures import Picture, checked_picture
from desk_app.services.blobs.tables import BlobRow
from desk_app.services.db.base import REFERS
from desk_app.services.journal.work import Work


def keep(session: Session, picture: Picture, now: datetime) -> str:
    """Keep a picture; returns the digest it is found by."""
    digest = hashlib.sha256(picture.content).hexdigest()
    if session.get(BlobRow, digest) is None:
        session.add(BlobRow(sha256=digest, media=picture.media, content=picture.content, created=now))
    return digest


def kept_signature(work: Work, drawn: bytes | None, at: str = "signature") -> str:
    """Keep a signature; returns its digest, "" when nobody signed. Raises InvalidInput (`at`) for no picture."""
    return "" if drawn is None else keep(work.session, checked_picture(drawn, at), work.now)


def fetch(session: Session, digest: str) -> Picture | None:
    """The picture of a digest; None when it is not (or not yet) on this PC."""
    row = session.get(BlobRow, digest)
    return None if row is None else Picture(row.content, row.media)


def drop(session: Session, digests: Collection[str]) -> None:
    """Remove pictures that no record refers to any more; a column that refers to one says so: `info=TO_PICTURE`."""
    session.flush()
    unused = set(digests)
    for table in BlobRow.metadata.sorted_tables:
        for column in table.columns:
            if column.info.get(REFERS) and unused:
                unused -= set(session.scalars(select(column).where(column.in_(unused)).distinct()))
    session.execute(delete(BlobRow).where(BlobRow.sha256.in_(unused)))
