"""Who can open what on the share: a building's key for its desks, a box for one reader alone.

`site:<site>:<version>` is AES-256-GCM with a key that every desk of the building has; `hq` and `desk:<party>` are
sealed boxes: a fresh X25519 key for each, HKDF-SHA-256, AES-256-GCM. What a text is part of is bound in, so a section
opens only in the file it was written for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desk_app.services.core.secrets import SecretStore

KEY_BYTES = 32
_NONCE = 12
_BOX_KEY = "box-key"
_INFO = b"front-desk/box/1\n"
HQ = "hq"
_SITE = re.compile(r"site:([1-9][0-9]{0,7}):([1-9][0-9]{0,8})")


class NotOpened(Exception):
    """The key does not fit, or the text was altered."""


class BoxKey:
    """The private half of a box: opens what was sealed for its owner. Shows nothing of itself."""

    __slots__ = ("_private", "public")

    def __init__(self, seed: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """The text. Raises NotOpened."""
        theirs, rest = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(theirs))
        except ValueError:
            raise NotOpened from None
        return unlock(_derived(shared, theirs, self.public), rest, bound)

    def __repr__(self) -> str:
        return "BoxKey()"

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied out of the program")


def open_box_key(store: SecretStore, name: str = _BOX_KEY) -> BoxKey:
    """This party's box, made at the first call. Raises what the store raises."""
    return _box(store.get_or_make(name, lambda: secrets.token_bytes(KEY_BYTES)))


@lru_cache(maxsize=8)
def _box(seed: bytes) -> BoxKey:
    return BoxKey(seed)


def seal_box(public: bytes, text: bytes, bound: bytes) -> bytes:
    """Seal for the owner of a box: 60 bytes longer than the text. Raises ValueError for what is no public half."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return mine + lock(_derived(shared, mine, public), text, bound)


def lock(key: bytes, text: bytes, bound: bytes) -> bytes:
    """Lock with a key of 32 bytes: 28 bytes longer than the text."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound)


def unlock(key: bytes, locked: bytes, bound: bytes) -> bytes:
    """The text. Raises NotOpened."""
    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise NotOpened from None


def _derived(shared: bytes, mine: bytes, theirs: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=_INFO + mine + theirs).derive(shared)


@dataclass(frozen=True, slots=True)
class Locks:
    """With what a writer locks: the newest key of each building it writes for, and the boxes of its readers."""

    sites: Mapping[int, tuple[int, bytes]] = field(default_factory=dict)
    """Building → (version, key)."""
    boxes: Mapping[str, bytes] = field(default_factory=dict)
    """`hq` or `desk:<party>` → public half."""

    def site(self, site: int) -> str:
        """How a section for a building's desks is addressed. Raises KeyError without its key."""
        return f"site:{site}:{self.sites[site][0]}"

    def lock(self, to: str, text: bytes, bound: bytes) -> bytes:
        """Lock for an address; `open` is for everybody. Raises KeyError for one without a key here."""
        if to == "open":
            return text
        if to.startswith("site:"):
            return lock(self._site_keys()[to], text, bound)
        return seal_box(self.boxes[to], text, bound)

    def _site_keys(self) -> dict[str, bytes]:
        """By address: only the newest version is written with."""
        return {self.site(one): key for one, (_, key) in self.sites.items()}


@dataclass(frozen=True, slots=True)
class Keys:
    """With what a reader opens."""

    sites: Mapping[tuple[int, int], bytes] = field(default_factory=dict)
    """(building, version) → key; old versions stay, for what was written with them."""
    box: BoxKey | None = None
    name: str = ""
    """Whose box it is: `hq` or `desk:<party>`."""

    def unlock(self, to: str, locked: bytes, bound: bytes) -> bytes:
        """The text of a section addressed `to`. Raises NotOpened for one that is for somebody else, or altered."""
        if to == "open":
            return locked
        if to == self.name and self.box is not None:
            return self.box.open(locked, bound)
        site = _SITE.fullmatch(to)
        key = self.sites.get((int(site[1]), int(site[2]))) if site else None
        if key is not None:
            return unlock(key, locked, bound)
        raise NotOpened
