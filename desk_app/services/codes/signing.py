"""Keys: who signed, for what, and whom this PC trusts.

Ed25519, a key per purpose; what is signed always begins with its purpose, so a pass can never stand in for a
sync batch or the other way round. Private halves live in the secret store and never leave it but to sign.
Not here: which desks are trusted (the caller keeps `TrustedKey` records and admits them).
To add a purpose: a member of `Purpose`.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from desk_app.services.core.secrets import SecretStore

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_ID_BYTES = 4
PUBLIC_BYTES = 32
SEED_BYTES = 32
SIGNATURE_BYTES = 64
FINGERPRINT_GROUPS = 6
_GROUP_DIGITS = 5


class Purpose(enum.Enum):
    """What a key may sign. The value is part of every signature and of the secret's name: it stays."""

    PASS = "pass"  # noqa: S105 - a word, not a password
    SYNC = "sync"

    @property
    def domain(self) -> bytes:
        """The bytes before everything that is signed for this purpose."""
        return b"front-desk/" + self.value.encode() + b"/1\n"


def key_id(public: bytes) -> bytes:
    """The first 4 bytes of SHA-256 of the public key. Two keys may share one: try them all."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def fingerprint(*public: bytes) -> str:
    """One or more public keys as six groups of five digits (99 bits), to read out over the phone.

    The order of the keys does not matter; give a desk's keys for all purposes at once.
    """
    digest = hashlib.sha256(b"front-desk/fingerprint/1\n" + b"".join(sorted(public))).digest()
    count = FINGERPRINT_GROUPS * _GROUP_DIGITS
    digits = f"{int.from_bytes(digest, 'big') % 10**count:0{count}d}"
    return " ".join(digits[at : at + _GROUP_DIGITS] for at in range(0, count, _GROUP_DIGITS))


class SigningKey:
    """This desk's private key for one purpose. Shows nothing of itself but the key id."""

    __slots__ = ("_private", "key_id", "public", "purpose")

    def __init__(self, purpose: Purpose, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("a signing key is made from 32 bytes")
        self.purpose = purpose
        self._private = _private_key(seed)
        self.public = self._private.public_key().public_bytes_raw()
        self.key_id = key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """64 bytes over the purpose and the message."""
        return self._private.sign(self.purpose.domain + message)

    def __repr__(self) -> str:
        return f"SigningKey({self.purpose.value}, id {self.key_id.hex()})"

    def __reduce__(self) -> str:
        raise TypeError("a signing key is not copied out of the program")


def open_signing_key(store: SecretStore, purpose: Purpose) -> SigningKey:
    """This desk's key for a purpose, made at the first call. Raises what the store raises."""
    return _key_of(purpose, store.get_or_make(_secret_name(purpose), _new_seed))


@lru_cache(maxsize=8)
def _key_of(purpose: Purpose, seed: bytes) -> SigningKey:
    """Made once: the store is asked each time, so a key that was replaced is never used again."""
    return SigningKey(purpose, seed)


def rotate_signing_key(store: SecretStore, purpose: Purpose) -> SigningKey:
    """Replace this desk's key by a new one. The old private half is gone after this.

    Have the old public key on record, committed and not yet retired, before this; record its end and the new public
    key after it. Cut short in between, both keys count: the new one because it is the one this desk signs with, the
    old one because nothing has ended it. Retired before, it would go on signing what every gate refuses.
    """
    seed = _new_seed()
    store.put(_secret_name(purpose), seed)
    return SigningKey(purpose, seed)


def _secret_name(purpose: Purpose) -> str:
    return f"{purpose.value}-key"


def _new_seed() -> bytes:
    import secrets

    return secrets.token_bytes(SEED_BYTES)


def _private_key(seed: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=256)
def _public_key(public: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(public)


@dataclass(frozen=True)
class TrustedKey:
    """A desk's public key as this PC trusts it.

    `revoked_at`: it was stolen or the desk is gone; what it signed from then on is refused. `retired_at`: it
    was replaced in due course; the same holds, the words to people differ. Raises ValueError for a key of a
    wrong length and for a moment without time zone.
    """

    public: bytes
    purposes: frozenset[Purpose]
    site: int
    desk: int
    valid_from: datetime
    revoked_at: datetime | None = None
    retired_at: datetime | None = None
    key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        if len(self.public) != PUBLIC_BYTES:
            raise ValueError("a public key has 32 bytes")
        moments = (self.valid_from, self.revoked_at, self.retired_at)
        if any(moment is not None and moment.tzinfo is None for moment in moments):
            raise ValueError("a moment needs its time zone")
        object.__setattr__(self, "key_id", key_id(self.public))

    def ended_by(self, moment: datetime) -> bool:
        """Whether the key was revoked or retired by then."""
        return any(end is not None and moment >= end for end in (self.revoked_at, self.retired_at))

    def verifies(self, purpose: Purpose, message: bytes, signature: bytes) -> bool:
        """Whether this key is for the purpose and signed the message for it. Never raises for any bytes."""
        from cryptography.exceptions import InvalidSignature

        if purpose not in self.purposes:
            return False
        try:
            _public_key(self.public).verify(signature, purpose.domain + message)
        except (InvalidSignature, ValueError):
            return False
        return True


class KeyRing:
    """The keys this PC trusts. Immutable: build a new one when trust changes."""

    def __init__(self, keys: Iterable[TrustedKey] = ()) -> None:
        self._by_id: dict[bytes, tuple[TrustedKey, ...]] = {}
        for key in keys:
            self._by_id[key.key_id] = (*self._by_id.get(key.key_id, ()), key)

    def with_id(self, wanted: bytes) -> tuple[TrustedKey, ...]:
        """Every key of that id; usually one, none when it is unknown."""
        return self._by_id.get(wanted, ())

    def find(self, purpose: Purpose, wanted: bytes, message: bytes, signature: bytes) -> TrustedKey | None:
        """The trusted key that made this signature, whatever else may be wrong with it."""
        return next((key for key in self.with_id(wanted) if key.verifies(purpose, message, signature)), None)
