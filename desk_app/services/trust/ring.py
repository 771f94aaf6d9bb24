"""The keys and the desks of one moment, for the gate and for whoever signs."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey, open_signing_key
from desk_app.services.journal.work import Bench
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow

KEYS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_PASSES = frozenset({Purpose.PASS})


def key_ring(bench: Bench, session: Session) -> KeyRing:
    """Every key that may have signed a pass of this building: this desk's own, and those that were admitted."""
    own = open_signing_key(bench.secrets, Purpose.PASS)
    rows = session.scalars(select(PassKeyRow)).all()
    keys = [_trusted(row) for row in rows]
    if all(row.public != own.public for row in rows):
        keys.append(
            TrustedKey(own.public, _PASSES, bench.desk.site_number, bench.desk.desk_number, KEYS_SINCE)
        )
    return KeyRing(keys)


def is_alone(session: Session) -> bool:
    """Whether no other desk's passes count here: then nothing can have happened elsewhere."""
    return session.scalars(select(KnownDeskRow.desk).where(KnownDeskRow.active).limit(1)).first() is None


def heard_from_all(session: Session) -> datetime | None:
    """Up to when the records of every other desk are here; None when one of them was never heard from."""
    count, heard, oldest = session.execute(
        select(func.count(), func.count(KnownDeskRow.heard_at), func.min(KnownDeskRow.heard_at)).where(
            KnownDeskRow.active
        )
    ).one()
    return oldest if count == heard else None


def _trusted(row: PassKeyRow) -> TrustedKey:
    return TrustedKey(row.public, _PASSES, row.site, row.desk, row.valid_from, row.revoked_at, row.retired_at)
