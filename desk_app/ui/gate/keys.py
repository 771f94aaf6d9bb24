"""The keys of the guard's window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from desk_app.ui.gate.steps import Step

if TYPE_CHECKING:
    from desk_app.ui.gate.window import GateWindow

STEPS: dict[str, tuple[Step, ...]] = {
    "F2": (Step.REFUSE,),
    "F3": (Step.OVERRIDE,),
    "F4": (Step.TAKE_BACK, Step.WITHOUT_BADGE),
    "F5": (Step.TRIP, Step.STEPS_OUT, Step.BACK),
    "F6": (Step.PRINT,),
    "Ctrl+Z": (Step.UNDO, Step.BACK),
}
"""What a key does: the first of these steps that is offered."""


def wire_keys(window: GateWindow) -> None:
    """Give the window its keys. A key held down does nothing twice."""
    others: dict[str, Callable[[], object]] = {
        "F7": window.choose_picture,
        "F8": window.switch_sound,
        "F9": window.switch_look,
        "F10": window.switch_language,
        "F11": window.switch_full_screen,
        "F12": window.camera.switch,
        "Escape": window.clear,
    }
    steps = {key: _taker(window, those) for key, those in STEPS.items()}
    for key, answer in (steps | others).items():
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(answer)


def _taker(window: GateWindow, steps: tuple[Step, ...]) -> Callable[[], None]:
    return lambda: window.buttons.take(*steps)
