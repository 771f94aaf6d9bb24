"""The categories and their rules, kept by the supervisor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.records import Category, CategoryDraft
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.ui.i18n import format_money, say, tr
from desk_app.ui.tabs.loans.said import category_name, yuan
from desk_app.ui.widgets.date_time import TimeField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NO_TIME = N_("Type the time as 930 or 9:30.")


def _lent_for(one: Category) -> str:
    if one.counted:
        return tr(N_("handed out by number"))
    time = one.due_time.strftime("%H:%M")
    if not one.days:
        return tr(N_("same day, {time}"), time=plain(time))
    if one.days == 1:
        text = N_("next working day, {time}") if one.working_days else N_("next day, {time}")
        return tr(text, time=plain(time))
    text = N_("{n} working days, {time}") if one.working_days else N_("{n} days, {time}")
    return tr(text, n=one.days, time=plain(time))


def _money(fen: int) -> str:
    return format_money(fen) if fen else ""


COLUMNS = (
    Column(N_("Category", "stock"), category_name),
    Column(N_("Lent for", "category"), _lent_for, width=190),
    Column(N_("Deposit", "loans tab"), lambda one: _money(one.deposit), align="right", width=90),
    Column(N_("If lost", "category"), lambda one: _money(one.lost_fee), align="right", width=90),
    Column(N_("If damaged", "category"), lambda one: _money(one.damage_fee), align="right", width=100),
    Column(
        N_("Per person", "category"),
        lambda one: str(one.per_person) if one.per_person else "",
        align="right",
        width=90,
    ),
    Column(
        N_("State"),
        lambda one: tr(N_("In use", "category") if one.active else N_("Not in use", "category")),
        tone=lambda one: "positive" if one.active else "neutral",
        pill=True,
        width=100,
    ),
)


class CategoriesDialog(Dialog):
    """The list; Enter or a double click changes one."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        say(self, N_("Categories and rules"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.table.activated_row.connect(self.change)
        self.edit = button(N_("Change the one chosen…"), self._change_chosen, icon="edit")
        self.edit.setEnabled(False)
        self.table.selected_rows.connect(lambda rows: self.edit.setEnabled(bool(rows)))
        foot = row(
            self.edit,
            None,
            button(N_("Close"), self.accept),
            button(N_("New category…"), self.add, kind="primary", icon="plus"),
        )
        self.setLayout(
            column(said_label(N_("Categories and rules"), "title"), self.table, foot, spacing=14, margins=24)
        )
        self.resize(920, 520)
        self._load()

    def _load(self) -> None:
        queries = self._ctx.services.get(StockQueries)
        self._ctx.read(
            lambda actor: queries.categories(actor, all=True), owner=self, done=self.table.set_rows
        )

    def _change_chosen(self) -> None:
        if chosen := self.table.selection():
            self.change(chosen[0])

    def change(self, category: Category) -> None:
        """Change one."""
        CategoryDialog(self._ctx, self, category, lambda _: self._load()).open()

    def add(self) -> None:
        """One of the building's own."""
        CategoryDialog(self._ctx, self, None, lambda _: self._load()).open()


class CategoryDialog(FormDialog):
    """Every rule of one category."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, category: Category | None, done: Callable[[Category], None]
    ) -> None:
        title = N_("Change a category") if category is not None else N_("New category")
        super().__init__(ctx, title, N_("Save"), parent, columns=3)
        self._category, self._after = category, done
        one = category or Category(0, "", "", "tag", per_person=1)
        self._icon = one.icon
        add = self.form.add
        add("name", N_("Name", "category"), QLineEdit(), required=True, initial=one.name)
        add("english_name", N_("English name"), QLineEdit(), initial=one.english_name)
        add("low", N_("Warn below"), NumberField(0, 9999), initial=one.low)
        add("days", N_("Days lent"), NumberField(0, 60), initial=one.days, hint=N_("0: back the same day"))
        self.due_time = TimeField(ctx.services.bench.clock.now)
        add("due_time", N_("Back by"), self.due_time, initial=one.due_time.strftime("%H:%M"))
        add(
            "per_person",
            N_("Most per person"),
            NumberField(0, 99),
            initial=one.per_person,
            hint=N_("0: any number"),
        )
        for name, label in _MONEY:
            add(name, label, QLineEdit(), initial=yuan(getattr(one, name)))
        add("advice", N_("Told at lending"), QLineEdit(), span=3, initial=one.advice)
        for name, label in _TICKS:
            tick = QCheckBox()
            say(tick, label)
            add(name, "", tick, initial=getattr(one, name))
        self.form.field("counted").setEnabled(category is None)
        self.setMinimumWidth(640)

    def send(self) -> None:
        """Save."""
        if self.due_time.value is None:
            self.show_problem("due_time", UserError(_NO_TIME))
            return
        typed = self.form.draft() | {"due_time": self.due_time.value, "icon": self._icon}
        stock, known = self.ctx.services.get(Stock), self._category.id if self._category else None
        draft = CategoryDraft(**typed)
        self.do(lambda actor: stock.save_category(actor, known, draft))


_MONEY: tuple[tuple[str, Message], ...] = (
    ("deposit", N_("Deposit (yuan)", "loans tab")),
    ("lost_fee", N_("If lost (yuan)")),
    ("damage_fee", N_("If damaged (yuan)")),
)
_TICKS: tuple[tuple[str, Message], ...] = (
    ("working_days", N_("Working days only")),
    ("rain", N_("Lent in rain mode")),
    ("active", N_("In use", "category")),
    ("counted", N_("Handed out by number only")),
)
