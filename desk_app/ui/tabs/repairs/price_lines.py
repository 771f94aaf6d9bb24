"""What a paid service will cost: work from the price list, material apart, the sum with the night surcharge.

It is told to the customer on the phone, so the sum is the largest thing here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import Price, PricedLine, Quote
from desk_app.ui.i18n import format_money, say, speaker, tr
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST_OFFERED = 8
_MOST_PIECES = 999
_REST_MS = 150


class _Line(QWidget):
    """One line: what, how many, what it costs."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, line: PricedLine, *, typed: bool) -> None:
        """`typed`: name and price are written here: material is on no list."""
        super().__init__()
        self._line, self._typed = line, typed
        self.name, self.price = QLineEdit(line.name), QLineEdit()
        self.amount = Label(role="muted")
        say(self.name, N_("Material", "repairs tab"), "setPlaceholderText")
        say(self.price, N_("Yuan", "repairs tab"), "setPlaceholderText")
        for field, said in (
            (self.name, N_("Material", "repairs tab")),
            (self.price, N_("Price of one", "repairs tab")),
        ):
            say(field, said, "setAccessibleName")
        if line.fen:
            self.price.setText(f"{line.fen / 100:.2f}")
        self.price.setFixedWidth(72)
        self.count = NumberField(1, _MOST_PIECES)
        self.count.setValue(line.quantity)
        self.count.setFixedWidth(64)
        say(self.count, N_("How many"), "setAccessibleName")
        gone = button(
            N_("Remove line", "repairs tab"),
            lambda: self.removed.emit(self),
            kind="icon",
            icon="cross",
        )
        what: QWidget = self.name if typed else _wrapped(line.name)
        layout = row(what, *([self.price] if typed else []), self.count, self.amount, gone, spacing=6)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        for signal in (self.name.textChanged, self.price.textChanged, self.count.valueChanged):
            signal.connect(lambda _: self._edited())
        self._edited()

    def _edited(self) -> None:
        line = self.line()
        self.amount.setText(format_money(line.fen * line.quantity) if line is not None else "–")
        self.changed.emit()

    def line(self) -> PricedLine | None:
        """What stands here; None when the price is none."""
        if not self._typed:
            return PricedLine(self._line.name, self.count.value(), self._line.fen)
        try:
            fen = parse_money(self.price.text())
        except DeskError:
            return None
        return PricedLine(self.name.text().strip(), self.count.value(), fen, material=True)


class PriceLines(QWidget):
    """The lines, the sum, and that the customer agreed."""

    changed = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.rows: list[_Line] = []
        self.quote: Quote | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.reckon)
        self._build()
        speaker.language_changed.connect(self._tell)

    def _build(self) -> None:
        self.field = Picker()
        say(self.field, N_("From the price list: name or initials", "repairs tab"), "setPlaceholderText")
        say(self.field, N_("Price list", "repairs tab"), "setAccessibleName")
        self.field.query.connect(self._find)
        self.field.chosen.connect(lambda suggestion: self._take(suggestion.value))
        self.material = button(N_("Material", "repairs tab"), self.add_material, kind="quiet", icon="plus")
        head = row(self.field, self.material, spacing=6)
        head.setStretch(0, 1)
        self._box = column(spacing=4)
        self.total, self.parts = Label(role="heading"), Label(role="caption")
        self.parts.setWordWrap(True)
        self.confirmed = QCheckBox()
        say(self.confirmed, N_("Told to the customer, who agrees", "repairs tab"))
        self.confirmed.toggled.connect(lambda _: self.changed.emit())
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        foot = (self.total, self.parts, self.confirmed, self.problem)
        self.setLayout(column(head, self._box, *foot, spacing=6))
        self._tell()

    def _find(self, text: str) -> None:
        queries = self._ctx.services.get(RepairQueries)

        def ask(actor: Actor) -> list[Suggestion]:
            return [_suggestion(one) for one in _fitting(queries.price_list(actor), text)]

        self._ctx.read(ask, owner=self, done=lambda found: self.field.offer(text, found), key="prices")

    def _take(self, price: Price) -> None:
        self._add(_Line(PricedLine(price.name, 1, price.fen), typed=False))
        self.field.set_draft(None)
        self.field.setFocus()

    def add_material(self) -> None:
        """A line for material: what it is and what it costs."""
        made = _Line(PricedLine("", 1, 0, material=True), typed=True)
        self._add(made)
        made.name.setFocus()

    def _add(self, made: _Line) -> None:
        made.changed.connect(self._edited)
        made.removed.connect(self._remove)
        self.rows.append(made)
        self._box.addWidget(made)
        self._edited()

    def _remove(self, made: _Line) -> None:
        self.rows.remove(made)
        self._box.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._edited()
        self.field.setFocus()

    def _edited(self) -> None:
        """Another price is not yet told."""
        self.confirmed.setChecked(False)
        self.problem.hide()
        self._rest.start()
        self.changed.emit()

    # The sum

    def reckon(self) -> None:
        """Ask what it costs now: at night there is a surcharge."""
        self._rest.stop()
        lines = self.lines()
        if not lines:
            self._reckoned(None)
            return
        queries, clock = self._ctx.services.get(RepairQueries), self._ctx.services.bench.clock
        self._ctx.read(
            lambda actor: queries.quote(actor, lines, clock.now()),
            owner=self,
            done=self._reckoned,
            key="quote",
        )

    def _reckoned(self, quote: Quote | None) -> None:
        self.quote = quote
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        quote = self.quote
        for one in (self.total, self.parts):
            one.setVisible(quote is not None)
        if quote is None:
            return
        total = tr(N_("Together {amount}", "repairs tab"), amount=format_money(quote.total))
        self.total.setText(total)
        self.parts.setText(quote_line(quote))

    # What stands here

    def lines(self) -> tuple[PricedLine, ...]:
        """Those that can be read."""
        found = (one.line() for one in self.rows)
        return tuple(one for one in found if one is not None and one.name)

    def unreadable(self) -> dict[str, DeskError]:
        """What cannot be read of them, at the field "prices"."""
        if len(self.lines()) == len(self.rows):
            return {}
        return {
            "prices": UserError(
                N_("Each line of material needs its name and a price in yuan.", "repairs tab")
            )
        }

    def show_problem(self, error: DeskError) -> None:
        """Say what is wrong with the prices."""
        speaker.remember(self.problem, "setText", error.message, error.values)
        self.problem.show()
        self.field.setFocus()

    def set_lines(self, lines: tuple[PricedLine, ...], *, confirmed: bool = False) -> None:
        """Show these."""
        self.reset()
        for one in lines:
            self._add(_Line(one, typed=one.material))
        self.confirmed.setChecked(confirmed)
        self.reckon()

    def reset(self) -> None:
        """No line."""
        for one in self.rows:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = []
        self.confirmed.setChecked(False)
        self.problem.hide()
        self.field.set_draft(None)
        self._rest.stop()
        self._reckoned(None)


def quote_line(quote: Quote) -> str:
    """What the sum is made of; what is nothing is not said."""
    parts: tuple[tuple[int, Callable[[str], str]], ...] = (
        (quote.work, lambda amount: tr(N_("work {amount}", "repairs tab"), amount=amount)),
        (quote.surcharge, lambda amount: tr(N_("night surcharge {amount}", "repairs tab"), amount=amount)),
        (quote.materials, lambda amount: tr(N_("material {amount}", "repairs tab"), amount=amount)),
    )
    return " + ".join(said(format_money(fen)) for fen, said in parts if fen)


def _fitting(prices: list[Price], text: str) -> list[Price]:
    typed = folded(text)
    ranked = [(name_rank(typed, one.name) if typed else 0, one) for one in prices if one.active]
    meant = sorted((one for one in ranked if one[0] < NOT_FOUND), key=lambda one: one[0])
    return [one for _, one in meant[:_MOST_OFFERED]]


def _suggestion(one: Price) -> Suggestion:
    amount = format_money(one.fen)
    return Suggestion(one, one.name, f"{amount} / {one.unit}" if one.unit else amount)


def _wrapped(text: str) -> Label:
    made = Label(text)
    made.setWordWrap(True)
    return made
