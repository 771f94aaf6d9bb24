"""Back-off: its arithmetic, and what a guesser gets out of it, through the real service."""

from __future__ import annotations

import itertools

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.staff.patience import DESK_FREE_TRIES, Waits, wait_after
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock, FakeSecrets

WRONG = "905714"


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 1),
        (4, 2),
        (5, 4),
        (6, 8),
        (7, 16),
        (8, 32),
        (9, 64),
        (10, 900),
        (11, 900),
        (10**6, 900),
    ],
)
def test_the_arithmetic_of_one_person(wrong: int, seconds: float) -> None:
    assert wait_after(wrong) == seconds


@pytest.mark.parametrize(("wrong", "seconds"), [(19, 0), (20, 1), (21, 2), (26, 64), (27, 900), (900, 900)])
def test_the_arithmetic_of_the_whole_desk(wrong: int, seconds: float) -> None:
    assert wait_after(wrong, DESK_FREE_TRIES) == seconds


def test_waiting_never_gets_shorter_with_more_wrong_ones() -> None:
    for free in (3, DESK_FREE_TRIES):
        waits = [wait_after(wrong, free) for wrong in range(60)]
        assert waits == sorted(waits)


def test_a_restart_starts_the_wait_anew() -> None:
    waits = Waits(started=500.0)
    assert waits.left(1, 10, now=500.0) == 900.0
    assert waits.left(1, 10, now=1400.0) == 0.0
    waits.failed(1, now=1400.0)
    assert waits.left(1, 11, now=1400.0) == 900.0


def attempt(staff: Staff, who: int, pin: str) -> str:
    """What happened: in, wrong, or wait."""
    try:
        staff.sign_in(who, pin)
    except UserError as refused:
        return "wait" if "seconds" in refused.values else "wrong"
    return "in"


def test_three_tries_are_free_then_the_wait_doubles(staff: Staff, people: People, clock: FakeClock) -> None:
    who = people.receptionist.staff_id
    assert [attempt(staff, who, WRONG) for _ in range(4)] == ["wrong", "wrong", "wrong", "wait"]
    for seconds in (1, 2, 4, 8, 16, 32, 64, 900):
        clock.advance(seconds=seconds - 0.01)
        assert attempt(staff, who, PIN) == "wait", "a right PIN waits too: it tells nothing"
        clock.advance(seconds=0.02)
        assert attempt(staff, who, WRONG) == "wrong"


def test_the_right_pin_ends_it(staff: Staff, people: People) -> None:
    who = people.receptionist.staff_id
    for _ in range(4):
        assert [attempt(staff, who, WRONG) for _ in range(2)] == ["wrong", "wrong"]
        assert attempt(staff, who, PIN) == "in"


def test_setting_the_clock_shortens_nothing(staff: Staff, people: People, clock: FakeClock) -> None:
    from datetime import timedelta

    who = people.receptionist.staff_id
    lock_out(staff, who, clock)
    for hours in (1, 24 * 365, -24 * 365 * 2):
        clock.set(clock.now() + timedelta(hours=hours))
        assert attempt(staff, who, PIN) == "wait"
    clock.advance(seconds=901)
    assert attempt(staff, who, PIN) == "in"


def test_a_restart_ends_no_lock_out(
    desk: Services, people: People, clock: FakeClock, folder: DataFolder, secrets: FakeSecrets
) -> None:
    who = people.receptionist.staff_id
    lock_out(desk.get(Staff), who, clock)
    clock.advance(seconds=600)
    desk.bench.database.close()
    again = assembly.open_services(folder, clock=clock, secrets=secrets)
    try:
        clock.advance(seconds=890)
        assert attempt(again.get(Staff), who, PIN) == "wait"
        clock.advance(seconds=11)
        assert attempt(again.get(Staff), who, PIN) == "in"
    finally:
        again.bench.database.close()


def test_a_new_pin_from_the_supervisor_ends_a_lock_out(
    staff: Staff, people: People, clock: FakeClock
) -> None:
    who = people.receptionist.staff_id
    lock_out(staff, who, clock)
    clock.advance(seconds=1)
    assert attempt(staff, who, PIN) == "wait"
    staff.set_pin(people.supervisor, who, "582047")
    assert attempt(staff, who, "582047") == "in"


def test_one_persons_wrong_pins_lock_nobody_else(staff: Staff, people: People, clock: FakeClock) -> None:
    lock_out(staff, people.receptionist.staff_id, clock)
    assert attempt(staff, people.supervisor.staff_id, PIN) == "in"


def test_guessing_at_everybody_locks_the_desk(staff: Staff, clock: FakeClock) -> None:
    outcomes = [attempt(staff, stranger, WRONG) for stranger in range(100, 100 + DESK_FREE_TRIES + 1)]
    assert outcomes == ["wrong"] * DESK_FREE_TRIES + ["wait"]


# A guess every three seconds: the fewer take more than three hours, the many more than eight hours.
MANY = pytest.mark.parametrize("tries", [4_000, pytest.param(10_000, marks=pytest.mark.full)])


@MANY
def test_thousands_of_guesses_are_at_most_a_hundred_in_any_hour(
    staff: Staff, people: People, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    """A machine that tries again the moment it may, for one account: each look at the PIN is counted."""
    looks: list[float] = []
    monkeypatch.setattr(staff._pins, "matches", lambda kept, pin: looks.append(clock.monotonic()))
    who = people.receptionist.staff_id
    for _ in range(tries):
        if attempt(staff, who, WRONG) == "wait":
            clock.advance(seconds=3)
    assert len(looks) > 20
    worst = max(sum(start <= one < start + 3600 for one in looks) for start in looks)
    print(f"\n{tries} tries: {len(looks)} looks at the PIN, at most {worst} in an hour")
    assert worst <= 100


@MANY
def test_thousands_of_guesses_over_all_accounts_are_at_most_a_hundred_in_any_hour(
    staff: Staff, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    looks: list[float] = []
    monkeypatch.setattr(staff._pins, "matches", lambda kept, pin: looks.append(clock.monotonic()))
    for who in itertools.islice(itertools.cycle(range(500, 530)), tries):
        if attempt(staff, who, WRONG) == "wait":
            clock.advance(seconds=3)
    worst = max(sum(start <= one < start + 3600 for one in looks) for start in looks)
    print(f"\n{tries} tries at 30 accounts: {len(looks)} looks, at most {worst} in an hour")
    assert worst <= 100


def lock_out(staff: Staff, who: int, clock: FakeClock) -> None:
    for _ in range(10):
        clock.advance(seconds=65)
        assert attempt(staff, who, WRONG) == "wrong"
    assert attempt(staff, who, PIN) == "wait"
