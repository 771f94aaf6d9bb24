"""Backups by SQLite's own backup API (a file copy of a WAL database loses what is still in the log), and restore.

A backup is encrypted as the database is, by the same key. The keys sealed by the recovery code lie beside the backups:
with that file and the code a backup opens on any PC.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, NotFound, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.private_files import read_private, wipe, write_private
from desk_app.services.core.words import N_
from desk_app.services.db.cipher import DatabaseKey, connect, is_filled, is_plain, key_for, unlock
from desk_app.services.db.converting import DRAFT, OLD, clean_up, convert
from desk_app.services.db.database import APPLICATION_ID, translated_errors
from desk_app.services.db.migrations import newest_version

_NAME = re.compile(
    r"desk-(\d{8}-\d{6})-(hourly|daily|by-hand|before-update|before-restore|before-encryption)\.db"
)
KEPT = {
    "hourly": 24,
    "daily": 14,
    "by-hand": 10,
    "before-update": 3,
    "before-restore": 3,
    "before-encryption": 1,
}
_log = logging.getLogger("backups")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file."""

    path: Path
    made: datetime
    reason: str
    size: int


class Backups:
    """The backups of one data folder. `key` opens those that are encrypted."""

    def __init__(self, folder: DataFolder, clock: Clock, key: DatabaseKey | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self.key = key

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
                _copy(self._folder.database, draft, self.key)
                if not _is_whole(draft, self.key):
                    raise DatabaseDamaged(
                        N_("The database is damaged. Restore the newest backup: Supervisor → Backups.")
                    )
            draft.replace(target)
            keep_beside(self._folder)
        except OSError as trouble:
            raise StorageTrouble(
                N_("The backup could not be written: {reason}."), reason=reason_of(trouble)
            ) from trouble
        finally:
            _discard(draft)
        self._rotate(target)
        return Backup(target, now, reason, target.stat().st_size)

    def count_plain(self) -> int:
        """How many files among the backups anybody who has the disk can read."""
        return sum(1 for _ in self._plain_files())

    def encrypt_all(self) -> None:
        """Nothing plain is left among the backups once the database is encrypted.

        Each is written anew, encrypted, proven and put in place; what cannot be read as a database (a damaged one set
        aside, a half-made one) is overwritten and deleted. With too little space on the disk they wait.
        """
        if self.key is None or not is_filled(self._folder.database) or is_plain(self._folder.database):
            return
        self._clean_up()
        for path in self._plain_files():
            try:
                convert(path, self.key, plain=False)
            except StorageTrouble:
                _log.info("the disk is too full to encrypt the backups of before")
                return
            except DatabaseTrouble:
                _log.info("a plain backup that cannot be read was removed")
                _take_away(path)

    def _clean_up(self) -> None:
        """What a power cut left half made."""
        for ending in (DRAFT, OLD):
            for path in self._folder.backups.glob(f"*{ending}"):
                clean_up(path.with_name(path.name.removesuffix(ending)))
        for draft in (*self._folder.backups.glob("*.part"), self._folder.database.with_suffix(".part")):
            if is_plain(draft):
                _take_away(draft)

    def _plain_files(self) -> Iterator[Path]:
        for path in sorted(self._folder.backups.glob("*.db")):
            if is_plain(path):
                yield path

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
        _refuse_unfit(backup.path, self.key)
        if self._folder.database.exists():
            try:
                self.make("before-restore")
            except DatabaseTrouble:  # a damaged database is why somebody restores
                self._set_aside()
        draft = self._folder.database.with_suffix(".part")
        draft.unlink(missing_ok=True)
        with translated_errors():
            _copy(backup.path, draft, self.key)
        for ending in ("-wal", "-shm"):
            Path(f"{self._folder.database}{ending}").unlink(missing_ok=True)
        draft.replace(self._folder.database)

    def drop_older(self, than: datetime) -> int:
        """Remove what is older, also damaged ones set aside, but never the newest backup; gives how many."""
        old = [one.path for one in self.list()[1:] if one.made < than]
        old += [
            path
            for path in self._folder.backups.glob("damaged-*.db")
            if path.stat().st_mtime < than.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _set_aside(self) -> None:
        now = self._clock.now()
        self._folder.database.replace(self._folder.backups / f"damaged-{now:%Y%m%d-%H%M%S}.db")

    def _rotate(self, made: Path) -> None:
        """Drop what is beyond its turn; never the one just made, which after a clock that went back is the oldest."""
        for reason, kept in KEPT.items():
            of = [one.path for one in self.list() if one.reason == reason]
            for old in sorted(of, key=lambda path: path != made)[kept:]:
                old.unlink(missing_ok=True)


def keep_beside(folder: DataFolder) -> None:
    """Put the keys sealed by the recovery code beside the backups, where there are any. Raises OSError."""
    if not folder.recovery.is_file() or not folder.backups.is_dir():
        return
    beside = folder.backups / folder.recovery.name
    sealed = read_private(folder.recovery)
    if not beside.is_file() or read_private(beside) != sealed:
        write_private(beside, sealed)


def _discard(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # what stopped the backup is told, not that its draft cannot be reached either
        return


def _take_away(path: Path) -> None:
    try:
        wipe(path)
    except OSError:
        _log.warning("a plain backup could not be overwritten")


def _copy(source: Path, target: Path, key: DatabaseKey | None) -> None:
    """A copy in the form that the source has: plain, or encrypted by the same key."""
    key = key_for(source, key)
    with closing(connect(source, key)) as origin, closing(connect(target, None)) as copy:
        unlock(copy, key)
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_unfit(path: Path, key: DatabaseKey | None) -> None:
    """Raise DatabaseTrouble for a file that must not take the database's place."""
    foreign = DatabaseTrouble(
        N_("{path} is no backup of this program, or is damaged beyond reading. Nothing was changed."),
        path=path.name,
    )
    try:
        with translated_errors():
            ours, version = _about(path, key)
    except DatabaseDamaged as unreadable:
        if (
            is_filled(path)
            and not is_plain(path)
            and (path.parent / DataFolder(path.parent).recovery.name).is_file()
        ):
            raise _of_another_desk() from unreadable
        raise foreign from unreadable
    if not ours:
        raise foreign
    if version > newest_version():
        raise DatabaseTrouble(
            N_("This backup was written by a newer version of the program. Nothing was changed.")
        )
    try:
        with translated_errors():
            whole = _is_whole(path, key)
    except DatabaseDamaged:
        whole = False
    if not whole:
        raise DatabaseTrouble(N_("This backup is damaged. Choose an older one."))


def _of_another_desk() -> DatabaseTrouble:
    return DatabaseTrouble(
        N_(
            "This backup is damaged, or encrypted by other keys than this desk's. To open it on another PC, copy it "
            "into an empty data folder as desk.db, and recovery.sealed beside it; start the program there and type "
            "the recovery code. Nothing was changed."
        )
    )


def _about(path: Path, key: DatabaseKey | None) -> tuple[bool, int]:
    """Whether a file is a database of this program, and its schema version."""
    with closing(connect(path, key, read_only=True)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return application == APPLICATION_ID, int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_whole(path: Path, key: DatabaseKey | None) -> bool:
    with closing(connect(path, key, read_only=True)) as connection:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
