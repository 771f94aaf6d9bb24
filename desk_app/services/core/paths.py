"""Where things lie: the product's own resources, and the data folder of this PC."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


def resources() -> Path:
    """The folder `resources/`: beside the package in a checkout, inside it when installed or frozen."""
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / "resources"  # type: ignore[attr-defined]
    package = Path(__file__).resolve().parents[2]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class DataFolder:
    """One desk's data on this PC."""

    root: Path

    @property
    def database(self) -> Path:
        """The one SQLite database."""
        return self.root / "desk.db"

    @property
    def backups(self) -> Path:
        """Hourly and daily backups."""
        return self.root / "backups"

    @property
    def blackout(self) -> Path:
        """The newest blackout kit, to be printed from anywhere; 0600."""
        return self.root / "blackout"

    @property
    def logs(self) -> Path:
        """Rotating log files, without personal data."""
        return self.root / "logs"

    @property
    def secrets(self) -> Path:
        """Keys, where the operating system has no store for them; 0600."""
        return self.root / "secrets"

    @property
    def recovery(self) -> Path:
        """All keys, sealed by the recovery code."""
        return self.root / "recovery.sealed"

    @property
    def local_settings(self) -> Path:
        """Settings of this PC: language, theme, printers, window places."""
        return self.root / "local.json"

    @property
    def sync_mark(self) -> Path:
        """How far this desk has come in its exchange, outside every backup: an old copy put back is found out by it."""
        return self.root / "sync.mark"

    @property
    def lock(self) -> Path:
        """Held by the one window on this data."""
        return self.root / "window.lock"


def default_data_folder() -> DataFolder:
    """The platform's own place; on Windows shared by all Windows users of the PC."""
    import platformdirs

    if sys.platform == "win32":
        return DataFolder(Path(platformdirs.site_data_dir("DeskApp", appauthor=False)))
    return DataFolder(Path(platformdirs.user_data_dir("desk-app")))
