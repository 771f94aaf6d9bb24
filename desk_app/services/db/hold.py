"""Who has a data folder open: one program at a time, so that a restore never pulls a file from under a window."""

from __future__ import annotations

from desk_app.services.core.errors import DatabaseTrouble, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_


class Hold:
    """A data folder in use by this process, from `take` to `release`; the system lets go when a process dies."""

    def __init__(self, folder: DataFolder) -> None:
        from filelock import FileLock

        self._folder = folder
        self._lock = FileLock(folder.lock, thread_local=False)

    def take(self) -> None:
        """Take it, or keep it if it is ours. Raises DatabaseTrouble when another program has it, StorageTrouble."""
        from filelock import Timeout

        if self._lock.is_locked:
            return
        try:
            self._folder.root.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DatabaseTrouble(
                N_(
                    "This data folder is open in another window of the program. Close that window, then try again."
                )
            ) from None
        except OSError as trouble:
            raise StorageTrouble(
                N_("The data folder {folder} cannot be used: {reason}."),
                folder=str(self._folder.root),
                reason=reason_of(trouble),
            ) from trouble

    def release(self) -> None:
        """Let others have it."""
        self._lock.release(force=True)
