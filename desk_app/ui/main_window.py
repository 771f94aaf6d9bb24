"""The window of the operating system: shows one full-window page at a time, the open desk among them.

It is painted before anything heavy is imported, so nothing here may import a service.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import icon
from desk_app.ui.pages.opening import OpeningPage

SMALLEST = QSize(640, 400)
USUAL = QSize(1280, 760)


class MainWindow(QMainWindow):
    """The one window."""

    closing = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        self.setMinimumSize(SMALLEST)
        self.setWindowIcon(icon("building", "accent"))
        self.opening = OpeningPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.opening)
        self.setCentralWidget(self._stack)
        self.name_desk("")

    def name_desk(self, desk: str) -> None:
        """What the title says: the program, and which desk; never a person."""
        if desk:
            say(self, N_("Front desk – {desk}"), "setWindowTitle", desk=desk)
        else:
            say(self, N_("Front desk"), "setWindowTitle")

    def keep(self, page: QWidget) -> None:
        """Take a page in, without showing it."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show a full-window page."""
        self.keep(page)
        self._stack.setCurrentWidget(page)

    def forget(self, page: QWidget) -> None:
        """Throw a page away."""
        self._stack.removeWidget(page)
        page.deleteLater()

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self._stack.currentWidget()

    def open_up(self, *, maximised: bool, full_screen: bool = False) -> None:
        """Show the window: as large as the screen, or as large as is usual, never larger than the screen."""
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(USUAL.boundedTo(screen))
        if full_screen:
            self.showFullScreen()
        elif maximised:
            self.showMaximized()
        else:
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time, the work that could wait begins."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program ends with its window."""
        speaker.forget(self, "setWindowTitle")
        self.closing.emit()
        event.accept()
