"""Opening a database: place → too-new check → backup → migrate → ready. The same for window, command line and tests."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import DatabaseTrouble, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_
from desk_app.services.db.backups import Backups
from desk_app.services.db.cipher import DatabaseKey, connect, is_filled
from desk_app.services.db.database import APPLICATION_ID, Database, translated_errors
from desk_app.services.db.migrations import migrate, newest_version

NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("9p", "afs", "cifs", "davfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"),
        *("fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.rclone"),
        *("fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs"),
    }
)
OLDEST_SQLITE = (3, 51, 3)
_OCTAL = re.compile(r"\\([0-7]{3})")


def open_database(folder: DataFolder, clock: Clock, key: DatabaseKey | None = None) -> Database:
    """Open (or make) the database of a data folder, brought up to date. With a key a new one is made encrypted.

    Raises DatabaseTrouble (network path, newer program's data, not a database of ours, damaged) and StorageTrouble.
    """
    refuse_network(folder.root)
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseTrouble(N_("This program was built with an unsafe SQLite. Install it again."))
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        _keep_private(folder.root)
    except OSError as trouble:
        raise StorageTrouble(
            N_("The data folder {folder} cannot be made: {reason}."),
            folder=str(folder.root),
            reason=reason_of(trouble),
        ) from trouble
    version = stored_version(folder.database, key)
    refuse_newer(version)
    if 0 < version < newest_version():
        Backups(folder, clock, key).make("before-update")
    database = Database(folder.database, key)
    try:
        if version < newest_version():
            migrate(database, version)
    except BaseException:
        database.close()
        raise
    return database


def _keep_private(root: Path) -> None:
    """Only the owner may look in: visitors' data is the public's. Windows keeps to the folder's own permissions."""
    if sys.platform != "win32" and root.stat().st_uid == os.getuid():
        root.chmod(0o700)


def stored_version(path: Path, key: DatabaseKey | None = None) -> int:
    """The schema version in a database file; 0 for a missing or empty one.

    Raises DatabaseTrouble when the file is something else.
    """
    if not is_filled(path):
        return 0
    with translated_errors():
        connection = connect(path, key)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    if application not in (APPLICATION_ID, 0) or (application == 0 and version):
        raise DatabaseTrouble(
            N_("The file {path} is another program's database. Choose another data folder."), path=path
        )
    return version


def refuse_newer(version: int) -> None:
    """Raise DatabaseTrouble for the data of a newer program: this one would not know what it changes."""
    if version > newest_version():
        raise DatabaseTrouble(
            N_(
                "This data was written by a newer version of the program (data {theirs}, program {ours}). "
                "Nothing was changed. Install the newer program on this PC."
            ),
            theirs=version,
            ours=newest_version(),
        )


def refuse_network(folder: Path) -> None:
    """Raise DatabaseTrouble when the folder is on a file server: SQLite's locks are not reliable there."""
    if is_network(folder):
        raise DatabaseTrouble(
            N_(
                "The data folder {folder} is on a file server, where a database is lost sooner or later. "
                "Choose a folder on this PC; the share is for exchanging records only."
            ),
            folder=str(folder),
        )


def is_network(folder: Path) -> bool:
    """Whether a path lies on a network file system."""
    if sys.platform == "win32":
        return _is_windows_network(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(str(folder.resolve()), mounts) in NETWORK_FILE_SYSTEMS


def file_system_of(path: str, mounts: str) -> str:
    """The file system type that holds `path`, by a mount table as the kernel prints it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The kernel writes a space as \\040; every other byte stands for itself.
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1]).rstrip("/")
        if (path == point or path.startswith(point + "/")) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _is_windows_network(folder: Path) -> bool:
    import ctypes

    drive = folder.absolute().drive
    if drive.startswith("\\\\"):
        return True
    remote = 4  # DRIVE_REMOTE
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote)  # type: ignore[attr-defined]
