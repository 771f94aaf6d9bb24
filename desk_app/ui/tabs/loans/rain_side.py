"""The right side of rain mode: how many are left, who waits, what was done last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.services.loans.records import StockLine
from desk_app.ui.i18n import format_number, say, speaker, tr
from desk_app.ui.tabs.loans.rain_asks import Ask, Lent, Step
from desk_app.ui.tabs.loans.rain_step import rain_label
from desk_app.ui.tabs.loans.rain_words import step_line, waiting_line
from desk_app.ui.tabs.loans.said import category_name
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.press import PushButton

LAST = 8
"""So many loans and returns are in sight."""
WAITING = 3
"""So many that wait have a button; the heading counts all."""


class StockFigure(QFrame):
    """One category: how many may be lent now, amber when they run low."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rain-stock")
        self.name, self.out = Label(role="heading"), Label(role="caption")
        self.figure = rain_label("rain-figure", wrap=False)
        self.setLayout(column(self.name, self.figure, self.out, spacing=0, margins=12))
        self._line: StockLine | None = None
        speaker.language_changed.connect(self._retell)

    def show_line(self, line: StockLine) -> None:
        """How it stands now."""
        self._line = line
        self._retell()

    @property
    def left(self) -> int:
        """How many may be lent."""
        line = self._line
        return 0 if line is None else line.on_hand if line.category.counted else line.available

    def _retell(self) -> None:
        line = self._line
        if line is None:
            return
        self.name.setText(category_name(line.category))
        self.figure.setText(format_number(self.left))
        restyle(self.figure, tone="warning" if self.left < max(1, line.category.low) else "none")
        out = N_("out {lent} · overdue {overdue}", "rain mode")
        self.out.setText("" if line.category.counted else tr(out, lent=line.lent, overdue=line.overdue))


class StockBoard(QWidget):
    """The categories that rain mode lends, two in a row."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[int, StockFigure] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.setLayout(self._grid)

    def show_stock(self, stock: Sequence[StockLine]) -> None:
        """Count again; a category that is new, or lent in rain no more, comes or goes."""
        wanted = {line.category.id: line for line in stock if line.category.rain and line.category.active}
        for gone in [one for one in self.figures if one not in wanted]:
            self.figures.pop(gone).deleteLater()
        for place, (category, line) in enumerate(wanted.items()):
            figure = self.figures.setdefault(category, StockFigure())
            self._grid.addWidget(figure, place // 2, place % 2)
            figure.show_line(line)


class WaitingList(QWidget):
    """Umbrellas in somebody's hand that are not lent yet."""

    picked = Signal(object)
    """The Ask to go on with."""

    def __init__(self) -> None:
        super().__init__()
        self._asks: tuple[Ask, ...] = ()
        self._head = said_label(N_("Waiting: {n} (F8: the first)"), "heading", n=0)
        self.buttons = [self._button(at) for at in range(WAITING)]
        self.setLayout(column(self._head, *self.buttons, spacing=6))
        self.show_asks(())
        speaker.language_changed.connect(self._retell)

    def _button(self, at: int) -> PushButton:
        made = PushButton()
        made.setProperty("kind", "person")
        made.setProperty("tone", "warning")
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.picked.emit(self._asks[at]))
        return made

    def show_asks(self, asks: Sequence[Ask]) -> None:
        """Those that wait, the longest first."""
        self._asks = tuple(asks)
        say(self._head, N_("Waiting: {n} (F8: the first)"), n=len(asks))
        for at, made in enumerate(self.buttons):
            made.setVisible(at < len(asks))
            if at < len(asks):
                made.setText(waiting_line(asks[at]))
                made.setAccessibleName(made.text())
        self.setVisible(bool(asks))

    def _retell(self) -> None:
        self.show_asks(self._asks)


class _StepRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.step: Step | None = None
        self.text = Label()
        self.text.setSizePolicy(
            self.text.sizePolicy().horizontalPolicy().Ignored, self.text.sizePolicy().verticalPolicy()
        )
        self.undo = button(N_("Undo"), kind="link")
        inside = row(self.text, self.undo, spacing=6)
        inside.setStretch(0, 1)
        self.setLayout(inside)

    def show_step(self, step: Step | None) -> None:
        self.step = step
        self.setVisible(step is not None)
        if step is None:
            return
        undone = tr(N_("{step} (undone)", "rain mode"), step=step_line(step.outcome))
        self.text.setText(undone if step.undone else step_line(step.outcome))
        self.text.set_tone(None if step.undone else "positive" if isinstance(step.outcome, Lent) else "info")
        restyle(self.text, role="muted" if step.undone else "body")
        self.undo.setVisible(not step.undone)


class LastSteps(QWidget):
    """The newest loans and returns of this run, each with the way back."""

    undo = Signal(object)
    """The Step that was a slip."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self.said = said_label(N_("This run: {lent} lent, {back} back"), "heading", lent=0, back=0)
        self.rows = [_StepRow() for _ in range(LAST)]
        for one in self.rows:
            one.undo.clicked.connect(lambda _=False, one=one: self.undo.emit(one.step))
        hint = said_label(N_("Ctrl+Z undoes the last."), "caption")
        self.setLayout(column(self.said, *self.rows, hint, spacing=4))
        self.layout().setAlignment(Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
        self.show_steps(())
        speaker.language_changed.connect(self._retell)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """The steps of the run, the newest last; the last few are shown, the newest on top."""
        self._steps = steps
        done = [one for one in steps if not one.undone]
        lent = sum(isinstance(one.outcome, Lent) for one in done)
        say(self.said, N_("This run: {lent} lent, {back} back"), lent=lent, back=len(done) - lent)
        newest = list(reversed(steps[-LAST:]))
        for at, line in enumerate(self.rows):
            line.show_step(newest[at] if at < len(newest) else None)

    def _retell(self) -> None:
        self.show_steps(self._steps)
