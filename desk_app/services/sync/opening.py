"""The exchange of an open desk, put together in one way for window, command line and tests."""

from __future__ import annotations

from desk_app.services.core.paths import DataFolder
from desk_app.services.journal.work import Bench
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.machine import machine_id


def sync_desk(bench: Bench, folder: DataFolder) -> SyncDesk:
    """The exchange of this desk on this PC."""
    return SyncDesk(bench, folder.sync_mark, machine_id())
