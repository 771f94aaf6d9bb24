"""A desk that records a fixed number of entries, to be watched by strace: `power_writer FOLDER ACKS COUNT SYNCHRONOUS`.

Each entry is told by a line in the file ACKS once it is recorded. SYNCHRONOUS is FULL as shipped, or what a control
sets instead.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk_app.services.assembly import open_services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.db import database
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.staff.pins import PEPPER
from tests.fakes import FakeClock, FakeSecrets


def main(folder: str, acks: str, count: str, synchronous: str) -> None:
    if synchronous != "FULL":
        database._WRITER = (*database._WRITER, f"PRAGMA synchronous={synchronous}")
    secrets = FakeSecrets()
    secrets.put(PEPPER, bytes(32))
    desk = open_services(DataFolder(Path(folder)), clock=FakeClock(), secrets=secrets)
    with desk.bench.database.raw() as connection:  # checkpoints come as often as commits do, not once in many
        connection.execute("PRAGMA wal_autocheckpoint=150")
    said = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    log = desk.get(DutyLog)
    for number in range(1, int(count) + 1):
        log.write(SYSTEM, EntryDraft(f"no {number} " + "长" * (number % 7 * 60)))
        os.write(said, f"{number}\n".encode())
    os._exit(0)  # the power goes before anything is put in order


if __name__ == "__main__":
    main(*sys.argv[1:])
