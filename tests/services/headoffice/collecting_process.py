"""A program that starts collectors and is told by a line to start the next: each may be killed at any moment.

It forks, so that a start takes milliseconds. Its arguments: the folders of head office, its keys and the share.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from tests.fakes import FakeClock
from tests.services.headoffice.folder_share import PlainShare


def collect(folder: Path, keys: Path, root: Path) -> None:
    """Collect and publish once; says when it is at work, and when it is through."""
    office = HeadOffice.open(folder, clock=FakeClock(), secrets=FileStore(keys))
    share = PlainShare(root)
    print("at work", flush=True)
    office.collect(share)
    office.publish(share)
    office.close()
    print("through", flush=True)


def main() -> None:
    folder, keys, root = map(Path, sys.argv[1:])
    HeadOffice.open(folder, clock=FakeClock(), secrets=FileStore(keys)).close()  # all that is imported late
    print("ready", flush=True)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                collect(folder, keys, root)
            finally:
                os._exit(0)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
