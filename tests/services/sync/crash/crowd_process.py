"""Desks and head offices in processes of their own, to be stopped and killed at any moment.

`python -m tests.services.sync.crash.crowd_process ROOT OFFSET`: ROOT is a house's folder with `NAME.secrets` of each;
OFFSET is how many seconds the clocks are ahead. Each line of stdin, "desk3" or "office", starts one (all is imported
already) and answers with the number of its process. A desk writes each entry to `NAME.said` once it is recorded.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_app.services.core.paths import DataFolder
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.folder import FolderShare
from tests.services.sync.crash.building import Seat
from tests.services.sync.crash.desk_process import AheadClock, FileSecrets, say


def live_desk(root: Path, name: str, offset: float, *, once: bool = False) -> None:
    """Record and exchange, for ever; `once`: one time."""
    secrets = FileSecrets(root / f"{name}.secrets")
    clock = AheadClock(offset)
    seat = Seat(int(name.removeprefix("desk")), DataFolder(root / name), secrets, clock)  # type: ignore[arg-type]
    seat.start()
    said = os.open(root / f"{name}.said", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    share, number = FolderShare(root / "share"), 0
    while not once or not number:
        words = f"{name} {os.getpid()} {number}"
        seat.write(words)
        os.write(said, f"{words}\n".encode())
        number += 1
        if once or number % 3 == 0:
            seat.sync.round(share)
            time.sleep(0.01)
    seat.stop()


def live_office(root: Path, offset: float, *, once: bool = False) -> None:
    """Collect and publish, for ever; `once`: one time."""
    secrets = FileSecrets(root / "office.secrets")
    office = HeadOffice.open(root / "office", clock=AheadClock(offset), secrets=secrets)
    while True:
        office.collect(FolderShare(root / "share"))
        office.publish(FolderShare(root / "share"))
        if once:
            break
        time.sleep(0.02)
    office.close()


def warm_up(root: Path, offset: float) -> None:
    """Import what the first call of everything imports, on a copy, so that each start after it is quick."""
    with TemporaryDirectory() as folder:
        shutil.copytree(root, folder, dirs_exist_ok=True)
        live_desk(Path(folder), "desk1", offset, once=True)
        live_office(Path(folder), offset, once=True)


def main() -> None:
    root, offset = Path(sys.argv[1]), float(sys.argv[2])
    warm_up(root, offset)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            name = line.strip()
            try:
                live_office(root, offset) if name == "office" else live_desk(root, name, offset)
            except BaseException:
                with (root / "ended").open("a", encoding="utf-8") as file:
                    file.write(f"{name}\n{traceback.format_exc()}\n")
            os._exit(1)
        say(str(child))


if __name__ == "__main__":
    main()
