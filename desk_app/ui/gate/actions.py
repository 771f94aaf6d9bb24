"""The large buttons under a verdict. Each has its key; none has a key that a slip of the hand finds.

By keyboard: Enter takes the step marked for it, F2 refuses, F3 calls the supervisor, F4 takes back (goods, or leaves
without the badge), F5 steps out or decides about the trip, F6 prints (for a pass that is
not good: refuses and prints at once), Ctrl+Z undoes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.gate.arming import Arming
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.steps import Step
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import row

BUTTONS: dict[Step, tuple[Message, str]] = {
    Step.LEAVES: (N_("Visitor leaves"), "door-out"),
    Step.WITHOUT_BADGE: (N_("Badge missing (F4)"), "badge"),
    Step.STEPS_OUT: (N_("Steps out (F5)"), "coffee"),
    Step.BACK: (N_("Back again (F5)"), "door-in"),
    Step.RELEASE: (N_("Release (Enter)"), "trolley"),
    Step.OVERRIDE: (N_("Supervisor (F3)"), "shield"),
    Step.TAKE_BACK: (N_("Take back (F4)"), "swap"),
    Step.TRIP: (N_("Trip goes on (F5)"), "refresh"),
    Step.REFUSE: (N_("Refuse (F2)"), "ban"),
    Step.SLIP: (N_("Refusal slip (F6)"), "receipt"),
    Step.PRINT: (N_("Print slip (F6)"), "print"),
    Step.UNDO: (N_("Undo (Ctrl+Z)"), "undo"),
}
_WITH_ENTER = N_("Visitor leaves (Enter)")
_WITH_BADGE = N_("Badge back (Enter)")
_COUNTDOWN = N_("Undo (Ctrl+Z) · {seconds} s")
_AT_EASE = 3
"""More buttons than these stand closer, without their symbols."""
_WIDE = frozenset({Step.RELEASE, Step.OVERRIDE, Step.LEAVES})
LETS_OUT = frozenset({Step.RELEASE, Step.LEAVES, Step.WITHOUT_BADGE, Step.STEPS_OUT})
"""Not to be taken before the guard can have looked."""


class Actions(QWidget):
    """`offer` sets what can be done; `chosen` tells what the guard did."""

    chosen = Signal(object)
    """A Step."""

    def __init__(self, arming: Arming) -> None:
        super().__init__()
        self._arming = arming
        arming.moved.connect(self._fill)
        self.buttons: dict[Step, BigButton] = {}
        self._offered: tuple[Step, ...] = ()
        self._enter: Step | None = None
        line = row(spacing=12)
        for step, (_text, sign) in BUTTONS.items():
            made = self.buttons[step] = BigButton()
            made.setProperty("large", True)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setIconSize(QSize(34, 34))
            made.clicked.connect(lambda _=False, step=step: self.take(step))
            made.setIcon(icon(sign, "text"))
            line.addWidget(made, 2 if step in _WIDE else 1)
        self.setLayout(line)
        self.offer(())

    @property
    def offered(self) -> tuple[Step, ...]:
        """What can be done now."""
        return self._offered

    def offer(self, steps: Sequence[Step], enter: Step | None = None) -> None:
        """Show the buttons of these steps; `enter` is what the Enter key does. Their words are the usual ones again."""
        self._offered, self._enter = tuple(steps), enter
        self.setVisible(bool(steps))
        dense = len(self._offered) > _AT_EASE
        for step, made in self.buttons.items():
            made.setVisible(step in steps)
            made.setEnabled(True)
            main = step is enter or step is Step.UNDO
            restyle(made, kind="gate-main" if main else "gate", dense="true" if dense else "false")
            text, sign = BUTTONS[step]
            say(made, text)
            made.setIcon(QIcon() if dense else icon(sign, "on_solid" if main else "text"))
        say(self.buttons[Step.LEAVES], _leaves(Step.WITHOUT_BADGE in steps, enter is Step.LEAVES))
        self._fill()

    def _fill(self) -> None:
        for step in LETS_OUT:
            self.buttons[step].fill(self._arming.share)

    def word(self, step: Step, message: Message, **values: object) -> None:
        """Say something else on a button until the next offer."""
        say(self.buttons[step], message, "setText", **values)

    def enable(self, step: Step, enabled: bool) -> None:
        """A step that needs something first: shown, but not to be taken."""
        self.buttons[step].setEnabled(enabled)

    def count_down(self, seconds: int) -> None:
        """How long it can still be undone."""
        say(self.buttons[Step.UNDO], _COUNTDOWN, seconds=seconds)

    def take(self, *steps: Step) -> None:
        """Take the first of these steps that is offered, if any is."""
        step = next((one for one in steps if one in self._offered), None)
        if step is None or not self.buttons[step].isEnabled():
            return
        if step not in LETS_OUT or self._arming.ready:
            self.chosen.emit(step)

    def enter(self) -> None:
        """The Enter key."""
        if self._enter is not None:
            self.take(self._enter)


def _leaves(has_badge: bool, by_enter: bool) -> Message:
    if has_badge:
        return _WITH_BADGE if by_enter else N_("Badge back")
    return _WITH_ENTER if by_enter else BUTTONS[Step.LEAVES][0]
