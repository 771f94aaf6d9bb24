"""First step of a claim: what the claimant says of the thing, before anything of it is in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.form_dialog import lines_field
from desk_app.ui.widgets.parts import button, column, row, said_label

_ASK = N_(
    "Let the claimant speak first: what it looks like, what is special about it, what is in it, when and where it was"
    " lost. Show nothing, confirm nothing, help with nothing.",
    "lost property tab",
)
_HINT = N_(
    "Five different characters at least, as they say it. It goes on record; only then the secret features are shown.",
    "lost property tab",
)


class WordsStep(QWidget):
    """The claimant's words."""

    said = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = lines_field(232)
        self.form = Form()
        label = N_("What does the claimant say of it?", "lost property tab")
        self.form.add("words", label, self.field, required=True, hint=_HINT)
        self.form.submitted.connect(self.submit)
        on = N_("Put on record and compare (Ctrl+Enter)", "lost property tab")
        self.sure = button(on, self.submit, kind="primary", icon="arrow-right")
        foot = row(button(N_("Cancel"), self.cancelled.emit), None, self.sure)
        self.setLayout(column(said_label(_ASK, wrap=True), self.form, None, foot, spacing=12))

    def submit(self) -> None:
        """Put them on record."""
        self.said.emit(self.field.toPlainText())

    def take_keyboard(self) -> None:
        """Ready to type."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, error: InvalidInput) -> bool:
        """Too few words. False for what belongs to no field here."""
        return self.form.show_problems(error)

    def wipe(self) -> None:
        """True words are as secret as what they tell."""
        self.field.clear()
