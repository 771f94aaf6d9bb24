"""Personal numbers, sealed field by field with a key outside the database, and found again by a keyed digest."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from desk_app.services.core.secrets import SecretStore

FIELD_KEY = "field-key"
INDEX_KEY = "index-key"
_NONCE_BYTES = 12


class Sealer:
    """Seals and opens single fields (AES-256-GCM). The purpose is bound in: a field opens only as what it was."""

    def __init__(self, store: SecretStore) -> None:
        self._store = store

    def _key(self, name: str) -> bytes:
        return self._store.get_or_make(name, lambda: secrets.token_bytes(32))

    def seal(self, purpose: str, text: str) -> bytes:
        """The sealed text."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._key(FIELD_KEY)).encrypt(nonce, text.encode(), purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> str | None:
        """The text; None when it was sealed with another key, for another purpose, or altered."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            clear = AESGCM(self._key(FIELD_KEY)).decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode()
            )
        except (InvalidTag, ValueError):
            return None
        return clear.decode()

    def index(self, purpose: str, text: str) -> int:
        """32 bits that are equal for equal texts: enough to find, too few to give the text away."""
        digest = hmac.new(self._key(INDEX_KEY), f"{purpose}\0{text}".encode(), hashlib.sha256).digest()
        return int.from_bytes(digest[:4], "big")
