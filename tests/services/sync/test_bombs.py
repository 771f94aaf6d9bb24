"""S21: what is small and wants to become large is refused before it does; R13's limits hold for the worst of them."""

from __future__ import annotations

import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from desk_app.services.sync import frame, strict
from desk_app.services.sync.frame import Fault, Kind, Refused
from tests.proof.counts import counted
from tests.services.sync import examples, hostile
from tests.services.sync.examples import DESK_KEY

MIB = 1 << 20
MOST_MIB = 100
MOST_S = 5.0
RAW = frame.MOST_RAW


def bomb(
    text: bytes, *, says: int | None = None, packed: bytes | None = None, length: int | None = None
) -> bytes:
    """A signed file with an open section: what it holds, and what it says it does."""
    body = zlib.compress(text, 9) if packed is None else packed
    size = len(text) if says is None else says
    head = b'{"sections":[{"len":%d,"raw":%d,"to":"open"}]}' % (len(body) if length is None else length, size)
    return hostile.signed(Kind.BATCH, head, body, DESK_KEY)


def padded(text: bytes) -> bytes:
    """Deflated, and made longer by empty blocks until the ratio allows it: 5 bytes that come to nothing, each."""
    deflater = zlib.compressobj(9, wbits=-15)
    packed = deflater.compress(text) + deflater.flush(zlib.Z_FULL_FLUSH)
    empty = b"\0\0\0\xff\xff"
    packed += empty * (max(0, len(text) // frame.MOST_RATIO + 100 - len(packed)) // len(empty))
    return b"\x78\x9c" + packed + b"\x01\0\0\xff\xff" + zlib.adler32(text).to_bytes(4, "big")


def nested(layers: int) -> bytes:
    """Deflated again and again."""
    text = bytes(4 * MIB)
    for _ in range(layers):
        text = zlib.compress(text, 9)
    return text


BRACKETS = b"[" * frame.MOST_LINE
WITH_DICTIONARY = zlib.compressobj(zdict=b"known words")
BOMBS: dict[str, tuple[Callable[[], bytes], Fault]] = {
    "zeros": (lambda: bomb(bytes(RAW)), Fault.TOO_LARGE),
    "zeros that say less": (lambda: bomb(bytes(RAW), says=1000), Fault.SECTION),
    "zeros that say nothing": (lambda: bomb(bytes(RAW), says=0), Fault.SECTION),
    "zeros that say what the ratio allows": (lambda: bomb(bytes(RAW), says=3_000_000), Fault.SECTION),
    "more than any section": (lambda: bomb(b"", says=RAW + 1), Fault.HEADER),
    "far more": (lambda: bomb(b"", says=strict.MOST_NUMBER), Fault.HEADER),
    "less than nothing": (lambda: bomb(b"", says=-1), Fault.HEADER),
    "a length of less than nothing": (lambda: bomb(b"", length=-1), Fault.HEADER),
    "says more than it is": (lambda: bomb(b"{}\n", says=4), Fault.SECTION),
    "says less than it is": (lambda: bomb(b"{}\n", says=2), Fault.SECTION),
    "something behind": (lambda: bomb(b"{}\n", packed=zlib.compress(b"{}\n") + b"x"), Fault.SECTION),
    "two streams": (lambda: bomb(b"{}\n", says=6, packed=zlib.compress(b"{}\n") * 2), Fault.SECTION),
    "cut off": (lambda: bomb(b"{}\n", packed=zlib.compress(b"{}\n")[:-1]), Fault.SECTION),
    "another sum": (lambda: bomb(b"{}\n", packed=zlib.compress(b"{}\n")[:-4] + bytes(4)), Fault.SECTION),
    "no stream": (lambda: bomb(b"{}\n", packed=b"{}\n"), Fault.SECTION),
    "nothing at all": (lambda: bomb(b"", packed=b""), Fault.SECTION),
    "gzip": (lambda: bomb(b"{}\n", packed=zlib.compress(b"{}\n", wbits=31)), Fault.SECTION),
    "bare deflate": (lambda: bomb(b"{}\n", packed=zlib.compress(b"{}\n", wbits=-15)), Fault.SECTION),
    "a dictionary": (
        lambda: bomb(b"known", packed=WITH_DICTIONARY.compress(b"known") + WITH_DICTIONARY.flush()), Fault.SECTION
    ),
    "bombs in bombs": (lambda: bomb(nested(4)), Fault.CONTENT),
    "empty lines": (lambda: bomb(b"\n" * RAW, packed=padded(b"\n" * RAW)), Fault.CONTENT),
    "one line": (lambda: bomb(b" " * RAW, packed=padded(b" " * RAW)), Fault.CONTENT),
    "brackets": (lambda: bomb(b"[" * RAW, packed=padded(b"[" * RAW)), Fault.CONTENT),
    "brackets in one line": (lambda: bomb(BRACKETS, packed=padded(BRACKETS)), Fault.CONTENT),
    "a list of nothing": (lambda: bomb(_list(b"0,"), packed=padded(_list(b"0,"))), Fault.CONTENT),
    "a list of lists": (lambda: bomb(_list(b"[],"), packed=padded(_list(b"[],"))), Fault.CONTENT),
    "lists in lists": (lambda: bomb(_list(b"[[[[[]]]]],"), packed=padded(_list(b"[[[[[]]]]],"))), Fault.CONTENT),
    "a number": (lambda: bomb(_list(b"9"), packed=padded(_list(b"9"))), Fault.CONTENT),
}  # fmt: skip


def _list(part: bytes) -> bytes:
    many = (frame.MOST_LINE - 20) // len(part)
    return b'{"a":[' + part * many + b"0]}\n"


def _read(raw: bytes) -> None:
    found = frame.read(Kind.BATCH, raw, [DESK_KEY.public])
    for _ in frame.lines_of(found.open("open", examples.DESK_KEYS)):
        pass


@pytest.fixture
def watched() -> Iterator[Callable[[], float]]:
    """Gives the greatest memory that Python held since, in MiB."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1] / MIB
    tracemalloc.stop()


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_goes_off(name: str, watched: Callable[[], float]) -> None:
    make, fault = BOMBS[name]
    raw = make()
    assert len(raw) < MIB
    tracemalloc.reset_peak()
    began = time.process_time()
    with pytest.raises(Refused) as refused:
        _read(raw)
    assert refused.value.fault is fault
    assert time.process_time() - began < MOST_S
    assert watched() < MOST_MIB, "megabytes"


WORST = {
    "small objects": b"{}\n" * 50_000,
    "parts": b'{"a":[' + b"0," * (strict.MOST_PARTS - 1) + b"0]}\n",
    "parts of parts": b'{"a":[' + b"[[[[[]]]]]," * (strict.MOST_PARTS - 1) + b"0]}\n",
    "many keys": b"{" + b",".join(b'"%x":{}' % one for one in range(strict.MOST_PARTS)) + b"}\n",
    "wide characters": b'{"a":"' + b"\xf0\x9f\x98\x80" + b"a" * (frame.MOST_LINE - 20) + b'"}\n',
    "escapes": b'{"a":"' + b"\\u0041" * ((frame.MOST_LINE - 20) // 6) + b'"}\n',
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_that_is_allowed_stays_small(name: str, watched: Callable[[], float]) -> None:
    text = WORST[name]
    raw = bomb(text, packed=padded(text))
    tracemalloc.reset_peak()
    _read(raw)
    assert watched() < MOST_MIB, "megabytes"


def test_the_largest_file_is_read_within_its_limits(watched: Callable[[], float]) -> None:
    lines = b"".join(b'{"a":"%064d"}\n' % one for one in range(90_000))
    raw = frame.write(Kind.MASTER, {}, [frame.Section("open", lines)], examples.LOCKS, DESK_KEY)
    tracemalloc.reset_peak()
    found = frame.read(Kind.MASTER, raw, [DESK_KEY.public])
    assert found.open("open", examples.DESK_KEYS) == lines
    assert sum(1 for _ in frame.lines_of(lines)) == 90_000
    assert watched() < MOST_MIB
    counted(
        "S21",
        len(BOMBS) + len(WORST) + 1,
        note=f"each below {MOST_MIB} MiB; those that are refused below {MOST_S:.0f} s",
    )
