"""`desk-app share …`: what is wrong with a shared folder; and the process that a share runs in.

JSON keys are a promise, as in `commands`.
"""

from __future__ import annotations

import argparse
import sys
from io import FileIO


def worker(asked: argparse.Namespace) -> int:
    """Answer another process about a folder until nobody asks any more."""
    import signal

    from desk_app.services.sync.folder import FolderShare
    from desk_app.services.sync.worker import serve

    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # whoever is interrupted at the terminal closes this one itself
    serve(
        FolderShare(asked.folder),
        FileIO(sys.stdin.fileno(), closefd=False),
        FileIO(sys.stdout.fileno(), "w", closefd=False),
    )
    return 0
