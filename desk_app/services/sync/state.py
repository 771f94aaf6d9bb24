"""What holds for the whole exchange, kept by name: to know more, add a key here and say what it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.sync.tables import SyncStateRow

NO_BATCH = "0" * 64
"""What the first batch of an epoch follows."""
_PUT = insert(SyncStateRow)
_REPLACE = _PUT.on_conflict_do_update(index_elements=["key"], set_={"value": _PUT.excluded.value})
_KEPT = select(SyncStateRow.value).where(SyncStateRow.key == bindparam("key"))
_HEAD_OFFICE, _CHAIN, _TOLD, _ROUND = "head_office", "chain", "told", "round"
_REPLACING, _SINCE = "replacing", "since"


@dataclass(frozen=True, slots=True)
class KnownHeadOffice:
    """Head office as its card, and later its lists of keys, introduce it. Keys in hex."""

    name: str
    root: str
    sync: str
    box: str
    share: str


@dataclass(frozen=True, slots=True)
class Chain:
    """This desk's own chain of batches."""

    epoch: str = ""
    seq: int = 0
    """Of the newest packed batch of the epoch."""
    prev: str = NO_BATCH
    closes: tuple[str, ...] = ()
    """Epochs before this one, that its first batch closes."""
    event: int = 0
    """The newest packed event."""
    audit: int = 0
    """The newest packed audit entry."""
    sure_event: int = 0
    """The newest event that head office has."""
    sure_audit: int = 0
    stamp: int = 0
    """Of the newest packing: the next one's is later, whatever the clock says."""
    alone: int = 0
    """The newest event of the time before this desk exchanged: only of these some are too old to be told to others."""
    machine: str = ""
    packed_at: int = 0
    """When the newest batch was packed, in milliseconds."""
    too_large: int = 0
    """Lines that were left out of batches because no reader would take them."""


@dataclass(frozen=True, slots=True)
class Told:
    """The newest of what head office told. Older ones do not count any more."""

    ack: int = 0
    trust: int = 0
    master: int = 0
    rev: int = 0
    site_key: int = 0
    """The newest version of the building's key; 0 until this desk is admitted."""
    revoked: int = 0
    """Since when this desk does not count, in milliseconds; 0: it does."""
    forks: tuple[str, ...] = ()
    """Epochs of this desk of which two different chains were found."""
    audit: int = 0
    """The length of the audit chain that head office has."""
    audit_head: str = ""
    """The digest of its last entry, in hex."""
    expires: int = 0
    """When the list of keys should have been renewed, in milliseconds."""
    at: int = 0
    """When head office said its newest ack, by its own clock, in milliseconds: what this PC's clock is held against."""
    master_expires: int = 0
    """When the master data should have been renewed, in milliseconds."""


@dataclass(frozen=True, slots=True)
class LastRound:
    """How the newest rounds went, for those who look after it."""

    at: int = 0
    acked_at: int = 0
    skew_ms: int = 0
    seen: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By desk: what it has heard of others, party → epoch → number: what may be deleted from the share."""


def head_office(session: Session) -> KnownHeadOffice | None:
    """Whom this desk exchanges with; None while it works alone."""
    found = _get(session, _HEAD_OFFICE)
    return None if found is None else KnownHeadOffice(**found)


def put_head_office(session: Session, known: KnownHeadOffice) -> None:
    """Exchange with this one from now on."""
    _write(session, _HEAD_OFFICE, asdict(known))


def begin_exchange(session: Session, known: KnownHeadOffice, now: datetime) -> None:
    """Exchange with this one, after a time alone: what was recorded until now has waited for nobody."""
    put_head_office(session, known)
    _write(session, _SINCE, {"at": to_ms(now)})


def since(session: Session) -> datetime | None:
    """When this desk was connected; None while it works alone, or was connected by an older program."""
    found = _get(session, _SINCE)
    return None if found is None else from_ms(found["at"])


def forget_head_office(session: Session) -> None:
    """Work alone again; the desk's own chain goes on where it stood, should it come back."""
    session.execute(delete(SyncStateRow).where(SyncStateRow.key.in_((_HEAD_OFFICE, _TOLD, _SINCE))))


def chain(session: Session) -> Chain:
    """This desk's chain."""
    found = _get(session, _CHAIN) or {}
    return replace(Chain(), **{**found, "closes": tuple(found.get("closes", ()))})


def put_chain(session: Session, value: Chain) -> None:
    """Keep it."""
    _write(session, _CHAIN, asdict(value))


def told(session: Session) -> Told:
    """The newest of what head office told."""
    found = _get(session, _TOLD) or {}
    return replace(Told(), **{**found, "forks": tuple(found.get("forks", ()))})


def put_told(session: Session, value: Told) -> None:
    """Keep it."""
    _write(session, _TOLD, asdict(value))


def last_round(session: Session) -> LastRound:
    """How the newest rounds went."""
    return replace(LastRound(), **(_get(session, _ROUND) or {}))


def put_last_round(session: Session, value: LastRound) -> None:
    """Keep it."""
    _write(session, _ROUND, asdict(value))


def is_replacing(session: Session) -> bool:
    """Whether this PC takes the place of another one and waits for its records."""
    return _get(session, _REPLACING) is not None


def put_replacing(session: Session, waits: bool) -> None:
    """Begin or end the wait."""
    if waits:
        _write(session, _REPLACING, {})
    else:
        session.execute(delete(SyncStateRow).where(SyncStateRow.key == _REPLACING))


def moment(ms: int) -> datetime | None:
    """A moment that is 0 where it never was."""
    return from_ms(ms) if ms else None


def _get(session: Session, key: str) -> dict[str, Any] | None:
    raw = session.connection().execute(_KEPT, {"key": key}).scalar()
    return None if raw is None else json.loads(raw)


def _write(session: Session, key: str, value: Mapping[str, Any]) -> None:
    session.execute(_REPLACE, {"key": key, "value": json.dumps(value, sort_keys=True)})
