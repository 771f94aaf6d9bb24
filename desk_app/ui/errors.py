"""Where exceptions become something to read. Owns every hook: Python's, threads', Qt's messages, native
crashes.

UserError: told where she works. EnvironmentTrouble: told, with "try again" where there is something to
repeat. Cancelled: silence. Anything else is a bug: log and crash dialog, the same traceback only once.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

import shiboken6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.errors import Cancelled, DeskError, EnvironmentTrouble
from desk_app.services.core.logs import LOG_NAME, trace
from desk_app.services.core.words import N_
from desk_app.ui.ask import Asker
from desk_app.ui.crash_dialog import CrashDialog
from desk_app.ui.i18n import speaker
from desk_app.ui.theme import Tone

NATIVE_LOG = "native-crash.txt"
_log = logging.getLogger("errors")
_qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HEADLINE = N_("The program has made a mistake.")
_REASSURE = N_(
    "What was saved before is safe, and what you typed is still there. The last step may not have been done: "
    "please look before you repeat it."
)
_NATIVE = N_("The program ended unexpectedly last time.")
_NATIVE_REASSURE = N_("Everything saved until then is safe. Please look whether the last step was recorded.")


class Errors(QObject):
    """Tells errors. `install()` takes the hooks, `restore()` gives them back."""

    _elsewhere = Signal(object)

    def __init__(self, asker: Asker, logs: Path | None = None) -> None:
        super().__init__()
        self._asker = asker
        self._logs = logs
        self._told: set[str] = set()
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._native: IO[str] | None = None
        self._last_crash = ""
        self.dialog: CrashDialog | None = None
        self._elsewhere.connect(self._bug)

    def install(self) -> None:
        """Take over every hook, and keep what a native crash of the last run left."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)
        self._watch_native()

    def restore(self) -> None:
        """Give the hooks back and forget the native log: the program ended in peace."""
        if self._before:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
            qInstallMessageHandler(None)
        if self._native and self._logs:
            faulthandler.disable()
            self._native.close()
            self._native = None
            (self._logs / NATIVE_LOG).unlink(missing_ok=True)

    def show(
        self, error: BaseException, owner: QObject | None = None, again: Callable[[], object] | None = None
    ) -> None:
        """Tell an error where it belongs; `again` repeats the work that failed."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, DeskError):
            self._bug(error)
            return
        log_told(error)
        parent = _window_of(owner)
        if isinstance(error, EnvironmentTrouble) and again is not None:
            if self._asker.retry(parent, error.say(speaker.words)):
                again()
            return
        tone: Tone = "warning" if isinstance(error, EnvironmentTrouble) else "info"
        self._asker.tell(parent, error.say(speaker.words), tone=tone)

    def tell_last_crash(self, parent: QWidget | None = None) -> bool:
        """Show what a native crash of the last run left behind; call it once the window is up."""
        if not self._last_crash:
            return False
        self._open(_NATIVE, _NATIVE_REASSURE, self._last_crash, parent)
        self._last_crash = ""
        return True

    def _bug(self, error: BaseException) -> None:
        details = trace(type(error), error, error.__traceback__)
        if details in self._told:
            _log.error("again: %s", type(error).__name__)
            return
        self._told.add(details)
        _log.critical("bug\n%s", details)
        if QApplication.instance():
            self._open(_HEADLINE, _REASSURE, details, QApplication.activeWindow())

    def _open(self, headline: str, reassurance: str, details: str, parent: QWidget | None) -> None:
        if self.dialog is not None and shiboken6.isValid(self.dialog) and self.dialog.isVisible():
            return  # one at a time: the log has the other
        log = self._logs / LOG_NAME if self._logs else None
        self.dialog = CrashDialog(headline, reassurance, details, log, parent)
        self.dialog.open()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, place)
            QApplication.exit(1)
        elif threading.current_thread() is threading.main_thread():
            self.show(error.with_traceback(place))
        else:
            self._elsewhere.emit(error.with_traceback(place))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._elsewhere.emit(args.exc_value)

    def _watch_native(self) -> None:
        if self._logs is None:
            return
        path = self._logs / NATIVE_LOG
        try:
            self._logs.mkdir(parents=True, exist_ok=True)
            self._last_crash = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            self._native = path.open("w", encoding="utf-8")
            faulthandler.enable(self._native)
        except OSError:
            _log.warning("a native crash could not be recorded")
        if self._last_crash:
            _log.critical("native crash of the last run\n%s", self._last_crash)


def log_told(error: DeskError) -> None:
    """Note what a person was told, for those who tell it themselves. Trouble with the PC is what the log is read for.

    The sentence's shape only: its values may be personal data.
    """
    level = logging.WARNING if isinstance(error, EnvironmentTrouble) else logging.INFO
    _log.log(level, "told: %s %s", type(error).__name__, error)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", text)


def _window_of(owner: QObject | None) -> QWidget | None:
    if isinstance(owner, QWidget) and shiboken6.isValid(owner):
        return owner.window()
    return QApplication.activeWindow()
