"""Keys: what they sign, what they refuse, what they never show."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.signing import (
    KeyRing,
    Purpose,
    SigningKey,
    fingerprint,
    open_signing_key,
    rotate_signing_key,
)
from desk_app.services.core.secrets import FileStore
from tests.services.codes.build import COLLIDING_SEEDS, NOON, key, trusted


@given(st.binary(max_size=200))
def test_a_signature_for_one_purpose_never_verifies_for_another(message: bytes) -> None:
    for_pass, for_sync = key(1, Purpose.PASS), key(1, Purpose.SYNC)  # even with one seed
    both = trusted(for_pass, purposes=frozenset(Purpose))
    assert both.verifies(Purpose.PASS, message, for_pass.sign(message))
    assert not both.verifies(Purpose.SYNC, message, for_pass.sign(message))
    assert not both.verifies(Purpose.PASS, message, for_sync.sign(message))


def test_a_key_is_trusted_for_its_purposes_only() -> None:
    signing = key(1, Purpose.SYNC)
    held = trusted(signing)
    assert held.verifies(Purpose.SYNC, b"batch", signing.sign(b"batch"))
    relabelled = trusted(signing, purposes=frozenset({Purpose.PASS}))
    assert not relabelled.verifies(Purpose.SYNC, b"batch", signing.sign(b"batch"))


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes_are_answered(message: bytes, signature: bytes) -> None:
    assert not trusted(key(1)).verifies(Purpose.PASS, message, signature)


def test_a_public_key_that_is_no_point_verifies_nothing() -> None:
    held = trusted(key(1), public=b"\xff" * 32)
    assert not held.verifies(Purpose.PASS, b"", bytes(64))


def test_two_keys_of_one_id_are_both_tried() -> None:
    first, second = (key(seed) for seed in COLLIDING_SEEDS)
    assert first.key_id == second.key_id
    ring = KeyRing([trusted(first), trusted(second, desk=4)])
    for signing, desk in ((first, 3), (second, 4)):
        found = ring.find(Purpose.PASS, signing.key_id, b"m", signing.sign(b"m"))
        assert found is not None
        assert found.desk == desk
    assert ring.find(Purpose.PASS, first.key_id, b"m", key(1).sign(b"m")) is None
    assert ring.with_id(b"none") == ()


def test_the_end_of_a_key() -> None:
    for end in ("revoked_at", "retired_at"):
        held = trusted(key(1), **{end: NOON})
        assert held.ended_by(NOON)
        assert not held.ended_by(NOON - timedelta(seconds=1))
    assert not trusted(key(1)).ended_by(NOON)


def test_a_key_is_made_once_and_replaced_when_told(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "secrets")
    first = open_signing_key(store, Purpose.PASS)
    assert open_signing_key(store, Purpose.PASS).public == first.public
    assert open_signing_key(store, Purpose.SYNC).public != first.public
    second = rotate_signing_key(store, Purpose.PASS)
    assert second.public != first.public
    assert open_signing_key(store, Purpose.PASS).public == second.public
    again = FileStore(tmp_path / "secrets")
    assert open_signing_key(again, Purpose.PASS) is open_signing_key(store, Purpose.PASS), "made once"
    FileStore(tmp_path / "elsewhere").put("pass-key", b"S" * 32)
    (tmp_path / "elsewhere" / "pass-key.secret").replace(tmp_path / "secrets" / "pass-key.secret")
    put_back = SigningKey(Purpose.PASS, b"S" * 32)
    assert open_signing_key(store, Purpose.PASS).public == put_back.public, (
        "whatever lies in the store counts"
    )


def test_the_private_half_is_never_shown_or_copied() -> None:
    signing = SigningKey(Purpose.PASS, b"S" * 32)
    assert repr(signing) == f"SigningKey(pass, id {signing.key_id.hex()})"
    assert not hasattr(signing, "__dict__")
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not copied"):
            copying(signing)


def test_a_seed_of_a_wrong_length_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match="32 bytes") as caught:
        SigningKey(Purpose.PASS, b"seed")
    assert "seed" not in str(caught.value)


def test_a_fingerprint_can_be_read_out() -> None:
    one, two = key(1).public, key(2).public
    assert fingerprint(one, two) == fingerprint(two, one) == "23270 84614 98194 87396 03715 67295"
    assert fingerprint(one) != fingerprint(two)


def test_a_trusted_key_is_whole() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        trusted(key(1), public=b"short")
    with pytest.raises(ValueError, match="time zone"):
        trusted(key(1), revoked_at=datetime(2026, 1, 1))
