"""The first bytes of database files, read without harm to whoever has the file open.

Closing any descriptor of a file drops every POSIX lock that this process holds on it, SQLite's too. Another program
that opens and closes the database then takes itself for the last one, deletes the write-ahead log, and what is written
into it afterwards is lost (sqlite.org, “How To Corrupt An SQLite Database File”, 2.2). So as long as a connection of
this process is open, one descriptor of its file stays open, and is read from. Nothing else here may open a database
file; `cipher.connect` keeps, whoever asks for the first bytes calls `head`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_BYTES = 16
_Inode = tuple[int, int]
_turn = threading.RLock()  # a forgotten connection may be collected at any moment, within one of these too


@dataclass
class _Kept:
    """A file with open connections: how many, and the descriptors that wait for the last of them."""

    connections: int = 0
    descriptors: list[int] = field(default_factory=list)


_kept: dict[_Inode, _Kept] = {}


def keep(path: Path) -> Callable[[], None]:
    """A connection to this file was opened; call what is given once it is closed. Does nothing on Windows."""
    if os.name == "nt":  # locks belong to a handle there, and an open file could not be replaced
        return lambda: None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # SQLite says what is wrong with it
        return lambda: None
    about = os.fstat(descriptor)
    inode = about.st_dev, about.st_ino
    with _turn:
        kept = _kept.setdefault(inode, _Kept())
        kept.connections += 1
        kept.descriptors.append(descriptor)
    return lambda: _let_go(inode)


def head(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        about = path.stat()
        with _turn:
            kept = _kept.get((about.st_dev, about.st_ino))
            if kept is not None:
                return os.pread(kept.descriptors[0], _BYTES, 0)
        with path.open("rb") as file:
            return file.read(_BYTES)
    except OSError:
        return b""


def is_kept(path: Path) -> bool:
    """Whether a connection of this process has the file open."""
    try:
        about = path.stat()
    except OSError:
        return False
    return (about.st_dev, about.st_ino) in _kept


def _let_go(inode: _Inode) -> None:
    with _turn:
        kept = _kept[inode]
        kept.connections -= 1
        if kept.connections == 0:
            del _kept[inode]
            for one in kept.descriptors:
                os.close(one)
