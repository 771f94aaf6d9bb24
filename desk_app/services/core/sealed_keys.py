"""The one file that holds all secrets sealed by a passphrase: bytes in, bytes out, no disk.

Three lines: `sealed 1`; SHA-256 of the rest, against accidents; then JSON with how the key is derived (argon2id and
its salt), each secret (AES-256-GCM, a nonce of its own, its name bound in) and a seal over everything before it, so
that nothing can be taken out, added or exchanged. A later form of the file is a further first line.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.services.core.errors import EnvironmentTrouble, KeysLocked
from desk_app.services.core.passphrase import normal
from desk_app.services.core.words import N_

_FORM = b"sealed 1\n"
_DOMAIN = b"front-desk/sealed-keys/1\n"
_NONCE_BYTES, _SALT_BYTES, _KEY_BYTES = 12, 16, 32
_MOST_MEMORY_KIB, _MOST_TIME, _MOST_LANES = 2_097_152, 32, 16
"""What a file may ask of this PC."""


class SecretsTrouble(EnvironmentTrouble):
    """The secret store cannot be used, or does not hold what it held. Nothing was replaced."""


class SecretsGone(SecretsTrouble):
    """The store does not hold this desk's keys any more: another account, a replaced PC. The recovery code helps."""


class WrongPassphrase(KeysLocked):
    """The passphrase typed is not the one the keys are sealed with."""


@dataclass(frozen=True)
class Strength:
    """The cost of trying one passphrase (argon2id): rounds, memory in KiB, lanes."""

    time: int
    memory_kib: int
    lanes: int


STRENGTH = Strength(time=3, memory_kib=131_072, lanes=4)
"""For what is sealed from now on: twice the memory of RFC 9106's second choice, seven times OWASP's least. It may
rise; a file sealed with less opens as before and gets this strength with its next passphrase.
"""


class SealKey:
    """What opens one sealed file, in memory only. Shows nothing of itself."""

    __slots__ = ("_key", "header")

    def __init__(self, passphrase: str, strength: Strength, salt: bytes) -> None:
        self.header = _header(strength, salt)
        self._key = _derive(passphrase, strength, salt)

    @classmethod
    def make(cls, passphrase: str, strength: Strength | None = None) -> SealKey:
        """A new key: new salt, today's strength unless told. Takes a few tenths of a second."""
        return cls(passphrase, strength or STRENGTH, os.urandom(_SALT_BYTES))

    @classmethod
    def of(cls, raw: bytes, passphrase: str) -> SealKey:
        """The key that a file says belongs to this passphrase; whether it fits is seen when it opens."""
        kdf = _parsed(raw)["kdf"]
        return cls(passphrase, Strength(kdf["time"], kdf["memory_kib"], kdf["lanes"]), _bytes(kdf["salt"]))

    def __repr__(self) -> str:
        return "SealKey()"

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied out of the program")

    def seal(self, secrets: Mapping[str, bytes]) -> bytes:
        """The whole file."""
        sealed = {name: self._seal(secret, self._bound(name)) for name, secret in secrets.items()}
        body = {"kdf": json.loads(self.header), "secrets": sealed}
        text = _canonical({**body, "whole": self._seal(b"", _DOMAIN + _canonical(body))})
        return _FORM + hashlib.sha256(text).hexdigest().encode() + b"\n" + text

    def open(self, raw: bytes) -> dict[str, bytes]:
        """All secrets. Raises SecretsTrouble for a damaged file, WrongPassphrase for one this key does not open."""
        from cryptography.exceptions import InvalidTag

        content = _parsed(raw)
        whole = content.pop("whole")
        try:
            self._open(whole, _DOMAIN + _canonical(content))
            return {name: self._open(text, self._bound(name)) for name, text in content["secrets"].items()}
        except (InvalidTag, ValueError):
            raise WrongPassphrase(N_("This is not the passphrase of these keys.")) from None

    def fits(self, raw: bytes) -> bool:
        """Whether the file was sealed with this key, as far as it says so itself."""
        return _canonical(_parsed(raw)["kdf"]) == self.header

    def _bound(self, name: str) -> bytes:
        return _DOMAIN + self.header + b"\n" + name.encode()

    def _seal(self, clear: bytes, bound: bytes) -> str:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE_BYTES)
        return _text(nonce + AESGCM(self._key).encrypt(nonce, clear, bound))

    def _open(self, text: str, bound: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        sealed = _bytes(text)
        return AESGCM(self._key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)


def strength_of(raw: bytes) -> Strength:
    """How a file was sealed. Raises SecretsTrouble for a damaged one."""
    kdf = _parsed(raw)["kdf"]
    return Strength(kdf["time"], kdf["memory_kib"], kdf["lanes"])


def damaged() -> SecretsTrouble:
    """What is said of a key file that is not whole."""
    return SecretsTrouble(
        N_("A key file in the data folder is damaged. Restore it from a backup of the folder.")
    )


def _header(strength: Strength, salt: bytes) -> bytes:
    return _canonical(
        {
            "name": "argon2id",
            "time": strength.time,
            "memory_kib": strength.memory_kib,
            "lanes": strength.lanes,
            "salt": _text(salt),
        }
    )


def _derive(passphrase: str, strength: Strength, salt: bytes) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            normal(passphrase),
            salt,
            time_cost=strength.time,
            memory_cost=strength.memory_kib,
            parallelism=strength.lanes,
            hash_len=_KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError):
        raise SecretsTrouble(
            N_("This PC has too little free memory to open the keys. Close other programs and try again.")
        ) from None


def _parsed(raw: bytes) -> dict[str, Any]:
    """The file's JSON when it is whole and asks nothing beyond measure of this PC. Raises SecretsTrouble."""
    digest, _, text = raw.removeprefix(_FORM).partition(b"\n")
    if not raw.startswith(_FORM) or digest != hashlib.sha256(text).hexdigest().encode():
        raise damaged()
    try:
        content = json.loads(text)
        if _canonical(content) != text or not _well_formed(content):
            raise damaged()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged() from None
    return dict(content)


def _well_formed(content: dict[str, Any]) -> bool:
    kdf = content["kdf"]
    costs = (
        (kdf["time"], 1, _MOST_TIME),
        (kdf["lanes"], 1, _MOST_LANES),
        (kdf["memory_kib"], 8 * kdf["lanes"], _MOST_MEMORY_KIB),
    )
    sealed = {**content["secrets"], "": content["whole"]}
    return (
        set(content) == {"kdf", "secrets", "whole"}
        and kdf["name"] == "argon2id"
        and len(_bytes(kdf["salt"])) == _SALT_BYTES
        and all(type(cost) is int and least <= cost <= most for cost, least, most in costs)
        and all(len(_bytes(text)) > _NONCE_BYTES for text in sealed.values())
    )


def _canonical(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if _text(raw) != text:  # spare bits at the end may stand either way
        raise ValueError("not as it was written")
    return raw
