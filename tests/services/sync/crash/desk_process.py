"""A desk that records and exchanges in a process of its own, to be killed at any moment.

`python -m tests.services.sync.crash.desk_process FOLDER OFFSET`: FOLDER has `desk1`, `desk1.secrets` and `share`;
OFFSET is how many seconds its clock is ahead. Each line of stdin, "FIRST", starts the desk at once (all is imported
already): it records "no FIRST", "no FIRST + 1", …, tells each on stdout once it is recorded, and exchanges after every
second one. "gone" tells that it ended.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.sync.folder import FolderShare
from tests.fakes import FakeSecrets
from tests.services.sync.crash.building import Seat


class AheadClock(SystemClock):
    """The PC's clock, so many seconds ahead."""

    def __init__(self, offset: float) -> None:
        super().__init__()
        object.__setattr__(self, "_offset", timedelta(seconds=offset))

    def now(self) -> datetime:
        """The moment."""
        ahead: datetime = super().now() + self._offset  # type: ignore[attr-defined]
        return ahead


class FileSecrets(FakeSecrets):
    """Secrets that outlive the process, as a keyring's do."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._kept = {name: bytes.fromhex(one) for name, one in json.loads(path.read_text("utf-8")).items()}

    def put(self, name: str, secret: bytes) -> None:
        """Keep it at once."""
        super().put(name, secret)
        save_secrets(self, self._path)


def save_secrets(secrets: FakeSecrets, path: Path) -> None:
    """Write them, whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({name: one.hex() for name, one in secrets._kept.items()}), "utf-8")
    draft.replace(path)


def say(line: str) -> None:
    """A whole line or nothing, however sudden the end."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def live(root: Path, offset: float, number: int) -> None:
    """Record and exchange, for ever."""
    secrets = FileSecrets(root / "desk1.secrets")
    seat = Seat(1, DataFolder(root / "desk1"), secrets, AheadClock(offset))  # type: ignore[arg-type]
    say(f"started {os.getpid()}")
    seat.start()
    share = FolderShare(root / "share")
    while True:
        seat.write(f"no {number}")
        say(str(number))
        if number % 2:
            seat.sync.round(share)
        number += 1


def warm_up(root: Path, offset: float) -> None:
    """Import what the first call of everything imports, on a copy, so that each start after it is quick."""
    with TemporaryDirectory() as folder:
        shutil.copytree(root, folder, dirs_exist_ok=True)
        secrets = FileSecrets(Path(folder) / "desk1.secrets")
        seat = Seat(1, DataFolder(Path(folder) / "desk1"), secrets, AheadClock(offset))  # type: ignore[arg-type]
        seat.start()
        seat.write("warm")
        seat.sync.round(FolderShare(Path(folder) / "share"))
        seat.stop()


def main() -> None:
    root, offset = Path(sys.argv[1]), float(sys.argv[2])
    warm_up(root, offset)
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(root, offset, int(line))
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
