"""A folder that cannot be used is told before the command line sets a desk up or connects it, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app import cli, joining_commands
from desk_app.commands import Told
from desk_app.joining import Progress
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import load_words
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.troubles import away, silent
from tests.cli.test_join import saved
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

__all__ = ["saved"]
Run = Callable[..., tuple[int, str]]


def test_joining_with_a_folder_that_is_not_there_wants_it_said(
    saved: tuple[Path, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, code = saved
    place = DataFolder(tmp_path / "new")
    monkeypatch.setenv("DESK_APP_PIN", "583926")
    words = ["--data", str(place.root), "--lang", "zh_CN", "join", str(path), "--code", code]
    words += ["--share", str(tmp_path / "gone")]
    assert cli.main(words) == 3
    told = capsys.readouterr()
    assert "无法访问共享文件夹" in told.err and "--anyway" in told.out
    assert path.exists() and not place.database.exists() and not (tmp_path / "gone").exists()
    monkeypatch.setenv("DESK_APP_PIN", "583926")
    assert cli.main([*words, "--anyway"]) == 0
    assert LocalSettings(place.local_settings).get(SHARE_FOLDER) == str(tmp_path / "gone")


def test_connecting_with_a_folder_that_is_not_there_wants_it_said(
    run: Run, closed: DataFolder, tmp_path: Path
) -> None:
    card = tmp_path / "card.headoffice"
    card.write_bytes(Office(MemoryShare()).card())
    connect = ("sync", "connect", str(card), "--share", str(tmp_path / "gone"))
    code, said = run(*connect)
    assert code == 3 and "cannot be reached" in said and "--anyway" in said
    assert LocalSettings(closed.local_settings).get(SHARE_FOLDER) == ""
    code, said = run(*connect, "--anyway")
    assert code == 0 and "Connected with 总部" in said
    assert LocalSettings(closed.local_settings).get(SHARE_FOLDER) == str(tmp_path / "gone")


class Waiting:
    """A PC that waits for its records: the folder is away first, then it has them."""

    def __init__(self, *answers: Progress | Exception) -> None:
        self.answers = list(answers)

    def look(self, share: object) -> Progress:
        one = self.answers.pop(0)
        if isinstance(one, Exception):
            raise one
        return one


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(joining_commands, "_EVERY_S", 0)
    return Told(load_words("zh_CN", resources() / "i18n"), as_json=False)


def waits(told: Told, *answers: Progress | Exception, once: bool = False) -> int | None:
    return joining_commands._wait(Waiting(*answers), MemoryShare(), told, once=once)  # type: ignore[arg-type]


def test_waiting_goes_on_whatever_the_folder_does(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    here = Progress(True, 2, 2, True, 40)
    assert waits(told, away(), away(), silent(), Progress(True, 1, 2), here) == 40
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3, "the same thing is said once"
    assert said[2] == "文件：1 / 2"


def test_looking_once_ends_with_what_it_saw(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert waits(told, away(), Progress(), once=True) is None
    assert "无法访问共享文件夹" in capsys.readouterr().out


def test_whoever_ends_the_wait_is_told_how_it_goes_on(
    told: Told, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Waiting, "look", lambda self, share: (_ for _ in ()).throw(KeyboardInterrupt))
    assert waits(told) is None
    assert "再次运行同一命令" in capsys.readouterr().out
