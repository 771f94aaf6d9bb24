"""The goods under the word: the lines to compare, and beside them all or nothing of everything."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from desk_app.services.core.clocks import Clock
from desk_app.services.core.words import N_
from desk_app.services.passes.records import AtGate
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.goods_lines import GoodsLines
from desk_app.ui.gate.tally import Tally, Way
from desk_app.ui.i18n import say, tr
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, column, row

_NOTE_MS = 4000
_REST = 36


class GoodsView(QFrame):
    """`show_goods` for one pass; `tally` is what the guard counted."""

    counted = Signal()
    """By hand: the lines are being compared."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setProperty("role", "gate-goods")
        self.lines = GoodsLines(clock)
        self.all, self.none = BigButton(), BigButton()
        say(self.all, N_("All", "gate"))
        say(self.none, N_("None", "gate"))
        say(self.all, N_("All of every line"), "setAccessibleName")
        say(self.none, N_("Nothing of any line"), "setAccessibleName")
        self.rest = Label()
        self.rest.setProperty("role", "gate-rest")
        self.rest.setFixedHeight(_REST)
        self.note = Label(parent=self)
        self.note.setProperty("role", "gate-note")
        self._rest = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._build()
        self.all.clicked.connect(lambda: self._put_all(True))
        self.none.clicked.connect(lambda: self._put_all(False))
        self.lines.changed.connect(self.counted)
        self.lines.cut.connect(self._tell_cut)
        self.lines.sighted.connect(self._tell_rest)
        self._rest.timeout.connect(self.note.hide)

    def _build(self) -> None:
        self._strip = QFrame()
        self._strip.setLayout(column(self.all, self.none, None, spacing=8))
        self._listed = column(self.lines, self.rest, spacing=0)
        self._listed.setStretch(0, 1)
        body = row(self._listed, self._strip, spacing=8)
        body.setStretch(0, 1)
        body.setContentsMargins(4, 4, 8, 4)
        self.setLayout(body)
        self.note.hide()
        self.rest.hide()

    def set_scale(self, scale: float) -> None:
        """How large all of it is: 1 on the smallest screen."""
        self.lines.set_scale(scale)
        self.rest.setFixedHeight(round(_REST * scale))

    @property
    def tally(self) -> Tally | None:
        """What is counted now."""
        return self.lines.tally

    def show_goods(
        self, goods: AtGate, way: Way, *, keep: bool = False, shown: Mapping[int, int] | None = None
    ) -> None:
        """Show the lines, all of them chosen; `keep`: it is the same pass, counted already.

        `shown`: only these lines and quantities, to look at.
        """
        tally = Tally(goods, way, shown)
        if keep and self.tally is not None:
            tally.take_over(self.tally)
        self.note.hide()
        self.lines.show_tally(tally, keep=keep)
        self._strip.setVisible(not tally.fixed and len(tally.lines) > 1)

    def clear(self) -> None:
        """No pass."""
        self.note.hide()
        self.lines.show_tally(None)

    def restore(self) -> bool:
        """Everything again. False when nothing had been changed."""
        if self.tally is None or not self.tally.changed:
            return False
        self._put_all(True)
        return True

    def put(self, position: int, count: int) -> None:
        """So many of a line."""
        if self.tally is not None:
            self.tally.put(position, count)
            self.lines.retell()
            self.counted.emit()

    def _put_all(self, everything: bool) -> None:
        if self.tally is not None:
            self.tally.put_all(everything)
            self.lines.retell()
            self.counted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, or less."""
        super().resizeEvent(event)
        self._tell_rest()

    def retell(self) -> None:
        """In another language."""
        self.lines.retell()
        self._tell_rest()

    def _tell_rest(self) -> None:
        """Which lines of how many are in sight, and how many more there are to look at."""
        tally, room = self.tally, self._listed.contentsRect().height()
        self.rest.setVisible(tally is not None and self.lines.height_of_all > room)
        if tally is None or self.rest.isHidden():
            return
        (first, last), count = self.lines.in_sight(), len(tally.lines)
        below, more = count + (1 if tally.more else 0) - 1 - last, not self.lines.all_seen
        last = min(last, count - 1)
        said = tr(N_("{first}–{last} of {n}", "gate"), first=first + 1, last=max(first, last) + 1, n=count)
        if below or more:
            said = "  ·  ".join((said, tr(N_("{n} more below ↓", "gate"), n=below)))
        self.rest.setText(said)
        restyle(self.rest, more="true" if more else "false")

    def _tell_cut(self, most: int) -> None:
        self.note.setText(
            tr(N_("At most {n}. To type the number of another pass, press Escape first."), n=most)
        )
        self.note.adjustSize()
        self.note.move(
            12, self.height() - self.note.height() - 8
        )  # over the lines: nothing moves under a finger
        self.note.raise_()
        self.note.show()
        self._rest.start()
