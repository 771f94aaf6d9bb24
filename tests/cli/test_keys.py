"""Commands on a desk whose keys want a passphrase: from a file, the environment, the terminal; or none is needed."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.key_commands import VARIABLE
from desk_app.services.core import sealed_keys
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore

WORDS = "kite lamp river moss"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def locked(closed: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A closed desk with protected keys, and nobody at the terminal."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    monkeypatch.delenv(VARIABLE, raising=False)
    FileStore(closed.secrets).protect(WORDS)
    return closed


@pytest.fixture
def words_file(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(WORDS + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody sits there; what she is going to type."""
    typed: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: typed.pop(0))
    return typed


def test_what_needs_no_keys_needs_no_passphrase(run: Run, locked: DataFolder) -> None:
    assert run("backup")[0] == 0
    code, said = run("check")
    assert code == 0
    assert said.splitlines()[-1] == "The keys are protected by a passphrase and were not looked at."
    assert json.loads(run("check", "--json")[1])["keys_looked_at"] is False
    code, said = run("restore", "latest")
    assert code == 0
    assert "not in the audit log" in said


def test_what_needs_them_says_how_to_give_it(run: Run, locked: DataFolder, tmp_path: Path) -> None:
    code, said = run("pass", "keycard", str(tmp_path / "card"), "--json")
    assert code == 3
    answer = json.loads(said)
    assert answer["error"] == "KeysLocked"
    assert "--passphrase-file" in answer["message"]
    assert not list(tmp_path.glob("card*"))
    assert "保护口令" in run("pass", "verify", "1", lang="zh_CN")[1]


def test_from_a_file(run: Run, locked: DataFolder, words_file: Path, tmp_path: Path) -> None:
    given = ("--passphrase-file", str(words_file))
    assert run("pass", "keycard", str(tmp_path / "card"), *given)[0] == 0
    assert run("check", *given)[1].strip() == "Database, journal and audit chain are whole."
    assert run("backup")[0] == 0
    assert "not in the audit log" not in run("restore", "latest", *given)[1]


def test_from_the_environment_which_forgets_it(
    run: Run, locked: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, WORDS)
    assert run("pass", "keycard", str(tmp_path / "card"))[0] == 0
    assert VARIABLE not in os.environ


def test_from_the_terminal(run: Run, locked: DataFolder, tmp_path: Path, terminal: list[str]) -> None:
    terminal[:] = [WORDS]
    assert run("pass", "keycard", str(tmp_path / "card"))[0] == 0
    assert terminal == []
    terminal[:] = [WORDS]
    run("check")
    assert terminal == [WORDS], "a check asks nobody"


def test_a_wrong_one_is_told_and_not_repeated(
    run: Run, locked: DataFolder, tmp_path: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal[:] = ["wrong words here", ""]
    code, said = run("pass", "keycard", str(tmp_path / "card"))
    assert (code, said.strip()) == (3, "This is not the passphrase of these keys.")
    assert run("pass", "keycard", str(tmp_path / "card"))[0] == 3
    monkeypatch.setenv(VARIABLE, "wrong words here")
    code, said = run("check", "--json")
    assert code == 3
    assert json.loads(said)["error"] == "WrongPassphrase"
    assert "wrong words" not in said


@pytest.mark.skipif(os.name != "posix", reason="permissions are kept by other means there")
def test_a_file_that_others_may_read_is_refused(run: Run, locked: DataFolder, words_file: Path) -> None:
    words_file.chmod(0o640)
    code, said = run("check", "--passphrase-file", str(words_file))
    assert code == 2
    assert "chmod 600" in said
    words_file.chmod(0o600)
    link = words_file.with_name("link")
    link.symlink_to(words_file)
    assert run("check", "--passphrase-file", str(link))[0] == 3


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_trouble(
    run: Run, locked: DataFolder, words_file: Path, content: bytes | None
) -> None:
    if content is None:
        words_file.unlink()
    else:
        words_file.write_bytes(content)
    code, said = run("check", "--passphrase-file", str(words_file))
    assert code == 3
    assert "cannot be read" in said


def test_plain_keys_are_as_before(run: Run, closed: DataFolder, tmp_path: Path) -> None:
    assert run("pass", "keycard", str(tmp_path / "card"))[0] == 0
    assert json.loads(run("check", "--json")[1])["keys_looked_at"] is True
