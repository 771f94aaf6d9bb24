"""A few days of the demo building: whoever stands anywhere is found there, and gone once the record is forgotten."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from desk_app.services.catalogue import Services, features
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.demo.build import build_demo
from desk_app.services.journal.work import Read
from desk_app.services.personal_rows import PersonRows
from desk_app.services.retention.forgetting import forget_now
from tests.fakes import FakeSecrets

LEAST = 15
"""Parts of a person that a few days of the building must bring."""


def found(services: Services, part: PersonRows, name: str) -> list[PersonalRecord]:
    bench = services.bench
    with bench.database.read() as session:
        return list(part.found(Read(bench, session, SYSTEM, bench.clock.now()), Identity(name=name)))


def name_in(services: Services, part: PersonRows) -> str | None:
    assert part.name is not None
    with services.bench.database.read() as session:
        return session.scalars(select(part.name).where(part.name != "").limit(1)).first()


def test_whoever_is_found_is_gone_once_forgotten(tmp_path: Path) -> None:
    services = build_demo(DataFolder(tmp_path / "demo"), years=0.02, seed=1, secrets=FakeSecrets()).services
    parts = [part for one in features() for part in getattr(one.personal, "parts", ())]
    told = forgotten = 0
    for part in parts:
        name = name_in(services, part)
        records = found(services, part, name) if name else []
        told += bool(records)
        assert all(one.facts and one.day and not one.certain for one in records), part.what
        done = next((one for one in records if not one.stays), None)
        if name and done is not None:
            with services.bench.work(SYSTEM, "test.forget", {Role.SYSTEM}) as work:
                assert forget_now(work, done.kind, [done.record]) == 1, part.what
            assert done.key not in {one.key for one in found(services, part, name)}, part.what
            forgotten += 1
    services.bench.database.close()
    assert told >= LEAST and forgotten >= LEAST - 5
