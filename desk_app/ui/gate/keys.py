"""The keys of the guard's window. They go before the program's own shortcuts: F2 here refuses, it does not search."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desk_app.ui.gate.steps import Step

if TYPE_CHECKING:
    from desk_app.ui.gate.window import GateWindow

STEPS: dict[Qt.Key, tuple[Step, ...]] = {
    Qt.Key.Key_F2: (Step.REFUSE,),
    Qt.Key.Key_F3: (Step.OVERRIDE,),
    Qt.Key.Key_F4: (Step.TAKE_BACK, Step.WITHOUT_BADGE),
    Qt.Key.Key_F5: (Step.TRIP, Step.STEPS_OUT, Step.BACK),
    Qt.Key.Key_F6: (Step.PRINT, Step.SLIP),
}
"""What a key does: the first of these steps that is offered."""
UNDO = (Step.UNDO,)
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Keys:
    """What the window does with keys that no part of it has taken."""

    def __init__(self, window: GateWindow) -> None:
        self._window = window
        self._answers: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F7: window.choose_picture,
            Qt.Key.Key_F8: window.switch_sound,
            Qt.Key.Key_F9: window.switch_look,
            Qt.Key.Key_F10: window.switch_language,
            Qt.Key.Key_F11: window.switch_full_screen,
            Qt.Key.Key_F12: window.camera.switch,
            Qt.Key.Key_Escape: window.clear,
            Qt.Key.Key_P: window.ask_plate,
        }
        for key, steps in STEPS.items():
            self._answers[key] = self._taker(steps)

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the window's own, whatever shortcut it is elsewhere."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return (bare and event.key() in self._answers) or event.matches(QKeySequence.StandardKey.Undo)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; a key held down does nothing twice. False for a key that means nothing here."""
        window, key = self._window, event.key()
        if self.claims(event):
            if not event.isAutoRepeat():
                self._answers.get(key, self._taker(UNDO))()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                window.buttons.enter()
        elif key in _MOVES:
            window.goods.lines.keyPressEvent(event)
        elif event.text().isascii() and event.text().isdigit() and window.side.isHidden():
            window.begin_number(event.text())
        else:
            return False
        return True

    def _taker(self, steps: tuple[Step, ...]) -> Callable[[], None]:
        return lambda: self._window.buttons.take(*steps)
