"""A further PC joins without a screen: a join file is saved at one desk and taken in at the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app import cli
from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import FileStore

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def saved(run: Run, closed: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A join file for A2, and its code."""
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: FileStore(folder))
    path = tmp_path / "a2.lobbyjoin"
    code, said = run("join-file", str(path), "--desk-code", "A2", "--json")
    assert code == 0, said
    return path, json.loads(said)["code"]


def test_it_becomes_the_next_desk(
    saved: tuple[Path, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, code = saved
    monkeypatch.setenv("DESK_APP_PIN", "583926")
    new = ["--data", str(tmp_path / "new"), "--lang", "en"]
    assert cli.main([*new, "join", str(path), "--code", code]) == 0
    assert "This PC is desk A2 of 云帆大厦 now." in capsys.readouterr().out
    assert not path.exists(), "it is used up"
    assert cli.main([*new, "check"]) == 0


def test_a_wrong_code_and_no_pin_leave_nothing(
    saved: tuple[Path, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, code = saved
    monkeypatch.delenv("DESK_APP_PIN", raising=False)
    new = ["--data", str(tmp_path / "new"), "--lang", "en"]
    assert cli.main([*new, "join", str(path), "--code", "1" * 30]) == 2
    assert cli.main([*new, "join", str(path), "--code", code, "--supervisor", "谁"]) == 2
    assert cli.main([*new, "join", str(path), "--code", code]) == 2
    assert "DESK_APP_PIN" in capsys.readouterr().err
    assert path.exists()
    assert not DataFolder(tmp_path / "new").database.exists()


def test_an_existing_file_is_not_written_over(run: Run, saved: tuple[Path, str]) -> None:
    code, said = run("join-file", str(saved[0]), "--desk-code", "A3")
    assert (code, said.strip()) == (2, "There is a file of this name already. Choose another name.")
