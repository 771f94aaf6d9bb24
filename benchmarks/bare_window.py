"""The least a window with six tabs costs: what the program's own is measured against. Prints when it was painted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget


class Painted(QObject):
    """Says “first paint” once the window was painted."""

    def __init__(self) -> None:
        super().__init__()
        self._said = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is over when the event loop is back."""
        if event.type() == QEvent.Type.Paint and not self._said:
            self._said = True
            QTimer.singleShot(0, lambda: print("first paint\nready", flush=True))
        return False


def main() -> None:
    """Show it until somebody ends the process."""
    app = QApplication(sys.argv)
    window, tabs, painted = QMainWindow(), QTabWidget(), Painted()
    for number in range(6):
        tabs.addTab(QWidget(), f"Tab {number + 1}")
    window.setCentralWidget(tabs)
    window.resize(1366, 768)
    tabs.installEventFilter(painted)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
