"""Which PINs may be used, and that the database alone proves none of them."""

from __future__ import annotations

import random
import time
from statistics import median

import pytest
from argon2 import PasswordHasher, extract_parameters

from desk_app.services.core.errors import UserError
from desk_app.services.staff.pins import PEPPER, Pins, check_pin, is_common
from tests.fakes import FakeSecrets

GOOD = ("738291", "905714", "2846193", "pa55-wörd", "雨伞架子三号", "8" + "1937" * 15)
TOO_EASY = (
    "000000",
    "123456",
    "654321",
    "890123",  # a row around the nought
    "135791",  # steps of two
    "121212",
    "112233"[:2] * 3,
    "123123",
    "12341234",
    "123321",  # there and back
    "111112",
    "900000",
    "199001",  # a birthday as YYYYMM
    "900512",  # YYMMDD
    "120590",  # DDMMYY
    "19900512",
    "20261123",
    "aaaaaa",
    "ababab",
)


@pytest.mark.parametrize("pin", GOOD)
def test_good_ones_may_be_used(pin: str) -> None:
    assert check_pin(pin) == pin


@pytest.mark.parametrize("pin", TOO_EASY)
def test_what_people_choose_first_may_not(pin: str) -> None:
    assert is_common(pin)
    with pytest.raises(UserError):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["", "1", "73829", "7" + "1938" * 16])
def test_too_short_and_too_long_are_refused(pin: str) -> None:
    with pytest.raises(UserError) as refused:
        check_pin(pin)
    assert refused.value.values == {"least": 6, "most": 64}


def test_a_thousand_common_pins_are_refused() -> None:
    rows = [
        "".join(str((start + n * step) % 10) for n in range(6)) for start in range(10) for step in range(10)
    ]
    pairs = [f"{one}{other}" * 3 for one in range(10) for other in range(10)]
    triples = [f"{number:03d}" * 2 for number in range(0, 1000, 2)]
    birthdays = [
        f"{year:02d}{month:02d}{day:02d}"
        for year in range(60, 100, 2)
        for month in (1, 5, 12)
        for day in (1, 9, 28)
    ]
    mirrors = [f"{number:03d}{f'{number:03d}'[::-1]}" for number in range(0, 1000, 2)]
    common = {*rows, *pairs, *triples, *birthdays, *mirrors}
    assert len(common) > 1000
    assert [pin for pin in common if not is_common(pin)] == []


def test_most_pins_are_left_to_choose_from() -> None:
    draw = random.Random(11)
    left = sum(not is_common(f"{draw.randrange(10**6):06d}") for _ in range(5000))
    assert left > 4000, "a rule that refuses more would shrink what must be guessed"


def test_the_database_alone_proves_no_pin(secrets: FakeSecrets) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    kept = Pins(secrets, quick).hash("738291")
    assert Pins(secrets, quick).matches(kept, "738291")
    assert not Pins(FakeSecrets(), quick).matches(kept, "738291"), "another PC's pepper"
    assert secrets.get(PEPPER) not in (None, b"")
    assert len(secrets.get(PEPPER) or b"") == 32


def test_hashes_are_salted_and_strong(secrets: FakeSecrets) -> None:
    pins = Pins(secrets)
    one, other = pins.hash("738291"), pins.hash("738291")
    assert one != other
    cost = extract_parameters(one)
    assert cost.memory_cost >= 19_456 and cost.time_cost >= 2 and cost.type.name == "ID"
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    assert pins.outdated(Pins(secrets, weak).hash("738291")) and not pins.outdated(one)


def test_a_long_pin_is_not_cut(secrets: FakeSecrets) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    pins, long = Pins(secrets, quick), "8" + "1937" * 15 + "264"
    kept = pins.hash(long)
    assert len(long) == 64 and pins.matches(kept, long)
    assert not pins.matches(kept, long[:-1]) and not pins.matches(kept, long + "5")
    assert not pins.matches("rubbish", long)


def test_nobody_takes_as_long_as_a_wrong_pin(secrets: FakeSecrets) -> None:
    pins = Pins(secrets, PasswordHasher(time_cost=2, memory_cost=4096, parallelism=1))
    kept = pins.hash("738291")

    def seconds(who: str | None) -> float:
        started = time.perf_counter()
        assert not pins.matches(who, "905714")
        return time.perf_counter() - started

    # Taken in turns, so that a busy machine slows both.
    both = [(seconds(kept), seconds(None)) for _ in range(15)]
    ratio = median(one for one, _ in both) / median(other for _, other in both)
    assert 0.5 < ratio < 2
