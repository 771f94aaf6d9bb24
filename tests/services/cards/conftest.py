"""A desk with a feature made up for the tests: parcels, which join by announcing themselves and no other way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk_app.services import assembly, catalogue
from desk_app.services.cards.queries import CardQueries
from desk_app.services.cards.records import Card, Face
from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.feature import Feature, Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import EVERYONE, role_bits
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.work import Read
from desk_app.services.search.index import put
from desk_app.services.search.records import SearchEntry
from desk_app.services.visitors.records import Arrival, Expectation, Host, Visit
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.ui.tabs.directory.conftest import fill

HELD = N_("A parcel lies here since {since}.")


@dataclass
class Parcels:
    """The made-up feature: who has parcels, in memory."""

    rows: dict[int, Person] = field(default_factory=dict)
    part: Part = Part.EXPECTS
    barred: bool = False

    def people(self, read: Read, records: Collection[int]) -> Mapping[int, Sequence[Person]]:
        return {one: [self.rows[one]] for one in records if one in self.rows}

    def matters(self, read: Read, party: Party) -> Iterable[Matter]:
        for record, person in self.rows.items():
            theirs = (party.phone and person.phone == party.phone) or (
                party.tenant is not None and person.tenant == party.tenant
            )
            if theirs:
                since = datetime(2026, 11, 20, tzinfo=UTC)
                yield Matter(
                    "parcels", "parcel", record, HELD, {"since": since}, since,
                    owed=self.part is Part.OWES, part=self.part, step="hand_over", barred=self.barred,
                )  # fmt: skip

    def by_code(self, read: Read, digits: str) -> Named | None:
        record = next((one for one in self.rows if self.code(one) == digits), None)
        return None if record is None else Named("parcel", record)

    @staticmethod
    def code(record: int) -> str:
        return ShortNumber(Kind.MAIL, 1, record % 1000).digits

    @property
    def feature(self) -> Feature:
        return Feature(
            id="parcels",
            title=N_("Visitors"),
            matters=self.matters,
            people={"parcel": self.people},
            codes={Kind.MAIL: self.by_code},
            order=60,
        )


@dataclass
class Lobby:
    """The desk, the made-up feature, and the questions asked all the time."""

    desk: Services
    people: People
    clock: FakeClock
    parcels: Parcels

    @property
    def ask(self) -> CardQueries:
        return self.desk.get(CardQueries)

    def faces(self, text: str, **limits: int) -> list[Face]:
        return self.ask.faces(self.people.receptionist, text, **limits)

    def names(self, text: str) -> list[str]:
        return [face.name for face in self.faces(text)]

    def card(self, party: Party) -> Card:
        return self.ask.card(self.people.receptionist, party)

    def tenant(self, name: str) -> int:
        return self.desk.get(DirectoryQueries).tenants(self.people.supervisor, name)[0].id

    def come(self, name: str, phone: str = "", **other: Any) -> Visit:
        """Somebody is checked in."""
        arrival = Arrival(**{"name": name, "phone": phone, "host": Host(tenant="华岳")} | other)
        return self.desk.get(Visitors).check_in(self.people.receptionist, arrival).result.visit

    def expect(self, name: str, **other: Any) -> Visit:
        today = self.clock.now().astimezone(self.clock.zone).date()
        typed = Expectation(**{"name": name, "day": today, "host": Host(tenant="华岳")} | other)
        return self.desk.get(Visitors).expect(self.people.receptionist, typed).result

    def parcel(self, person: Person) -> int:
        """Somebody has a parcel here, and it can be searched for."""
        bench = self.desk.bench
        record = bench.stamps.new_id()
        self.parcels.rows[record] = person
        entry = SearchEntry(
            "parcel", record, person.name, person.company, role_bits(*EVERYONE),
            (person.name,), (person.phone,) if person.phone else (),
        )  # fmt: skip
        with bench.database.write() as session:
            put(session.connection(), [entry])
        return record


@pytest.fixture
def lobby(
    folder: DataFolder,
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
    clock: FakeClock,
    secrets: FakeSecrets,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Lobby]:
    """A furnished desk that the made-up feature has joined."""
    quick_pins(monkeypatch)
    parcels, known = Parcels(), catalogue.features()
    announced: Callable[[], tuple[Feature, ...]] = lambda: (*known, parcels.feature)  # noqa: E731
    monkeypatch.setattr(catalogue, "features", announced)
    shutil.copytree(founded_folder[0], folder.root)
    secrets.__dict__.update(_kept=dict(founded_folder[1].__dict__["_kept"]))
    desk = assembly.open_services(folder, clock=clock, secrets=secrets)
    fill(desk, people.supervisor)
    yield Lobby(desk, people, clock, parcels)
    desk.bench.database.close()
