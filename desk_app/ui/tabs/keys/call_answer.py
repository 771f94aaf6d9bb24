"""What came of a call: one of three large answers, by a click or by its digit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.widgets.parts import row
from desk_app.ui.widgets.press import PushButton

NOT_REACHED = "not reached"
ANSWERS: tuple[tuple[bool | str, Message], ...] = (
    (True, N_("Agreed", "keys tab")),
    (False, N_("Did not agree", "keys tab")),
    (NOT_REACHED, N_("Not reached", "keys tab")),
)


class CallAnswer(QWidget):
    """True, False or `NOT_REACHED`; None while nobody was called. The same answer again takes it back."""

    value_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: bool | str | None = None
        self.buttons = [self._button(value) for value, _ in ANSWERS]
        for one in self.buttons[1:]:
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stops once: the digits answer
        layout = row(*self.buttons, spacing=6)
        for place in range(len(self.buttons)):
            layout.setStretch(place, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.buttons[0])
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _button(self, value: bool | str) -> PushButton:
        made = PushButton()
        made.setProperty("kind", "segment")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _: self.choose(None if self.value == value else value))
        return made

    def _retell(self, _language: str = "") -> None:
        for place, (one, (_, message)) in enumerate(zip(self.buttons, ANSWERS, strict=True), 1):
            one.setText(f"{place}  {tr(message)}")
            one.setAccessibleName(tr(message))

    def choose(self, value: object) -> None:
        """Answer; anything that is no answer means: not called yet."""
        found = [one for one, _ in ANSWERS if one is value or one == value]
        changed, self.value = (found[0] if found else None) != self.value, found[0] if found else None
        for one, (each, _) in zip(self.buttons, ANSWERS, strict=True):
            one.setChecked(bool(found) and each == found[0])
        if changed:
            self.value_changed.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its digits answer."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(ANSWERS) and not event.isAutoRepeat():
            self.choose(ANSWERS[place][0])
        else:
            super().keyPressEvent(event)

    def draft(self) -> Any:
        """The answer, for a form."""
        return self.value

    def set_draft(self, value: object) -> None:
        """Choose it, for a form."""
        self.choose(value)
