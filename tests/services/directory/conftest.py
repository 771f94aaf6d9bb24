"""A building in a few lines, and files to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.lists import read_tenants
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.planning import Plan
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from tests.desk_fixtures import People


@dataclass(frozen=True)
class Building:
    """The directory's services, and the supervisor who uses them."""

    directory: Directory
    people: TenantPeople
    queries: DirectoryQueries
    boss: Actor

    def tenant(self, name: str, *units: str, **more: str) -> int:
        """A tenant in new units."""
        return self.directory.add_tenant(self.boss, TenantDraft(name, **more), " ".join(units)).result

    def unit(self, number: str) -> int:
        """A unit's id."""
        return next(unit.id for unit in self.queries.units(self.boss) if unit.number == number)


@pytest.fixture
def building(desk: Services, people: People) -> Building:
    """An empty directory."""
    return Building(
        desk.get(Directory), desk.get(TenantPeople), desk.get(DirectoryQueries), people.supervisor
    )


@pytest.fixture
def plan(building: Building, tmp_path: Path) -> Callable[[str], Plan]:
    """Plan the import of a CSV text."""

    def make(text: str) -> Plan:
        path = tmp_path / "tenants.csv"
        path.write_text(text, encoding="utf-8")
        return building.queries.plan_import(building.boss, read_tenants(path))

    return make
