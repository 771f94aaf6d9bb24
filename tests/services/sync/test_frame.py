"""A file comes back as it was written, to those it is for, and to nobody as anything else."""

from __future__ import annotations

import hashlib
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.sync import frame
from desk_app.services.sync.frame import Fault, Frame, Kind, Refused, Section
from desk_app.services.sync.locks import HQ, Keys
from tests.proof.counts import counted
from tests.services.sync import examples, hostile
from tests.services.sync.examples import DESK_KEY, LOCKS, SIGNERS, SITE_ADDRESS

KINDS = pytest.mark.parametrize("kind", Kind)
SEALED = [kind for kind in Kind if examples.sections(kind)]


def fault_of(kind: Kind, raw: bytes, *signers: SigningKey) -> Fault:
    with pytest.raises(Refused) as refused:
        frame.read(kind, raw, [one.public for one in signers or (SIGNERS[kind],)])
    return refused.value.fault


@KINDS
def test_a_file_comes_back_as_it_was_written(kind: Kind) -> None:
    raw = examples.example(kind)
    found = frame.read(kind, raw, [examples.PEER_KEY.public, SIGNERS[kind].public])
    sections = found.header["sections"]
    assert {**found.header, "sections": 0} == {**examples.header(kind), "sections": 0}
    assert found.signer == SIGNERS[kind].public and found.kind is kind
    assert found.digest == hashlib.sha256(raw).digest() == frame.digest_of(raw)
    assert raw.endswith(hashlib.sha256(raw[:-32]).digest())
    assert found.hash16 == frame.hash16_of(raw) == hashlib.sha256(raw).hexdigest()[:16]
    assert dict(examples.opened(found)) == {one.to: one.lines for one in examples.sections(kind)}
    assert found.readers() == [one["to"] for one in sections] == [one.to for one in examples.sections(kind)]
    assert frame.peek(kind, raw) == found.header
    assert found.open("site:99:1", examples.DESK_KEYS) == b"", "there is nothing for these"
    assert frame.to_lines(frame.lines_of(b"".join(lines for _, lines in examples.opened(found)))) == b"".join(
        one.lines for one in examples.sections(kind)
    )


@KINDS
def test_two_writings_are_never_the_same_where_something_is_locked(kind: Kind) -> None:
    assert (examples.example(kind) == examples.example(kind)) == (not examples.sections(kind))


@KINDS
def test_a_file_counts_only_with_its_own_signer(kind: Kind) -> None:
    raw = examples.example(kind)
    others = (examples.PEER_KEY, examples.DESK_KEY, examples.OFFICE_KEY, examples.ROOT_KEY)
    wrong = [one for one in others if one.public != SIGNERS[kind].public]
    assert fault_of(kind, raw, *wrong) is Fault.SIGNATURE
    for nobody in ([], [b""], [bytes(31)], [bytes(32)], [b"\xff" * 33]):
        with pytest.raises(Refused):
            frame.read(kind, raw, nobody)


def test_no_file_stands_in_for_one_of_another_kind() -> None:
    """S17, within the share: as it is, with the other's magic and a new digest, and with the other's name signed."""
    tried = 0
    for kind, other in itertools.permutations(Kind, 2):
        raw = examples.example(kind)
        both = [SIGNERS[kind].public, SIGNERS[other].public]
        dressed = hostile.with_digest(other.value + raw[4:])
        head, body = hostile.parts(raw)
        misnamed = hostile.signed(kind, head, body, SIGNERS[kind], magic=other.value)
        for mutant in (raw, dressed, misnamed):
            for as_what in (kind, other) if mutant is not raw else (other,):
                with pytest.raises(Refused):
                    frame.read(as_what, mutant, both)
                tried += 1
    counted("S17", tried, note="files of one kind read as another")


def test_each_wrong_size_is_refused_for_its_size() -> None:
    raw = examples.example(Kind.BATCH)
    head, body = hostile.parts(raw)
    assert fault_of(Kind.BATCH, b"") is Fault.SIZE
    assert fault_of(Kind.BATCH, bytes(111)) is Fault.SIZE
    assert fault_of(Kind.BATCH, bytes(frame.MOST_FILE + 1)) is Fault.SIZE
    assert fault_of(Kind.BATCH, bytes(frame.MOST_FILE)) is Fault.DIGEST
    for at in (*range(4), *range(4, 16)):  # the magic, the zeros, both lengths
        odd = bytearray(raw)
        odd[at] ^= 1
        assert fault_of(Kind.BATCH, hostile.with_digest(bytes(odd))) is Fault.SIZE
    longer = hostile.signed(Kind.BATCH, head, body + b"\0", DESK_KEY)
    assert fault_of(Kind.BATCH, longer) is Fault.HEADER, "the sections are not all of the body"
    assert fault_of(Kind.BATCH, hostile.signed(Kind.BATCH, head + b" " * 4096, body, DESK_KEY)) is Fault.SIZE


@pytest.mark.parametrize(
    ("header", "sections"),
    [
        ({"a": "x" * frame.MOST_HEADER}, []),
        ({"a": 1.5}, []),
        ({"a": float("nan")}, []),
        ({"a": 1 << 63}, []),
        ({"a": "\ud800"}, []),
        ({"a": eval("[" * 17 + "]" * 17)}, []),
        ({}, [Section("open", b"{}\n"), Section("open", b"{}\n")]),
        ({}, [Section("open", bytes(frame.MOST_RAW + 1))]),
        ({}, [Section("open", random.Random(7).randbytes(frame.MOST_BODY))]),
    ],
    ids=["long", "fraction", "nan", "huge", "half", "deep", "twice", "large", "large body"],
)
def test_what_nobody_would_read_is_not_written(header: dict[str, object], sections: list[Section]) -> None:
    with pytest.raises(ValueError):
        frame.write(Kind.BATCH, header, sections, LOCKS, DESK_KEY)


def test_a_key_for_passes_signs_no_file() -> None:
    with pytest.raises(ValueError, match="key for sync"):
        frame.write(Kind.ACK, {}, [], LOCKS, examples.PASS_KEY)
    assert examples.PASS_KEY.purpose is Purpose.PASS


def test_a_reader_without_a_key_here_is_no_reader() -> None:
    for to in (
        "site:13:1",
        f"site:{examples.SITE}:2",
        f"site:{examples.SITE}",
        "site:",
        "desk:13-01",
        "",
        "HQ",
    ):
        with pytest.raises(KeyError):
            frame.write(Kind.BATCH, {}, [Section(to, b"")], LOCKS, DESK_KEY)


@given(
    lines=st.binary(max_size=3000)
    | st.integers(0, 40_000).map(bytes)
    | st.integers(0, 5000).map(lambda n: b"ab" * n),
    to=st.sampled_from(["open", SITE_ADDRESS, HQ]),
)
def test_any_section_comes_back(lines: bytes, to: str) -> None:
    raw = frame.write(Kind.BATCH, {"n": 1}, [Section(to, lines)], LOCKS, DESK_KEY)
    found = frame.read(Kind.BATCH, raw, [DESK_KEY.public])
    assert dict(examples.opened(found)) == {to: lines}


def test_a_section_for_others_stays_shut_and_says_so() -> None:
    for kind in SEALED:
        found = frame.read(kind, examples.example(kind), [SIGNERS[kind].public])
        for to in found.readers():
            for keys in (examples.STRANGER_KEYS, Keys()):
                if to != "open":
                    assert _fault_of_opening(found, to, keys) is Fault.SECTION


def test_a_section_belongs_to_its_file_alone() -> None:
    """Cut out of one file and soundly signed into another: of another kind, header or address it does not open."""
    one = examples.example(Kind.BATCH)
    head, body = hostile.parts(one)
    tried = 0
    for changed in (
        head.replace(b'"seq":7', b'"seq":8'),
        head.replace(b'"party":"12-01"', b'"party":"12-02"'),
        head.replace(b"0badcafe", b"0badcaff"),
    ):
        assert changed != head
        found = frame.read(Kind.BATCH, hostile.signed(Kind.BATCH, changed, body, DESK_KEY), [DESK_KEY.public])
        for to in found.readers():
            assert _fault_of_opening(found, to, examples.OFFICE_KEYS) is Fault.SECTION
            tried += 1
    for kind in Kind:
        if kind is not Kind.BATCH:
            found = frame.read(kind, hostile.signed(kind, head, body, DESK_KEY), [DESK_KEY.public])
            assert _fault_of_opening(found, HQ, examples.OFFICE_KEYS) is Fault.SECTION
            tried += 1
    swapped = head.replace(b'"to":"hq"', b'"to":"site:12:4"')
    found = frame.read(Kind.BATCH, hostile.signed(Kind.BATCH, swapped, body, DESK_KEY), [DESK_KEY.public])
    again = Keys({(12, 4): examples.SITE_KEY})
    assert _fault_of_opening(found, "site:12:4", again) is Fault.SECTION
    counted("R12", tried + 1, note="sections moved into other soundly signed files")


def _fault_of_opening(found: Frame, to: str, keys: Keys) -> Fault:
    with pytest.raises(Refused) as refused:
        found.open(to, keys)
    return refused.value.fault
