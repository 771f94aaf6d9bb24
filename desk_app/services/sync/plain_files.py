"""Files and folders of a share as the operating system has them: links never followed, nothing half believed.

Everything here raises OSError; `folder` says it in the words of the desk.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_AT_ONCE = 1 << 20
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_NO_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_NAMES_ANOTHER = 0x20000000
"""Bit of a Windows reparse tag: the entry stands for another one (a link, a mounted volume). Others are storage
matters (deduplicated, kept elsewhere) and ordinary files to whoever reads them.
"""


def is_link(facts: os.stat_result) -> bool:
    """Whether an entry stands for another one, as Linux or Windows has it."""
    return stat.S_ISLNK(facts.st_mode) or bool(getattr(facts, "st_reparse_tag", 0) & _NAMES_ANOTHER)


def is_file(place: Path) -> bool:
    """Whether an ordinary file is there, not a link to one."""
    return stat.S_ISREG(_mode(place))


def is_folder(place: Path) -> bool:
    """Whether a folder is there, not a link to one."""
    return stat.S_ISDIR(_mode(place))


def _mode(place: Path) -> int:
    try:
        facts = place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return 0
    return 0 if is_link(facts) else facts.st_mode


def read_plain(place: Path, most: int) -> bytes | None:
    """The content through a fresh handle; None for what is no ordinary file, or larger than `most` bytes."""
    handle = os.open(place, os.O_RDONLY | _NO_LINKS | _PLAIN)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
            return None
        content = bytearray()
        while len(content) <= most and (piece := os.read(handle, min(_AT_ONCE, most + 1 - len(content)))):
            content += piece
        return bytes(content) if len(content) <= most else None  # it grew meanwhile
    finally:
        os.close(handle)


def create_plain(place: Path, content: bytes) -> None:
    """Write a new file and have it on the disk. Raises FileExistsError before anything is written.

    Writing, flushing and closing: each of them may be the one that says that it did not work.
    """
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _PLAIN, 0o666)
    try:
        _fill(handle, content)
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            with suppress(OSError):  # it would only take up the room that lacks
                place.unlink()
        raise
    flush_folder(place.parent)


def _fill(handle: int, content: bytes) -> None:
    try:
        left = memoryview(content)
        while left:
            written = os.write(handle, left[:_AT_ONCE])
            if written <= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            left = left[written:]
        _flush(handle)
    except OSError:
        with suppress(OSError):
            os.close(handle)
        raise
    os.close(handle)


def _flush(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in _NO_FLUSH:
            raise


def flush_folder(folder: Path) -> None:
    """Best effort: many servers cannot, and what is missing on the share is written again anyway."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | _NO_LINKS | _PLAIN)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
