"""A share's process that hangs: `python -m tests.services.sync.slow_worker FOLDER SECONDS [OPERATION]`."""

import sys
import time
from io import FileIO
from pathlib import Path
from typing import Any

from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.worker import serve


class SlowShare(FolderShare):
    """Sleeps before each operation, or before the one named."""

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name != "root" and sys.argv[3:] in ([], [name]):
            time.sleep(float(sys.argv[2]))
        return super().__getattribute__(name)


if __name__ == "__main__":
    serve(SlowShare(Path(sys.argv[1])), FileIO(0, closefd=False), FileIO(1, "w", closefd=False))
