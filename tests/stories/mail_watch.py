"""What sorting takes from a key at its window, or the end of a scan, to the piece booked and painted."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.tabs.mail.sorting import SortingPlace


class SortingWatch(QObject):
    """Starts anew with every key; notes the time whenever a piece is in the books."""

    def __init__(self, place: SortingPlace) -> None:
        super().__init__(place)
        self._since = 0.0
        self.milliseconds: list[int] = []
        place.flow.booked.connect(lambda _: QTimer.singleShot(0, self._painted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; nothing is taken."""
        if event.type() == QEvent.Type.KeyPress and event.spontaneous():
            self._since = perf_counter()
        return False

    def _painted(self) -> None:
        self.milliseconds.append(round((perf_counter() - self._since) * 1000))


_running: dict[SortingPlace, SortingWatch] = {}


def watch(place: SortingPlace) -> SortingWatch:
    """The place's own."""
    made = _running.get(place) or _running.setdefault(place, SortingWatch(place))
    window = place.window().windowHandle()
    if window is not None:
        window.installEventFilter(made)
    return made


def tell_mail(page: MailPage) -> dict[str, Any]:
    """What somebody sees of the tab."""
    place = page.places.currentWidget()
    told: dict[str, Any] = {"waiting": page.chips.isVisible()}
    if not isinstance(place, SortingPlace):
        return told
    fields = place.fields
    return told | {
        "sorting": place.flow.batch is not None and place.work.isVisible(),
        "sum": place.side.sum.text(),
        "kind": place.hand.kind.value,
        "line": fields.who.line.text(),
        "barcode": fields.barcode.line.text(),
        "problem": fields.who.problem or fields.barcode.problem,
        "marked": place.offer.marked.name if place.offer.marked is not None else "",
        "told": place.told.word.text,
        "booked": len(place.flow.slips),
        "ms": watch(place).milliseconds,
    }
