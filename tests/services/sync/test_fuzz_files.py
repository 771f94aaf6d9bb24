"""R13: whatever stands on the share, also soundly signed by somebody who means harm: read, or refused with a reason.

Random bytes, sound files with a hostile header or sections, files of one kind as another, for any reader.
"""

from __future__ import annotations

import json
import random
import time
import zlib
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.sync import frame, locks
from desk_app.services.sync.frame import Kind, Refused, Section
from tests.proof.counts import counted
from tests.services.sync import examples, hostile
from tests.services.sync.examples import ALL_KEYS, LOCKS, SIGNERS

SEED = 20261122
LONGEST_S = 0.2
KINDS = list(Kind)
PUBLIC = [key.public for key in {id(key): key for key in SIGNERS.values()}.values()]
FILES = {kind: examples.example(kind) for kind in Kind}
ADDRESSES = [
    "open",
    "hq",
    "site:12:3",
    "site:12:4",
    "site:13:3",
    "desk:12-01",
    "desk:12-02",
    "site:٣:1",
    "",
    "x",
    "open\0",
    "😀",
    "site::",
]
NUMBERS = [0, 1, -1, 7, 255, 4096, 10_000_000, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 10**40]
TEXTS = [
    "",
    "x",
    "\0",
    "\ud800",
    "王",
    "a" * 300,
    "12-01",
    "../..",
    "0" * 64,
    "=1+1",
    "'; drop table",
    "\u202e",
    "5a" * 16,
]


def value(draw: random.Random, depth: int = 0) -> object:
    """Any value JSON knows, and some it does not."""
    pick = draw.randrange(12 if depth < 4 else 9)
    if pick < 3:
        return draw.choice(NUMBERS)
    if pick < 6:
        return draw.choice(TEXTS)
    if pick < 9:
        return draw.choice([None, True, False, 0.5, 1e300, float("nan"), float("inf")])
    if pick == 9:
        return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
    if pick == 10:
        return {draw.choice(TEXTS): value(draw, depth + 1) for _ in range(draw.randrange(4))}
    deep: object = 1
    for _ in range(draw.choice((3, 15, 16, 17, 40))):
        deep = [deep] if draw.random() < 0.5 else {"a": deep}
    return deep


def told(draw: random.Random, kind: Kind) -> dict[str, object]:
    """A header of the kind with something wrong in it, maybe."""
    header = dict(examples.header(kind))
    for _ in range(draw.choice((0, 1, 1, 2, 5))):
        key = draw.choice([*header, "share", "proto", "more", "sections", ""])
        if draw.random() < 0.2:
            header.pop(key, None)
        else:
            header[key] = value(draw)
    return header


def json_of(draw: random.Random, header: dict[str, object]) -> bytes:
    """As canonical JSON, and as every other JSON."""
    style = draw.randrange(6)
    text = json.dumps(
        header, sort_keys=style != 1, separators=(",", ":") if style != 2 else None, ensure_ascii=style == 3
    )
    if style == 4 and len(text) > 2:
        text = text[:-1] + "," + text[1:]  # every key twice
    if style == 5:
        at = draw.randrange(len(text) + 1)
        text = (
            text[:at] + draw.choice(["{", "}", ",", '"', "\\", "0", "1e9", "\x00", "\n", " ", "﻿"]) + text[at:]
        )
    return text.encode("utf-8", "surrogatepass")


def lines(draw: random.Random) -> bytes:
    """What stands in a section: of ours, of nobody's, of somebody's who means harm."""
    kind = draw.choice(KINDS)
    known = b"".join(one.lines for one in examples.sections(kind))
    pick = draw.randrange(5)
    if pick == 0:
        return known
    if pick == 1:
        return b"".join(
            json_of(draw, {"k": value(draw), "c": value(draw)}) + b"\n" for _ in range(draw.randrange(5))
        )
    if pick == 2:
        return draw.randbytes(draw.randrange(300))
    if pick == 3:
        return bytes([draw.randrange(256)]) * draw.choice((0, 1, 1000, 50_000))
    return next(hostile.glued(known or b"{}\n", 1, draw))


def noise(draw: random.Random, kind: Kind) -> bytes:
    """Bytes of no meaning, some of them with a digest, or a signature."""
    raw = draw.randbytes(draw.choice((0, 1, 15, 16, 96, 111, 112, 113, 500, 5000)))
    pick = draw.randrange(3)
    if pick == 0:
        return raw
    raw = kind.value + raw[4:] if draw.random() < 0.7 else raw
    return hostile.sealed(kind, raw, SIGNERS[kind]) if pick == 1 else hostile.with_digest(raw + bytes(32))


def mangled(draw: random.Random, kind: Kind) -> bytes:
    """A sound file, damaged; its digest may fit."""
    raw = next(hostile.glued(FILES[kind][:-32], 1, draw)) + bytes(32)
    return hostile.with_digest(raw)


def resigned(draw: random.Random, kind: Kind) -> bytes:
    """Header and body damaged, and signed."""
    head, body = hostile.parts(FILES[kind])
    if draw.random() < 0.5 or not body:
        head = next(hostile.glued(head, 1, draw))
    else:
        body = next(hostile.glued(body, 1, draw))
    return hostile.signed(kind, head, body, SIGNERS[kind])


def built(draw: random.Random, kind: Kind) -> bytes:
    """Header and sections made up, with sizes that may lie, soundly locked or not."""
    header, bodies = told(draw, kind), []
    said: list[object] = []
    bound = b"nowhere"
    for _ in range(draw.choice((0, 1, 1, 2, 3, 40))):
        text, to = lines(draw), draw.choice(ADDRESSES)
        body = zlib.compress(text, draw.choice((0, 1, 9)))
        if to.startswith("site:12:3"):
            body = locks.lock(examples.SITE_KEY, body, bound)
        said.append(
            {
                "to": to,
                "raw": draw.choice((len(text),) * 5 + tuple(NUMBERS)),
                "len": draw.choice((len(body),) * 9 + (0, 1, -1)),
            }
        )
        bodies.append(body)
    if said and draw.random() < 0.1:
        said[0] = value(draw)
    header.setdefault("sections", value(draw) if draw.random() < 0.05 else said)
    return hostile.signed(kind, json_of(draw, header), b"".join(bodies), SIGNERS[kind])


def written(draw: random.Random, kind: Kind) -> bytes:
    """Made by the program itself, of hostile content for its true readers."""
    try:
        header = {key: one for key, one in told(draw, kind).items() if key != "sections"}
        to = draw.choice(["open", "hq", examples.SITE_ADDRESS, f"desk:{examples.PARTY}"])
        return frame.write(kind, header, [Section(to, lines(draw))], LOCKS, SIGNERS[kind])
    except ValueError:
        return frame.write(kind, {}, [Section("open", lines(draw))], LOCKS, SIGNERS[kind])


MAKERS: list[Callable[[random.Random, Kind], bytes]] = [noise, mangled, resigned, built, written]


def outcome(raw: bytes, kind: Kind) -> str:
    """Reads a file as every reader would, to its last line. Only Refused may come of it."""
    try:
        frame.peek(kind, raw)
        found = frame.read(kind, raw, PUBLIC)
    except Refused as refused:
        return refused.fault
    reached = "read"
    for to in found.readers():
        for keys in ALL_KEYS:
            try:
                for _ in frame.lines_of(found.open(to, keys)):
                    reached = "read, and some line of it"
            except Refused as refused:
                if reached == "read":
                    reached = f"read, but {refused.fault}"
    return reached


@pytest.mark.parametrize(
    "count",
    [4_000, pytest.param(100_000, marks=[pytest.mark.full, pytest.mark.timeout(900)])],
    ids=["some", "all"],
)
def test_whatever_stands_there_is_read_or_refused_and_soon(count: int) -> None:
    draw = random.Random(SEED)
    seen: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        kind = draw.choice(KINDS)
        raw = MAKERS[number % len(MAKERS)](draw, kind)
        as_what = kind if draw.random() < 0.95 else draw.choice(KINDS)
        began = time.process_time()
        seen[outcome(raw, as_what)] += 1
        slowest = max(slowest, time.process_time() - began)
    expected = {"size", "digest", "header", "signature", "read", "read, but section", "read, but content"}
    assert {*expected, "read, and some line of it"} <= set(seen)
    assert count < 100_000 or slowest < LONGEST_S
    counted(
        "R13",
        count,
        SEED,
        f"files of the share, {len(seen)} outcomes; the slowest took {slowest * 1000:.0f} ms",
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(
    kind=st.sampled_from(KINDS),
    header=st.dictionaries(st.text(max_size=6) | st.just("sections"), JSON, max_size=5),
    body=st.binary(max_size=60),
    spaces=st.booleans(),
)
def test_any_signed_header_is_read_or_refused(
    kind: Kind, header: dict[str, object], body: bytes, spaces: bool
) -> None:
    head = json.dumps(header, separators=None if spaces else (",", ":"), sort_keys=True).encode()
    outcome(hostile.signed(kind, head, body, SIGNERS[kind]), kind)


@given(
    st.binary(max_size=400)
    | st.lists(JSON, max_size=3).map(lambda some: "\n".join(map(json.dumps, some)).encode())
)
def test_any_lines_are_read_or_refused(raw: bytes) -> None:
    try:
        found = list(frame.lines_of(raw))
    except Refused as refused:
        assert refused.fault is frame.Fault.CONTENT
        return
    assert list(frame.lines_of(frame.to_lines(found))) == found
