"""A week of several desks, with what can befall a batch and leaves the end the same: for orders and for stores."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import names
from desk_app.services.sync.names import BatchName, Party
from tests.fakes import FakeClock
from tests.services.headoffice.desks import PaperDesk

Files = list[tuple[Party, BatchName, bytes]]
_PERSON = {"name": "王芳", "phone": "13800000000"}


def found_office(folder: Path, keys: Path, clock: FakeClock, url: str | None = None) -> HeadOffice:
    return HeadOffice.init(folder, "总部", url=url, clock=clock, secrets=FileStore(keys))


def admit_all(office: HeadOffice, desks: Sequence[PaperDesk]) -> None:
    for desk in desks:
        office.admit(desk.card())


def a_world(office: HeadOffice, seed: int, batches: int = 6) -> list[PaperDesk]:
    """Three desks of two buildings, one of which was restored from a backup and packed again what nobody had."""
    chance = random.Random(seed)
    desks = [PaperDesk(office, party, seed) for party in (Party(1, 1), Party(1, 2), Party(2, 1))]
    for desk in desks:
        _fill(desk, chance, batches)
    restored = chance.choice(desks)
    again = restored.pack(late := restored.event(entity=50, private=_PERSON))
    assert again in dict(restored.batches)
    restored.begin(restored.epoch)
    restored.pack(
        {key: value for key, value in late.items() if key != "x"} if chance.random() < 0.5 else late
    )
    _fill(restored, chance, 2)
    return desks


def _fill(desk: PaperDesk, chance: random.Random, batches: int) -> None:
    for number in range(batches):
        entity = chance.randint(1, 6)
        events = [desk.event(entity=entity, private=_PERSON) for _ in range(chance.randint(0, 3))]
        if chance.random() < 0.3:
            events.append(desk.event("visitor.forgotten", entity=chance.randint(1, 6)))
        rows = [desk.row("visits", [chance.randint(1, 4), "a"], {"n": number, "名": "访客"})]
        if chance.random() < 0.3:
            rows.append(desk.row("visits", [chance.randint(1, 4), "a"], None))
        if events and chance.random() < 0.2:
            rows.append(desk.row("journal_events", [chance.choice(events)["id"]], {"private": None}))
        facts = [{"root": chance.randint(1, 4), "releases": [number], "revocations": []}]
        extra = [{"k": "z", "later": chance.randint(1, 3)}] if chance.random() < 0.2 else []
        desk.pack(*events, desk.entry(f"{number}"), *rows, *extra, facts=facts)


def files_of(desks: Sequence[PaperDesk]) -> Files:
    return [(desk.party, name, raw) for desk in desks for name, raw in desk.batches]


def path_of(party: Party, name: BatchName, chance: random.Random) -> str:
    """Its own folder, or as another desk relayed it."""
    if chance.random() < 0.2:
        return f"{names.relay(Party(party.site, 99))}/{name}"
    return f"{names.up(party)}/{name}"
