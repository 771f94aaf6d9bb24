"""Events as bytes: one canonical form, so that a digest means the same on every desk."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk_app.services.core.clocks import to_ms

Payload = Mapping[str, object]
_SALT_BYTES = 16
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One event, ready to be written."""

    id: int
    stamp: int
    kind: str
    version: int
    entity: int
    at: datetime
    actor: int
    payload: str
    private: str | None
    seal: bytes | None
    digest: bytes


def canonical(payload: Payload) -> str:
    """JSON with sorted keys and no spaces. Raises ValueError for NaN and TypeError for what JSON does not know."""
    return _ENCODER.encode(payload)


def seal_of(private: str) -> bytes:
    """A fresh salt and the digest of the private text under it."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return salt + hashlib.sha256(salt + private.encode()).digest()


def seal_holds(private: str, seal: bytes) -> bool:
    """Whether the private text is the one that was sealed."""
    return hashlib.sha256(seal[:_SALT_BYTES] + private.encode()).digest() == seal[_SALT_BYTES:]


def digest_of(
    event_id: int,
    stamp: int,
    kind: str,
    version: int,
    entity: int,
    at: datetime,
    actor: int,
    payload: str,
    seal: bytes | None,
) -> bytes:
    """SHA-256 over everything of an event that never changes, in a fixed order; no part can hold the separator."""
    fixed = f"{event_id}\0{stamp}\0{kind}\0{version}\0{entity}\0{to_ms(at)}\0{actor}\0{payload}\0"
    return hashlib.sha256(fixed.encode() + (seal or b"")).digest()


def make_event(
    event_id: int,
    stamp: int,
    kind: str,
    version: int,
    entity: int,
    at: datetime,
    actor: int,
    payload: Payload,
    private: Payload | None,
) -> Event:
    """An event with its seal and digest."""
    text = canonical(payload)
    hidden = canonical(private) if private else None
    seal = seal_of(hidden) if hidden is not None else None
    digest = digest_of(event_id, stamp, kind, version, entity, at, actor, text, seal)
    return Event(event_id, stamp, kind, version, entity, at, actor, text, hidden, seal, digest)
