"""Founds the demo building and lets every feature fill its part."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from desk_app.services.assembly import FirstSupervisor, found
from desk_app.services.catalogue import Services, features
from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.secrets import SecretStore
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.demo.pen import Pen
from desk_app.services.desk.identity import Founding
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff

DEMO_PIN = "735162"
"""Everybody's PIN in the demo building; the sign-in page says so."""
DEMO = Setting(
    "demo.building",
    False,
    N_("Demo building"),
    N_("Everybody and everything in this data folder is invented."),
)
STAFF = (
    ("林小雨", Role.RECEPTIONIST),
    ("陈思琪", Role.RECEPTIONIST),
    ("Grace Lim", Role.RECEPTIONIST),
    ("赵刚", Role.GUARD),
    ("孙建国", Role.GUARD),
)


@dataclass(frozen=True)
class Built:
    """What was made."""

    services: Services
    rows: int
    """Rows of the features, without journal and search index."""


def build_demo(
    folder: DataFolder,
    *,
    years: float = 1,
    seed: int = 1,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Built:
    """Fill an empty folder with a building of 30 floors and `years` of records. The same seed gives the same people.

    Raises IllegalStep for a folder that holds data, and what `open_database` raises.
    """
    if folder.database.exists():
        raise IllegalStep(N_("This data folder is not empty. Choose an empty one for the demo building."))
    founding = Founding("云帆国际大厦", "YF", "A1")
    services = found(folder, founding, FirstSupervisor("周敏", DEMO_PIN), clock=clock, secrets=secrets)
    pen = Pen(
        bench=services.bench,
        rng=random.Random(seed),  # noqa: S311 - a plausible building, not a secret
        first_day=(services.bench.clock.now() - timedelta(days=round(365 * years))).date(),
        now=services.bench.clock.now(),
        staff=_hire(services),
    )
    for feature in features():
        if feature.demo is not None:
            feature.demo(pen)
    services.get(SettingsService).change(SYSTEM, DEMO, True)
    with services.bench.database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA optimize")
    return Built(services, pen.written)


def _hire(services: Services) -> list[Actor]:
    staff = services.get(Staff)
    for name, role in STAFF:
        staff.add(SYSTEM, name, role, DEMO_PIN)
    return [Actor(one.id, one.name, one.role) for one in services.get(StaffQueries).who_can_sign_in()]
