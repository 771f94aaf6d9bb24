"""Joining through the program's own pages: file, code, PIN, and the desk opens; a replaced PC waits and begins."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.joining import Progress, Replacing
from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.joining.file import Made
from desk_app.services.joining.service import Joining
from desk_app.services.sync import state
from desk_app.ui.pages.join_start import JoinStart
from desk_app.ui.pages.replacing import ReplacingPage
from tests.fakes import FakeClock, FakeSecrets
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.ui.frame.test_opening import Start, start

__all__ = ["start"]
NEW_PIN = "583926"


@pytest.fixture
def new_place(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "new")


@pytest.fixture
def at_first_start(
    start: Start, new_place: DataFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Program:
    own = FakeSecrets()
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: own)
    program = start(new_place)
    qtbot.waitUntil(lambda: program.first_start is not None)
    return program


def saved(desk: Services, at: Path, replaces: int | None = None) -> tuple[Path, Made]:
    """A join file, made at the moment that the program's own clock shows."""
    assert isinstance(desk.bench.clock, FakeClock)
    desk.bench.clock.set(datetime.now(UTC))
    made = desk.get(Joining).make_file(SYSTEM, "A2", replaces=replaces).result
    at.write_bytes(made.content)
    return at, made


def asked_page(program: Program, qtbot: QtBot, *, replaces: bool) -> JoinStart:
    assert program.first_start is not None
    button = program.first_start.replace_button if replaces else program.first_start.join_button
    button.click()
    qtbot.waitUntil(lambda: program.joining.page is not None)
    assert program.joining.page is not None
    return program.joining.page


def test_a_further_pc_joins(at_first_start: Program, desk: Services, tmp_path: Path, qtbot: QtBot) -> None:
    path, made = saved(desk, tmp_path / "a2.lobbyjoin")
    page = asked_page(at_first_start, qtbot, replaces=False)
    page._open()
    assert page.problem.isVisible(), "no file yet"
    page.take(path)
    page.first.restore({"code": "000000 " * 5})
    page._open()
    assert page.first.problem_of("code")
    page.first.restore({"code": groups(made)})
    page._open()
    qtbot.waitUntil(lambda: page.steps.currentIndex() == 1)
    assert "云帆大厦" in page.which.text()
    page.second.restore({"pin": "123456", "again": "1"})
    page._join()
    assert page.second.problem_of("pin")
    assert page.second.problem_of("again")
    page.second.restore({"pin": NEW_PIN, "again": NEW_PIN})
    page._join()
    qtbot.waitUntil(lambda: at_first_start.desk is not None, timeout=15_000)
    assert at_first_start.desk is not None
    here = at_first_start.desk.services.bench.desk
    assert (here.desk_code, here.desk_number) == ("A2", 2)
    assert not path.exists(), "it is used up"


def groups(made: Made) -> str:
    return " ".join(made.code[at : at + 6] for at in range(0, len(made.code), 6))


def test_back_leads_to_the_first_start(at_first_start: Program, qtbot: QtBot) -> None:
    page = asked_page(at_first_start, qtbot, replaces=True)
    page.back.emit()
    qtbot.waitUntil(lambda: at_first_start.window.page is at_first_start.first_start)


def test_a_replaced_pc_waits_and_begins(
    at_first_start: Program, desk: Services, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(MemoryShare(lambda: 0))
    with desk.bench.database.write() as session:
        known = state.KnownHeadOffice(
            "总部", *(key.public.hex() for key in (office.root, office.sync, office.box)), "ab" * 16
        )
        state.put_head_office(session, known)
    path, made = saved(desk, tmp_path / "a2.lobbyjoin", replaces=9)
    page = asked_page(at_first_start, qtbot, replaces=True)
    page.take(path)
    page.first.restore({"code": made.code})
    page._open()
    qtbot.waitUntil(lambda: page.steps.currentIndex() == 1)
    page._join()
    qtbot.waitUntil(lambda: at_first_start.joining.waiting_page is not None, timeout=15_000)
    waits = at_first_start.joining.waiting_page
    assert isinstance(waits, ReplacingPage)
    assert len([one for one in waits.digits.text() if one.isdigit()]) == 30
    said: list[Progress] = [
        Progress(),
        Progress(True),
        Progress(True, 1, 3),
        Progress(True, 3, 3, True, 40, 2),
    ]
    monkeypatch.setattr(Replacing, "look", lambda self, share: said.pop(0))
    boss = Actor(5, "周敏", Role.SUPERVISOR)
    monkeypatch.setattr(Replacing, "supervisors", [boss])
    begun: list[tuple[Actor, str]] = []
    monkeypatch.setattr(Replacing, "begin", lambda self, who, pin: begun.append((who, pin)))
    waits.folder_chosen.emit(tmp_path)
    qtbot.waitUntil(lambda: not said or (at_first_start.joining.look() or False), timeout=5_000)
    qtbot.waitUntil(lambda: waits.steps.currentIndex() == 1)
    waits.person.restore({"pin": NEW_PIN, "again": NEW_PIN})
    waits._begin()
    qtbot.waitUntil(lambda: begun == [(boss, NEW_PIN)])
