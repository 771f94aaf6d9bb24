"""A desk in a process of its own, for tests that fill its disk or kill it: acknowledges every commit on stdout.

`python -m tests.services.db.survivor FOLDER FIRST [LIMIT]`: takes calls about FIRST, FIRST + 1, …; LIMIT is the
greatest size in bytes of any file it may write. A line of stdin lifts the limit. Without arguments each line of stdin,
"FOLDER FIRST", starts such a desk anew, at once: everything is imported already; "gone" tells that it ended.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

from desk_app.services.assembly import open_services
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.staff.pins import PEPPER
from tests.fakes import FakeSecrets


def say(line: str) -> None:
    """A whole line or nothing, however sudden the end."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def main() -> None:
    if len(sys.argv) > 1:
        take_calls(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))
        return
    say("ready")
    for line in sys.stdin:
        folder, first = line.split()
        child = os.fork()
        if child == 0:
            take_calls(folder, int(first))
        os.waitpid(child, 0)
        say("gone")


def take_calls(folder: str, number: int, limit: int | None = None) -> None:
    secrets = FakeSecrets()
    secrets.put(PEPPER, bytes(32))
    desk = open_services(DataFolder(Path(folder)), secrets=secrets)
    calls = desk.get(Calls)
    if limit is not None:
        # A file that grows too large is a full disk, not the end of the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    say(f"started {os.getpid()}")
    while True:
        try:
            calls.take_call(SYSTEM, TypedCall("13812345678", about=f"no {number} " + "长" * 400))
        except StorageTrouble:
            say("full")
            if not sys.stdin.readline():
                return
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            continue
        say(str(number))
        number += 1


if __name__ == "__main__":
    main()
