"""One thing that is asked when a key comes back: done at a press, or not applicable with the reason."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_
from desk_app.services.keys.records import CheckAnswer
from desk_app.services.keys.terms import CHECK_NAMES, Check
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.press import PushButton

HEIGHT = 46
_OPEN = N_("Not ticked yet. Tick it, or press F4 if all is done.", "keys tab")


class CheckRow(QWidget):
    """A large toggle with its digit, and “not applicable” beside it."""

    changed = Signal()

    def __init__(self, check: Check, digit: int) -> None:
        super().__init__()
        self.check, self._digit = check, digit
        self.toggle = PushButton()
        self.toggle.setProperty("kind", "segment")
        self.toggle.setProperty("role", "section")
        self.toggle.setCheckable(True)
        self.toggle.setAutoDefault(False)
        self.toggle.setMinimumHeight(HEIGHT)
        self.toggle.setIconSize(QSize(20, 20))
        self.toggle.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggle.toggled.connect(self._toggled)
        self.not_so = button(N_("Not applicable", "keys tab"), self._ask_why, kind="link")
        self.not_so.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.why = QLineEdit()
        say(self.why, N_("Why is it not applicable?", "keys tab"), "setPlaceholderText")
        say(self.why, N_("Why is it not applicable?", "keys tab"), "setAccessibleName")
        self.problem: Label = Label(role="problem")
        self.why.textChanged.connect(lambda _: self.problem.hide())
        self.problem.setWordWrap(True)
        beside = row(self.toggle, self.not_so, spacing=6)
        beside.setStretch(0, 1)
        self.setLayout(column(beside, self.why, self.problem, spacing=4))
        self.why.hide()
        self.problem.hide()
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _retell(self) -> None:
        self.toggle.setText(f"{self._digit}   {tr(CHECK_NAMES[self.check])}")
        self.toggle.setIcon(icon("check" if self.toggle.isChecked() else "minus", "accent"))

    def flip(self) -> None:
        """Its digit was pressed."""
        self.toggle.setChecked(not self.toggle.isChecked())

    @property
    def exempt(self) -> bool:
        """Whether it is said not to apply."""
        return not self.why.isHidden()

    def _toggled(self, done: bool) -> None:
        if done:
            self.why.hide()
            self.problem.hide()
        self._retell()
        self.changed.emit()

    def _ask_why(self) -> None:
        """The reason is asked at once; a second press takes it back."""
        asked = not self.exempt
        self.toggle.setChecked(False)
        self.why.setVisible(asked)
        self.problem.hide()
        if asked:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @property
    def answered(self) -> bool:
        """Whether something was said to it."""
        return self.exempt or self.toggle.isChecked()

    def ask(self) -> None:
        """It was left out; the keyboard stays where digits answer."""
        speaker.remember(self.problem, "setText", _OPEN, {})
        self.problem.show()

    def settle(self) -> None:
        """Done, unless it does not apply."""
        if not self.exempt:
            self.toggle.setChecked(True)

    @property
    def answer(self) -> CheckAnswer:
        """What is said now."""
        return CheckAnswer(False, self.why.text()) if self.exempt else CheckAnswer(self.toggle.isChecked())

    def show_problem(self, problem: DeskError) -> None:
        """What is wrong with the answer, beside it."""
        speaker.remember(self.problem, "setText", problem.message, dict(problem.values))
        self.problem.show()
        (self.why if self.exempt else self.toggle).setFocus(Qt.FocusReason.OtherFocusReason)


def digits(rows: list[CheckRow]) -> dict[int, CheckRow]:
    """Which key of the keyboard flips which."""
    return {Qt.Key.Key_1 + place: one for place, one in enumerate(rows)}
