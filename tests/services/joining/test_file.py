"""A join file opens with its code alone, for seven days, and only as it was written."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.joining.code import LENGTH, WrongJoinCode, new_join_code, read_join_code, spoken
from desk_app.services.joining.file import (
    BadJoinFile,
    Made,
    Place,
    Supervisor,
    read_join_file,
    write_join_file,
)
from desk_app.services.sync.state import KnownHeadOffice
from tests.fakes import FakeClock

PLACE = Place("云帆大厦", "YF", 4711, "Asia/Shanghai", 2, "A2", "reception", by="A1", folder="//server/lobby")
OFFICE = KnownHeadOffice("总部", "aa" * 32, "bb" * 32, "cc" * 32, "dd" * 16)
STAFF = [
    {"k": "m", "t": "staff", "p": [7], "c": {"id": 7, "name": "周敏", "role": "supervisor", "active": 1}},
    {"k": "m", "t": "staff", "p": [8], "c": {"id": 8, "name": "林小雨", "role": "receptionist", "active": 1}},
    {"k": "m", "t": "staff", "p": [9], "c": {"id": 9, "name": "钱进", "role": "supervisor", "active": 0}},
]


@pytest.fixture
def made(clock: FakeClock) -> Made:
    signer = SigningKey(Purpose.SYNC, secrets.token_bytes(32))
    return write_join_file(PLACE, OFFICE, STAFF, signer, clock.now())


def test_with_its_code_it_says_everything(made: Made, clock: FakeClock) -> None:
    found = read_join_file(
        made.content, spoken(made.code).replace(" ", " － ".replace("－", "-")), clock.now()
    )
    assert (found.place, found.office) == (PLACE, OFFICE)
    assert found.supervisors == [Supervisor(7, "周敏")]


def test_nothing_is_readable_without_it(made: Made) -> None:
    assert "云帆大厦".encode() not in made.content
    assert "周敏".encode() not in made.content
    assert b"lobby" not in made.content


def test_another_code_does_not_open_it(made: Made, clock: FakeClock) -> None:
    with pytest.raises(WrongJoinCode, match="not the code of this file"):
        read_join_file(made.content, new_join_code(), clock.now())


def test_a_slip_of_the_finger_is_told_before_anything_is_tried(made: Made) -> None:
    slip = str((int(made.code[7]) + 1) % 10)
    with pytest.raises(WrongJoinCode, match="Look again") as told:
        read_join_code(made.code[:7] + slip + made.code[8:])
    assert told.value.values == {"groups": "2"}
    with pytest.raises(WrongJoinCode, match="These are") as short:
        read_join_code("12345")
    assert (short.value.values["wanted"], short.value.values["n"]) == (LENGTH, 5)


def test_it_is_good_for_seven_days(made: Made, clock: FakeClock) -> None:
    assert read_join_file(made.content, made.code, clock.now() + timedelta(days=7)).place == PLACE
    for wrong in (timedelta(days=7, minutes=1), timedelta(days=-2)):
        with pytest.raises(BadJoinFile, match="This join file is older"):
            read_join_file(made.content, made.code, clock.now() + wrong)


@pytest.mark.parametrize("at", [0, 20, 200, -80, -1])
def test_an_altered_byte_is_told(made: Made, clock: FakeClock, at: int) -> None:
    raw = bytearray(made.content)
    raw[at] ^= 1
    with pytest.raises(BadJoinFile, match="damaged"):
        read_join_file(bytes(raw), made.code, clock.now())


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04" + bytes(2000), b"x" * 100])
def test_any_other_file_is_told(made: Made, clock: FakeClock, raw: bytes) -> None:
    with pytest.raises(BadJoinFile, match="no join file"):
        read_join_file(raw, made.code, clock.now())
