"""A line across a page about a lasting state: "Working without the network", "Drill"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import Theme, Tone, look, restyle
from desk_app.ui.widgets.parts import Label, button, row

_SIGNS: dict[Tone, str] = {
    "neutral": "info",
    "accent": "info",
    "info": "info",
    "positive": "check",
    "warning": "warning",
    "danger": "warning",
}


class Banner(QFrame):
    """A message with a tone, at most one action, closable if it may be. Screen readers hear it as it
    changes.
    """

    closed = Signal()

    def __init__(self, *, closable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._tone: Tone = "neutral"
        self._sign = Label()
        self._text = Label()
        self._text.setWordWrap(True)
        self._act: Callable[[], object] | None = None
        self.action = button(N_("More"), self._run, kind="link")
        self.action.hide()
        close = button(N_("Close"), self._close, kind="icon", icon="cross")
        close.setVisible(closable)
        layout = row(self._sign, self._text, self.action, close, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(12, 8, 8, 8)
        self.setLayout(layout)
        self.hide()
        look.changed.connect(self._paint_sign)

    @property
    def grave(self) -> bool:
        """Whether it says something that lighter words must not push aside."""
        return self._tone == "danger" and not self.isHidden()

    def tell(
        self,
        message: str,
        tone: Tone = "info",
        *,
        action: str | None = None,
        on: Callable[[], object] | None = None,
        **values: object,
    ) -> None:
        """Show a message; it stays until `hide()` or the next one."""
        self._tone, self._act = tone, on
        speaker.remember(self._text, "setText", message, values)
        speaker.remember(self, "setAccessibleName", message, values)
        self.action.setVisible(action is not None)
        if action:
            say(self.action, action)
        restyle(self, tone=tone)
        self._text.set_tone(tone)
        self._paint_sign()
        self.show()

    def _paint_sign(self, _theme: Theme | None = None) -> None:
        self._sign.setPixmap(pixmap(_SIGNS[self._tone], 20, self._tone, self.devicePixelRatioF()))

    def _run(self) -> None:
        if self._act:
            self._act()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
