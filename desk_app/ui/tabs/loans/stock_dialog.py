"""The stock: categories with their numbers at the left; at the right the items, or what is handed out by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.loans.records import StockLine
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.ui.i18n import say
from desk_app.ui.tabs.loans import printing
from desk_app.ui.tabs.loans.category_dialog import CategoriesDialog
from desk_app.ui.tabs.loans.said import category_name
from desk_app.ui.tabs.loans.stock_counted import CountedPart
from desk_app.ui.tabs.loans.stock_items import ItemsPart
from desk_app.ui.tabs.loans.suspensions_dialog import SuspensionsDialog
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_LEFT = 440
_WIDTH, _HEIGHT, _EDGE = 1240, 700, 40


def here(one: StockLine) -> int:
    """How many lie at the desk."""
    return one.on_hand if one.category.counted else one.available


def _low(one: StockLine) -> Tone | None:
    return "warning" if here(one) < one.category.low else None


def _count(number: int) -> str:
    return str(number) if number else ""


COLUMNS = (
    Column(N_("Category", "stock"), lambda one: category_name(one.category)),
    Column(
        N_("Here", "stock"), lambda one: str(here(one)), sort_key=here, align="right", width=62, tone=_low
    ),
    Column(N_("Lent", "loans"), lambda one: _count(one.lent), align="right", width=62),
    Column(
        N_("Overdue", "loans tab"),
        lambda one: _count(one.overdue),
        align="right",
        width=74,
        tone=lambda one: "danger" if one.overdue else None,
    ),
    Column(
        N_("Away", "stock"),
        lambda one: _count(one.damaged + one.lost),
        align="right",
        width=92,
        tip=lambda one: _count(one.damaged + one.lost),
    ),
)


class StockDialog(Dialog):
    """Every verb on stock; the pages behind it follow by themselves."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._page = ctx, parent
        say(self, N_("Stock", "loans tab"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.category.id)
        self.table.setFixedWidth(_LEFT)
        self.items = ItemsPart(ctx, self)
        self.counted = CountedPart(ctx, self)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.items)
        self.parts.addWidget(self.counted)
        body = row(self.table, self.parts, spacing=16)
        body.setStretch(1, 1)
        layout = column(self._head(), spacing=14, margins=24)
        layout.addLayout(body, 1)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        self.table.selected_rows.connect(self._chosen)
        for part in (self.items, self.counted):
            part.changed.connect(self.load)
        self.load()

    def _head(self) -> QWidget:
        tools: list[QWidget] = [
            button(N_("Print the stock list"), self._print, kind="icon", icon="print"),
            button(N_("Save as Excel file…"), self._save, kind="icon", icon="download"),
            button(N_("Suspended borrowers"), self.suspensions, icon="ban"),
        ]
        if self._ctx.actor.role is Role.SUPERVISOR:
            tools.append(button(N_("Categories and rules"), self.categories, icon="settings"))
        box = QWidget()
        close = button(N_("Close"), self.accept)
        box.setLayout(row(said_label(N_("Stock", "loans tab"), "title"), None, *tools, close))
        return box

    def load(self) -> None:
        """Read the numbers again, and the part in sight."""
        queries = self._ctx.services.get(StockQueries)
        self._ctx.read(queries.stock, owner=self, done=self._show, key="stock")

    def _show(self, lines: list[StockLine]) -> None:
        chosen = self.table.selection()
        wanted = chosen[0].category.id if chosen else next((one.category.id for one in lines), None)
        with QSignalBlocker(self.table):
            self.table.set_rows(lines)
            if wanted is not None:
                self.table.select(wanted)
        self._chosen(self.table.selection())

    def _chosen(self, lines: list[StockLine]) -> None:
        if not lines:
            return
        part = self.counted if lines[0].category.counted else self.items
        self.parts.setCurrentWidget(part)
        part.show_category(lines[0])

    def suspensions(self) -> None:
        """Who may not borrow."""
        SuspensionsDialog(self._ctx, self).open()

    def categories(self) -> None:
        """What is lent, and by which rules."""
        dialog = CategoriesDialog(self._ctx, self)
        dialog.finished.connect(lambda _: self.load())
        dialog.open()

    def _print(self) -> None:
        printing.print_stock(self._ctx, self, self.table.rows_model.rows)

    def _save(self) -> None:
        printing.save_stock(self._ctx, self, self.table.rows_model.rows)
