"""Twenty thousand scans, random and nearly right: none raises, takes long or releases anything but a right pass."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from desk_app.services.codes.answers import Code
from desk_app.services.codes.frame import wrap
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.scanned import Scan, read
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.codes.verdict import judge_scan
from tests.services.codes.build import DESK, RING, FakeLedger, context, goods, visitor

SEED, USUAL, ALL = 23, 1_000, 20_000
LONGEST_S = 0.2
PASSES = (encode(visitor(), DESK), encode(goods(), DESK))
ALPHABETS = (
    "0123456789",
    "0123456789\r\n\t -",
    "0123456789abcABC]Q\\０１９",
    "".join(map(chr, range(256))),
    "9119",
    "\u200b\u3000\ufeff\ufdfa٣出😀\ud800",
)


def noise(rng: random.Random) -> str:
    return "".join(rng.choices(rng.choice(ALPHABETS), k=int(10 ** rng.uniform(0, 3 + rng.random() ** 4 / 2))))


def damaged(rng: random.Random) -> str:
    """A pass with digits lost, doubled, changed or moved."""
    code = list(rng.choice(PASSES))
    for _ in range(rng.randint(1, 4)):
        at, what = rng.randrange(len(code)), rng.randrange(4)
        if what == 0:
            code[at] = rng.choice("0123456789")
        elif what == 1:
            del code[at : at + rng.randint(1, 20)]
        elif what == 2:
            code[at:at] = code[at : at + rng.randint(1, 20)]
        else:
            code.insert(at, rng.choice("\r\x00 -O９"))
        code = code or ["9"]
    return "".join(code)


def joined(rng: random.Random) -> str:
    """Pieces of codes one after the other."""
    pieces = []
    for _ in range(rng.randint(2, 6)):
        code = rng.choice((*PASSES, ShortNumber(rng.choice(list(Kind)), 3, rng.randrange(9_999)).digits))
        pieces.append(code[rng.randrange(3) * 9 : len(code) - rng.randrange(3) * 9])
    return rng.choice(("", "", "\r", "\t\r")).join(pieces)


def forged(rng: random.Random) -> str:
    """A whole envelope, with the right key's name and anything behind."""
    head = bytes([0x10 | rng.randrange(10)]) + DESK.key_id
    data = head + rng.randbytes(rng.choice((59, 60, 102, 103, 104, 150, 251, 300)))
    return wrap(rng.choice((0, 1, 1, 1, 2, 9)), rng.randrange(10), data)


def signed(rng: random.Random) -> str:
    """What a good key signed, with content that the program never writes; it may be understood by chance."""
    body = bytes([0x12]) + DESK.key_id + rng.randbytes(rng.choice((39, 40, 60, 109, 180)))
    return wrap(1, 2, body + DESK.sign(body))


KINDS: tuple[Callable[[random.Random], str], ...] = (noise, noise, damaged, joined, forged, signed)


def judges(count: int) -> None:
    """The time is this process's own: another program on the PC is no fault."""
    rng, ledger, place = random.Random(SEED), FakeLedger(), context()
    slowest, seen = 0.0, set()
    for number in range(count):
        raw = KINDS[number % len(KINDS)](rng)
        began = time.process_time()
        scanned = read(raw)
        verdict = judge_scan(scanned, RING, place, ledger)
        slowest = max(slowest, time.process_time() - began)
        seen.add(verdict.code)
        right = scanned.what is Scan.SIGNED_CODE and scanned.text in PASSES
        assert right or not verdict.releases, raw
    assert slowest < LONGEST_S
    assert {Code.READ_AGAIN, Code.FOREIGN, Code.SEVERAL, Code.NOT_GENUINE, Code.NEWER_VERSION} <= seen


def test_any_scan_is_answered_at_once_and_only_what_is_right_is_released() -> None:
    judges(USUAL)


@pytest.mark.full
def test_twenty_thousand_scans_are_answered_at_once_and_only_what_is_right_is_released() -> None:
    judges(ALL)
