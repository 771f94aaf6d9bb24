"""Key cards as files: what is written is read, anything else is refused with a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, fingerprint
from desk_app.services.journal.events import canonical
from desk_app.services.trust.keyfile import MAX_BYTES, BadCard, read_card, write_card
from tests.services.trust.build import OtherDesk, key


@pytest.fixture
def other(desk: Services) -> OtherDesk:
    made = OtherDesk(desk)
    made.renew(21)
    return made


def test_what_is_written_is_read(other: OtherDesk) -> None:
    raw = other.file()
    card = read_card(raw)
    assert card == other.card()
    assert card.fingerprint == fingerprint(*(one.public for one in other.keys.values()))
    assert len(card.fingerprint.replace(" ", "")) == 30
    assert len(raw) < MAX_BYTES
    assert write_card(card, other.keys[Purpose.SYNC]) == raw


def test_nothing_private_is_on_it(other: OtherDesk) -> None:
    raw = other.file().decode()
    seed = (21).to_bytes(31, "big")
    assert seed.hex() not in raw
    assert set(json.loads(raw)) == {
        "format", "version", "building", "site_code", "site_number", "desk_code", "desk_number", "made_at", "keys",
        "signature",
    }  # fmt: skip


def test_only_the_key_on_the_card_signs_it(other: OtherDesk) -> None:
    with pytest.raises(ValueError, match="sync key"):
        write_card(other.card(), key(99, Purpose.SYNC))


def change(**new: object) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(new)


def drop(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.pop(name) and None


def key_change(**new: object) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["keys"][0].update(new)


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "desk number": change(desk_number=3),
    "desk number 0": change(desk_number=0),
    "desk number is a word": change(desk_number="2"),
    "desk number is yes": change(desk_number=True),
    "building": change(building="别的大厦"),
    "building with a trick": change(building="云帆\u202e大厦"),
    "no building": drop("building"),
    "site": change(site_number=1),
    "code in small letters": change(desk_code="b1"),
    "one field more": change(note="x"),
    "no keys": change(keys=[]),
    "keys are none": change(keys=None),
    "33 keys": lambda data: data.update(keys=data["keys"] * 9),
    "the same key twice": lambda data: data["keys"].append(data["keys"][0]),
    "another key": key_change(public="00" * 32),
    "a key too short": key_change(public="00" * 31),
    "capital hex": lambda data: data["keys"][0].update(public=data["keys"][0]["public"].upper() + "A"),
    "another purpose": key_change(purpose="head office"),
    "no purpose": key_change(purpose=None),
    "key ended": key_change(retired_at="2026-11-23T01:00:00.000+00:00"),
    "other since": key_change(valid_from="2020-01-02T00:00:00.000+00:00"),
    "naive": change(made_at="2026-11-23T01:00:00"),
    "other zone": change(made_at="2026-11-23T09:00:00.000+08:00"),
    "no time": change(made_at="yesterday"),
    "time is a number": change(made_at=5),
    "signature of zeros": change(signature="00" * 64),
    "no signature": change(signature=""),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_altered_card_is_refused(other: OtherDesk, name: str) -> None:
    data = json.loads(other.file())
    CHANGES[name](data)
    with pytest.raises(BadCard, match="damaged or was altered"):
        read_card(json.dumps(data, ensure_ascii=False).encode())


def test_an_old_key_slipped_in_is_found(other: OtherDesk) -> None:
    """The fingerprint covers the keys in use only: the signature covers the rest."""
    data = json.loads(other.file())
    stranger = {
        **data["keys"][2],
        "public": key(66).public.hex(),
        "retired_at": "2099-01-01T00:00:00.000+00:00",
    }
    data["keys"].append(stranger)
    with pytest.raises(BadCard):
        read_card(json.dumps(data).encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"null", b"7", b"\xff\xfe{", b"\xef\xbb\xbf{}", b"[" * 16_000, b'{"a":' * 3_000,
        b'{"format": "desk key card", "format": "desk key card"}', b'{"format": NaN}', b'{"format": 1.5}',
        b'{"version": 1}', b"9" * 10_000, b" " * (MAX_BYTES + 1), b"SQLite format 3\x00",
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_card_is_told_so(raw: bytes) -> None:
    with pytest.raises(BadCard, match="no key card"):
        read_card(raw)


def test_a_card_of_a_newer_program(other: OtherDesk) -> None:
    data = {**json.loads(other.file()), "version": 2, "more": 1}
    with pytest.raises(BadCard, match="newer version"):
        read_card(json.dumps(data).encode())


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(raw: bytes) -> None:
    with pytest.raises(BadCard):
        read_card(raw)


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00.000+14:00", "9999-12-31T23:59:59.999-14:00", "0001-01-01T00:00:00.000+00:00",
     "2019-12-31T23:59:59.999+00:00"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["made_at", "valid_from", "retired_at", "revoked_at"])
def test_moments_that_cannot_be(other: OtherDesk, field: str, moment: str) -> None:
    data = json.loads(other.file())
    (data if field == "made_at" else data["keys"][0])[field] = moment
    with pytest.raises(BadCard, match="damaged or was altered"):
        read_card(json.dumps(data).encode())


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=70), st.datetimes().map(lambda at: f"{at}+00:00"),
    st.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "+00:00"),
    st.binary(min_size=32, max_size=32).map(bytes.hex), st.binary(min_size=64, max_size=64).map(bytes.hex),
)  # fmt: skip
PLACES = ("made_at", "building", "site_number", "desk_number", "desk_code", "valid_from", "retired_at",
          "revoked_at", "vouch", "purpose", "public")  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), VALUES, min_size=1, max_size=3), st.integers(0, 3))
def test_any_signed_value_is_answered(other: OtherDesk, new: dict[str, object], at: int) -> None:
    """The desk itself signs what it likes: a card that is read is one that can be written again."""
    data = json.loads(other.file())
    for name, value in new.items():
        (data if name in data else data["keys"][at])[name] = value
    unsigned = {name: value for name, value in data.items() if name != "signature"}
    message = b"key card 1\n" + canonical(unsigned).encode("utf-8", "surrogatepass")
    data["signature"] = other.keys[Purpose.SYNC].sign(message).hex()
    try:
        card = read_card(json.dumps(data).encode())
    except BadCard:
        return
    assert read_card(write_card(card, other.keys[Purpose.SYNC])) == card


def test_every_damaged_byte_is_found(other: OtherDesk) -> None:
    raw, dice, found = other.file(), random.Random(3), 0
    whole = read_card(raw)
    for _ in range(300):
        damaged = bytearray(raw)
        place = dice.randrange(len(raw))
        damaged[place] ^= 1 << dice.randrange(7)
        try:
            assert read_card(bytes(damaged)) == whole  # white space only
        except BadCard:
            found += 1
    assert found > 200
