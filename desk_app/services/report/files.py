"""The report's files in a folder: all of them or none, whole or not at all; a report made again takes their place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desk_app.services.core.desk import Desk
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_, plain
from desk_app.services.report.records import Report
from desk_app.services.report.wording import period_said


def file_stem(report: Report, desk: Desk) -> str:
    """How its files are called, in any language: they are found again by it."""
    return f"report-{desk.site_code}-{desk.desk_code}-{period_said(report)}"


def require_folder(folder: Path) -> None:
    """Raise StorageTrouble unless there is such a folder."""
    if not folder.is_dir():
        raise StorageTrouble(
            N_("There is no folder {folder}. Nothing was written; choose another folder, or make it first."),
            folder=plain(str(folder)),
        )


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Put the files there by their names; gives their paths. Raises StorageTrouble, and then all is as it was."""
    require_folder(folder)
    wanted = [folder / name for name in files]
    drafts: list[Path] = []
    try:
        for content in files.values():
            _draft(folder, content, drafts)
        _replace(list(zip(drafts, wanted, strict=True)))
    except OSError as trouble:
        raise StorageTrouble(
            N_(
                "The report was not saved in {folder}: {reason}. Nothing was written; close the files of an earlier "
                "one in other programs, or choose another folder."
            ),
            folder=plain(str(folder)),
            reason=reason_of(trouble),
        ) from trouble
    finally:
        for draft in drafts:
            _unlink(draft)
    return tuple(wanted)


def _draft(folder: Path, content: bytes, drafts: list[Path]) -> None:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".report-", suffix=".part")
    drafts.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(pairs: list[tuple[Path, Path]]) -> None:
    """Each draft takes its place. One that cannot (open in another program) puts all back as it was."""
    aside: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for draft, path in pairs:
            if path.is_dir():
                raise IsADirectoryError(21, os.strerror(21))
            if path.exists():
                old = draft.with_suffix(".old")
                path.replace(old)
                aside.append((old, path))
            draft.replace(path)
            placed.append(path)
    except OSError:
        for path in placed:
            _unlink(path)
        for old, path in aside:
            old.replace(path)
        raise
    for old, _ in aside:
        _unlink(old)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
