"""What the program itself takes for a loan in rain mode: from a key at its window to the result on the screen.

The 35 ms for which every digit is held back, lest it be a scanner's, count.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer

from desk_app.ui.tabs.loans.rain import RainPage
from desk_app.ui.tabs.loans.rain_asks import Lent


class Stopwatch(QObject):
    """Starts anew with every key, stops when a loan that was not told yet is painted."""

    def __init__(self, page: RainPage) -> None:
        super().__init__(page)
        self._page, self._seen = page, page.flow.run.outcome
        self._since = 0.0
        self.milliseconds: list[int] = []
        page.told.word.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; nothing is taken."""
        if event.type() == QEvent.Type.KeyPress and watched.isWindowType() and event.spontaneous():
            self._since = perf_counter()
        elif event.type() == QEvent.Type.Paint and watched is self._page.told.word:
            outcome = self._page.flow.run.outcome
            if outcome is not self._seen and isinstance(outcome, Lent):
                QTimer.singleShot(0, self._stop)  # once it is painted
            self._seen = outcome
        return False

    def _stop(self) -> None:
        self.milliseconds.append(round((perf_counter() - self._since) * 1000))


_running: dict[RainPage, Stopwatch] = {}


def stopwatch(page: RainPage) -> Stopwatch:
    """The page's own; before whoever else looks at the window's keys."""
    made = _running.get(page) or _running.setdefault(page, Stopwatch(page))
    window = page.window().windowHandle()
    if window is not None:
        window.installEventFilter(made)
    return made
