"""R12: whatever happens to a file's bytes, it does not count, and there is a reason.

Three series: as damage comes, caught by the digest; with a digest that fits, so that the signature must catch it; and
signed anew by somebody who has the key, so that header and locks must.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from desk_app.services.sync import frame
from desk_app.services.sync.frame import Fault, Kind, Refused
from tests.proof.counts import counted
from tests.services.sync import examples, hostile
from tests.services.sync.examples import SIGNERS

SEED = 20261122
FULL = pytest.param(True, marks=[pytest.mark.full, pytest.mark.timeout(900)], id="all")
SOME = pytest.param(False, id="some")
KINDS = pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
ENOUGH = 60_000


def example(kind: Kind, full: bool) -> bytes:
    """Large enough that its bits alone are tens of thousands, small enough to try some of each quickly."""
    return examples.example(kind, (60 if examples.sections(kind) else 45) if full else 1)


def mutants(raw: bytes, full: bool, draw: random.Random) -> Iterator[bytes]:
    """Cuts, bits, values and blocks; all of them, or some of each."""
    made = 0
    some = 1 if full else 7
    systematic = (
        hostile.truncated(raw) if full else itertools.islice(hostile.truncated(raw), 0, None, some),
        hostile.flipped(raw, some),
        hostile.valued(raw, 64 if full else 3, draw),
    )
    for mutant in itertools.chain(*systematic):
        made += 1
        yield mutant
    yield from hostile.glued(raw, max(ENOUGH - made, 2000) if full else 200, draw)


def refusals(kind: Kind, tried: Iterable[bytes]) -> Counter[Fault]:
    """Read them all; gives the reasons. Nothing but Refused escapes, and none is accepted."""
    reasons: Counter[Fault] = Counter()
    signers = [SIGNERS[kind].public]
    for raw in tried:
        try:
            frame.read(kind, raw, signers)
        except Refused as refused:
            reasons[refused.fault] += 1
        else:
            raise AssertionError(f"accepted: {raw.hex()}")
    return reasons


@KINDS
def test_no_damaged_file_counts(kind: Kind) -> None:
    raw = example(kind, full=True)  # quick enough for every run
    reasons = refusals(kind, mutants(raw, True, random.Random(SEED)))
    assert set(reasons) == {Fault.SIZE, Fault.DIGEST}
    assert reasons.total() >= ENOUGH
    counted("R12", reasons.total(), SEED, f"{kind.name.lower()} of {len(raw)} bytes: damaged")


@KINDS
@pytest.mark.parametrize("full", [SOME, FULL])
def test_nor_with_a_digest_that_fits(kind: Kind, full: bool) -> None:
    raw = example(kind, full)
    damaged = mutants(raw[:-32], full, random.Random(SEED))
    fitting = (hostile.with_digest(one + bytes(32)) for one in damaged)
    reasons = refusals(kind, itertools.islice(fitting, 0, None, 1 if full else 3))
    assert set(reasons) == {Fault.SIZE, Fault.HEADER, Fault.SIGNATURE}
    assert reasons[Fault.SIGNATURE] > (1000 if full else 20)
    assert not full or reasons.total() >= ENOUGH
    counted("R12", reasons.total(), SEED, f"{kind.name.lower()}: damaged, with a digest that fits")


@KINDS
@pytest.mark.parametrize("full", [SOME, FULL])
def test_nor_does_its_owner_s_signature_open_what_was_locked_for_another_file(kind: Kind, full: bool) -> None:
    """The header or the body altered, and signed with the right key: what was locked in it opens nowhere any more."""
    draw = random.Random(SEED)
    head, body = hostile.parts(example(kind, full=False))
    count = 6_000 if full else 150
    heads = ((one, body) for one in _some(head, count, draw))
    bodies = ((head, one) for one in _some(body, count, draw)) if body else ()
    outcomes: Counter[str] = Counter()
    for new_head, new_body in itertools.chain(heads, bodies):
        outcomes[_outcome(kind, new_head, new_body)] += 1
    assert not outcomes["locked, and opened"]
    assert outcomes[Fault.HEADER] > 50
    assert not body or outcomes[Fault.SECTION] > 50
    counted("R12", outcomes.total(), SEED, f"{kind.name.lower()}: altered and signed anew")


def _some(raw: bytes, count: int, draw: random.Random) -> Iterator[bytes]:
    step = max(1, 8 * len(raw) // count)
    yield from hostile.flipped(raw, step)
    yield from hostile.glued(raw, count, draw)


def _outcome(kind: Kind, head: bytes, body: bytes) -> str:
    raw = hostile.signed(kind, head, body, SIGNERS[kind])
    try:
        found = frame.read(kind, raw, [SIGNERS[kind].public])
        locked = [to for to in found.readers() if to != "open"]
        for to in found.readers():
            if to == "open":
                found.open(to, examples.DESK_KEYS)
        for to in locked:
            if _opens(found, to, kind, body):
                return "locked, and opened"
    except Refused as refused:
        return refused.fault
    return Fault.SECTION if locked else "another file of this owner"


def _opens(found: frame.Frame, to: str, kind: Kind, body: bytes) -> bool:
    """Whether any key opens it. A part that was left whole may open where the header is still the same."""
    whole = {**found.header, "sections": 0} == {**examples.header(kind, 1), "sections": 0}
    start = 0
    for one in found.header["sections"]:
        part = body[start : start + one["len"]]
        start += one["len"]
        if one["to"] == to:
            break
    for keys in examples.ALL_KEYS:
        try:
            lines = found.open(to, keys)
        except Refused:
            continue
        same = {one.to: one.lines for one in examples.sections(kind, 1)}.get(to) == lines
        return not (whole and same and part)
    return False
