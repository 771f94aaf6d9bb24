"""The two files of an archive: both or neither, whole or not at all, read only once they are there."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.archive_records import ArchiveFiles

_MOST_NUMBERED = 100
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP
"""Names stand in an archive: those whom the folder is not for read nothing."""


def files_of(folder: Path, desk: Desk, first: date, *, copy: bool = False) -> ArchiveFiles:
    """How the files of a month are called, in any language: they are found again by it.

    Where such files lie already, left by a program that was killed perhaps, they are numbered.
    """
    name = f"mail-{desk.site_code}-{desk.desk_code}-{first:%Y-%m}{'-copy' if copy else ''}"
    for numbered in (name, *(f"{name}-{n}" for n in range(2, _MOST_NUMBERED))):
        files = ArchiveFiles(folder / f"{numbered}.pdf", folder / f"{numbered}.xlsx")
        if not any(os.path.lexists(path) for path in (files.pdf, files.book)):
            return files
    return ArchiveFiles(folder / f"{name}.pdf", folder / f"{name}.xlsx")


def write(files: ArchiveFiles, pdf: bytes, book: bytes) -> None:
    """Put both files there, read only; what lies there already is never written over. Raises StorageTrouble."""
    each = ((files.book, book), (files.pdf, pdf))
    _require_free(files)
    drafts: list[Path] = []
    placed: list[Path] = []
    with _told(files.pdf.parent), _cleared_up(drafts, placed):
        for path, content in each:
            _draft(path, content, drafts)
        for (path, _), draft in zip(each, tuple(drafts), strict=True):
            # A link refuses to take the place of another file; where there are no links, a rename has to do.
            _place(draft, path)
            placed.append(path)
            # A draft that stayed beside it would lend it its mode again when it goes.
            _unlink(draft)
        for path, content in each:
            _require_same(path, content)
            path.chmod(_READ_ONLY)


def remove(files: ArchiveFiles) -> None:
    """The month was not closed after all: its files go again, as far as that can be done."""
    for path in (files.pdf, files.book):
        _unlink(path)


def _require_free(files: ArchiveFiles) -> None:
    for path in (files.pdf, files.book):
        if os.path.lexists(path):
            text = N_(
                "{name} is in this folder already. Choose another folder, or move that file away first."
            )
            raise StorageTrouble(text, name=plain(path.name))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        text = N_(
            "The archive was not saved in {folder}: {reason}. Nothing was closed; choose another folder."
        )
        raise StorageTrouble(text, folder=plain(str(folder)), reason=reason_of(trouble)) from trouble


@contextmanager
def _cleared_up(drafts: Sequence[Path], placed: Sequence[Path]) -> Iterator[None]:
    """Drafts never stay; what was placed stays only if all of it went well."""
    try:
        yield
    except BaseException:
        for path in placed:
            _unlink(path)
        raise
    finally:
        for path in drafts:
            _unlink(path)


def _draft(path: Path, content: bytes, drafts: list[Path]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    drafts.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise
        draft.rename(path)


def _require_same(path: Path, content: bytes) -> None:
    """Read back: a stick that lies about what it took is found out before the month is closed."""
    if path.read_bytes() != content:
        raise OSError(5, os.strerror(5))


def _unlink(path: Path) -> None:
    try:
        if path.exists():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # where a file that is read only cannot be removed
        path.unlink(missing_ok=True)
    except OSError:
        return
