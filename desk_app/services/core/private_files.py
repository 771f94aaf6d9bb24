"""Small files that only this account may read: written whole or not at all, links refused, wiped before they go.

Everything here raises OSError; whoever calls says it in the words of the desk.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 65_536
DRAFT = ".new"
"""How a file ends that is being written; one that is left was cut short."""
_AT_ONCE = 1 << 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def private_folder(folder: Path) -> None:
    """Make the folder if it is not there, and keep others out of it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink():
        raise OSError("a link in place of the folder")
    if sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


def read_private(path: Path) -> bytes:
    """The content; permissions that are too wide are narrowed."""
    handle = _open_file(path, os.O_RDONLY)
    with os.fdopen(handle, "rb") as file:
        if sys.platform != "win32" and stat.S_IMODE(os.fstat(handle).st_mode) & 0o077:
            os.fchmod(handle, 0o600)  # copied by hand, most likely
        return file.read(MAX_BYTES)


def write_private(path: Path, content: bytes) -> None:
    """Put the content in the place of what is there, by one rename. It is on the disk once this returns."""
    if path.is_symlink():
        raise OSError("a link in place of the file")
    draft = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}{DRAFT}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        draft.replace(path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            wipe(draft)
        raise


def wipe(path: Path) -> None:
    """Overwrite a file with zeros and take it away. A copy may remain in what the disk keeps to itself (SSD)."""
    handle = _open_file(path, os.O_WRONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            left = os.fstat(handle).st_size
            while left > 0:
                left -= file.write(bytes(min(left, _AT_ONCE)))
            file.flush()
            os.fsync(handle)
    finally:  # a full disk must not keep it
        path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where folders can be flushed."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_file(path: Path, how: int) -> int:
    if path.is_symlink():  # where the system knows no O_NOFOLLOW
        raise OSError("a link in place of the file")
    if path.is_dir():
        raise OSError("not a file")
    handle = os.open(path, how | _NO_LINKS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a file")
    return handle
