"""What the keys tab takes from a key at its window, or the end of a scan, to what it did, painted."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from desk_app.ui.tabs.keys.handout_panel import HandoutPanel
from desk_app.ui.tabs.keys.page import KeysPage


class KeyWatch(QObject):
    """Starts anew with every key; notes the time whenever a step is done."""

    def __init__(self, page: KeysPage) -> None:
        super().__init__(page)
        self._since = 0.0
        self.steps: list[tuple[str, int]] = []
        """What was done, and how many milliseconds it took."""
        page.borrow.form.copies.value_changed.connect(lambda now: now and self._done("scanned"))
        page.borrow.lent.connect(lambda _: self._done("lent"))
        page.back.given_back.connect(lambda _: self._done("back"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; nothing is taken."""
        if event.type() == QEvent.Type.KeyPress and event.spontaneous():
            self._since = perf_counter()
        return False

    def _done(self, step: str) -> None:
        def painted() -> None:
            self.steps.append((step, round((perf_counter() - self._since) * 1000)))

        QTimer.singleShot(0, painted)


_running: dict[KeysPage, KeyWatch] = {}


def watch(page: KeysPage) -> KeyWatch:
    """The page's own."""
    made = _running.get(page) or _running.setdefault(page, KeyWatch(page))
    window = page.window().windowHandle()
    if window is not None:
        window.installEventFilter(made)
    return made


def tell_keys(page: KeysPage) -> dict[str, Any]:
    """What somebody sees of the tab."""
    side = page.side.currentWidget()
    told: dict[str, Any] = {
        "keys": [[one.number, one.state.value, one.holder] for one in page.table.rows_model.rows],
        "steps": watch(page).steps,
        "copies": [one.code for one in page.borrow.form.copies.copies],
        "who": page.borrow.form.colleague.choice is not None,
        "purpose": str(page.borrow.form.purpose.value or ""),
        "judged": not page.borrow._rest.isActive(),
        "verdict": page.borrow.lend.accessibleName(),
        "side": "lend" if side is page.borrow else "back" if side is page.back else "panel",
        "board": page.board.isVisible(),
    }
    if side is page.back:
        asking = page.back.asking
        told["back"] = asking.code.text() if asking is not None else "done"
    if isinstance(page.panel, HandoutPanel) and page.panel.isVisible():
        told["panel"] = [page.panel.handout.state.value, len(page.panel.handout.approvals)]
    return told
