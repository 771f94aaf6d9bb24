"""S17: a signature made for one thing never counts for another: files of the share, passes, slips, key cards, renewals,
records carried to a gate, sealed archives. Even where one seed made the keys of every purpose."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.frame import Frame as CodeFrame
from desk_app.services.codes.frame import unwrap
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, SigningKey, TrustedKey
from desk_app.services.mail.sealing import sealed
from desk_app.services.passes.record_file import write as write_records
from desk_app.services.sync import frame
from desk_app.services.sync.frame import Fault, Kind, Refused
from desk_app.services.trust.keyfile import vouching
from tests.proof.counts import counted
from tests.services.codes.build import NOON, START_OF_TRUST, goods, slip, visitor
from tests.services.passes.meeting.test_record_file import TOLD
from tests.services.sync import examples, hostile
from tests.services.trust.build import OtherDesk

SEED = b"\x11" * 32


@dataclass(frozen=True)
class Signed:
    """A message as it was given to a key, and what the key made of it."""

    what: str
    purpose: Purpose
    message: bytes
    signature: bytes


@pytest.fixture
def everything(desk: Services, monkeypatch: pytest.MonkeyPatch) -> list[Signed]:
    """One of everything that the program signs, with keys of one seed."""
    made: list[Signed] = []
    what = ""
    sign = SigningKey.sign

    def noting(self: SigningKey, message: bytes) -> bytes:
        made.append(Signed(what, self.purpose, message, sign(self, message)))
        return made[-1].signature

    monkeypatch.setattr(SigningKey, "sign", noting)
    passes, sync = SigningKey(Purpose.PASS, SEED), SigningKey(Purpose.SYNC, SEED)
    other = OtherDesk(desk)
    other.keys = {Purpose.PASS: passes, Purpose.SYNC: sync}
    for name, claims in {"visitor's pass": visitor(), "goods pass": goods(), "balance slip": slip()}.items():
        what = name
        encode(claims, passes)
    what = "key card"
    other.file()
    what = "renewal of keys"
    sync.sign(vouching(2, Purpose.SYNC, sync.public))
    what = "records for a gate"
    write_records(TOLD, sync)
    what = "archive's seal"
    sealed(b"%PDF-1.4\n", "ab" * 32, date(2026, 11, 1), desk.bench.desk, NOON, sync)
    for kind in Kind:
        what = f"file {kind.name}"
        frame.write(kind, examples.header(kind), examples.sections(kind), examples.LOCKS, sync)
    return list(made)


def test_no_signature_counts_for_anything_else(everything: list[Signed]) -> None:
    assert len({one.what for one in everything}) == 7 + len(Kind)
    keys = {
        purpose: TrustedKey(SigningKey(purpose, SEED).public, frozenset({purpose}), 12, 1, START_OF_TRUST)
        for purpose in Purpose
    }
    both = TrustedKey(keys[Purpose.SYNC].public, frozenset(Purpose), 12, 1, START_OF_TRUST)
    tried = 0
    for one, other in itertools.product(everything, repeat=2):
        for purpose in Purpose:
            same = one is other and purpose is one.purpose
            assert both.verifies(purpose, other.message, one.signature) == same, (one.what, other.what)
            tried += 1
    for one in everything:
        assert not any(
            key.verifies(one.purpose, one.message, one.signature)
            for purpose, key in keys.items()
            if purpose is not one.purpose
        )
    counted("S17", tried, note="signatures of one purpose tried as another, both ways")


def test_what_is_signed_begins_with_what_it_is(everything: list[Signed]) -> None:
    """No beginning is the beginning of another, so no content makes one thing look like another."""
    heads = {
        **{f"file {kind.name}": b"lobby/" + kind.value.lower() + b"\0" for kind in Kind},
        "key card": b"key card 1\n",
        "renewal of keys": b"key renewal 1\n",
        "records for a gate": b"front-desk-records/",
        "archive's seal": b"mail-archive/1\n",
    }
    for one in everything:
        assert one.purpose is Purpose.PASS or one.message.startswith(heads[one.what]), one.what
    for one_head, other_head in itertools.permutations(heads.values(), 2):
        assert not one_head.startswith(other_head)
    assert not Purpose.PASS.domain.startswith(Purpose.SYNC.domain)
    assert not Purpose.SYNC.domain.startswith(Purpose.PASS.domain)


def test_no_other_signed_thing_is_a_file(everything: list[Signed]) -> None:
    """Signature and message of everything else in the form of a file, as each kind."""
    public = SigningKey(Purpose.SYNC, SEED).public
    tried = 0
    for kind in Kind:
        head, body = hostile.parts(examples.example(kind))
        for one in everything:
            if one.what == f"file {kind.name}":
                continue
            raw = hostile.signed(kind, head, body, examples.PEER_KEY)
            for plain in (raw[:-96], one.message):
                with pytest.raises(Refused) as refused:
                    frame.read(kind, hostile.with_digest(plain + one.signature + bytes(32)), [public])
                assert refused.value.fault in (Fault.SIGNATURE, Fault.SIZE)
                tried += 1
    counted("S17", tried, note="other signed things as files")


def test_no_file_is_a_pass(everything: list[Signed]) -> None:
    """The signature of a file behind the body of a pass: the key's purpose and the file's beginning forbid it."""
    code = unwrap(encode(visitor(), SigningKey(Purpose.PASS, SEED)))
    assert isinstance(code, CodeFrame)
    body = code.data[:-64]
    key = TrustedKey(SigningKey(Purpose.SYNC, SEED).public, frozenset(Purpose), 77, 3, START_OF_TRUST)
    assert key.verifies(Purpose.PASS, body, code.data[-64:])
    assert not any(
        key.verifies(Purpose.PASS, body, one.signature) for one in everything if one.purpose is Purpose.SYNC
    )
