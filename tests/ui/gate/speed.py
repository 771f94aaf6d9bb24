"""From the Enter key of a scanner to the verdict on the screen, in milliseconds: what benchmarks and tests measure."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.ui.gate.window import GateWindow

PATIENCE_S = 5.0


class _Painted(QObject):
    """Sees the first painting of the word once it is another one."""

    def __init__(self, window: GateWindow) -> None:
        super().__init__()
        self.word = window.verdict.word
        self.seen = False
        self._before = self.word.text
        self.word.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or (event.type() == QEvent.Type.Paint and self.word.text != self._before)
        return False


def scan_to_paint(
    window: GateWindow, code: str, pump: Callable[[], object] = QApplication.processEvents
) -> float:
    """Milliseconds from the end key of this code to its painted word; what is on the screen before is cleared.

    The code is put in front of the window as a scanner would have done up to its Enter. Raises TimeoutError.
    """
    window.clear_all()
    field = window.side.field
    field.setFocus()
    field.setText(code)
    for _ in range(3):
        pump()
    painted = _Painted(window)
    begun = time.perf_counter()
    QTest.keyClick(field, Qt.Key.Key_Return)
    while not painted.seen:
        pump()  # the painting itself, of the whole window, counts
        if time.perf_counter() - begun > PATIENCE_S:
            raise TimeoutError("the verdict did not come")
    return (time.perf_counter() - begun) * 1000
