"""Open reports for the same place and trade, while a new one is typed: join one, or make a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.records import ORDER_STATE_NAMES, Duplicate
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.widgets.panel_parts import link
from desk_app.ui.widgets.parts import Label, column, row, said_label

MOST = 3
"""So many are shown: the likeliest come first."""


class DuplicatesView(QFrame):
    """Out of sight while there is none."""

    decided = Signal()
    opened = Signal(object)
    """The id of an order to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("tone", "warning")
        self.found: tuple[Duplicate, ...] = ()
        self.join: int | None = None
        """The open order that this report repeats."""
        self.new = False
        """Whether somebody said that it is another matter."""
        self._now: datetime | None = None
        self._box = column(spacing=6)
        self._box.setContentsMargins(10, 8, 10, 8)
        self._inside: list[QWidget] = []
        self.setLayout(self._box)
        self.hide()
        speaker.language_changed.connect(self._build)

    @property
    def undecided(self) -> bool:
        """Whether somebody must still say which it is."""
        return bool(self.found) and self.join is None and not self.new

    def show_found(self, found: Sequence[Duplicate], now: datetime) -> None:
        """Show these. What was decided stands as long as the order it is about is still among them."""
        shown = tuple(found[:MOST])
        ids = {one.order for one in shown}
        if self.join is not None and self.join not in ids:
            self.join = None
        if ids != {one.order for one in self.found}:
            self.new = False
        if shown != self.found or self._now is None:
            self.found, self._now = shown, now
            self._build()

    def decide(self, join: int | None) -> None:
        """Join this order; None makes a new one."""
        self.join, self.new = join, join is None
        self._build()
        self.decided.emit()

    def number(self, order: int | None) -> str:
        """What an order among them is called."""
        return next((one.number for one in self.found if one.order == order), "")

    def _build(self) -> None:
        for one in self._inside:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._inside = [self._heading(), *(self._one(one) for one in self.found)] if self.found else []
        for one in self._inside:
            self._box.addWidget(one)
        self.setVisible(bool(self.found))

    def _heading(self) -> QWidget:
        title = said_label(N_("Already reported for this place:", "repairs tab"), "label", wrap=True)
        title.set_tone("warning")
        box = QWidget()
        if self.join is not None or self.new:
            again = link(N_("Decide again", "repairs tab"), self._again)
        else:
            again = link(N_("Another matter", "repairs tab"), lambda: self.decide(None))
        layout = row(title, again, spacing=6)
        layout.setStretch(0, 1)
        box.setLayout(layout)
        return box

    def _again(self) -> None:
        self.join, self.new = None, False
        self._build()
        self.decided.emit()

    def _one(self, one: Duplicate) -> QWidget:
        words, small = Label(" ".join(one.description.split())), Label(self._facts(one), "caption")
        words.setWordWrap(True)
        small.setWordWrap(True)
        look = link(plain(one.number), lambda: self.opened.emit(one.order))
        if self.join == one.order:
            side: QWidget = said_label(N_("joined", "repairs tab"), "label")
        else:
            side = link(N_("Join it", "repairs tab"), lambda: self.decide(one.order))
        box = QWidget()
        box.setLayout(column(row(look, None, side, spacing=6), words, small, spacing=0))
        return box

    def _facts(self, one: Duplicate) -> str:
        parts = [tr(ORDER_STATE_NAMES[one.state]), format_moment(one.received_at, now=self._now)]
        if one.repeats:
            parts.append(tr(N_("reported {n} times", "repairs tab"), n=one.repeats + 1))
        return " · ".join(parts)
