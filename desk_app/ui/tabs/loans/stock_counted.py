"""What is handed out by number only: how many there are, what came and went, and the count."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.records import Category, StockLine, StockMovement
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import STOCK_STEP_NAMES
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.visitors.records import Host
from desk_app.ui.hosts import suggest_hosts
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.tabs.loans.said import category_name
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.picker import Picker
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.loans.stock_dialog import StockDialog

_MOST = 99_999
Done = Callable[[StockLine], None]


class CountedPart(QWidget):
    """The number in large figures, three verbs, and the movements."""

    changed = Signal()

    def __init__(self, ctx: AppContext, dialog: StockDialog) -> None:
        super().__init__()
        self._ctx, self._dialog = ctx, dialog
        self._line: StockLine | None = None
        self._names: Mapping[int, str] = {}
        self.figure = Label(role="figure")
        self.table = RowTable(self._columns(), row_id=lambda one: (one.at, one.after, one.quantity))
        head = row(
            column(said_label(N_("There are"), "label"), self.figure, spacing=0),
            None,
            button(N_("Hand out…"), self.hand_out, kind="primary", icon="minus"),
            button(N_("Restock…"), self.restock, icon="plus"),
            button(N_("Counted…"), self.adjust, icon="check"),
        )
        self.setLayout(column(head, self.table, spacing=10))

    def _columns(self) -> tuple[Column, ...]:
        now = self._ctx.services.bench.clock.now
        return (
            Column(N_("Time", "drawer"), lambda one: format_moment(one.at, now=now()), width=130),
            Column(N_("What", "drawer"), lambda one: tr(STOCK_STEP_NAMES[one.step]), width=110),
            Column(N_("Pieces"), _pieces, align="right", width=80),
            Column(N_("Then", "stock"), lambda one: str(one.after), align="right", width=80),
            Column(N_("To", "stock"), lambda one: one.tenant, spare=1),
            Column(N_("Remark", "loans tab"), lambda one: one.remark, spare=2),
            Column(N_("By", "drawer"), lambda one: self._names.get(one.by, ""), width=90),
        )

    def show_category(self, line: StockLine) -> None:
        """This category's number and movements."""
        self._line = line
        self.figure.setText(str(line.on_hand))
        self.figure.set_tone("warning" if line.on_hand < line.category.low else None)
        queries, staff = self._ctx.services.get(StockQueries), self._ctx.services.get(StaffQueries)

        def ask(actor: Actor) -> tuple[list[StockMovement], Mapping[int, str]]:
            return queries.movements(actor, line.category.id, 200), staff.names(actor)

        self._ctx.read(ask, owner=self, done=self._show, key="movements")

    def _show(self, found: tuple[list[StockMovement], Mapping[int, str]]) -> None:
        movements, self._names = found
        self.table.set_rows(movements)

    def hand_out(self) -> None:
        """Give some away."""
        if self._line is not None:
            HandOutDialog(self._ctx, self._dialog, self._line.category, self._moved).open()

    def restock(self) -> None:
        """More arrived."""
        if self._line is not None:
            RestockDialog(self._ctx, self._dialog, self._line.category, self._moved).open()

    def adjust(self) -> None:
        """Somebody counted."""
        if self._line is not None:
            AdjustDialog(self._ctx, self._dialog, self._line.category, self._moved).open()

    def _moved(self, _line: StockLine) -> None:
        self.changed.emit()


class _PiecesDialog(FormDialog):
    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget,
        category: Category,
        texts: tuple[Message, Message, Message],
        done: Done,
    ) -> None:
        title, label, save = texts
        super().__init__(ctx, title, save, parent, category=plain(category_name(category)))
        self._category, self._after, self._request = category.id, done, uuid.uuid4().hex
        self._label = label

    def pieces(self, name: str, least: int) -> None:
        """The number; asked first."""
        self.form.add(name, self._label, NumberField(least, _MOST), initial=least)
        self.form.field(name).setFocus()


class HandOutDialog(_PiecesDialog):
    """To a tenant, or to anybody."""

    def __init__(self, ctx: AppContext, parent: QWidget, category: Category, done: Done) -> None:
        texts = (N_("Hand out: {category}"), N_("Pieces"), N_("Hand out"))
        super().__init__(ctx, parent, category, texts, done)
        self.pieces("n", 1)
        self.tenant = Picker()
        say(self.tenant, N_("Unit, company or person"), "setPlaceholderText")
        suggest_hosts(ctx, self, self.tenant)
        self.form.add("tenant", N_("Tenant (may stay empty)"), self.tenant)
        self.form.add("remark", N_("Remark", "loans tab"), QLineEdit())

    def send(self) -> None:
        """Hand out."""
        stock, typed, request = self.ctx.services.get(Stock), self.form.draft(), self._request
        host, named = typed["tenant"]
        tenant = host.tenant_id if isinstance(host, Host) else None
        # A name that is no tenant of the directory is kept in words.
        words = typed["remark"] if tenant is not None else " ".join((named, typed["remark"])).strip()
        self.do(lambda actor: stock.hand_out(actor, self._category, typed["n"], tenant, words, request))


class RestockDialog(_PiecesDialog):
    """More arrived."""

    def __init__(self, ctx: AppContext, parent: QWidget, category: Category, done: Done) -> None:
        texts = (N_("Restock: {category}"), N_("Pieces"), N_("Restock"))
        super().__init__(ctx, parent, category, texts, done)
        self.pieces("n", 1)
        self.form.add("remark", N_("Remark", "loans tab"), QLineEdit())

    def send(self) -> None:
        """Restock."""
        stock, typed, request = self.ctx.services.get(Stock), self.form.draft(), self._request
        self.do(lambda actor: stock.restock(actor, self._category, typed["n"], typed["remark"], request))


class AdjustDialog(_PiecesDialog):
    """Somebody counted: a difference needs its reason."""

    def __init__(self, ctx: AppContext, parent: QWidget, category: Category, done: Done) -> None:
        texts = (N_("Counted: {category}"), N_("Pieces counted"), N_("Save the count"))
        super().__init__(ctx, parent, category, texts, done)
        self.pieces("counted", 0)
        self.form.add("reason", N_("Why it differs"), QLineEdit())

    def send(self) -> None:
        """Save the count."""
        stock, typed, request = self.ctx.services.get(Stock), self.form.draft(), self._request
        self.do(lambda actor: stock.adjust(actor, self._category, typed["counted"], typed["reason"], request))


def _pieces(one: StockMovement) -> str:
    return f"+{one.quantity}" if one.quantity > 0 else str(one.quantity)
