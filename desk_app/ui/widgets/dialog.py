"""Dialogs that open in the middle of the window they belong to, whatever the window manager would do.

`holds_work` and `may_leave` are for dialogs in which somebody types or signs: Escape asks before that is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.ask import Asker

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def centre(dialog: QWidget) -> None:
    """Move a dialog to the middle of its window, or of the screen when it has none; never off the screen.

    To be called while it is being shown: its size is known then and nothing has been seen yet.
    """
    parent, screen = dialog.parentWidget(), dialog.screen().availableGeometry()
    around = parent.window().frameGeometry() if parent is not None else screen
    place = QRect(dialog.rect())
    place.moveCenter(around.center())
    place.moveRight(min(place.right(), screen.right()))
    place.moveBottom(min(place.bottom(), screen.bottom()))
    dialog.move(max(place.left(), screen.left()), max(place.top(), screen.top()))


class Dialog(QDialog):
    """What every dialog of the program is derived from. It keeps its place once somebody has seen it."""

    _placed = False

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, in the middle."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.fit_texts()
            centre(self)

    def fit_texts(self) -> None:
        """As high as its texts are once they are broken into lines: the first guess may cut the fields under them."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else -1
        if needed > self.height():
            self.resize(self.width(), needed)


def holds_work(dialog: QWidget) -> bool:
    """Whether somebody typed or signed something in it; what the program wrote does not count, nor does a PIN."""
    lines = dialog.findChildren(QLineEdit)
    plain = (one for one in lines if one.echoMode() is QLineEdit.EchoMode.Normal)
    typed = any(one.isModified() and one.text().strip() for one in plain)
    texts = dialog.findChildren(QPlainTextEdit)
    written = any(one.document().isModified() and one.toPlainText().strip() for one in texts)
    return typed or written or any(not one.is_empty for one in dialog.findChildren(SignaturePad))


def may_leave(ask: Asker, dialog: QWidget) -> bool:
    """Whether it may be closed unsaved: at once when nothing was typed or signed, else when somebody says so."""
    if not (dialog.isVisible() and holds_work(dialog)):
        return True
    question = N_("What was typed or signed here is not saved. Close it?")
    # As a danger: Enter after Escape stays here.
    return ask.confirm(dialog, tr(question), tr(N_("Close, save nothing")), danger=True)


def is_go(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Enter, from a widget that has no use for it: a signature pad, a button."""
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
