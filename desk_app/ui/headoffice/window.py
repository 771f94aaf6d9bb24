"""The window of head office, from its first paint to its end: `desk-app headoffice` without more words."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_, Words
from desk_app.ui.ask import Ask, Asker
from desk_app.ui.errors import Errors
from desk_app.ui.headoffice.first import FirstPage
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import icon
from desk_app.ui.preferences import THEME
from desk_app.ui.sync.making import open_share
from desk_app.ui.tasks import Tasks
from desk_app.ui.theme import load_fonts, look

if TYPE_CHECKING:
    from desk_app.services.headoffice.office import HeadOffice
    from desk_app.ui.headoffice.rounds import OfficeRounds

_SIZE = (1180, 720)
_PATIENCE_S = 2.0


class OfficeWindow(QMainWindow):
    """First start, or head office at work."""

    closing = Signal()

    def __init__(self, folder: Path, asker: Asker | None = None) -> None:
        super().__init__()
        self.folder, self.ask = folder, asker or Ask()
        self.local = LocalSettings(folder / "local.json")
        self.errors = Errors(self.ask)
        self.tasks = Tasks(self.errors.show)
        self.rounds: OfficeRounds | None = None
        self.setWindowIcon(icon("building", "accent"))
        say(self, N_("Head office"), "setWindowTitle")
        self.resize(*_SIZE)

    def begin(self) -> None:
        """Open what is there, or ask for the first words."""
        from desk_app.services.headoffice.config import is_there

        if is_there(self.folder):
            self._work()
        else:
            page = FirstPage(self.folder, self.ask)
            page.founded.connect(partial(self._found, page))
            self.setCentralWidget(page)

    def _found(self, page: FirstPage, name: str, share: str) -> None:
        def work() -> None:
            from desk_app.services.headoffice.office import HeadOffice

            HeadOffice.init(self.folder, name, share=share).close()

        self.tasks.run(work, lambda _: self._work(), partial(self._not_founded, page), owner=page)

    def _not_founded(self, page: FirstPage, error: Exception) -> None:
        if isinstance(error, DeskError):
            page.refused(UserError(error.message, **error.values))
        else:
            self.errors.show(error, self)

    def _open(self) -> HeadOffice:
        from desk_app.services.headoffice.office import HeadOffice

        return HeadOffice.open(self.folder)

    def _work(self) -> None:
        from desk_app.ui.headoffice.office_page import OfficePage
        from desk_app.ui.headoffice.rounds import OfficeRounds

        self.rounds = OfficeRounds(self.tasks, self._open, open_share, SystemClock())
        self.setCentralWidget(OfficePage(self.rounds, self.ask, self.local))
        self.rounds.begin()

    def end(self) -> None:
        """Let go of everything, within three seconds whatever hangs."""
        if self.rounds is not None:
            self.rounds.stop()
        quiet = self.tasks.close(_PATIENCE_S)
        if self.rounds is not None and quiet:
            self.rounds.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program ends with its window."""
        speaker.forget(self, "setWindowTitle")
        self.closing.emit()
        event.accept()


def run_window(folder: Path, words: Words) -> int:
    """Open the window and stay until it closes; returns the exit code. `folder`: head office's own."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("desk-app")
    load_fonts(app)
    speaker.use(words)
    window = OfficeWindow(folder)
    look.use(app, window.local.get(THEME))
    window.errors.install()
    window.closing.connect(app.quit)
    window.show()
    window.begin()
    app.exec()
    window.end()
    window.errors.restore()
    return 0
