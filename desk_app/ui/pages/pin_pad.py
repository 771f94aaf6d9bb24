"""A field for a PIN with keys for the mouse or a touch screen. The keyboard works at once, Enter confirms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import column
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.secret_field import SecretField

_MOST = 64


class PinPad(QWidget):
    """Takes a PIN; `entered` carries it, and the field is emptied at once."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = PinField()
        self.field.returnPressed.connect(self._enter)
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, partial(self.field.insert, digit)), place // 3, place % 3)
        self.back = self._key("", self.field.backspace)
        self.back.setIcon(icon("arrow-left"))
        self.back.setIconSize(QSize(20, 20))
        say(self.back, N_("Delete the last digit"), "setAccessibleName")
        self.enter = self._key("", self._enter)
        self.enter.setProperty("kind", "primary")
        self.enter.setIcon(icon("check", "on_solid"))
        self.enter.setIconSize(QSize(20, 20))
        say(self.enter, N_("Sign in"), "setAccessibleName")
        grid.addWidget(self.back, 3, 0)
        grid.addWidget(self._key("0", partial(self.field.insert, "0")), 3, 1)
        grid.addWidget(self.enter, 3, 2)
        self.setLayout(column(self.field, grid, spacing=10))
        self.setFocusProxy(self.field)

    def _key(self, text: str, on: Callable[[], object]) -> PushButton:
        key = PushButton(text)
        key.setProperty("kind", "pad")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the field
        key.setMinimumHeight(44)
        key.clicked.connect(lambda: on())
        return key

    def _enter(self) -> None:
        pin = self.field.text()
        self.field.clear()
        if pin:
            self.entered.emit(pin)


class PinField(SecretField):
    """The field of a PIN."""

    def __init__(self) -> None:
        super().__init__(N_("PIN"), _MOST)
        self.setProperty("role", "pin")
        say(self, N_("PIN"), "setPlaceholderText")
