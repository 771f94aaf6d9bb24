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
from dataclasses import dataclass
from pathlib import Path

_BYTES = 16
_Inode = tuple[int, int]
_turn = threading.RLock()  # a forgotten connection may be collected at any moment, within one of these too


@dataclass
class _Kept:
    """A file with open connections: how many, and the descriptor that stays open with them."""

    descriptor: int
    connections: int = 0


_kept: dict[_Inode, _Kept] = {}


def keep(path: Path) -> Callable[[], None]:
    """A connection to this file was opened; call what is given once it is closed. Does nothing on Windows."""
    if os.name == "nt":  # locks belong to a handle there, and an open file could not be replaced
        return lambda: None
    with _turn:
        try:
            inode = _inode(path.stat())
            if inode not in _kept:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                inode = _inode(os.fstat(descriptor))
                _kept.setdefault(inode, _Kept(descriptor))  # closing one too many would be the harm itself
        except OSError:  # SQLite says what is wrong with it
            return lambda: None
        _kept[inode].connections += 1
    return lambda: _let_go(inode)


def head(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    with _turn:  # a connection is kept before it locks anything
        try:
            kept = _kept.get(_inode(path.stat()))
            if kept is not None:
                return os.pread(kept.descriptor, _BYTES, 0)
            with path.open("rb") as file:
                return file.read(_BYTES)
        except OSError:
            return b""


def is_kept(path: Path) -> bool:
    """Whether a connection of this process has the file open."""
    try:
        return _inode(path.stat()) in _kept
    except OSError:
        return False


def _inode(about: os.stat_result) -> _Inode:
    return about.st_dev, about.st_ino


def _let_go(inode: _Inode) -> None:
    with _turn:
        kept = _kept[inode]
        kept.connections -= 1
        if kept.connections == 0:
            del _kept[inode]
            os.close(kept.descriptor)
