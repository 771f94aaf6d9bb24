"""S15: who has the key reads, nobody else does, and nothing of it shows on the share."""

from __future__ import annotations

import itertools
import pickle
import random

import pytest

from desk_app.services.sync import frame, locks
from desk_app.services.sync.frame import Kind
from desk_app.services.sync.locks import BoxKey, Keys, NotOpened
from tests.fakes import FakeSecrets
from tests.proof.counts import counted
from tests.services.sync import examples, hostile
from tests.services.sync.examples import DESK_BOX, LOCKS, SITE_KEY

SEED = 20261122
TEXT, BOUND = "王建国 13812345678".encode(), b"where it stands"


def opens(key: BoxKey | bytes, sealed: bytes, bound: bytes = BOUND) -> bool:
    try:
        found = key.open(sealed, bound) if isinstance(key, BoxKey) else locks.unlock(key, sealed, bound)
    except NotOpened:
        return False
    assert found == TEXT
    return True


@pytest.fixture(params=["box", "building's key"])
def lock(request: pytest.FixtureRequest) -> tuple[BoxKey | bytes, bytes]:
    """A key, and the text under it."""
    if request.param == "box":
        return DESK_BOX, locks.seal_box(DESK_BOX.public, TEXT, BOUND)
    return SITE_KEY, locks.lock(SITE_KEY, TEXT, BOUND)


def test_nothing_but_the_whole_opens_and_only_where_it_stands(lock: tuple[BoxKey | bytes, bytes]) -> None:
    key, sealed = lock
    assert opens(key, sealed)
    assert len(sealed) - len(TEXT) == (60 if isinstance(key, BoxKey) else 28)
    draw = random.Random(SEED)
    changed = [*hostile.truncated(sealed), *hostile.flipped(sealed), *hostile.glued(sealed, 500, draw)]
    # X25519 leaves out the highest bit of a public half; the derived key does not, so that one counts as well.
    assert not any(opens(key, one) for one in changed)
    for bound in (b"", BOUND[:-1], BOUND + b"\0", BOUND.upper()):
        assert not opens(key, sealed, bound)
    counted("S15", len(changed) + 4, SEED, "locked texts that were altered or moved")


def test_no_other_key_opens() -> None:
    sealed, locked = locks.seal_box(DESK_BOX.public, TEXT, BOUND), locks.lock(SITE_KEY, TEXT, BOUND)
    for number in range(200):
        other = number.to_bytes(32, "big")
        assert not opens(BoxKey(other), sealed) and not opens(other, locked)
    for key in (b"", bytes(31), bytes(33)):
        assert not opens(key, locked)


def test_two_locks_of_one_text_have_nothing_in_common() -> None:
    made = {locks.lock(SITE_KEY, TEXT, BOUND) for _ in range(500)}
    assert len({one[:12] for one in made}) == 500, "a number used once"
    boxes = {locks.seal_box(DESK_BOX.public, TEXT, BOUND) for _ in range(50)}
    assert len({one[:32] for one in boxes}) == 50, "a key used once"


def test_a_public_half_that_is_none_is_told() -> None:
    low_order = [bytes(32), b"\1" + bytes(31), b"\xff" * 32]
    for public in (b"", bytes(31), bytes(33), *low_order[:2]):
        with pytest.raises(ValueError):
            locks.seal_box(public, TEXT, BOUND)
    assert not opens(DESK_BOX, bytes(32) + bytes(60))


ADDRESSES = [
    "", "hq ", "HQ", "site", "site:", "site:12", "site:12:", "site:12:3:", "site:012:3", "site:12:03", "open ",
    "site:1\u0662:3", "site:12:\uff13", "site:-12:3", "site: 12:3", "site:12:3\n", "site:12:" + "9" * 5000,
    "site:13:3", "site:12:4", "desk:", "desk:12-02", "desk:12-01 ",
]  # fmt: skip


@pytest.mark.parametrize("to", ADDRESSES, ids=range(len(ADDRESSES)))
def test_an_address_counts_to_the_letter(to: str) -> None:
    locked = locks.lock(SITE_KEY, TEXT, BOUND)
    for keys in (*examples.ALL_KEYS, Keys()):
        with pytest.raises(NotOpened):
            keys.unlock(to, locked, BOUND)


def test_a_box_without_a_name_is_nobody_s() -> None:
    sealed = locks.seal_box(DESK_BOX.public, TEXT, BOUND)
    with pytest.raises(NotOpened):
        Keys({}, DESK_BOX, "").unlock("hq", sealed, BOUND)
    with pytest.raises(NotOpened):
        Keys({}, None, "hq").unlock("hq", sealed, BOUND)


def test_every_reader_opens_its_own_sections_and_no_others() -> None:
    tried = 0
    may = {
        "hq": [examples.OFFICE_KEYS],
        f"desk:{examples.PARTY}": [examples.DESK_KEYS],
        "code": [examples.CODE_KEYS],
    }
    may[examples.SITE_ADDRESS] = [examples.OFFICE_KEYS, examples.DESK_KEYS]
    for kind, keys in itertools.product(Kind, examples.ALL_KEYS):
        found = frame.read(kind, examples.example(kind), [examples.SIGNERS[kind].public])
        for to in found.readers():
            try:
                found.open(to, keys)
                opened = True
            except frame.Refused as refused:
                assert refused.fault is frame.Fault.SECTION
                opened = False
            assert opened == (to == "open" or keys in may[to])
            tried += 1
    counted("S15", tried, note="sections tried by every kind of reader")


def test_nothing_readable_stands_in_a_file() -> None:
    """Neither as it is nor deflated: a phone number, a name, a fact's name."""
    words = [
        "王建国".encode(),
        b"13812345678",
        b"visits.known",
        b"visit.arrived",
        "远望科技".encode(),
        b'"k":"e"',
    ]
    for kind in Kind:
        raw = examples.example(kind, 20)
        assert not any(word in raw for word in words)
        head, body = hostile.parts(raw)
        at = 0
        for one in frame.peek(kind, raw)["sections"]:
            part = body[at : at + one["len"]]
            at += one["len"]
            if one["to"] != "open":
                assert b"\x78\x9c" not in part[:100] or not any(word in part for word in words)
        assert b"13812345678" not in head


def test_a_box_key_shows_and_copies_nothing_of_itself() -> None:
    store = FakeSecrets()
    key = locks.open_box_key(store)
    assert locks.open_box_key(store) is key and repr(key) == "BoxKey()"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(KeyError):
        LOCKS.site(99)
