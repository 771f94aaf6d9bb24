"""What the desk sees of a bug: plain words, what was not lost, details to copy, where the log is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label


class CrashDialog(Dialog):
    """Tells of a bug; work goes on behind it. Escape closes, Ctrl+C in the details copies."""

    def __init__(
        self, headline: str, reassurance: str, details: str, log: Path | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._details = details
        say(self, N_("Something went wrong"), "setWindowTitle")
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        say(shown, N_("Details for the technician"), "setAccessibleName")
        parts: list[QWidget] = [
            said_label(headline, "heading", wrap=True),
            said_label(reassurance, wrap=True),
        ]
        if log:
            parts.append(said_label(N_("Log file: {path}"), "caption", wrap=True, path=log))
        parts += [said_label(N_("Details for the technician"), "label"), shown]
        self._copied = Label(role="caption")
        copy = button(N_("Copy details"), self._copy, icon="copy")
        close = button(N_("Go on working"), self.accept, kind="primary")
        close.setDefault(True)
        layout = column(*parts, row(self._copied, None, copy, close), spacing=12, margins=24)
        self.setLayout(layout)
        self.resize(640, 440)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        say(self._copied, N_("Copied."))
