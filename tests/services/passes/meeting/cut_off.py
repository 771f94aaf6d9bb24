"""Several PCs of one building that hear from each other by file only."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.services import assembly
from desk_app.services.backups.service import BackupDesk
from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.records import Conflict
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.desk.identity import Founding
from desk_app.services.passes.meeting import GateRecordQueries, GateRecords, Received
from desk_app.services.passes.records import Released, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.staff.service import Staff
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock, FakeSecrets

SITE = 4711
WHOLE = ReleaseDraft()


@dataclass(frozen=True)
class Post:
    """A PC at the gate of its own number."""

    services: Services
    number: int
    guard: Actor

    def release(self, raw: str, draft: ReleaseDraft = WHOLE) -> Released:
        return self.services.get(Releases).release(self.guard, raw, self.number, draft).result

    def export(self) -> bytes:
        return self.services.get(GateRecordQueries).export_records(self.guard)

    def receive(self, data: bytes) -> Received:
        return self.services.get(GateRecords).receive(self.guard, data).result

    def conflicts(self) -> list[Conflict]:
        return self.services.get(ConflictQueries).all(SYSTEM, 10_000)

    def close(self) -> None:
        self.services.bench.database.close()


def found_post(root: Path, number: int, clock: FakeClock, site: int = SITE) -> Post:
    """A PC of its own; `desk_fixtures.quick_pins` before, or it takes a second."""
    services = assembly.found(
        DataFolder(root / f"desk{number}"),
        Founding("云帆大厦", "YF", f"G{number}", number, site_number=site),
        assembly.FirstSupervisor("周敏", PIN),
        clock=clock,
        secrets=FakeSecrets(),
    )
    name = f"保安{number}"
    guard = services.get(Staff).add(SYSTEM, name, Role.GUARD, PIN).result
    return Post(services, number, Actor(guard, name, Role.GUARD))


def admit(here: Post, other: Post) -> None:
    """`here` believes `other` from now on."""
    bench = here.services.bench
    now = bench.clock.now()
    with bench.database.write() as session:
        session.add(
            KnownDeskRow(
                desk=other.number, code=f"G{other.number}", admitted_at=now, card_at=now, heard_at=now
            )
        )
        for purpose in Purpose:
            session.add(
                PassKeyRow(
                    id=bench.stamps.new_id(),
                    purpose=purpose.value,
                    public=open_signing_key(other.services.bench.secrets, purpose).public,
                    desk=other.number,
                    desk_code=f"G{other.number}",
                    site=bench.desk.site_number,
                    valid_from=now,
                )
            )


def building(root: Path, posts: int, clock: FakeClock) -> list[Post]:
    """PCs that believe each other."""
    made = [found_post(root, number, clock) for number in range(1, posts + 1)]
    for here in made:
        for other in made:
            if here is not other:
                admit(here, other)
    return made


def copied(post: Post) -> bytes:
    """A backup of a PC's data."""
    path = post.services.bench.database.path
    with sqlite3.connect(":memory:") as copy:
        with sqlite3.connect(path) as data:
            data.backup(copy)
        return copy.serialize()


def set_back(post: Post, copy: bytes, *, noted: bool = True) -> Post:
    """The PC with the data of the copy; `noted`: as the program restores it, else somebody copied the file."""
    bench = post.services.bench
    bench.database.close()
    for beside in bench.database.path.parent.glob(f"{bench.database.path.name}-*"):
        beside.unlink()
    bench.database.path.write_bytes(copy)
    folder = DataFolder(bench.database.path.parent)
    services = assembly.open_services(folder, clock=bench.clock, secrets=bench.secrets)
    if noted:
        services.get(BackupDesk).restored(SYSTEM, "copy.db")
    return Post(services, post.number, post.guard)


def meet(posts: Sequence[Post]) -> None:
    """Everybody hears everybody."""
    files = [(one, one.export()) for one in posts]
    for maker, data in files:
        for one in posts:
            if one is not maker:
                one.receive(data)


def picture(post: Post) -> set[tuple[object, ...]]:
    """What stands on a PC's conflict desk, without what is its own: ids and moments of finding."""
    return {
        (
            one.kind,
            one.record,
            tuple(
                sorted(
                    (side.desk, side.place, side.at, side.by, side.what, side.pieces)
                    for side in one.sides
                    if side.at
                )
            ),
        )
        for one in post.conflicts()
    }
