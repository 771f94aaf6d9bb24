"""Rain mode: a queue stands at the desk. Scan, four digits of a phone, next; a lent one comes back by its scan alone.

The step at the left in very large letters, under it what came of the last scan; at the right what is left. The
keyboard is in one field, whatever happens. What it does is in `rain_flow`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.tabs.loans import printing
from desk_app.ui.tabs.loans.rain_asks import TAIL, Ask, Lent, Want
from desk_app.ui.tabs.loans.rain_flow import RainFlow
from desk_app.ui.tabs.loans.rain_side import LastSteps, StockBoard, WaitingList
from desk_app.ui.tabs.loans.rain_step import StepBlock
from desk_app.ui.tabs.loans.rain_told import ToldBlock
from desk_app.ui.tabs.loans.rain_words import problem_of
from desk_app.ui.widgets.day_page import NARROWEST
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SIDE, NARROW_SIDE, NARROW = 440, 360, 1100
"""Pixels: the right side, and below which width it is narrow."""


class RainPage(QWidget):
    """In place of the list while it rains. `flow` is what happens, this is how it looks and which key does it."""

    closed = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.flow = RainFlow(ctx, self)
        self.setProperty("role", "page")
        self.setMinimumWidth(NARROWEST)
        self._build()
        self._wire()

    # Build

    def _build(self) -> None:
        self.step, self.told = StepBlock(), ToldBlock(self._ctx.services.bench.clock.now)
        self.stock, self.waiting, self.last = StockBoard(), WaitingList(), LastSteps()
        leave = button(N_("Back to the list (Esc)"), self.closed.emit, kind="quiet", icon="arrow-left")
        head = row(said_label(N_("Rain mode"), "title"), None, leave)
        left = column(head, self.step, self.told, spacing=12, margins=16)
        left.setStretch(1, 3)
        left.setStretch(2, 2)
        self.side = QFrame()
        self.side.setProperty("role", "panel")
        self.side.setLayout(column(self.stock, self.waiting, self.last, None, spacing=16, margins=16))
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
        self.setLayout(whole)

    def _wire(self) -> None:
        flow, step = self.flow, self.step
        flow.asked_changed.connect(self._asked)
        flow.waiting_changed.connect(self._waits)
        flow.run.told.connect(self._told)
        flow.run.steps_changed.connect(self._stepped)
        step.field.textEdited.connect(self._typed)
        step.name.textEdited.connect(lambda _: self._type_number())
        step.field.returnPressed.connect(self._enter)
        step.name.returnPressed.connect(self._enter)
        step.chosen.connect(flow.choose)
        self.waiting.picked.connect(lambda ask: self._go_on(ask))
        self.last.undo.connect(lambda one: self._undo(one))
        for keys, on in (("F8", self._go_on), ("Ctrl+Z", self._undo)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(on)

    def load(self) -> None:
        """Count the stock again."""
        stock = self._ctx.services.get(StockQueries)
        self._ctx.read(stock.stock, owner=self, done=self.stock.show_stock, key="stock")

    # The scanner

    def scan(self, raw: str) -> None:
        """A scanner read something; what was typed before it belongs to nobody."""
        if self.flow.asked is None:
            self.step.field.restart()
        self.flow.scan(raw)

    # The keyboard

    def _typed(self, text: str) -> None:
        ask, digits = self.flow.asked, "".join(char for char in half_width(text) if char in "0123456789")
        if ask is None:
            if digits == text == "0" and self.flow.may_be_another:
                self.step.field.restart()
                self.flow.not_this_one()
            return
        if ask.want is Want.NUMBER:
            self._type_number()
        elif ask.want is Want.CHOICE and len(digits) > TAIL:
            self.flow.choose(int(digits[TAIL]))
            if self.flow.asked is ask and ask.want is Want.CHOICE:
                self.step.show_ask(ask)  # nobody has this key
        else:
            self.flow.type_tail(digits)

    def _type_number(self) -> None:
        number = half_width(self.step.field.text()).strip()
        self.flow.type_number(number, self.step.name.text().strip())

    def _enter(self) -> None:
        ask, typed = self.flow.asked, self.step.field.text()
        if ask is None:
            self.step.field.restart()
            if typed.strip():
                self.flow.scan(typed)  # the number of a tag that cannot be read
        elif ask.want is Want.WORD:
            self._ask_supervisor(ask)
        else:
            self.flow.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape drops what is in hand, then leaves; arrows move the mark; digits find the field from anywhere."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.flow.drop():
                self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.flow.move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.text().isdigit() and not self.step.field.hasFocus():
            self.step.field.setFocus()
            self.step.field.insert(event.text())
            self._typed(self.step.field.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to scan and type."""
        super().showEvent(event)
        self.step.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the right side is narrower."""
        super().resizeEvent(event)
        self.side.setFixedWidth(NARROW_SIDE if self.width() < NARROW else SIDE)

    # What happened

    def _asked(self) -> None:
        """Another umbrella; digits that were typed while it was looked up are its own."""
        ask, early = self.flow.asked, self.step.field.text()
        fresh = ask is not None and ask.want is Want.DIGITS and not ask.tail and self.step.asked is None
        self.step.show_ask(ask)
        if not self.step.name.hasFocus() or ask is None or ask.want is not Want.NUMBER:
            self.step.field.setFocus()
        if fresh and early:
            self.step.field.restart(early[:TAIL])
            self._typed(early)

    def _waits(self) -> None:
        self.waiting.show_asks(self.flow.waiting)

    def _told(self) -> None:
        outcome = self.flow.run.outcome
        self.told.show_outcome(outcome)
        self.step.offer_another(self.flow.may_be_another)
        if isinstance(outcome, Lent) and outcome.loan.deposit:
            printing.print_receipt(self._ctx, self, outcome.loan)

    def _stepped(self) -> None:
        self.last.show_steps(self.flow.run.steps)
        self.step.offer_another(self.flow.may_be_another)

    def _go_on(self, ask: Ask | None = None) -> None:
        waiting = self.flow.waiting
        if ask is not None or waiting:
            self.flow.go_on(ask or waiting[0])
        self.step.field.setFocus()

    def _undo(self, step: object = None) -> None:
        if step is None:
            self.flow.run.undo_last()
        else:
            self.flow.run.undo(step)  # type: ignore[arg-type]
        self.step.field.setFocus()

    def _ask_supervisor(self, ask: Ask) -> None:
        dialog = ApprovalDialog(
            self._ctx,
            N_("The supervisor decides about this loan"),
            N_("With a reason on record it is lent all the same; the reason stands at the loan."),
            (Decision("lend", N_("Lend all the same", "loans tab"), "primary"),),
            self,
            note=problem_of(ask),
        )
        dialog.finished.connect(lambda _: self.step.field.setFocus())
        dialog.begin(lambda decided: self.flow.approve(ask, decided.by, decided.reason))
