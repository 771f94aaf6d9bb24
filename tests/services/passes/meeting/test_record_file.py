"""The file of a desk's records: read back as written, refused for whatever else it is, with a word that says why."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk_app.services.codes.signing import KeyRing, Purpose, SigningKey, TrustedKey
from desk_app.services.core.words import Words
from desk_app.services.passes import record_file
from desk_app.services.passes.record_file import NotTaken, read, write
from desk_app.services.passes.records import Moved
from desk_app.services.passes.told import Told, ToldPass, ToldRelease, ToldReturn, ToldRevocation

SITE, DESK = 4711, 2
AT = datetime(2026, 11, 23, 1, 2, 3, 4000, tzinfo=UTC)
KEY = SigningKey(Purpose.SYNC, bytes(range(32)))
OTHER = SigningKey(Purpose.SYNC, bytes(range(1, 33)))
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
TOLD = Told(
    SITE,
    DESK,
    AT,
    (
        ToldRelease(
            1 << 62, DESK, 77, 78, 1, 3, AT, "赵刚", 1, True, False, 79, (5, 6), (Moved(1, 12), Moved(3, 2))
        ),
    ),
    (ToldReturn(9, DESK, 77, 3, AT, "", None, (Moved(3, 1),)), ToldReturn(10, 1, 77, 3, AT, "钱", AT, ())),
    (ToldRevocation(80, AT, "林小雨", None), ToldRevocation(81, AT, "", 82)),
    (ToldPass(77, 77, "ab" * 16, "YF-A1-261123-001", 2, (0, 12, 2)), ToldPass(78, 77, "cd" * 16, "", 1, ())),
)


def trusted(key: SigningKey, desk: int = DESK, site: int = SITE, **ends: datetime) -> TrustedKey:
    return TrustedKey(key.public, frozenset({Purpose.SYNC}), site, desk, SINCE, **ends)


RING = KeyRing([trusted(KEY), trusted(OTHER, 3)])
FILE = write(TOLD, KEY)


def why(data: bytes, ring: KeyRing = RING, site: int = SITE) -> str:
    with pytest.raises(NotTaken) as refused:
        read(data, ring, site)
    return refused.value.say(Words("en"))


def signed(body: bytes, head: bytes = b"front-desk-records/1 4711 2", key: SigningKey = KEY) -> bytes:
    told = head + b"\n" + body + b"\n"
    return told + f"ed25519 {key.key_id.hex()} {key.sign(told).hex()}\n".encode()


def test_what_is_written_is_read() -> None:
    assert read(FILE, RING, SITE) == TOLD
    empty = Told(SITE, DESK, AT)
    assert read(write(empty, KEY), RING, SITE) == empty
    assert all(word not in FILE.decode() for word in ("plate", "carrier", "phone", "remark"))


def test_no_truncation_is_taken() -> None:
    for end in range(len(FILE)):
        assert "Nothing was taken" in why(FILE[:end])
    assert "not whole" in why(FILE[:-1]) and "not whole" in why(FILE[: len(FILE) // 2])
    assert "not a file of pass records" in why(b"") and "not whole" in why(FILE[:5])


def test_no_flipped_bit_is_taken() -> None:
    for at in range(len(FILE)):
        for bit in range(8):
            bent = bytearray(FILE)
            bent[at] ^= 1 << bit
            assert why(bytes(bent))


def test_nothing_else_is_taken() -> None:
    dice = random.Random(7)
    assert "not a file of pass records" in why(b"PK\x03\x04" + dice.randbytes(2000))
    for _ in range(300):
        assert why(FILE[: dice.randrange(len(FILE))] + dice.randbytes(dice.randrange(1, 200)))
    assert why(FILE + FILE) and why(FILE + b"\n") and why(b"\xef\xbb\xbf" + FILE)
    assert why(FILE.replace(b"\n", b"\r\n"))
    assert "too large" in why(FILE + b" " * (10 << 20))


def test_each_refusal_has_its_word() -> None:
    assert "another building" in why(FILE, site=1)
    assert "newer version" in why(signed(b"{}", b"front-desk-records/2 4711 2"))
    assert "does not know desk 2's key" in why(FILE, KeyRing([trusted(OTHER, 3)]))
    assert "desk 2's, but desk 3 signed it" in why(signed(b"{}", key=OTHER))
    assert "but desk 2 signed" in why(FILE, KeyRing([trusted(KEY, site=5)]))
    assert "changed or damaged" in why(FILE.replace(b'"gate":3', b'"gate":4', 1))
    assert "changed or damaged" in why(signed(b"{}", b"front-desk-records/1 4711 99999"))
    assert "no longer counts" in why(FILE, KeyRing([trusted(KEY, revoked_at=AT + timedelta(days=1))]))
    assert "no longer counts" in why(FILE, KeyRing([trusted(KEY, retired_at=AT)]))
    assert read(FILE, KeyRing([trusted(KEY, retired_at=AT + timedelta(1))]), SITE) == TOLD
    wrong = KeyRing([TrustedKey(KEY.public, frozenset({Purpose.PASS}), SITE, DESK, SINCE)])
    assert why(FILE, wrong)


def body() -> dict[str, Any]:
    return json.loads(FILE.split(b"\n")[1])  # type: ignore[no-any-return]


def bent(change: Callable[[dict[str, Any]], object]) -> bytes:
    told = body()
    change(told)
    return signed(json.dumps(told, ensure_ascii=False).encode())


def put(path: str, value: object) -> Callable[[dict[str, Any]], object]:
    """Write `value` at list/number/key."""

    def change(told: dict[str, Any]) -> None:
        at: Any = told
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        for step in way:
            at = at[step]
        at[last] = value

    return change


BENT = [
    put("more", 1), put("made_at", -1), put("made_at", 1 << 60), put("made_at", True), put("made_at", "1"),
    put("releases", {}), put("releases", [1]), put("releases", [{}]), put("releases/0/id", 0),
    put("releases/0/id", 1 << 63), put("releases/0/gate", 9), put("releases/0/place", 0),
    put("releases/0/trip", 256), put("releases/0/closes", 1), put("releases/0/whole", None),
    put("releases/0/by", "a\nb"), put("releases/0/by", "长" * 81), put("releases/0/by", 3),
    put("releases/0/moved", 3), put("releases/0/moved", [[1]]), put("releases/0/moved", [[1, 0]]),
    put("releases/0/moved", [[1, 2], [1, 2]]), put("releases/0/moved", [[n, 1] for n in range(300)]),
    put("releases/0/moved", [{}]), put("releases/0/slip", 0), put("releases/0/seen", 5), put("releases/0/seen", [0]),
    put("returns/0/undone_at", "x"), put("releases/0/desk", 0), put("returns/0/desk", "2"),
    put("releases", body()["releases"] * 2), put("returns/1/id", 9), put("revocations/1/root", 80),
    put("passes/1", body()["passes"][0]),
    put("revocations/0/replaced_by", -2), put("passes/0/code", "AB" * 16), put("passes/0/code", 7),
    put("passes/0/quantities", 7), put("passes/0/quantities", [-1]), put("passes/0/quantities", [1] * 300),
    put("passes/0/trips", 0), put("passes", [body()["passes"][0]] * (record_file.MOST_ROWS + 1)),
]  # fmt: skip


@pytest.mark.parametrize("change", BENT)
def test_a_signed_file_that_makes_no_sense(change: Callable[[dict[str, Any]], object]) -> None:
    assert "makes no sense" in why(bent(change))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"made_at":1,"made_at":1}', b'{"made_at":NaN}', b'{"made_at":1e5}',
        b"[" * 200_000, b'{"a":' * 100_000, b"9" * 5000,
    ],
)  # fmt: skip
def test_a_signed_file_that_is_no_records(raw: bytes) -> None:
    assert "makes no sense" in why(signed(raw))


def test_no_file_is_written_that_nobody_takes() -> None:
    with pytest.raises(NotTaken):
        write(replace(TOLD, passes=TOLD.passes[:1] * (record_file.MOST_ROWS + 1)), KEY)
    with pytest.raises(ValueError, match="does not sign"):
        write(TOLD, SigningKey(Purpose.PASS, bytes(32)))
