"""Both languages and every size of window: nothing is untranslated, nothing runs over."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget

from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, Words, load_words
from desk_app.services.passes.records import ReleaseDraft
from desk_app.ui.i18n import speaker
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.page.conftest import Board

LATIN = re.compile(r"[A-Za-z]{2,}")
CODES = re.compile(r"YF-A1-[\d-]+|Ctrl\+\w+|Esc|SN|EP-\d+")


def texts(root: QWidget) -> set[str]:
    said: set[str] = set()
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel | QAbstractButton):
            said.add(widget.text())
        if isinstance(widget, QLineEdit):
            said.add(widget.placeholderText())
        said |= {re.sub("<[^>]+>", "", widget.toolTip()), widget.accessibleName()}
    return said


def untranslated(root: QWidget) -> set[str]:
    return {text for text in texts(root) if LATIN.search(CODES.sub("", text))}


@pytest.fixture
def busy(board: Board) -> Board:
    one = board.issue(trips=2)
    board.release(one, ReleaseDraft({1: 5, 2: 1}, plate="粤B99999", remark="分两车"))
    board.open(one)
    return board


def test_everything_is_said_in_chinese_after_a_switch(busy: Board) -> None:
    try:
        speaker.use(load_words(CHINESE, resources() / "i18n"))
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert untranslated(busy.page.desk) == set()
        code = busy.panel.exit_pass.pass_code
        busy.page.returned_paper()
        for raw in (code, "6901234567892"):
            busy.page.take_scan(raw)
        settle()
        assert untranslated(busy.pile) == set()
    finally:
        speaker.use(Words(ENGLISH))


@pytest.mark.parametrize(("width", "height"), [(1290, 700), (1844, 1012), (884, 600)])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_nothing_runs_over_at_any_size(busy: Board, language: str, width: int, height: int) -> None:
    try:
        speaker.use(load_words(language, resources() / "i18n"))
        busy.stage.window.resize(width, height)
        settle()
        assert busy.page.width() <= width
        area = busy.panel.findChild(QScrollArea)
        assert area is not None and area.widget().width() <= area.viewport().width()
        busy.page.returned_paper()
        settle()
        assert busy.pile.width() <= busy.page.side_frame.width()
        for one in busy.page.findChildren(QAbstractButton):
            if one.isVisible() and one.text():
                assert one.width() >= one.minimumSizeHint().width(), one.text()
    finally:
        speaker.use(Words(ENGLISH))
