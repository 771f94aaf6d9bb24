"""The report's files: all or none, whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.figures import Span
from desk_app.services.report.files import file_stem, write_files
from tests.services.report import paper_samples as samples

NEW = {"a.pdf": b"new pdf", "a.xlsx": b"new book"}


def there(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_both_files_and_nothing_else(tmp_path: Path) -> None:
    assert write_files(tmp_path, NEW) == (tmp_path / "a.pdf", tmp_path / "a.xlsx")
    assert there(tmp_path) == NEW


def test_a_report_made_again_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.pdf": b"old", "b.txt": b"mine"})
    write_files(tmp_path, NEW)
    assert there(tmp_path) == {**NEW, "b.txt": b"mine"}


@pytest.mark.parametrize("old", [{}, {"a.pdf": b"old"}])
def test_one_that_cannot_be_replaced_puts_all_back(tmp_path: Path, old: dict[str, bytes]) -> None:
    if old:
        write_files(tmp_path, old)
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(StorageTrouble):
        write_files(tmp_path, NEW)
    assert there(tmp_path) == old


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    write_files(tmp_path, {"a.pdf": b"old"})
    synced: list[int] = []

    def fail_at_the_second(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail_at_the_second)
    with pytest.raises(StorageTrouble):
        write_files(tmp_path, NEW)
    assert there(tmp_path) == {"a.pdf": b"old"}


@pytest.mark.parametrize("name", ["gone", "file", "file/below"])
def test_a_folder_that_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StorageTrouble):
        write_files(tmp_path / name, NEW)
    assert there(tmp_path) == {"file": b"x"}


def test_files_are_named_by_desk_and_period(desk: Services) -> None:
    stems = [file_stem(samples.report(span=span), desk.bench.desk) for span in Span]
    assert stems == ["report-YF-A1-2026-11-22", "report-YF-A1-2026-11", "report-YF-A1-2026"]
