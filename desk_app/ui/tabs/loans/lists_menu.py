"""The lists of lending, on paper and as spreadsheets: the menu in the head, and the histories of the panels.

To add a list: what it reads and makes as a function here, and a line in `lists_menu`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.lists import (
    item_history_sheet,
    item_list,
    item_sheet,
    person_history_sheet,
)
from desk_app.services.loans.records import Item, ItemCard, Loan, StockLine
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import say, tr
from desk_app.ui.icons import icon
from desk_app.ui.printing.papers import desk_paper, save_sheet, today
from desk_app.ui.tabs.loans import printing
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.widgets.press import ToolButton

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext
    from desk_app.ui.tabs.loans.page import LoansPage

SAVE = N_("Save as Excel file…")
DUE_KEY = "F7"
ITEMS_TITLE = N_("Things to lend, one by one")
Entry = tuple[Message, Callable[[], object]] | None


def lists_menu(page: LoansPage) -> ToolButton:
    """The list in sight, what is due by company, the stock, the items."""
    ctx = page.ctx
    return _menu(
        N_("Print or save a list"),
        (N_("Print the list"), page.print_list),
        (SAVE, page.save_list),
        None,
        (N_("Due and overdue, by company… (F7)"), page.due_list),
        None,
        (N_("Print the stock list"), lambda: _with_stock(ctx, page, printing.print_stock)),
        (N_("Save the stock list as Excel file…"), lambda: _with_stock(ctx, page, printing.save_stock)),
        (N_("Print the list of items"), lambda: _with_items(ctx, page, print_items)),
        (N_("Save the list of items as Excel file…"), lambda: _with_items(ctx, page, save_items)),
    )


def _menu(tip: Message, *entries: Entry) -> ToolButton:
    made = ToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icon("print"))
    made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
    for name in ("setToolTip", "setAccessibleName"):
        say(made, tip, name)
    menu = QMenu(made)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        message, on = entry
        action = menu.addAction("")
        say(action, message)
        action.triggered.connect(lambda _checked=False, on=on: on())
    made.setMenu(menu)
    return made


def _with_stock(
    ctx: AppContext, owner: QWidget, then: Callable[[AppContext, QWidget, list[StockLine]], None]
) -> None:
    stock = ctx.services.get(StockQueries)
    ctx.read(stock.stock, owner=owner, done=lambda lines: then(ctx, owner, lines), key="stock list")


def _with_items(
    ctx: AppContext, owner: QWidget, then: Callable[[AppContext, QWidget, list[Item]], None]
) -> None:
    stock = ctx.services.get(StockQueries)

    def items(actor: Actor) -> list[Item]:
        return stock.items(actor, None)

    ctx.read(items, owner=owner, done=lambda found: then(ctx, owner, found), key="item list")


def print_items(ctx: AppContext, owner: QWidget, items: Sequence[Item]) -> None:
    """Item by item, with a box for each that is seen at a count."""
    title, printed, rows = tr(ITEMS_TITLE), ctx.services.bench.clock.now(), tuple(items)
    on_paper = desk_paper(ctx)
    ctx.printing.preview(lambda: item_list(rows, on_paper, title=title, printed=printed), owner=owner)


def save_items(ctx: AppContext, owner: QWidget, items: Sequence[Item]) -> None:
    """The same as a spreadsheet."""
    rows, now, on_paper = tuple(items), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, tr(ITEMS_TITLE), lambda: item_sheet(rows, on_paper, now=now), today(ctx))


def save_person(ctx: AppContext, owner: QWidget, name: str, loans: Sequence[Loan]) -> None:
    """Everything somebody has borrowed, as a spreadsheet."""
    rows, now, on_paper = tuple(loans), ctx.services.bench.clock.now(), desk_paper(ctx)
    title = tr(N_("Loans of {name}"), name=plain(name))
    save_sheet(ctx, owner, title, lambda: person_history_sheet(rows, on_paper, now=now), today(ctx))


def save_item(ctx: AppContext, owner: QWidget, card: ItemCard) -> None:
    """What happened to an item, as a spreadsheet."""
    now, on_paper, actor = ctx.services.bench.clock.now(), desk_paper(ctx), ctx.actor
    staff = ctx.services.get(StaffQueries)
    title = tr(N_("History of {name}", "loan paper"), name=plain(item_name(card.item)))
    save_sheet(
        ctx, owner, title, lambda: item_history_sheet(card, on_paper, staff.names(actor), now=now), today(ctx)
    )
