"""Where a desk can be cut off: before and after each step on the share, before and after each commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from desk_app.services.db.database import Database
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.share import Entry

T = TypeVar("T")


class CutOff(BaseException):
    """The power went. Nothing that catches errors catches this."""


class Points:
    """Counts the places a desk comes by, and cuts it off at one of them."""

    def __init__(self, at: int | None = None) -> None:
        self.at, self.passed = at, 0
        self.names: list[str] = []
        self.armed = True

    def visit(self, name: str) -> None:
        """Come by a place. Raises CutOff at the chosen one, once."""
        if not self.armed:
            return
        self.names.append(name)
        self.passed += 1
        if self.at == self.passed - 1:
            raise CutOff(name)

    def here(self) -> bool:
        """Whether the next place is the one."""
        return self.armed and self.at == self.passed


class CutOffShare:
    """A folder, with a place before and after every step on it, and one in the middle of writing."""

    def __init__(self, root: Path, points: Points) -> None:
        self._share, self._points = FolderShare(root), points

    def _step(self, name: str, act: Callable[[], T]) -> T:
        self._points.visit(f"before {name}")
        result = act()
        self._points.visit(f"after {name}")
        return result

    def files(self, folder: str) -> list[Entry]:
        return self._step("files", lambda: self._share.files(folder))

    def folders(self, folder: str) -> list[str]:
        return self._step("folders", lambda: self._share.folders(folder))

    def read(self, path: str, most: int) -> bytes | None:
        return self._step("read", lambda: self._share.read(path, most))

    def create(self, path: str, content: bytes) -> bool:
        if self._points.here():
            self._share.create(path, content[: len(content) // 2])
        self._points.visit("half of create")
        return self._step("create", lambda: self._share.create(path, content))

    def rename(self, old: str, new: str) -> None:
        self._step("rename", lambda: self._share.rename(old, new))

    def delete(self, path: str) -> None:
        self._step("delete", lambda: self._share.delete(path))


def watch_commits(patch: pytest.MonkeyPatch, database: Path, points: Points) -> None:
    """A place before and after every commit of this database."""
    write = Database.write

    @contextmanager
    def watched(self: Database) -> Iterator[Session]:
        mine = self.path == database
        with write(self) as session:
            yield session
            session.flush()
            if mine:
                points.visit("before commit")
        if mine:
            points.visit("after commit")

    patch.setattr(Database, "write", watched)
