"""What this tab prints and saves: receipts, lists, histories, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.loans.documents import HOOK, TAG, hook_labels, item_labels, loan_receipt
from desk_app.services.loans.lists import (
    item_history,
    loan_list,
    loan_sheet,
    person_history,
    stock_list,
    stock_sheet,
)
from desk_app.services.loans.options import PRINT_AT_LENDING
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.receipts import RECEIPT, REFUND, refund_receipt
from desk_app.services.loans.records import Item, ItemCard, Loan, StockLine, TakenBack, View
from desk_app.services.loans.service import Loans
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.printing.labels import SIZES
from desk_app.services.printing.model import Size
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import Counted, desk_paper, save_sheet, staff_names, today

if TYPE_CHECKING:
    from datetime import date

    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


# Receipts


def wants_receipt(ctx: AppContext, loan: Loan) -> bool:
    """Money taken is always receipted; else as the supervisor set it."""
    return bool(loan.deposit) or ctx.services.bench.settings.get(PRINT_AT_LENDING)


def print_receipt(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """Print it; later prints are marked as copies. One that waits still at the printer is no second print."""
    _RECEIPT.print(ctx, owner, loan)


def preview_receipt(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""
    _RECEIPT.preview(ctx, owner, loan)


def receipt(ctx: AppContext, loan: Loan) -> Document:
    """The receipt on the paper of this PC. Not on the GUI thread: it reads records."""
    card = replace(ctx.services.get(LoanQueries).card(ctx.actor, loan.id), loan=loan)
    categories = ctx.services.get(StockQueries).categories(ctx.actor, all=True)
    return loan_receipt(card, categories, desk_paper(ctx), staff_names(ctx), size=ctx.printing.size(RECEIPT))


_RECEIPT = Counted[Loan](RECEIPT, lambda ctx: ctx.services.get(Loans).print_receipt, receipt, again=True)


def print_refund(ctx: AppContext, owner: QWidget, back: TakenBack) -> None:
    """What was given back, kept and paid when an item came back."""

    def make() -> Document:
        return refund_receipt(back, desk_paper(ctx), staff_names(ctx), size=ctx.printing.size(REFUND))

    ctx.printing.print(make, owner=owner)


# Lists


LIST_TITLES: dict[View, Message] = {
    View.OUT: N_("Out on loan"),
    View.OVERDUE: N_("Overdue loans"),
    View.DUE_TODAY: N_("Loans due today"),
    View.DAY: N_("Loans of {day}"),
    View.LOST: N_("Loans with losses"),
}


def print_list(ctx: AppContext, owner: QWidget, loans: Sequence[Loan], view: View, day: date) -> None:
    """Preview the list in sight."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    printed, rows = ctx.services.bench.clock.now(), tuple(loans)
    ctx.printing.preview(
        lambda: loan_list(rows, desk_paper(ctx), view, title=title, printed=printed), owner=owner
    )


def save_list(ctx: AppContext, owner: QWidget, loans: Sequence[Loan], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    rows, now, on_paper = tuple(loans), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, title, lambda: loan_sheet(rows, on_paper, view, now=now), today(ctx))


def print_person(ctx: AppContext, owner: QWidget, name: str, loans: Sequence[Loan]) -> None:
    """Everything somebody has borrowed."""
    title, printed, rows = (
        tr(N_("Loans of {name}"), name=plain(name)),
        ctx.services.bench.clock.now(),
        tuple(loans),
    )
    ctx.printing.preview(
        lambda: person_history(rows, desk_paper(ctx), title=title, printed=printed), owner=owner
    )


def print_item(ctx: AppContext, owner: QWidget, card: ItemCard) -> None:
    """What happened to an item."""
    printed = ctx.services.bench.clock.now()

    def make() -> Document:
        return item_history(card, desk_paper(ctx), staff_names(ctx), printed=printed)

    ctx.printing.preview(make, owner=owner)


def print_stock(ctx: AppContext, owner: QWidget, stock: Sequence[StockLine]) -> None:
    """How every category stands, to count by."""
    printed, rows = ctx.services.bench.clock.now(), tuple(stock)
    ctx.printing.preview(lambda: stock_list(rows, desk_paper(ctx), printed=printed), owner=owner)


def save_stock(ctx: AppContext, owner: QWidget, stock: Sequence[StockLine]) -> None:
    """The same as a spreadsheet."""
    rows, now, on_paper = tuple(stock), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(
        ctx,
        owner,
        tr(N_("Stock of things to lend")),
        lambda: stock_sheet(rows, on_paper, now=now),
        today(ctx),
    )


# Labels


SHEET, STICKERS = Size.LABELS_A4, SIZES[1:]
"""A page full of labels for any printer; one label a page for a label printer."""


def print_tags(ctx: AppContext, owner: QWidget, items: Sequence[Item], size: Size | None = None) -> None:
    """Labels to stick on, with their codes; `size` None: as this PC's settings say."""
    rows = tuple(items)

    def make() -> Document:
        categories = ctx.services.get(StockQueries).categories(ctx.actor, all=True)
        return item_labels(rows, categories, desk_paper(ctx), size or ctx.printing.size(TAG))

    ctx.printing.preview(make, owner=owner)


def print_hooks(ctx: AppContext, owner: QWidget, items: Sequence[Item]) -> None:
    """The numbers of the hooks that these items hang on."""
    hooks = tuple(dict.fromkeys(one.hook for one in items if one.hook))
    if not hooks:
        ctx.toasts.show(N_("None of these items has a hook."))
        return
    ctx.printing.preview(lambda: hook_labels(hooks, desk_paper(ctx), ctx.printing.size(HOOK)), owner=owner)
