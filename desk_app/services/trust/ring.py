"""The keys and the desks of one moment, for the gate and for whoever reads another desk's records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey, open_signing_key
from desk_app.services.journal.work import Bench
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow

KEYS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""From when a desk's first keys count: it may have issued passes before anybody put them on record."""


def key_ring(bench: Bench, session: Session) -> KeyRing:
    """Every key of this building's desks, whatever it is for: this desk's own, and those that were admitted.

    Those for records are known here too, so that a pass signed with one gets a word of its own.
    """
    return KeyRing(key for purpose in Purpose for key in _keys(bench, session, purpose))


def sync_ring(bench: Bench, session: Session) -> KeyRing:
    """Every key that may have signed the records of a desk of this building, this one's included."""
    return KeyRing(_keys(bench, session, Purpose.SYNC))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of the other desks. `alone`: none counts here, then nothing can have happened elsewhere.

    `heard_at`: up to when the records of all of them are here; None when one of them was never heard from.
    """

    alone: bool
    heard_at: datetime | None


def elsewhere(session: Session) -> Elsewhere:
    """The other desks of one moment."""
    count, heard, oldest = session.execute(
        select(func.count(), func.count(KnownDeskRow.heard_at), func.min(KnownDeskRow.heard_at)).where(
            KnownDeskRow.active
        )
    ).one()
    return Elsewhere(count == 0, oldest if count == heard else None)


def _keys(bench: Bench, session: Session, purpose: Purpose) -> Iterator[TrustedKey]:
    """The keys on record, and the one this desk signs with even if it is not: a rotation may have been cut short."""
    own, met = open_signing_key(bench.secrets, purpose), False
    for row in session.scalars(select(PassKeyRow).where(PassKeyRow.purpose == purpose.value)):
        met = met or row.public == own.public
        yield _trusted(row)
    if not met:
        here = bench.desk
        yield TrustedKey(own.public, frozenset({purpose}), here.site_number, here.desk_number, KEYS_SINCE)


def _trusted(row: PassKeyRow) -> TrustedKey:
    purposes = frozenset({Purpose(row.purpose)})
    return TrustedKey(
        row.public, purposes, row.site, row.desk, row.valid_from, row.revoked_at, row.retired_at
    )
