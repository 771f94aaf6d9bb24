"""The items of one category: add, print their labels, and say what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.records import Item, ItemsDraft, StockLine
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import ITEM_STATE_NAMES, ItemState
from desk_app.services.printing.model import Size
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.tabs.loans import actions, printing
from desk_app.ui.tabs.loans.item_dialogs import CorrectItemDialog, Remark, RemarkDialog
from desk_app.ui.tabs.loans.item_panel import ITEM_TONES
from desk_app.ui.tabs.loans.said import category_name, grouped, item_name
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.loans.stock_dialog import StockDialog

S = ItemState
COLUMNS = (
    Column(N_("Item", "stock"), item_name),
    Column(N_("Hook", "loan item"), lambda one: one.hook, width=80),
    Column(N_("Tag", "loan item"), lambda one: grouped(one.tag), width=128),
    Column(
        N_("State"),
        lambda one: tr(ITEM_STATE_NAMES[one.state]),
        tone=lambda one: ITEM_TONES[one.state],
        pill=True,
        width=96,
    ),
    Column(
        N_("Since", "loan item"),
        lambda one: format_moment(one.since) if one.since else "",
        sort_key=lambda one: one.since,
        width=178,
        spare=2,
    ),
    Column(N_("Remark", "loans tab"), lambda one: one.remark, spare=1),
)
_FITS: dict[str, frozenset[ItemState]] = {
    "damage": frozenset({S.AVAILABLE}),
    "repair": frozenset({S.DAMAGED}),
    "miss": frozenset({S.AVAILABLE}),
    "find": frozenset({S.LOST}),
    "correct": frozenset(ItemState) - {S.RETIRED},
    "retire": frozenset(ItemState) - {S.RETIRED, S.LENT},
}
"""In which states a step on one item is offered."""


class ItemsPart(QWidget):
    """A field to search in, the table, and what can be done with the one chosen."""

    changed = Signal()

    def __init__(self, ctx: AppContext, dialog: StockDialog) -> None:
        super().__init__()
        self._ctx, self._dialog = ctx, dialog
        self._line: StockLine | None = None
        self.search = QLineEdit()
        say(self.search, N_("Name, hook or tag"), "setPlaceholderText")
        say(self.search, N_("Name, hook or tag"), "setAccessibleName")
        self.search.textChanged.connect(lambda _: self.load())
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id, multi=True)
        self.table.selected_rows.connect(lambda _: self._say_fits())
        self.buttons = self._buttons()
        add = button(N_("Add items…"), self.add, kind="primary", icon="plus")
        head = row(self.search, self._labels(), add)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.table, self._foot(), spacing=10))

    def _buttons(self) -> dict[str, PushButton]:
        made = {
            "damage": button(N_("Is damaged…"), lambda: self._remark(Remark.DAMAGE), icon="wrench"),
            "repair": button(N_("Is repaired…"), lambda: self._remark(Remark.REPAIR), icon="check"),
            "miss": button(N_("Is missing…"), lambda: self._remark(Remark.MISS), icon="search"),
            "find": button(N_("Found again…"), self._find, icon="lost"),
            "correct": button(N_("Correct…"), self._correct, icon="edit"),
        }
        if self._ctx.actor.role is Role.SUPERVISOR:
            made["retire"] = button(N_("Retire…"), lambda: self._remark(Remark.RETIRE), icon="trash")
        return made

    def _foot(self) -> QWidget:
        box = QWidget()
        box.setLayout(row(*self.buttons.values(), None))
        return box

    def _labels(self) -> QWidget:
        """For the items chosen, or for all in sight when none is."""
        made = button(N_("Labels", "stock"), icon="tag")
        menu = QMenu(made)
        offered: tuple[tuple[Message, Callable[[], object]], ...] = (
            (N_("Sheet of labels (A4)"), lambda: self._print(printing.SHEET)),
            (N_("Label printer, 60 × 40 mm"), lambda: self._print(Size.LABEL_60_40)),
            (N_("Label printer, 40 × 30 mm"), lambda: self._print(Size.LABEL_40_30)),
            (N_("Numbers for the hooks"), self._print_hooks),
        )
        for message, on in offered:
            action = menu.addAction("")
            say(action, message)
            action.triggered.connect(lambda _checked=False, on=on: on())
        made.setMenu(menu)
        return made

    # Load

    def show_category(self, line: StockLine) -> None:
        """The items of this category."""
        self._line = line
        self.load()

    def load(self) -> None:
        """Read the items again."""
        if self._line is None:
            return
        queries, category, text = (
            self._ctx.services.get(StockQueries),
            self._line.category.id,
            self.search.text(),
        )
        self._ctx.read(
            lambda actor: queries.items(actor, category, text), owner=self, done=self._show, key="items"
        )

    def _show(self, items: list[Item]) -> None:
        self.table.set_rows(items)
        self._say_fits()

    def _say_fits(self) -> None:
        one = self._one
        for name, made in self.buttons.items():
            made.setVisible(one is not None and one.state in _FITS[name])

    @property
    def _one(self) -> Item | None:
        chosen: list[Item] = self.table.selection()
        return chosen[0] if len(chosen) == 1 else None

    @property
    def _meant(self) -> Sequence[Item]:
        rows = self.table.selection() or self.table.rows_model.rows
        return [one for one in rows if one.state is not S.RETIRED]

    # Verbs

    def add(self) -> None:
        """New items with tags of their own; their labels come at once."""
        if self._line is not None:
            AddItemsDialog(self._ctx, self._dialog, self._line, self._added).open()

    def _added(self, items: list[Item]) -> None:
        self._told()
        printing.print_tags(self._ctx, self._dialog, items, printing.SHEET)

    def _remark(self, step: Remark) -> None:
        if self._one is not None:
            RemarkDialog(self._ctx, self._dialog, self._one, step, lambda _: self._told()).open()

    def _find(self) -> None:
        if self._one is not None:
            actions.find_again(self._ctx, self._dialog, self._one, lambda _: self._told())

    def _correct(self) -> None:
        if self._one is not None:
            CorrectItemDialog(self._ctx, self._dialog, self._one, lambda _: self._told()).open()

    def _told(self) -> None:
        self.changed.emit()

    def _print(self, size: Size) -> None:
        if self._meant:
            printing.print_tags(self._ctx, self._dialog, self._meant, size)

    def _print_hooks(self) -> None:
        printing.print_hooks(self._ctx, self._dialog, self._meant)


class AddItemsDialog(FormDialog):
    """So many, called so, from which number on."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, line: StockLine, done: Callable[[list[Item]], None]
    ) -> None:
        title = N_("New: {category}")
        super().__init__(
            ctx,
            title,
            N_("Add and print labels"),
            parent,
            columns=2,
            category=plain(category_name(line.category)),
        )
        self._category, self._after = line.category, done
        there = line.available + line.lent + line.damaged + line.lost + line.retired
        self.form.add("prefix", N_("Called", "stock"), QLineEdit(), required=True, initial=line.category.name)
        self.form.add("first", N_("First number"), NumberField(1, 99_999), initial=there + 1)
        self.form.add("count", N_("How many"), NumberField(1, 500), initial=10)
        self.hooks = QCheckBox()
        say(self.hooks, N_("Each hangs on the hook of its number"))
        self.form.add("hooks", "", self.hooks, span=2, initial=True)

    def send(self) -> None:
        """Add them."""
        typed = self.form.draft()
        draft = ItemsDraft(self._category.id, typed["count"], typed["prefix"], typed["first"], typed["hooks"])
        stock = self.ctx.services.get(Stock)
        self.do(lambda actor: stock.add_items(actor, draft))
