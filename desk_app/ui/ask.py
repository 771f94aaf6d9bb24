"""The only place that asks questions: message boxes and file dialogs are here and nowhere else (a test
looks).

Pages get an `Asker`; tests give them `tests.fakes.Asked`, which records and answers. Texts arrive said, in
the reader's language; they are shown as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from desk_app.services.core.words import N_
from desk_app.ui.i18n import tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.dialog import Dialog, centre
from desk_app.ui.widgets.parts import Label, button, column, row

Parent = QWidget | None


@dataclass(frozen=True)
class FileKind:
    """Files of one kind in a file dialog: FileKind("Spreadsheets", "xlsx", "csv")."""

    name: str
    endings: tuple[str, ...]

    def pattern(self) -> str:
        """As Qt writes it."""
        return f"{self.name} ({' '.join(f'*.{ending}' for ending in self.endings)})"


class Asker(Protocol):
    """Questions and news for the person at the desk."""

    def tell(self, parent: Parent, text: str, detail: str = "", tone: Tone = "info") -> None:
        """Say something that must be read before work goes on."""

    def confirm(
        self, parent: Parent, question: str, yes: str, detail: str = "", *, danger: bool = False
    ) -> bool:
        """Ask for a decision; `yes` is the verb on the button. Escape and closing mean no."""

    def choose(self, parent: Parent, question: str, choices: Sequence[str], detail: str = "") -> int | None:
        """One of several ways; None means none of them."""

    def retry(self, parent: Parent, text: str, detail: str = "") -> bool:
        """Tell of trouble that may pass; whether to try again."""

    def write(
        self, parent: Parent, question: str, text: str = "", *, secret: bool = False, missing: str = ""
    ) -> str | None:
        """A line of text, None if she would rather not. `missing` is said when nothing is written that must be."""

    def save_as(self, parent: Parent, title: str, suggested: str, kind: FileKind) -> Path | None:
        """Where to save; the ending is added if missing."""

    def open_file(self, parent: Parent, title: str, kind: FileKind) -> Path | None:
        """Which file to read."""

    def folder(self, parent: Parent, title: str) -> Path | None:
        """Which folder to use."""


_LEAST = 2


class _Line(Dialog):
    """One line to write; Enter is OK. A secret is shown as dots. `missing`: refuses fewer than two characters."""

    def __init__(self, parent: Parent, question: str, text: str, *, secret: bool, missing: str = "") -> None:
        super().__init__(parent)
        self._needed = bool(missing)
        self.problem = Label(missing, role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.setWindowTitle(_title(parent))
        self.field = QLineEdit(text)
        self.field.setAccessibleName(question)
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        told = Label()
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setText(question)
        sure = button(N_("OK"), self.accept, kind="primary")
        sure.setDefault(True)
        cancel = button(N_("Cancel"), self.reject)
        self.field.textChanged.connect(lambda _: self.problem.hide())
        self.setLayout(
            column(told, self.field, self.problem, row(None, cancel, sure), spacing=16, margins=24)
        )
        self.setMinimumWidth(420)

    def accept(self) -> None:
        """What must be written is; else it is said here, and nothing is lost."""
        if self._needed and len(self.field.text().strip()) < _LEAST:
            self.problem.show()
            self.field.setFocus()
            return
        super().accept()


class Ask:
    """The real thing."""

    def tell(self, parent: Parent, text: str, detail: str = "", tone: Tone = "info") -> None:
        """Say something that must be read before work goes on."""
        box = _box(parent, text, detail, tone)
        _add(box, tr(N_("OK")), "yes", primary=True)
        box.exec()

    def confirm(
        self, parent: Parent, question: str, yes: str, detail: str = "", *, danger: bool = False
    ) -> bool:
        """Ask for a decision. A dangerous yes is red and not where Enter goes."""
        box = _box(parent, question, detail, "danger" if danger else "accent")
        sure = _add(box, yes, "yes", primary=not danger, danger=danger)
        no = _add(box, tr(N_("Cancel")), "no")
        box.setDefaultButton(no if danger else sure)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is sure

    def choose(self, parent: Parent, question: str, choices: Sequence[str], detail: str = "") -> int | None:
        """One of several ways; the first is where Enter goes."""
        box = _box(parent, question, detail, "accent")
        buttons = [_add(box, choice, "yes", primary=place == 0) for place, choice in enumerate(choices)]
        none = _add(box, tr(N_("Cancel")), "no")
        if sum(made.minimumWidth() for made in box.buttons()) > _WIDEST:
            _stack(box)
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(none)
        box.exec()
        clicked = box.clickedButton()
        return next((place for place, made in enumerate(buttons) if made is clicked), None)

    def retry(self, parent: Parent, text: str, detail: str = "") -> bool:
        """Tell of trouble that may pass; whether to try again."""
        box = _box(parent, text, detail, "warning")
        again = _add(box, tr(N_("Try again")), "yes", primary=True)
        close = _add(box, tr(N_("Close")), "no")
        box.setDefaultButton(again)
        box.setEscapeButton(close)
        box.exec()
        return box.clickedButton() is again

    def write(
        self, parent: Parent, question: str, text: str = "", *, secret: bool = False, missing: str = ""
    ) -> str | None:
        """A line of text, None if she would rather not."""
        box = _Line(parent, question, text, secret=secret, missing=missing)
        written = box.field.text() if box.exec() else None
        box.deleteLater()  # a secret stays no longer than it is needed
        return written

    def save_as(self, parent: Parent, title: str, suggested: str, kind: FileKind) -> Path | None:
        """Where to save; the ending is added if missing."""
        name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kind.pattern())
        if not name:
            return None
        path = Path(name)
        known = path.suffix.lstrip(".").lower() in kind.endings
        return path if known else path.with_name(f"{path.name}.{kind.endings[0]}")

    def open_file(self, parent: Parent, title: str, kind: FileKind) -> Path | None:
        """Which file to read."""
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kind.pattern())
        return Path(name) if name else None

    def folder(self, parent: Parent, title: str) -> Path | None:
        """Which folder to use."""
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None


_SIGNS: dict[Tone, str] = {
    "info": "info",
    "neutral": "info",
    "accent": "help",
    "positive": "check",
    "warning": "warning",
    "danger": "warning",
}


_LEAST_WIDE, _WIDEST, _EASE = 360, 440, 24


class _Box(QMessageBox):
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        centre(self)


def _title(parent: Parent) -> str:
    return parent.window().windowTitle() if parent else ""


def _box(parent: Parent, text: str, detail: str, tone: Tone) -> QMessageBox:
    box = _Box(parent)
    box.setWindowTitle(_title(parent))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)  # the box's own switch leaves the detail to guess
        label.ensurePolished()  # else it is measured for another font than the style sheet's
        wide = label.fontMetrics().horizontalAdvance(label.text()) + _EASE
        # No less in the style sheet: the box breaks lines only when it would be wider than its own limit of 500 pixels,
        # of a label with a smaller width of its own it cuts off what has no room in one line.
        label.setMinimumWidth(max(_LEAST_WIDE, min(_WIDEST, wide)) if label.text() else 0)
    box.setIconPixmap(pixmap(_SIGNS[tone], 32, tone, box.devicePixelRatioF()))
    if layout := box.layout():
        layout.setContentsMargins(24, 24, 24, 20)
    return box


def _add(
    box: QMessageBox, text: str, means: Literal["yes", "no"], *, primary: bool = False, danger: bool = False
) -> QPushButton:
    role = QMessageBox.ButtonRole.AcceptRole if means == "yes" else QMessageBox.ButtonRole.RejectRole
    made = box.addButton(text, role)
    restyle(made, kind="danger" if danger else "primary" if primary else "plain")
    made.ensurePolished()  # else it is measured for the style's own font and padding, and its text is cut off
    made.setMinimumWidth(made.sizeHint().width())
    return made


def _stack(box: QMessageBox) -> None:
    """Long choices stand under each other, in the order they were given."""
    row = box.findChild(QDialogButtonBox)
    assert row is not None
    row.setOrientation(Qt.Orientation.Vertical)
