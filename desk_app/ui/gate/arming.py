"""What lets out does nothing for a moment after every verdict: nobody can have compared by then.

And a key counts only when it was up for a while. A held key repeats, on some systems as presses and releases like any
other, so only silence tells a second press from a repeat.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from desk_app.services.core.clocks import Clock

ARMED_AFTER_S = 1.0
SILENCE_S = 0.3
"""So long a key must have been up before it counts; the repeats of a held key leave no such gap."""
_TICK_MS = 50


class Arming(QObject):
    """`begin` with every verdict; `ready` says whether a step that lets out may be taken now."""

    moved = Signal()
    """`share` is another."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._since = float("-inf")
        self._last: dict[int, float] = {}
        self._repeats = False
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def watch(self, window: QWindow | None) -> None:
        """See the keys of this window; None: of none."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def begin(self) -> None:
        """Something else is on the screen now."""
        self._since = self._clock.monotonic()
        self._timer.start()
        self.moved.emit()

    def end(self) -> None:
        """Nothing is on the screen that could be let out."""
        self._since = float("-inf")
        self._timer.stop()

    @property
    def share(self) -> float:
        """How much of the wait is over, 0 to 1."""
        return min(1.0, max(0.0, (self._clock.monotonic() - self._since) / ARMED_AFTER_S))

    @property
    def ready(self) -> bool:
        """Whether enough time has passed, and what is pressed now is no repeat of a key held down."""
        return self.share >= 1 and not self._repeats

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys; take none."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._note(event)
        return False

    def _note(self, event: QKeyEvent) -> None:
        now, key = self._clock.monotonic(), event.key()
        before, self._last[key] = self._last.get(key, float("-inf")), now
        swift = event.isAutoRepeat() or now - before < SILENCE_S
        self._repeats = swift and event.type() == QEvent.Type.KeyPress

    def _tick(self) -> None:
        if self.share >= 1:
            self._timer.stop()
        self.moved.emit()
