"""Fixtures of the services: a clock in hand, a founded desk, people to act as.

`desk` is a whole desk on a real SQLite file (Services); `people` are its staff as Actors.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.desk.identity import Founding
from desk_app.services.staff import pins
from desk_app.services.staff.service import Staff
from tests.fakes import FakeClock, FakeSecrets

PIN = "738291"
FOUNDING = Founding("云帆大厦", "YF", "A1")
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True)
class People:
    """Who works at the desk of the tests."""

    receptionist: Actor
    guard: Actor
    supervisor: Actor

    def of(self, role: Role) -> Actor:
        """Somebody with this role."""
        return {
            Role.RECEPTIONIST: self.receptionist,
            Role.GUARD: self.guard,
            Role.SUPERVISOR: self.supervisor,
            Role.SYSTEM: SYSTEM,
        }[role]


@pytest.fixture
def clock() -> FakeClock:
    """Monday 23 November 2026, 9:00 at the building."""
    return FakeClock()


@pytest.fixture
def secrets() -> FakeSecrets:
    """Secrets in memory."""
    return FakeSecrets()


@pytest.fixture(scope="session")
def founded_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, FakeSecrets, tuple[int, int, int]]:
    """A founded desk, made once; every test gets a copy."""
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        root = tmp_path_factory.mktemp("founded")
        secrets = FakeSecrets()
        services = assembly.found(
            DataFolder(root),
            FOUNDING,
            assembly.FirstSupervisor("周敏", PIN),
            clock=FakeClock(),
            secrets=secrets,
        )
        staff = services.get(Staff)
        receptionist = staff.add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
        guard = staff.add(SYSTEM, "赵刚", Role.GUARD, PIN).result
        from desk_app.services.staff.queries import StaffQueries

        supervisor = next(
            one.id for one in services.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR
        )
        services.bench.database.close()
    return root, secrets, (receptionist, guard, supervisor)


def quick_pins(patch: pytest.MonkeyPatch) -> None:
    """Make argon2 cheap: its strength is tested on its own."""
    original = pins.Pins.__init__

    def init(self: pins.Pins, store: FakeSecrets, hasher: PasswordHasher | None = None) -> None:
        original(self, store, hasher or QUICK)

    patch.setattr(pins.Pins, "__init__", init)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    return DataFolder(tmp_path / "data")


@pytest.fixture
def desk(
    folder: DataFolder,
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
    clock: FakeClock,
    secrets: FakeSecrets,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Services]:
    """A founded desk on a database of its own."""
    quick_pins(monkeypatch)
    shutil.copytree(founded_folder[0], folder.root)
    secrets.__dict__.update(_kept=dict(founded_folder[1].__dict__["_kept"]))
    services = assembly.open_services(folder, clock=clock, secrets=secrets)
    yield services
    services.bench.database.close()


@pytest.fixture
def people(founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> People:
    """The staff of `desk`."""
    receptionist, guard, supervisor = founded_folder[2]
    return People(
        Actor(receptionist, "林小雨", Role.RECEPTIONIST),
        Actor(guard, "赵刚", Role.GUARD),
        Actor(supervisor, "周敏", Role.SUPERVISOR),
    )
