"""Choosing an own PIN: after the first sign-in with one that the supervisor gave."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, speaker
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.pages.pin_pad import PinField
from desk_app.ui.widgets.parts import Label, button, column, row, said_label


class NewPinPage(Cover):
    """Two fields; `chosen` carries a PIN that was typed the same twice."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(480)
        self.first, self.second = PinField(), PinField()
        say(self.second, N_("The same PIN again"), "setPlaceholderText")
        say(self.second, N_("The same PIN again"), "setAccessibleName")
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.keep = button(N_("Keep this PIN"), self._keep, kind="primary", icon="check")
        cancel = button(N_("Cancel"), self.cancelled.emit, kind="quiet")
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._keep)
        head = row(
            Sign("key", 32), said_label(N_("Choose a PIN of your own"), "title", wrap=True), spacing=12
        )
        head.setStretch(1, 1)
        told = said_label(
            N_("Only you will know it. Six digits or more; no rows, repetitions or dates."),
            "muted",
            wrap=True,
        )
        self.set_content(
            column(
                head, told, self.first, self.second, self.problem, row(self.keep, cancel, None), spacing=12
            )
        )

    def ask(self) -> None:
        """Begin with empty fields."""
        self.first.clear()
        self.second.clear()
        self.problem.setText("")
        self.keep.setEnabled(True)
        self.first.setFocus()

    def show_problem(self, message: str, values: dict[str, object]) -> None:
        """A sentence below the fields; the fields are empty again."""
        self.ask()
        speaker.remember(self.problem, "setText", message, values)

    def _keep(self) -> None:
        pin = self.first.text()
        if pin != self.second.text():
            self.show_problem(N_("These were two different PINs. Type the same one twice."), {})
        elif pin:
            self.keep.setEnabled(False)
            self.chosen.emit(pin)

    def hideEvent(self, event: object) -> None:
        """Nothing typed stays behind."""
        self.first.clear()
        self.second.clear()
