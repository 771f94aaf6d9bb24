"""Nothing of the program opens a database file by itself while a connection has it open: closing it drops the locks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import desk_app
from desk_app.services.db import heads

_OURS = str(Path(desk_app.__file__).parent) + os.sep
_found: list[str] = []


def _look(event: str, given: tuple[object, ...]) -> None:
    if event != "open" or not isinstance(given[0], str | os.PathLike) or not str(given[0]).endswith(".db"):
        return
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and "pathlib" in frame.f_code.co_filename:
        frame = frame.f_back
    where = "" if frame is None else frame.f_code.co_filename
    if where.startswith(_OURS) and where != heads.__file__ and heads.is_kept(Path(str(given[0]))):
        _found.append(f"{where} opens {given[0]}")


sys.addaudithook(_look)


@pytest.fixture(autouse=True)
def _databases_are_opened_by_sqlite_alone() -> Iterator[None]:
    _found.clear()
    yield
    assert not _found, "see desk_app/services/db/heads.py"
