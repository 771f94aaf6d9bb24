"""Tenants and signatories as the 32-bit numbers that stand in a code: a code has no room for names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_ID_BYTES, _NUMBER_BYTES = 8, 4


def number_of(record_id: int | None) -> int:
    """The number of a record in a code: the first 4 bytes of SHA-256 of its id; 0 for none, and only then."""
    if record_id is None:
        return 0
    digest = hashlib.sha256(record_id.to_bytes(_ID_BYTES, "big")).digest()
    return int.from_bytes(digest[:_NUMBER_BYTES], "big") or 1


def with_number(number: int, ids: Iterable[int]) -> int | None:
    """Whose number this is: None for 0, for nobody's, and for one that two of them share."""
    found = [one for one in ids if number and number_of(one) == number]
    return found[0] if len(found) == 1 else None
