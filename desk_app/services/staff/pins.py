"""PINs: which are too easy, and how they are kept (argon2id over a peppered HMAC)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections import Counter
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desk_app.services.core.errors import UserError
from desk_app.services.core.secrets import SecretStore
from desk_app.services.core.words import N_

LEAST, MOST = 6, 64
PEPPER = "pin-pepper"


def check_pin(pin: str, least: int = LEAST) -> str:
    """Return the PIN if it may be used. Raises UserError: too short, too long, or among the first anyone would try."""
    if not least <= len(pin) <= MOST:
        raise UserError(N_("A PIN has {least} to {most} characters."), least=least, most=MOST)
    if is_common(pin):
        raise UserError(N_("This PIN is too easy to guess. Avoid rows, repetitions and dates."))
    return pin


def is_common(pin: str) -> bool:
    """Whether a PIN is a row, a repetition, two different digits only, or a date: what people choose first."""
    if not pin.isascii() or not pin.isdigit():
        return len(set(pin)) < 4
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 or len(set(pin)) < 3 or Counter(pin).most_common(1)[0][1] > len(pin) - 2:
        return True
    half = len(pin) // 2
    repeats = any(pin == pin[:n] * (len(pin) // n) for n in range(1, half + 1) if len(pin) % n == 0)
    return repeats or pin == pin[::-1] or _is_date(pin)


def _is_date(pin: str) -> bool:
    """A birthday as people type it: YYMMDD, DDMMYY, YYYYMM, YYYYMMDD."""
    if len(pin) == 8:
        return pin[:2] in ("19", "20") and _is_month_day(pin[4:])
    if len(pin) != 6:
        return False
    return (
        _is_month_day(pin[2:])
        or _is_month_day(pin[2:4] + pin[:2])
        or (pin[:2] in ("19", "20") and 1 <= int(pin[4:]) <= 12)
    )


def _is_month_day(four: str) -> bool:
    return 1 <= int(four[:2]) <= 12 and 1 <= int(four[2:]) <= 31


class Pins:
    """Hashes and checks PINs. Slow on purpose: about 100 ms."""

    def __init__(self, store: SecretStore, hasher: PasswordHasher | None = None) -> None:
        self._store = store
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
        self._nobody = _nobodys(self._hasher)

    def _peppered(self, pin: str) -> str:
        pepper = self._store.get_or_make(PEPPER, lambda: secrets.token_bytes(32))
        return hmac.new(pepper, pin.encode(), hashlib.sha256).hexdigest()

    def hash(self, pin: str) -> str:
        """What is kept of a PIN."""
        return self._hasher.hash(self._peppered(pin))

    def matches(self, kept: str | None, pin: str) -> bool:
        """Whether this is the PIN. Takes as long for a person who does not exist (`None`)."""
        try:
            right = self._hasher.verify(kept or self._nobody, self._peppered(pin[:MOST]))
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None and len(pin) <= MOST

    def outdated(self, kept: str) -> bool:
        """Whether the parameters have risen since this was hashed."""
        return self._hasher.check_needs_rehash(kept)


def _nobodys(hasher: PasswordHasher) -> str:
    """A hash that no PIN has, to be checked as slowly as a real one. Drawn, not hashed: that would cost every start
    64 MB and 100 ms.
    """

    def drawn(length: int) -> str:
        return base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")

    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${drawn(hasher.salt_len)}${drawn(hasher.hash_len)}"
