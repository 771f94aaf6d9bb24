"""The first start by a join file: the keyboard, the folder that is typed there, and one that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services.catalogue import Services
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.ui.pages.join_start import JoinStart
from tests.fakes import Asked
from tests.ui.frame.test_joining import NEW_PIN, asked_page, at_first_start, groups, new_place, saved
from tests.ui.frame.test_opening import start

__all__ = ["at_first_start", "new_place", "start"]


def at_person(program: Program, desk: Services, tmp_path: Path, qtbot: QtBot) -> JoinStart:
    """The join page with its file open."""
    path, made = saved(desk, tmp_path / "a2.lobbyjoin")
    page = asked_page(program, qtbot, replaces=False)
    page.take(path)
    page.first.restore({"code": groups(made)})
    page._open()
    qtbot.waitUntil(lambda: page.steps.currentIndex() == 1)
    page.second.restore({"pin": NEW_PIN, "again": NEW_PIN})
    return page


def asked(program: Program) -> Asked:
    assert isinstance(program.asker, Asked)
    return program.asker


def test_the_folder_that_was_typed_is_the_desks_from_then_on(
    at_first_start: Program, desk: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    program = at_first_start
    program.local.put(SHARE_FOLDER, "")
    page = at_person(program, desk, tmp_path, qtbot)
    (tmp_path / "share").mkdir()
    page.folder.line.setText(f' "{tmp_path / "share"}" ')
    page._join()
    qtbot.waitUntil(lambda: program.desk is not None, timeout=15_000)
    assert program.local.get(SHARE_FOLDER) == str(tmp_path / "share")
    kept = json.loads(program.folder.local_settings.read_text(encoding="utf-8"))
    assert kept[SHARE_FOLDER.key] == str(tmp_path / "share")
    assert asked(program).questions == []


def test_a_folder_that_is_not_there_is_told_and_may_be_gone_without(
    at_first_start: Program, desk: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    program = at_first_start
    page = at_person(program, desk, tmp_path, qtbot)
    page.folder.line.setText(str(tmp_path / "gone"))
    page._join()
    qtbot.waitUntil(lambda: bool(page.second.problem_of("folder")), timeout=15_000)
    assert "cannot be used now" in asked(program).texts[-1]
    assert "cannot be reached" in page.second.problem_of("folder")
    assert page.steps.currentIndex() == 1 and program.desk is None
    asked(program).will_answer(True)
    page._join()
    qtbot.waitUntil(lambda: program.desk is not None, timeout=15_000)
    assert program.local.get(SHARE_FOLDER) == str(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_enter_in_the_code_goes_on_and_a_code_may_come_as_fast_as_it_likes(
    at_first_start: Program, desk: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    path, made = saved(desk, tmp_path / "a2.lobbyjoin")
    page = asked_page(at_first_start, qtbot, replaces=False)
    page.take(path)
    window = at_first_start.window
    window.activateWindow()
    field = page.first.field("code")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    for key in groups(made):
        QTest.keyClick(window.windowHandle(), key)
    assert page.first.draft()["code"] == groups(made)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.steps.currentIndex() == 1)


def test_tab_comes_to_what_goes_on_before_it_comes_to_back(at_first_start: Program, qtbot: QtBot) -> None:
    page = asked_page(at_first_start, qtbot, replaces=False)
    reached, at = [], page.first.field("code")
    while len(reached) < 2:
        at = at.nextInFocusChain()
        if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(at.accessibleName())
    assert reached == ["Next", "Back"]
