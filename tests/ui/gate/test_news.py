"""What the program says by the way never lies over what a guard presses or reads first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.words import LANGUAGES, N_
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.ui.i18n import set_language
from desk_app.ui.theme import look
from desk_app.ui.widgets.toast import Toasts
from tests.services.passes.gate_help import issue
from tests.ui.gate.build import GateParts
from tests.ui.gate.goods_scenes import OFFICE

_PAPERS = N_("No printer was found on this PC. The paper is kept.")


@pytest.fixture
def around(gate: GateParts, qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    """The program's window with the gate in it."""
    outer = QWidget()
    qtbot.addWidget(outer)
    gate.window.setParent(outer)
    outer.resize(1366, 768)
    outer.show()
    gate.window.show()
    look.use(qapp, "light")
    yield outer
    gate.window.setParent(None)
    gate.window.show()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_a_toast_covers_nothing_to_press(
    gate: GateParts, desk: Services, around: QWidget, language: str, size: tuple[int, int]
) -> None:
    set_language(language)
    around.resize(*size)
    gate.window.resize(*size)
    gate.local.put(GATE_NUMBER, 2)
    gate.window._gate_chosen()
    toasts = Toasts(around)
    toasts.stand_in(gate.window, gate.window.head.free)
    gate.window.show_code(issue(desk, OFFICE).code)
    QApplication.processEvents()
    toasts.warn(_PAPERS, {}, action=N_("Show papers"), on=lambda: None)
    QApplication.processEvents()
    toast = toasts.toast
    assert toast.isVisible() and toast.text.fontInfo().pixelSize() >= 20
    covered = [
        one.text()
        for one in gate.window.findChildren(QAbstractButton)
        if one.isVisible() and QRect(one.mapTo(around, QPoint()), one.size()).intersects(toast.geometry())
    ]
    assert covered == []
    assert toast.geometry().bottom() <= gate.window.head.height()
    gate.window.hide()
    toasts.show(_PAPERS)
    assert toast.text.fontInfo().pixelSize() < 20, "elsewhere it stands at the foot, as ever"
    assert toast.geometry().top() > around.height() / 2
    toasts.close()
