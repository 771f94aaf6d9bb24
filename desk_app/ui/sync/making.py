"""The runner of an open desk, put together: the desk's own exchange, and this PC's folder in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.services.catalogue import Services, features
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.services.sync.options import SHARE_FOLDER, SYNC_EVERY_S
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.sync.runner import OpenShare, Rounds, SyncRunner, Tools
from desk_app.ui.tasks import Runner

if TYPE_CHECKING:
    from desk_app.services.core.changes import Topic


def make_runner(
    services: Services, folder: DataFolder, local: LocalSettings, tasks: Runner, bus: ChangeBus
) -> SyncRunner:
    """The runner of this desk; it begins when it is told to."""

    def rounds() -> Rounds:
        from desk_app.services.sync.opening import sync_desk

        return sync_desk(services.bench, folder)

    def share_folder() -> Path | None:
        said = local.get(SHARE_FOLDER)
        return Path(said) if said else None

    tools = Tools(rounds, open_share, share_folder, lambda: local.get(SYNC_EVERY_S), urgent_topics())
    return SyncRunner(tools, tasks, bus, services.bench.clock)


def open_share(folder: Path) -> OpenShare:
    """A folder in a process of its own."""
    from desk_app.services.sync.remote import RemoteShare

    return RemoteShare(folder)


def urgent_topics() -> frozenset[Topic]:
    """What other gates wait for, as the features declare it."""
    return frozenset(
        topic for feature in features() for one in feature.shared if one.urgent for topic in one.topics
    )
