"""Publishes files into a folder in a process of its own, whose system calls fail when a test wants it.

`python -m tests.services.sync.crash.publisher_process FOLDER`: each line of stdin forks one that waits for a second
line, so that strace can be attached to it; "<pid>" tells of it, "gone <status>" of its end: 0 all is there, 3 the share
was in the way, anything else is a bug.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk_app.services.sync import frame
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import ShareTrouble

FOLDER = "up/4711-01"
TROUBLE = 3


def contents() -> dict[str, bytes]:
    """By name, what is published: small and not so small."""
    made = {}
    for number, size in enumerate((300, 5_000, 1_500_000), 1):
        content = bytes([number]) * size
        made[f"0badcafe-{number:010d}-{frame.hash16_of(content)}.lbx"] = content
    return made


def publish(root: Path) -> int:
    share = FolderShare(root)
    try:
        done = [put(share, FOLDER, name, content) for name, content in contents().items()]
    except ShareTrouble:
        return TROUBLE
    return 0 if all(done) else TROUBLE


def main(root: Path) -> None:
    publish(root)
    for name in contents():
        (root / FOLDER / name).unlink()
    print("ready", flush=True)
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.read(0, 1)
            os._exit(publish(root))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(f"gone {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
