"""What was done, for a few seconds at the foot of the window, with Undo where a slip is likely.

    toasts.show(N_("{name} checked out"), undo=lambda: ..., name=plain(visit.name))
    toasts.warn(error.message, error.values, action=N_("Show"), on=self._open)

`warn` is for trouble that stops nobody.

Keyboard: Ctrl+Z undoes while the toast stands (a text field with something to undo goes first), F6 goes to
the button, Escape closes it unless a panel or a list wants that key. A new toast takes the place of the old
one. It waits while the mouse is on it or the keyboard is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import restyle, theme
from desk_app.ui.widgets.parts import Label, button, row

SECONDS = 8.0
"""How long a toast with an undo stands; without, half as long; a warning twice as long."""
_TICK_MS = 100
_MARGIN = 24
_MOVES = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Toasts(QObject):
    """The toasts of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.toast = _Toast(window)
        self._undo: Callable[[], object] | None = None
        self._act: Callable[[], object] | None = None
        self._left = self._whole = 0.0
        self._paused = self._large = False
        self._later: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.toast.undo.clicked.connect(self.undo)
        self.toast.action.clicked.connect(self._run)
        self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
        self._key.activated.connect(self.undo)
        self._key.setEnabled(False)
        go = QShortcut(QKeySequence("F6"), window)
        go.activated.connect(self._enter)
        self._clear: list[QWidget] = []
        self._rooms: dict[QWidget, Callable[[], QRect]] = {}
        window.installEventFilter(self)

    def keep_clear(self, side: QWidget) -> None:
        """No toast covers this part at the right of the window while it is seen: what is pressed stands there."""
        self._clear.append(side)
        side.destroyed.connect(lambda: self._clear.remove(side))
        side.installEventFilter(self)

    def stand_in(self, page: QWidget, room: Callable[[], QRect]) -> None:
        """While this page is seen, toasts stand in `room`, in pixels of the page, in large letters: all the rest of it
        is for pressing.
        """
        self._rooms[page] = room
        page.destroyed.connect(lambda: self._rooms.pop(page, None))
        page.installEventFilter(self)

    def show(
        self,
        message: str,
        *,
        undo: Callable[[], object] | None = None,
        action: str | None = None,
        on: Callable[[], object] | None = None,
        seconds: float | None = None,
        large: bool = False,
        **values: object,
    ) -> None:
        """Say what was done; `undo` takes it back once, within `seconds`. `action` names a button that does `on`.

        `large`: to be read from where somebody stands, not sits: money to give back.
        """
        if self._paused:
            return
        self._large = large
        self._undo, self._act = undo, on
        self.toast.sign.name = "check"
        if action:
            say(self.toast.action, action)
        self.toast.action.setVisible(action is not None)
        self._tell(message, values, seconds or (SECONDS if undo or action else SECONDS / 2))

    def warn(
        self,
        message: str,
        values: Mapping[str, object],
        *,
        action: str | None = None,
        on: Callable[[], object] | None = None,
    ) -> None:
        """Say what went wrong; `action` names a button that leads to what can be done about it, `on`."""
        if self._paused:
            self._later = lambda: self.warn(message, values, action=action, on=on)
            return
        self._undo, self._act, self._large = None, on, False
        self.toast.sign.name = "warning"
        if action:
            say(self.toast.action, action)
        self.toast.action.setVisible(action is not None)
        self._tell(message, dict(values), SECONDS * 2)

    def pause(self) -> None:
        """Nobody is signed in: nothing is shown. The last warning waits, what was done is said to nobody else."""
        self.close()
        self._paused = True

    def resume(self) -> None:
        """Somebody is there again."""
        self._paused = False
        later, self._later = self._later, None
        if later:
            later()

    def _tell(self, message: str, values: dict[str, object], seconds: float) -> None:
        undo = self._undo
        self._left = self._whole = seconds
        self.toast.sign.update()
        speaker.remember(self.toast.text, "setText", message, values)
        speaker.remember(self.toast, "setAccessibleName", message, values)
        self.toast.undo.setVisible(undo is not None)
        self.toast.share = 1.0
        self._key.setEnabled(undo is not None)
        self._place()
        self.toast.show()
        self.toast.raise_()
        self._timer.start()

    def undo(self) -> None:
        """Take back what the toast tells of, if it still stands."""
        back, self._undo = self._undo, None
        self.close()
        if back:
            back()

    def close(self) -> None:
        """Away with it; what was done stays done."""
        self._timer.stop()
        self._key.setEnabled(False)
        self._undo = self._act = None
        inside = self.toast.undo.hasFocus() or self.toast.action.hasFocus()
        self.toast.hide()
        if inside and self._back is not None:
            self._back.setFocus()
        self._back = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window, beside what is kept clear; Escape closes it if nothing else wanted it."""
        if not self.toast.isVisible():
            return False
        if event.type() in _MOVES:
            self._place()
        if watched is not self._window or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        self.close()
        return True

    def _run(self) -> None:
        act = self._act
        self.close()
        if act:
            act()

    def _enter(self) -> None:
        if self.toast.isVisible() and (self._undo or self._act):
            target = self.toast.undo if self._undo else self.toast.action
            self._back = self._window.focusWidget()
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tick(self) -> None:
        if self.toast.underMouse() or self.toast.undo.hasFocus() or self.toast.action.hasFocus():
            return
        self._left -= _TICK_MS / 1000
        self.toast.share = max(0.0, self._left / self._whole)
        self.toast.update()
        if self._left <= 0:
            self.close()

    def _place(self) -> None:
        page = next((one for one in self._rooms if one.isVisible()), None)
        restyle(self.toast.text, large="true" if page is not None or self._large else "false")
        if page is not None:
            self._place_in(page, self._rooms[page]())
        else:
            self._place_at_foot()

    def _place_in(self, page: QWidget, room: QRect) -> None:
        self.toast.text.setWordWrap(True)
        self.toast.text.setMinimumWidth(0)
        self.toast.setMaximumWidth(room.width())
        layout = self.toast.layout()
        height = layout.totalHeightForWidth(room.width()) if layout is not None else 0
        corner = self._window.mapFromGlobal(page.mapToGlobal(room.topLeft()))
        self.toast.setGeometry(QRect(corner, QSize(room.width(), max(room.height(), height))))

    def _place_at_foot(self) -> None:
        room = self._room()
        text = self.toast.text
        text.setWordWrap(False)
        text.setMinimumWidth(0)
        self.toast.setMaximumWidth(max(200, room - 2 * _MARGIN))
        if self.toast.sizeHint().width() > self.toast.maximumWidth():
            text.setWordWrap(True)
            text.setMinimumWidth(
                max(80, self.toast.maximumWidth() - self.toast.sizeHint().width() + text.sizeHint().width())
            )
        self.toast.adjustSize()
        size = self.toast.size()
        self.toast.move(
            max(0, (room - size.width()) // 2), self._window.height() - size.height() - _MARGIN - 16
        )

    def _room(self) -> int:
        """How much of the window's width is free, from the left."""
        sides = [side.mapTo(self._window, QPoint()).x() for side in self._clear if side.isVisible()]
        return min((*sides, self._window.width()))


class _Toast(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "toast")
        self.share = 1.0
        self.text = Label()
        self.undo = button(N_("Undo"), kind="toast", icon="undo")
        say(self.undo, N_("Undo (Ctrl+Z)"), "setToolTip")
        self.action = button(N_("More"), kind="toast")
        self.sign = _Sign()
        for one in (self.undo, self.action):
            one.setFocusPolicy(
                Qt.FocusPolicy.ClickFocus
            )  # a widget that goes must not pass the keyboard on to Undo
        layout = row(self.sign, self.text, self.undo, self.action, spacing=10)
        layout.setContentsMargins(16, 8, 8, 10)
        self.setLayout(layout)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The time that is left runs along the foot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("focus"))
        painter.drawRect(8, self.height() - 3, round((self.width() - 16) * self.share), 2)
        painter.end()


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "check"
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tick, or a warning."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self.name, 20, "tooltip_text", self.devicePixelRatioF()))
        painter.end()
