"""Backups by SQLite's own backup API (a file copy of a WAL database loses what is still in the log), and restore."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, NotFound, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_
from desk_app.services.db.database import APPLICATION_ID, translated_errors
from desk_app.services.db.migrations import newest_version

_NAME = re.compile(r"desk-(\d{8}-\d{6})-(hourly|daily|by-hand|before-update|before-restore)\.db")
KEPT = {"hourly": 24, "daily": 14, "by-hand": 10, "before-update": 3, "before-restore": 3}


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file."""

    path: Path
    made: datetime
    reason: str
    size: int


class Backups:
    """The backups of one data folder."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def list(self) -> list[Backup]:
        """Every backup, newest first."""
        found = []
        for path in self._folder.backups.glob("desk-*.db"):
            match = _NAME.fullmatch(path.name)
            if match:
                made = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                found.append(Backup(path, made, match[2], path.stat().st_size))
        return sorted(found, key=lambda one: one.path.name, reverse=True)

    def found_at(self, path: Path) -> Backup:
        """A backup kept elsewhere, a stick for example. Raises NotFound."""
        if not path.is_file():
            raise NotFound(N_("There is no backup {path}."), path=path.name)
        about = path.stat()
        return Backup(path, datetime.fromtimestamp(about.st_mtime, UTC), "by-hand", about.st_size)

    def make(self, reason: str) -> Backup:
        """Copy the database as it is now, check the copy, drop what is beyond its turn.

        Raises StorageTrouble when it cannot be written, DatabaseDamaged when the database is; a half-made file is
        removed.
        """
        now = self._clock.now()
        target = self._folder.backups / f"desk-{now:%Y%m%d-%H%M%S}-{reason}.db"
        draft = target.with_suffix(".part")
        try:
            self._folder.backups.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            with translated_errors():
                _copy(self._folder.database, draft)
                if not _is_whole(draft):
                    raise DatabaseDamaged(
                        N_("The database is damaged. Restore the newest backup: Supervisor → Backups.")
                    )
            draft.replace(target)
        except OSError as trouble:
            raise StorageTrouble(
                N_("The backup could not be written: {reason}."), reason=trouble.strerror
            ) from trouble
        finally:
            _discard(draft)
        self._rotate()
        return Backup(target, now, reason, target.stat().st_size)

    def due(self) -> str | None:
        """Which backup is due: the day's first, or an hour after the last one; None when none is."""
        now, zone = self._clock.now(), self._clock.zone
        mine = [one for one in self.list() if one.reason in ("hourly", "daily")]
        today = now.astimezone(zone).date()
        if not any(one.reason == "daily" and one.made.astimezone(zone).date() == today for one in mine):
            return "daily"
        if not mine or abs((now - mine[0].made).total_seconds()) >= 3600:
            return "hourly"
        return None

    def restore(self, backup: Backup) -> None:
        """Put a backup in the database's place; what is there now is kept as a backup of its own first.

        A database too damaged to be copied is moved to the backups as it is, for whoever may still read from it.
        The database must be closed. Raises DatabaseTrouble when the backup is damaged, a newer program's or no backup
        at all, NotFound when it is gone.
        """
        if not backup.path.exists():
            raise NotFound(N_("This backup is no longer there."))
        _refuse_unfit(backup.path)
        if self._folder.database.exists():
            try:
                self.make("before-restore")
            except DatabaseTrouble:  # a damaged database is why somebody restores
                self._set_aside()
        draft = self._folder.database.with_suffix(".part")
        draft.unlink(missing_ok=True)
        with translated_errors():
            _copy(backup.path, draft)
        for ending in ("-wal", "-shm"):
            Path(f"{self._folder.database}{ending}").unlink(missing_ok=True)
        draft.replace(self._folder.database)

    def drop_older(self, than: datetime) -> int:
        """Remove what is older, also damaged ones set aside, but never the newest backup; gives how many."""
        old = [one.path for one in self.list()[1:] if one.made < than]
        old += [path for path in self._folder.backups.glob("damaged-*.db") if path.stat().st_mtime < than.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _set_aside(self) -> None:
        now = self._clock.now()
        self._folder.database.replace(self._folder.backups / f"damaged-{now:%Y%m%d-%H%M%S}.db")

    def _rotate(self) -> None:
        for reason, kept in KEPT.items():
            for old in [one for one in self.list() if one.reason == reason][kept:]:
                old.path.unlink(missing_ok=True)


def _discard(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # what stopped the backup is told, not that its draft cannot be reached either
        return


def _copy(source: Path, target: Path) -> None:
    origin, copy = sqlite.connect(str(source)), sqlite.connect(str(target))
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        origin.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_unfit(path: Path) -> None:
    """Raise DatabaseTrouble for a file that must not take the database's place."""
    foreign = DatabaseTrouble(
        N_("{path} is no backup of this program, or is damaged beyond reading. Nothing was changed."),
        path=path.name,
    )
    try:
        with translated_errors():
            ours, version = _about(path)
    except DatabaseDamaged as unreadable:
        raise foreign from unreadable
    if not ours:
        raise foreign
    if version > newest_version():
        raise DatabaseTrouble(
            N_("This backup was written by a newer version of the program. Nothing was changed.")
        )
    try:
        with translated_errors():
            whole = _is_whole(path)
    except DatabaseDamaged:
        whole = False
    if not whole:
        raise DatabaseTrouble(N_("This backup is damaged. Choose an older one."))


def _about(path: Path) -> tuple[bool, int]:
    """Whether a file is a database of this program, and its schema version."""
    connection = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return application == APPLICATION_ID, int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _is_whole(path: Path) -> bool:
    connection = sqlite.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    finally:
        connection.close()
