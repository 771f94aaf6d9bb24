"""Founds the demo building and lets every feature fill its part, day by day."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk_app.services.assembly import FirstSupervisor, found, open_services
from desk_app.services.catalogue import Services, features
from desk_app.services.core.clocks import Clock, SystemClock
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.secrets import SecretStore
from desk_app.services.core.settings import Setting
from desk_app.services.core.words import N_
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.second_desk import meet, name_gates
from desk_app.services.desk.identity import Founding
from desk_app.services.keys.options import BOARDS
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
_OPENING = time(6, 0)


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
    clock = clock or SystemClock()
    pen = _begin(folder, years, seed, clock, secrets)
    _hurry(pen)
    chapters = [feature.demo for feature in features() if feature.demo is not None]
    for day in pen.days():
        for write_day in chapters:
            write_day(pen, day)
        if (day + timedelta(days=1)).day == 1 and day < pen.today:
            pen.flush(pen.moment(day + timedelta(days=1), time()))
    pen.finish()
    with pen.bench.database.raw() as connection:
        connection.execute("PRAGMA optimize=0x10002")  # analyses tables that never were
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pen.bench.database.close()
    services = open_services(folder, clock=clock, secrets=secrets)
    return Built(services, pen.written + meet(services))


def _begin(folder: DataFolder, years: float, seed: int, clock: Clock, secrets: SecretStore | None) -> Pen:
    """The building on its first day: desk, staff, nothing else yet."""
    now = clock.now()
    first_day = now.astimezone(clock.zone).date() - timedelta(days=max(2, round(365 * years)))
    moving = MovingClock(datetime.combine(first_day, _OPENING, clock.zone), clock.zone)
    founding = Founding("云帆国际大厦", "YF", "A1")
    services = found(folder, founding, FirstSupervisor("周敏", DEMO_PIN), clock=moving, secrets=secrets)
    services.get(SettingsService).change(SYSTEM, DEMO, True)
    services.get(SettingsService).change(SYSTEM, BOARDS, "A 100, B 80")
    name_gates(services, SYSTEM)
    return Pen(
        bench=services.bench,
        clock=moving,
        rng=random.Random(seed),  # noqa: S311 - a plausible building, not a secret
        first_day=first_day,
        now=now,
        staff=_hire(services),
    )


def _hurry(pen: Pen) -> None:
    """What a crash leaves is thrown away in any case, and nobody's data is wiped: no care is needed on the way."""
    with pen.bench.database.raw() as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("PRAGMA cache_size=-128000")
        connection.execute("PRAGMA wal_autocheckpoint=16000")


def _hire(services: Services) -> list[Actor]:
    staff = services.get(Staff)
    for name, role in STAFF:
        staff.add(SYSTEM, name, role, DEMO_PIN)
    return [Actor(one.id, one.name, one.role) for one in services.get(StaffQueries).who_can_sign_in()]
