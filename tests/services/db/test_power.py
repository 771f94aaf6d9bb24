"""R7 and R8: the power goes at every moment of a desk's work. As shipped nothing that was said is lost; and the same
test shows losses with weaker settings, so that it is known to see them.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk_app.services.core.paths import DataFolder
from desk_app.services.db import cipher
from tests.fakes import FakeSecrets
from tests.proof.counts import counted
from tests.services.db import power

SEED = 20261122
ENTRIES = 60
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("strace") is None, reason="strace of Linux watches the process"
)


@dataclass
class Work:
    """What a process did, from where it began."""

    start: dict[str, bytearray]
    log: list[power.Op]
    database: str


@pytest.fixture
def founded(tmp_path: Path, founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    shutil.copytree(founded_folder[0], folder.root)
    return folder


def watched(folder: DataFolder, tmp_path: Path, synchronous: str) -> Work:
    acks = folder.root / "acks"
    acks.touch()
    start = {path.name: bytearray(path.read_bytes()) for path in folder.root.iterdir() if path.is_file()}
    command = [
        sys.executable,
        "-m",
        "tests.services.db.power_writer",
        folder.root,
        acks,
        ENTRIES,
        synchronous,
    ]
    power.watch([str(part) for part in command], tmp_path / "strace")
    name = folder.database.name
    files = {name, f"{name}-wal", "acks"}
    log = [op for op in power.log_of(tmp_path / "strace", folder.root) if op.file in files]
    assert sum(op.file == "acks" for op in log) == ENTRIES
    return Work({one: content for one, content in start.items() if one in files}, log, name)


def outcome(image: dict[str, bytearray], work: Work, folder: Path, said: int) -> str:
    """What somebody finds who opens the database after the power came back."""
    for name in (work.database, f"{work.database}-wal", f"{work.database}-shm"):
        (folder / name).unlink(missing_ok=True)
        if name in image:
            (folder / name).write_bytes(image[name])
    try:
        connection = cipher.connect(folder / work.database, None, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA synchronous=OFF")  # this look is only a look
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return "damaged"
            rows = connection.execute("SELECT words FROM duty_entries WHERE words LIKE 'no %'").fetchall()
            events = connection.execute(
                "SELECT count(*) FROM journal_events WHERE kind = 'duty.written'"
            ).fetchone()[0]
        finally:
            connection.close()
    except cipher.sqlite.DatabaseError:
        return "damaged"
    kept = {int(words.split()[1]) for (words,) in rows}
    if events != len(rows) or kept != set(range(1, len(kept) + 1)):
        return "half there"
    return "lost" if len(kept) < said else "kept"


def power_goes(work: Work, folder: Path, images: int) -> Counter[str]:
    """Make so many images, evenly over the log; what was found."""
    folder.mkdir()
    draw, disk, said = (
        random.Random(SEED),
        power.Disk({one: bytearray(content) for one, content in work.start.items()}),
        0,
    )
    found: Counter[str] = Counter()
    for number, op in enumerate(work.log, 1):
        if op.file == "acks":
            said += 1
        else:
            disk.take(op)
        while found.total() < images * number // len(work.log):
            found[outcome(disk.image(draw), work, folder, said)] += 1
    return found


@pytest.mark.parametrize(
    "images",
    [200, pytest.param(50_000, marks=[pytest.mark.full, pytest.mark.timeout(3000)])],
    ids=["some", "all"],
)
def test_when_the_power_goes_nothing_that_was_said_is_lost(
    founded: DataFolder, tmp_path: Path, images: int
) -> None:
    work = watched(founded, tmp_path, "FULL")
    assert any(op.file == work.database and op.what == "write" for op in work.log), (
        "pages came into the database"
    )
    found = power_goes(work, tmp_path / "image", images)
    assert found == {"kept": images}
    counted("R7", images, SEED, f"of {len(work.log)} writes and flushes of {ENTRIES} entries")


@pytest.mark.parametrize(("synchronous", "shows"), [("NORMAL", "lost"), ("OFF", "damaged")])
def test_weaker_settings_show_in_this_test(
    founded: DataFolder, tmp_path: Path, synchronous: str, shows: str
) -> None:
    found = power_goes(watched(founded, tmp_path, synchronous), tmp_path / "image", 300)
    assert found[shows] > 0
    assert synchronous == "OFF" or not found["damaged"]
    counted("R8", 300, SEED, f"{synchronous}: {found[shows]} {shows}, as it must")
