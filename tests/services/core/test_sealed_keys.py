"""The sealed file: what was put in comes out, with this passphrase alone, and not a bit may differ."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from desk_app.services.core import sealed_keys
from desk_app.services.core.errors import DeskError
from desk_app.services.core.sealed_keys import (
    STRENGTH,
    SealKey,
    SecretsTrouble,
    Strength,
    WrongPassphrase,
    strength_of,
)

WORDS = "kite lamp river moss"
HELD = {"pass-key": b"\x01" * 32, "sync-key": b"\x02" * 32, "empty": b""}
CHEAP = Strength(time=1, memory_kib=32, lanes=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its real strength is measured once."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", CHEAP)


def resigned(content: dict[str, Any]) -> bytes:
    """A file whose check against accidents is right again."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return b"sealed 1\n" + hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def content_of(raw: bytes) -> dict[str, Any]:
    return dict(json.loads(raw.split(b"\n", 2)[2]))


def test_what_went_in_comes_out() -> None:
    raw = SealKey.make(WORDS).seal(HELD)
    assert SealKey.of(raw, WORDS).open(raw) == HELD
    assert all(secret not in raw for secret in HELD.values() if secret)


def test_every_sealing_has_its_own_nonces_and_salt() -> None:
    key = SealKey.make(WORDS)
    first, second = key.seal(HELD), key.seal(HELD)
    assert content_of(first)["secrets"]["pass-key"] != content_of(second)["secrets"]["pass-key"]
    assert key.open(first) == key.open(second) == HELD
    assert not SealKey.make(WORDS).fits(first)


@pytest.mark.parametrize("wrong", ["", "kite lamp river mos", WORDS + " ", WORDS.upper()])
def test_another_passphrase_opens_nothing(wrong: str) -> None:
    raw = SealKey.make(WORDS).seal(HELD)
    with pytest.raises(WrongPassphrase):
        SealKey.of(raw, wrong).open(raw)


def test_every_flipped_bit_is_found_before_anything_is_opened() -> None:
    raw = SealKey.make(WORDS).seal(HELD)
    for place in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SecretsTrouble):
            SealKey.of(bytes(flipped), WORDS)


def test_every_bit_flipped_by_somebody_who_mends_the_check_is_found() -> None:
    key = SealKey.make(WORDS)
    head, _, text = key.seal(HELD).split(b"\n", 2)
    for place in range(8 * len(text)):
        flipped = bytearray(text)
        flipped[place // 8] ^= 1 << place % 8
        raw = b"\n".join((head, hashlib.sha256(flipped).hexdigest().encode(), bytes(flipped)))
        with pytest.raises((SecretsTrouble, WrongPassphrase)):
            key.open(raw)


def test_secrets_cannot_be_exchanged_taken_out_or_added() -> None:
    key = SealKey.make(WORDS)
    raw = key.seal(HELD)
    other = content_of(key.seal({**HELD, "more": b"x"}))["secrets"]
    one = content_of(raw)["secrets"]
    for secrets in (
        {**one, "pass-key": one["sync-key"], "sync-key": one["pass-key"]},
        {name: text for name, text in one.items() if name != "sync-key"},
        {**one, "more": other["more"]},
        {**one, "pass-key": other["pass-key"]},
    ):
        with pytest.raises(WrongPassphrase):
            key.open(resigned({**content_of(raw), "secrets": secrets}))


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1 << 30},
        {"memory_kib": 7},
        {"time": 0},
        {"time": 10_000},
        {"time": True},
        {"time": "3"},
        {"lanes": 1000},
        {"name": "argon2d"},
        {"salt": ""},
        {"salt": "!"},
    ],
)
def test_a_file_may_not_ask_just_anything_of_this_pc(change: dict[str, object]) -> None:
    content = content_of(SealKey.make(WORDS).seal(HELD))
    content["kdf"].update(change)
    with pytest.raises(SecretsTrouble):
        SealKey.of(resigned(content), WORDS)


@pytest.mark.parametrize(
    "raw", [b"", b"sealed 1\n", b"sealed 2\n", b"plain 1\nx", resigned({}), resigned({"kdf": 1})]
)
def test_rubbish_is_damage(raw: bytes) -> None:
    with pytest.raises(SecretsTrouble):
        SealKey.of(raw, WORDS)


def test_the_strength_is_stored_and_is_more_than_the_least_that_is_advised() -> None:
    assert strength_of(SealKey.make(WORDS).seal(HELD)) == CHEAP
    assert STRENGTH.memory_kib >= 65_536
    assert STRENGTH.time >= 3
    raw = SealKey(WORDS, STRENGTH, bytes(16)).seal(HELD)
    assert SealKey.of(raw, WORDS).open(raw) == HELD


def test_a_key_shows_nothing_of_itself_and_is_not_copied() -> None:
    key = SealKey.make(WORDS)
    assert repr(key) == "SealKey()"
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import argon2.low_level
    from argon2.exceptions import HashingError

    def full(*_: object, **__: object) -> bytes:
        raise HashingError("Memory allocation error: " + WORDS)

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", full)
    with pytest.raises(SecretsTrouble, match="memory") as caught:
        SealKey.make(WORDS)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "attempt",
    [
        lambda raw: SealKey.of(raw, WORDS + "!").open(raw),
        lambda raw: SealKey.of(raw[:-1], WORDS),
    ],
)
def test_no_exception_repeats_the_passphrase(attempt: Callable[[bytes], object]) -> None:
    raw = SealKey.make(WORDS).seal(HELD)
    with pytest.raises(DeskError) as caught:
        attempt(raw)
    error: BaseException | None = caught.value
    assert error is not None
    assert WORDS not in repr(error) + str(error) + repr(caught.value.values)
    assert error.__cause__ is None
