"""The large buttons under a verdict. Each has its key; none has a key that a slip of the hand finds.

By keyboard: Enter takes the step marked for it, F4 leaves without the badge, F5 steps out or back in, Ctrl+Z undoes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.gate.faces import Step
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import row
from desk_app.ui.widgets.press import PushButton


class BigButton(PushButton):
    """At least 64 px, hit with gloves. A click leaves the keyboard where it was; Tab reaches it, Enter presses it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(64, 64)
        self.setProperty("kind", "gate")


BUTTONS: dict[Step, tuple[Message, str]] = {
    Step.LEAVES: (N_("Visitor leaves"), "door-out"),
    Step.WITHOUT_BADGE: (N_("Badge missing (F4)"), "badge"),
    Step.STEPS_OUT: (N_("Steps out (F5)"), "coffee"),
    Step.BACK: (N_("Back again (F5)"), "door-in"),
    Step.UNDO: (N_("Undo (Ctrl+Z)"), "undo"),
}
_WITH_ENTER = N_("Visitor leaves (Enter)")
_WITH_BADGE = N_("Badge back (Enter)")
_COUNTDOWN = N_("Undo (Ctrl+Z) · {seconds} s")


class Actions(QWidget):
    """`offer` sets what can be done; `chosen` tells what the guard did."""

    chosen = Signal(object)
    """A Step."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Step, BigButton] = {}
        self._offered: tuple[Step, ...] = ()
        self._enter: Step | None = None
        line = row(spacing=12)
        for step, (text, sign) in BUTTONS.items():
            made = self.buttons[step] = BigButton()
            made.setProperty("large", True)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setIconSize(QSize(34, 34))
            made.clicked.connect(lambda _=False, step=step: self.take(step))
            say(made, text)
            made.setIcon(icon(sign, "text"))
            line.addWidget(made, 1)
        self.setLayout(line)
        self.offer(())

    def offer(self, steps: Sequence[Step], enter: Step | None = None) -> None:
        """Show the buttons of these steps; `enter` is what the Enter key does."""
        self._offered, self._enter = tuple(steps), enter
        self.setVisible(bool(steps))
        for step, made in self.buttons.items():
            made.setVisible(step in steps)
            restyle(made, kind="gate-main" if step is enter or step is Step.UNDO else "gate")
        leaves = self.buttons[Step.LEAVES]
        say(leaves, _leaves(Step.WITHOUT_BADGE in steps, enter is Step.LEAVES))
        leaves.setIcon(icon("door-out", "on_solid" if enter is Step.LEAVES else "text"))
        self.buttons[Step.UNDO].setIcon(icon("undo", "on_solid"))

    def count_down(self, seconds: int) -> None:
        """How long a check-out can still be undone."""
        say(self.buttons[Step.UNDO], _COUNTDOWN, seconds=seconds)

    def take(self, *steps: Step) -> None:
        """Take the first of these steps that is offered, if any is."""
        step = next((one for one in steps if one in self._offered), None)
        if step is not None:
            self.chosen.emit(step)

    def enter(self) -> None:
        """The Enter key."""
        if self._enter is not None:
            self.take(self._enter)


def _leaves(has_badge: bool, by_enter: bool) -> Message:
    if has_badge:
        return _WITH_BADGE if by_enter else N_("Badge back")
    return _WITH_ENTER if by_enter else BUTTONS[Step.LEAVES][0]
