"""The verbs of the page, one function each: buttons, shortcuts, scans and tests call the same."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.loans.records import Item, Loan, LoanLine, ReturnDraft, TakenBack
from desk_app.services.loans.service import Loans
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.ui.i18n import format_moment, format_money, tr
from desk_app.ui.tabs.loans import printing
from desk_app.ui.tabs.loans.columns import NAMELESS, items_line
from desk_app.ui.tabs.loans.item_dialogs import FoundDialog
from desk_app.ui.tabs.loans.line_dialogs import CallDialog, CorrectDialog, ExtendDialog
from desk_app.ui.tabs.loans.returning import LostDialog, RefundDialog, ReturnDialog
from desk_app.ui.tabs.loans.said import by_id, item_name
from desk_app.ui.tabs.loans.signing import SignDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk_app.services.loans.records import Category
    from desk_app.ui.context import AppContext

BACK_SECONDS = 20.0
"""How long the word about a return stands: the next one in the queue may take its place at any time."""


# Taking back


def take_back(ctx: AppContext, owner: QWidget, line: int) -> None:
    """In good order, with the whole deposit given back."""
    loans, draft = ctx.services.get(Loans), ReturnDraft(request=uuid.uuid4().hex)
    ctx.do(
        lambda actor: loans.take_back(actor, line, draft),
        owner=owner,
        done=lambda back: told_back(ctx, owner, back),
    )


def take_back_by_tag(ctx: AppContext, owner: QWidget, tag: str) -> None:
    """The tag of something lent was scanned: it is back. One scan, nothing to press."""
    loans, request = ctx.services.get(Loans), uuid.uuid4().hex
    ctx.do(
        lambda actor: loans.take_back_by_tag(actor, tag, request),
        owner=owner,
        done=lambda back: told_back(ctx, owner, back),
    )


def told_back(ctx: AppContext, owner: QWidget, back: TakenBack) -> None:
    """Say in large letters what came back and what is to be given back, with Undo and the way to remarks."""
    loans, line = ctx.services.get(Loans), back.line

    def undo() -> None:
        ctx.do(lambda actor: loans.undo_take_back(actor, line.id), owner=owner)

    message = N_("{item} is back.")
    if back.refund:
        message = N_("{item} is back. Give back {amount}.")
    if back.late:
        message = N_("{item} is back, late.")
        if back.refund:
            message = N_("{item} is back, late. Give back {amount}.")
    tell(
        ctx,
        owner,
        back.refund,
        message,
        undo=undo,
        action=N_("With remarks…"),
        on=lambda: take_back_with_remarks(ctx, owner, line, again=True),
        seconds=BACK_SECONDS,
        large=True,
        item=plain(item_name(line)),
    )


def take_back_with_remarks(ctx: AppContext, owner: QWidget, line: LoanLine, *, again: bool = False) -> None:
    """Damaged, a deposit kept, a fee, brought by somebody else."""

    def ask(category: Category | None) -> None:
        ReturnDialog(
            ctx, owner, line, category, lambda back: _told_settled(ctx, owner, back), again=again
        ).open()

    with_category(ctx, owner, line.category, ask)


def _told_settled(ctx: AppContext, owner: QWidget, back: TakenBack) -> None:
    """Money that was kept or paid is receipted from here."""
    message = N_("{item} is back. Give back {amount}.") if back.refund else N_("{item} is back.")
    tell(
        ctx,
        owner,
        back.refund,
        message,
        action=N_("Return receipt"),
        on=lambda: printing.print_refund(ctx, owner, back),
        seconds=BACK_SECONDS,
        large=True,
        item=plain(item_name(back.line)),
    )


def undo_take_back(ctx: AppContext, owner: QWidget, line: LoanLine) -> None:
    """It was a slip: the item is out again."""
    loans = ctx.services.get(Loans)
    ctx.do(
        lambda actor: loans.undo_take_back(actor, line.id),
        owner=owner,
        done=lambda _: ctx.toasts.show(N_("{item} is out again."), item=plain(item_name(line))),
    )


def report_lost(ctx: AppContext, owner: QWidget, line: LoanLine) -> None:
    """It will not come back."""

    def told(loan: Loan) -> None:
        back = next((one.refunded for one in loan.lines if one.id == line.id), 0)
        message = N_("{item} is put down as lost.")
        if back:
            message = N_("{item} is put down as lost. Give back {amount}.")
        tell(ctx, owner, back, message, item=plain(item_name(line)))

    with_category(
        ctx, owner, line.category, lambda category: LostDialog(ctx, owner, line, category, told).open()
    )


def find_again(
    ctx: AppContext, owner: QWidget, item: Item, done: Callable[[Item], None] | None = None
) -> None:
    """What was lost lies on the desk."""

    def told(found: Item) -> None:
        ctx.toasts.show(N_("{item} is available again."), item=plain(item_name(found)))
        if done is not None:
            done(found)

    FoundDialog(ctx, owner, item, told).open()


def refund(ctx: AppContext, owner: QWidget, line: LoanLine) -> None:
    """What was kept or paid goes back after all."""
    before = line.given_back

    def told(loan: Loan) -> None:
        back = next((one.given_back for one in loan.lines if one.id == line.id), before) - before
        tell(ctx, owner, back, N_("Give back {amount}."))

    RefundDialog(ctx, owner, line, told).open()


_LACKING = N_("Give back {amount}. The drawer lacks {lacking} for it: have finance bring it, and put it in.")


def tell(ctx: AppContext, owner: QWidget, fen: int, message: str, **said: Any) -> None:
    """A toast about something done, with `fen` to give back, if any; large then.

    Where the drawer lacks the cash, because its deposits went to finance, that is told instead.
    """

    def told(lacking: int) -> None:
        values = {"large": bool(fen), **said, "amount": format_money(fen)}
        if lacking:
            values |= {"seconds": BACK_SECONDS, "lacking": format_money(lacking)}
        ctx.toasts.show(_LACKING if lacking else message, **values)

    if not fen:
        told(0)
        return
    drawer = ctx.services.get(DrawerQueries)
    ctx.read(lambda actor: drawer.short(actor), owner=owner, done=told, key="drawer short")


def with_category(
    ctx: AppContext, owner: QWidget, category: int, then: Callable[[Category | None], None]
) -> None:
    """Read a category's rules first."""
    queries = ctx.services.get(StockQueries)
    ctx.read(
        lambda actor: by_id(queries.categories(actor, all=True)).get(category),
        owner=owner,
        done=then,
        key="category",
    )


# While it is out


def undo_lend(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """It was a slip: nothing was lent, the deposit goes back."""
    loans = ctx.services.get(Loans)
    held = loan.deposit

    def told(_loan: Loan) -> None:
        message = N_("The loan is undone. Give back {amount}.") if held else N_("The loan is undone.")
        tell(ctx, owner, held, message)

    ctx.do(lambda actor: loans.undo_lend(actor, loan.id), owner=owner, done=told)


def extend(ctx: AppContext, owner: QWidget, line: LoanLine) -> None:
    """A later due time."""

    def told(_loan: Loan) -> None:
        ctx.toasts.show(N_("{item} may stay out longer: it is noted."), item=plain(item_name(line)))

    ExtendDialog(ctx, owner, line, told).open()


def note_call(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """The borrower was phoned."""

    def told(_loan: Loan) -> None:
        ctx.toasts.show(N_("The call is noted."))

    CallDialog(ctx, owner, loan, told).open()


def correct(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """Another name, phone or company."""
    CorrectDialog(ctx, owner, loan, lambda _: ctx.toasts.show(N_("The borrower is corrected."))).open()


def sign(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """The borrower signs for what is lent already."""
    loans = ctx.services.get(Loans)
    dialog = SignDialog(owner, items_line(loan))

    def signed() -> None:
        png = dialog.png
        ctx.do(
            lambda actor: loans.sign(actor, loan.id, png),
            owner=owner,
            done=lambda _: ctx.toasts.show(N_("The signature is kept.")),
        )

    dialog.accepted.connect(signed)
    dialog.open()


def told_lent(ctx: AppContext, owner: QWidget, loan: Loan) -> None:
    """Say what was lent, to whom, and the deposit taken; a slip is undone from here."""
    taken = N_("Lent to {name}: {items}. Due {moment}. Deposit taken: {amount}.")
    ctx.toasts.show(
        taken if loan.deposit else N_("Lent to {name}: {items}. Due {moment}."),
        undo=lambda: undo_lend(ctx, owner, loan),
        name=plain(loan.borrower or tr(NAMELESS)),
        amount=plain(format_money(loan.deposit)),
        items=plain(tr(N_(", ")).join(item_name(line) for line in loan.lines)),
        moment=plain(_due(ctx, loan)),
    )


def _due(ctx: AppContext, loan: Loan) -> str:
    return format_moment(loan.due, now=ctx.services.bench.clock.now()) if loan.due else ""
