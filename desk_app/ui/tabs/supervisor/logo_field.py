"""The logo of the papers: chosen from a file, shown as small as it is printed, taken away again."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from desk_app.services.blobs.pictures import read_picture
from desk_app.services.core.words import N_
from desk_app.services.letterhead.options import kept_logo
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import say, tr
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_ROOM = (220, 56)


class LogoField(QWidget):
    """Its value is the text that the setting keeps."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx, self._kept = ctx, ""
        self.shown = Label()
        self.shown.setFixedSize(*_ROOM)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Logos are drawn for paper: on a dark window a black one would not be seen.
        self.shown.setStyleSheet("background: white; border-radius: 4px;")
        say(self.shown, N_("Logo on papers"), "setAccessibleName")
        self.pick = button(N_("Choose a picture …"), self.choose, icon="folder")
        self.none = button(N_("Remove it"), lambda: self._take(""), kind="link")
        self.empty = said_label(N_("No logo"), "muted")
        self.setLayout(column(self.empty, self.shown, row(self.pick, self.none, None), spacing=6))
        self._show()

    def choose(self) -> None:
        """Ask for a file; it is read and made small away from the window."""
        kind = FileKind(tr(N_("Pictures")), ("png", "jpg", "jpeg"))
        path = self._ctx.ask.open_file(self, tr(N_("Logo on papers")), kind)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Take the picture of a file. What is no picture is told, and the logo stays as it was."""
        self._ctx.tasks.run(lambda: kept_logo(read_picture(path)), self._take, owner=self, lane=Lane.SLOW)

    def draft(self) -> str:
        """As the setting keeps it."""
        return self._kept

    def set_draft(self, kept: object) -> None:
        """Show what is kept."""
        self._kept = str(kept or "")
        self._show()

    def _take(self, kept: str) -> None:
        self.set_draft(kept)
        self.value_changed.emit(kept)

    def _show(self) -> None:
        picture = QPixmap()
        if self._kept:
            picture.loadFromData(base64.b64decode(self._kept))
        for widget in (self.none, self.shown):
            widget.setVisible(not picture.isNull())
        self.empty.setVisible(picture.isNull())
        if not picture.isNull():
            fitting = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.shown.setPixmap(picture.scaled(*_ROOM, *fitting))
