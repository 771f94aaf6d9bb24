from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.services.core.errors import NotPermitted
from desk_app.services.core.people import Actor, Role
from desk_app.ui.session import Session
from tests.fakes import FakeClock

SHE = Actor(1, "林小雨", Role.RECEPTIONIST)


@pytest.fixture
def session(clock: FakeClock, qapp: QApplication) -> Iterator[Session]:
    made = Session(clock, lambda: 3)
    yield made
    made.close()


def test_nobody_is_nobody(session: Session) -> None:
    assert not session.open
    assert session.person is None
    with pytest.raises(NotPermitted):
        _ = session.actor


def test_it_locks_after_three_minutes_without_input(session: Session, clock: FakeClock) -> None:
    told: list[Actor] = []
    session.locked.connect(told.append)
    session.sign_in(SHE)
    clock.advance(minutes=2, seconds=59)
    session.look()
    assert session.open
    session.touch()
    clock.advance(minutes=2, seconds=59)
    session.look()
    assert session.open
    clock.advance(seconds=1)
    session.look()
    assert not session.open
    assert told == [SHE]
    assert session.actor == SHE, "the draft's owner is still known"


def test_it_locks_after_eight_hours_whatever_is_typed(session: Session, clock: FakeClock) -> None:
    session.sign_in(SHE)
    for _ in range(8 * 60 - 1):
        clock.advance(minutes=1)
        session.touch()
        session.look()
    assert session.open
    clock.advance(minutes=1)
    session.touch()
    session.look()
    assert not session.open


def test_a_changed_clock_neither_locks_nor_keeps_open(session: Session, clock: FakeClock) -> None:
    session.sign_in(SHE)
    clock.set(clock.now().replace(year=2030))
    session.look()
    assert session.open


def test_signing_out_tells_who_left(session: Session) -> None:
    told: list[Actor] = []
    session.signed_out.connect(told.append)
    session.sign_in(SHE)
    session.sign_out()
    session.sign_out()
    assert told == [SHE]
    assert session.person is None


def test_locking_twice_is_locking_once(session: Session) -> None:
    told: list[Actor] = []
    session.locked.connect(told.append)
    session.sign_in(SHE)
    session.lock()
    session.lock()
    assert told == [SHE]
