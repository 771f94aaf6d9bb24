"""What is lent: a field that takes a tag, a hook or a name, and under it a row for each item.

Enter on an empty field goes on to the button. An item is on the list once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Category, Item, LineDraft
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import ItemState
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.loans.line_row import LineRow
from desk_app.ui.tabs.loans.said import by_id, category_name, item_name
from desk_app.ui.widgets.parts import Label, column, said_label
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_OFFERED = 8


@dataclass(frozen=True)
class Offered:
    """An item that may be lent, and its rules."""

    item: Item
    category: Category


class ItemPicker(Picker):
    """Enter on nothing goes on."""

    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, then whatever a picker knows."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.text().strip():
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class LendLines(QWidget):
    """The items of one loan."""

    changed = Signal()
    added = Signal(object)
    """The LineRow of another item: bring it in sight."""
    passed = Signal()
    """Enter on the empty field: that was all."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.rows: list[LineRow] = []
        self.field = ItemPicker()
        label = said_label(N_("Items", "loans tab"), "label")
        label.setBuddy(self.field)
        say(self.field, N_("Scan a tag, or type a name or hook"), "setPlaceholderText")
        say(self.field, N_("Items", "loans tab"), "setAccessibleName")
        self._problem = Label(role="problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._box = column(spacing=8)
        self.setLayout(column(label, self.field, self._problem, self._box, spacing=4))
        self.field.query.connect(self._find)
        self.field.chosen.connect(lambda suggestion: self._take(suggestion.value))
        self.field.passed.connect(self.passed)

    # Find

    def _find(self, text: str) -> None:
        if not text.strip():
            self.field.offer(text, [])
            return
        queries = self._ctx.services.get(StockQueries)

        def ask(actor: Actor) -> list[Offered]:
            known = by_id(queries.categories(actor))
            found = queries.items(actor, None, text)
            free = [one for one in found if one.state is ItemState.AVAILABLE and one.category in known]
            return [Offered(one, known[one.category]) for one in free[: _OFFERED + len(self.rows)]]

        self._ctx.read(
            ask, owner=self, done=lambda found: self.field.offer(text, self._suggestions(found)), key="items"
        )

    def _suggestions(self, found: Sequence[Offered]) -> list[Suggestion]:
        mine = {one.item.id for one in self.rows}
        return [_suggestion(one) for one in found if one.item.id not in mine][:_OFFERED]

    # Add and remove

    def _take(self, offered: Offered) -> None:
        self.field.set_draft(None)
        self.add(offered.item, offered.category)
        self.field.setFocus()

    def add_item(self, item: Item) -> None:
        """An item whose tag was scanned; its category is read first."""
        queries = self._ctx.services.get(StockQueries)
        self._ctx.read(
            lambda actor: by_id(queries.categories(actor, all=True)),
            owner=self,
            done=lambda known: self.add(item, known[item.category]),
            key=f"add {item.id}",
        )

    def add(self, item: Item, category: Category) -> None:
        """Put an item on the loan; one that stands there already is pointed at."""
        if any(one.item.id == item.id for one in self.rows):
            self._ctx.toasts.show(N_("{item} is on this loan already."), item=plain(item_name(item)))
            return
        made = LineRow(item, category, self._ctx.services.bench.clock.now)
        made.changed.connect(self.changed)
        made.removed.connect(self.remove)
        self.rows.append(made)
        self._box.addWidget(made)
        self._problem.hide()
        self._ask_dues()
        self.changed.emit()
        self.added.emit(made)

    def remove(self, one: LineRow) -> None:
        """Take a row off again."""
        self.rows.remove(one)
        self._box.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.field.setFocus()
        self.changed.emit()

    def _ask_dues(self) -> None:
        ids, queries = tuple(one.item.id for one in self.rows), self._ctx.services.get(LoanQueries)
        self._ctx.read(
            lambda actor: queries.due_times(actor, ids), owner=self, done=self._show_dues, key="dues"
        )

    def _show_dues(self, dues: dict[int, datetime]) -> None:
        for one in self.rows:
            if one.item.id in dues:
                one.set_usual_due(dues[one.item.id])

    # In and out

    def lines(self) -> tuple[LineDraft, ...]:
        """What is lent."""
        return tuple(one.draft() for one in self.rows)

    def unreadable(self) -> dict[str, DeskError]:
        """Due times that are none."""
        found = {f"lines.{at}.due": one.unreadable() for at, one in enumerate(self.rows)}
        return {name: problem for name, problem in found.items() if problem is not None}

    def show_problems(self, problems: dict[str, DeskError]) -> bool:
        """Each problem at its row, what is about all of them under the field. False when none is here."""
        mine = False
        for at, one in enumerate(self.rows):
            one.clear_problem()
            for field in ("item", "due", "deposit"):  # the last shown has the keyboard
                if (problem := problems.get(f"lines.{at}.{field}")) is not None:
                    one.show_problem(field, problem)
                    mine = True
        whole = problems.get("lines")
        self._problem.setVisible(whole is not None)
        if whole is not None:
            speaker.remember(self._problem, "setText", whole.message, dict(whole.values))
            self.field.setFocus()
        return mine or whole is not None

    def reset(self) -> None:
        """Nothing is lent."""
        self.field.set_draft(None)
        self._problem.hide()
        for one in self.rows:
            self._box.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.rows = []


def _suggestion(one: Offered) -> Suggestion:
    parts = (category_name(one.category), one.item.hook if one.item.hook != one.item.name else "")
    return Suggestion(one, item_name(one.item), " · ".join(part for part in parts if part))
