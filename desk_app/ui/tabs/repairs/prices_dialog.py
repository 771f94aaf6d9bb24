"""The price list of paid services: everybody at the desk reads it out, the supervisor alone keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TRADE_NAMES
from desk_app.services.repairs.options import NIGHT_FROM, NIGHT_PERCENT, NIGHT_UNTIL
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import Price
from desk_app.services.repairs.service import Repairs
from desk_app.ui.i18n import format_money, say, tr
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

COLUMNS = (
    Column(N_("Trade", "repairs tab"), lambda one: tr(TRADE_NAMES[one.trade]), width=120),
    Column(N_("Service", "repairs tab"), lambda one: one.name),
    Column(
        N_("Price of one", "repairs tab"),
        lambda one: format_money(one.fen),
        sort_key=lambda one: one.fen,
        align="right",
        width=110,
    ),
    Column(N_("Per", "repairs tab"), lambda one: one.unit, width=90),
    Column(
        N_("State"),
        lambda one: tr(N_("In use", "repairs tab") if one.active else N_("Not in use", "repairs tab")),
        tone=lambda one: "positive" if one.active else "neutral",
        pill=True,
        width=100,
    ),
)


class PricesDialog(Dialog):
    """The list; for the supervisor Enter or a double click changes a line."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._keeps = ctx.actor.role is Role.SUPERVISOR
        say(self, N_("Price list", "repairs tab"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        get = ctx.services.bench.settings.get
        night = said_label(
            N_("From {start} to {end} work costs {percent} % more; material does not.", "repairs tab"),
            "muted",
            start=get(NIGHT_FROM).strftime("%H:%M"),
            end=get(NIGHT_UNTIL).strftime("%H:%M"),
            percent=get(NIGHT_PERCENT),
        )
        foot = row(None, button(N_("Close"), self.accept), *self._verbs())
        title = said_label(N_("Price list", "repairs tab"), "title")
        self.setLayout(column(title, night, self.table, foot, spacing=14, margins=24))
        self.resize(760, 520)
        self._load()

    def _verbs(self) -> list[QWidget]:
        if not self._keeps:
            return []
        self.table.activated_row.connect(lambda price: self.change(price))
        return [
            button(N_("New line…", "repairs tab"), lambda: self.change(None), kind="primary", icon="plus")
        ]

    def _load(self) -> None:
        queries, every = self._ctx.services.get(RepairQueries), self._keeps
        self._ctx.read(lambda actor: queries.price_list(actor, every), owner=self, done=self.table.set_rows)

    def change(self, price: Price | None) -> None:
        """Change a line; None adds one."""
        dialog = PriceLineDialog(self._ctx, price, self)
        dialog.begin(lambda _: self._load())


class PriceLineDialog(FormDialog):
    """One line of the list."""

    def __init__(self, ctx: AppContext, price: Price | None, parent: QWidget) -> None:
        title = N_("Line of the price list", "repairs tab")
        super().__init__(ctx, title, N_("Save", "repairs tab"), parent)
        self._price = price
        self.trade = Choice(TRADE_NAMES.items())
        self.form.add("trade", N_("Trade", "repairs tab"), self.trade)
        self.form.add("name", N_("Service", "repairs tab"), QLineEdit(), required=True)
        self.form.add(
            "price",
            N_("Price of one", "repairs tab"),
            QLineEdit(),
            required=True,
            hint=N_("In yuan, such as 60", "repairs tab"),
        )
        hint = N_("Such as: hour, piece", "repairs tab")
        self.form.add("unit", N_("Per", "repairs tab"), QLineEdit(), hint=hint)
        self.active = QCheckBox()
        say(self.active, N_("In use", "repairs tab"))
        self.form.add("active", "", self.active, initial=True)
        if price is not None:
            typed = {"trade": price.trade, "name": price.name, "price": f"{price.fen / 100:.2f}"}
            self.form.restore({**typed, "unit": price.unit, "active": price.active})

    def send(self) -> None:
        """Keep it."""
        typed, repairs = self.form.draft(), self.ctx.services.get(Repairs)
        price = self._price.id if self._price is not None else None
        self.do(
            lambda actor: repairs.save_price(
                actor, price, typed["trade"], typed["name"], typed["price"], typed["unit"], typed["active"]
            )
        )
