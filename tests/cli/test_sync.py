"""The exchange without a window says what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk_app.cli import FAULT, OK, TROUBLE
from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import alarms
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Standing
from tests.fakes import FakeSecrets

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def connected(run: Run, closed: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: FileStore(folder))
    office = HeadOffice.init(tmp_path / "office", "总部", secrets=FakeSecrets())
    card = tmp_path / "card.headoffice"
    card.write_bytes(office.card())
    digits = office.fingerprint
    office.close()
    code, said = run("sync", "connect", str(card), "--fingerprint", digits)
    assert code == 0, said


@pytest.mark.usefixtures("connected")
def test_another_folder_is_all_that_is_said(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    code, said = run("sync", "--once", "--share", str(other))
    assert code == TROUBLE
    assert "There is nothing of head office 总部 in this folder" in said
    assert "Batches packed" not in said
    assert list(other.iterdir()) == []


def test_who_is_not_admitted_yet_is_told_the_digits(
    run: Run, closed: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: FileStore(folder))
    office = HeadOffice.init(tmp_path / "office", "总部", secrets=FakeSecrets())
    (tmp_path / "share").mkdir()
    office.publish(FolderShare(tmp_path / "share"))
    card, digits = tmp_path / "card.headoffice", office.fingerprint
    card.write_bytes(office.card())
    office.close()
    assert run("sync", "connect", str(card), "--fingerprint", digits)[0] == OK
    code, said = run("sync", "--once", "--share", str(tmp_path / "share"))
    assert code == OK
    assert "Waits to be admitted by 总部. Digits: " in said


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ({"forked": True}, "Shut the other PC down"),
        ({"revoked_since": datetime(2026, 11, 23, tzinfo=UTC)}, "took this desk off its list on 2026-11-2"),
        ({"audit_cut": True}, "shortened or altered the log"),
    ],
)
def test_the_status_says_what_happened_and_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, standing: dict[str, object], words: str
) -> None:
    found = Standing(True, "总部", admitted=True, **standing)  # type: ignore[arg-type]
    monkeypatch.setattr(SyncQueries, "standing", lambda *_: found)
    code, said = run("sync", "status")
    assert code == FAULT
    assert words in said


def test_what_is_left_here_is_counted() -> None:
    found = list(alarms.notes(Standing(True, too_large=2, parked=7)))
    assert found == [(alarms.TOO_LARGE, {"n": 2}), (alarms.PARKED, {"n": 7})]
