"""The demo building that everything is measured on: made once, kept, copied for what writes.

python -m benchmarks.building [--years N] [--data FOLDER]      make it anew and say how long that takes
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from desk_app.services.assembly import open_services
from desk_app.services.at_rest import KEY_SECRET
from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import Clock, SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.secrets import FileStore
from desk_app.services.db.cipher import DatabaseKey, new_key
from desk_app.services.db.converting import convert
from desk_app.services.demo.build import build_demo
from desk_app.services.staff.queries import StaffQueries

HOME = Path(__file__).resolve().parents[1] / "var" / "bench"
_DONE = "built.txt"


@dataclass(frozen=True)
class Building:
    """A folder with the demo, and what is known about its making."""

    folder: DataFolder
    rows: int
    seconds: float

    def __str__(self) -> str:
        size = self.folder.database.stat().st_size / 1e6
        return (
            f"demo building of {self.rows:,} records with journal, audit log and search index, {size:,.0f} MB"
        )

    @contextmanager
    def opened(self, *, copy: bool = False, clock: Clock | None = None) -> Iterator[Services]:
        """The services on it, or on a copy to write in."""
        if not copy:
            with _services(self.folder, clock) as services:
                yield services
            return
        with tempfile.TemporaryDirectory(dir=self.folder.root.parent) as place:
            root = Path(place) / "copy"
            shutil.copytree(self.folder.root, root)
            with _services(DataFolder(root), clock) as services:
                yield services


@contextmanager
def _services(folder: DataFolder, clock: Clock | None) -> Iterator[Services]:
    services = open_services(folder, clock=clock or SystemClock(), secrets=FileStore(folder.secrets))
    try:
        yield services
    finally:
        services.bench.database.close()


def actor(services: Services, role: Role) -> Actor:
    """Somebody of this role."""
    one = next(one for one in services.get(StaffQueries).who_can_sign_in() if one.role is role)
    return Actor(one.id, one.name, one.role)


def building(root: Path | None = None, years: float = 10) -> Building:
    """The building in a folder, made if it is not there."""
    root = root or HOME / f"{years:g}-years"
    done = root / _DONE
    if not done.is_file():
        shutil.rmtree(root, ignore_errors=True)
        print(f"inventing {years:g} years in {root.name} (once)", flush=True)
        began = time.perf_counter()
        folder = DataFolder(root)
        built = build_demo(folder, years=years, secrets=FileStore(folder.secrets))
        built.services.bench.database.close()
        done.write_text(f"{built.rows} {time.perf_counter() - began:.1f}\n")
    rows, seconds = done.read_text().split()
    return Building(DataFolder(root), int(rows), float(seconds))


def encrypted(made: Building) -> Building:
    """The same building with its database encrypted, beside it; made if it is not there."""
    folder = DataFolder(made.folder.root.with_name(f"{made.folder.root.name}-encrypted"))
    done = folder.root / _DONE
    if not done.is_file():
        shutil.rmtree(folder.root, ignore_errors=True)
        shutil.copytree(made.folder.root, folder.root, ignore=shutil.ignore_patterns(_DONE))
        raw = FileStore(folder.secrets).get_or_make(KEY_SECRET, new_key)
        convert(folder.database, DatabaseKey(raw), plain=False)
        shutil.copy(made.folder.root / _DONE, done)
    return Building(folder, made.rows, made.seconds)


def measure(made: Building, command: str = "python -m benchmarks.building --years 10") -> list[Figure]:
    """How long the making took."""
    value = f"{made.seconds:.0f} s, {made.seconds / made.rows * 1e6:.0f} µs a record"
    return [Figure(f"demo building, {made.rows:,} records in bulk", value, "150 s", command)]


def main() -> None:
    """Make it anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=float, default=10)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    root = asked.data or HOME / f"{asked.years:g}-years"
    (root / _DONE).unlink(missing_ok=True)
    for figure in measure(building(root, asked.years)):
        print(figure.what, figure.value)


if __name__ == "__main__":
    main()
