"""Pictures of what is broken: chosen as files, made small at once, shown beside each other; six at most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from desk_app.services.blobs.pictures import Picture, read_picture
from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_, plain
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label, button, column
from desk_app.ui.widgets.press import PushButton

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

MOST = 6
_SIDE = 44


class PhotosField(QWidget):
    """A button that adds one, and those that are there: a click takes one away."""

    value_changed = Signal(object)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None, *, most: int = MOST) -> None:
        super().__init__(parent)
        self._ctx, self._most = ctx, most
        self.photos: list[bytes] = []
        """As JPEG, in the order chosen."""
        self.add = button(N_("Add a picture…"), self.choose, kind="quiet", icon="camera")
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._thumbs: list[PushButton] = []
        self._flow = FlowLayout(self.add)
        self.setLayout(column(self._flow, self.problem, spacing=4))

    def choose(self) -> None:
        """Ask for a file."""
        kind = FileKind(tr(N_("Pictures")), ("jpg", "jpeg", "png"))
        path = self._ctx.ask.open_file(self.window(), tr(N_("Choose a picture of it")), kind)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a picture off the GUI thread; one that is none, or too large, is said here."""
        self.problem.hide()
        self._ctx.tasks.run(
            lambda: read_picture(path), self._read, lambda error: self._failed(error), owner=self
        )

    def _read(self, picture: Picture) -> None:
        if len(self.photos) < self._most:
            self.set_draft([*self.photos, picture.content])

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self._ctx.errors.show(error, self)
            return
        self.show_problem(error)

    def show_problem(self, error: DeskError) -> None:
        """Say what is wrong with a picture."""
        speaker.remember(self.problem, "setText", error.message, error.values)
        self.problem.show()

    def draft(self) -> tuple[bytes, ...]:
        """The pictures, for a form."""
        return tuple(self.photos)

    def set_draft(self, photos: object) -> None:
        """Show these pictures."""
        self.photos = list(photos) if isinstance(photos, list | tuple) else []
        for one in self._thumbs:
            self._flow.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._thumbs = [self._thumb(place, one) for place, one in enumerate(self.photos)]
        for one in self._thumbs:
            self._flow.addWidget(one)
        self.add.setEnabled(len(self.photos) < self._most)
        self.problem.hide()
        self.value_changed.emit(self.photos)

    def _thumb(self, place: int, photo: bytes) -> PushButton:
        made = button(N_("Take this picture away"), lambda: self._remove(place), kind="icon")
        for setter in ("setToolTip", "setAccessibleName"):
            say(made, N_("Picture {n}: take it away"), setter, n=plain(str(place + 1)))
        picture = QPixmap()
        picture.loadFromData(photo)
        side = QSize(_SIDE, _SIDE)
        made.setIcon(QIcon(picture.scaled(side * 2, Qt.AspectRatioMode.KeepAspectRatio)))
        made.setIconSize(side)
        made.setFixedSize(side.grownBy(QMargins(6, 6, 6, 6)))
        return made

    def _remove(self, place: int) -> None:
        self.set_draft([one for at, one in enumerate(self.photos) if at != place])
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
