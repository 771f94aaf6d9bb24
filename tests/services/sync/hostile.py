"""Unsound files made of sound ones: cut, flipped, glued; and files with any bytes inside, soundly signed."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Iterator

from desk_app.services.codes.signing import SigningKey
from desk_app.services.sync.frame import Kind

FIXED, TAIL = 16, 96


def with_digest(raw: bytes) -> bytes:
    """The same with a digest that fits."""
    return raw[:-32] + hashlib.sha256(raw[:-32]).digest()


def signed(kind: Kind, head: bytes, body: bytes, key: SigningKey, *, magic: bytes | None = None) -> bytes:
    """A file with any header and body, soundly signed, as somebody with a key could make it."""
    raw = struct.pack(">4s4xII", magic or kind.value, len(head), len(body)) + head + body
    return sealed(kind, raw, key)


def sealed(kind: Kind, raw: bytes, key: SigningKey) -> bytes:
    """Anything with a signature that holds for the kind, and its digest."""
    raw += key.sign(b"lobby/" + kind.value.decode().lower().encode() + b"\0" + raw)
    return raw + hashlib.sha256(raw).digest()


def parts(raw: bytes) -> tuple[bytes, bytes]:
    """Header and body of a sound file."""
    head = int.from_bytes(raw[8:12], "big")
    return raw[FIXED : FIXED + head], raw[FIXED + head : -TAIL]


def truncated(raw: bytes) -> Iterator[bytes]:
    """Every beginning, and every end."""
    for length in range(len(raw)):
        yield raw[:length]
        yield raw[length + 1 :]


def flipped(raw: bytes, step: int = 1) -> Iterator[bytes]:
    """Every bit the other way, one at a time; `step`: only every so many-th."""
    for bit in range(0, 8 * len(raw), step):
        at, mask = divmod(bit, 8)
        yield raw[:at] + bytes([raw[at] ^ (1 << mask)]) + raw[at + 1 :]


def valued(raw: bytes, places: int, draw: random.Random) -> Iterator[bytes]:
    """Every other value of a byte, at so many places: all of the fixed part first, then drawn ones."""
    fixed = list(range(min(FIXED, places)))
    drawn = draw.sample(range(FIXED, len(raw)), min(places - len(fixed), len(raw) - FIXED))
    for at in fixed + drawn:
        for value in range(256):
            if value != raw[at]:
                yield raw[:at] + bytes([value]) + raw[at + 1 :]


def glued(raw: bytes, count: int, draw: random.Random) -> Iterator[bytes]:
    """Blocks doubled, removed, moved, zeroed, put in the place of others: never the file itself."""
    made = 0
    while made < count:
        size = draw.choice((1, 2, 4, 16, 32, 64, 512))
        one, two = sorted(draw.randrange(len(raw)) for _ in range(2))
        block, other = raw[one : one + size], raw[two : two + size]
        mutant = draw.choice(
            (
                raw[:one] + block + raw[one:],
                raw[:one] + raw[one + size :],
                raw[:one] + other + raw[one + size : two] + block + raw[two + size :],
                raw[:one] + bytes(len(block)) + raw[one + size :],
                raw[:two] + block + raw[two + len(block) :],
                raw[:one] + draw.randbytes(size) + raw[one + size :],
                raw + block,
                block + raw,
                raw[:one] + raw[one:two][::-1] + raw[two:],
            )
        )
        if mutant != raw:
            made += 1
            yield mutant
