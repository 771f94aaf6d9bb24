"""What this tab prints: the work order in three parts, the reporter's slip, the list in sight, the statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import SheetRows
from desk_app.services.repairs.documents import ORDER, SLIP, reporter_slip, work_order
from desk_app.services.repairs.lists import order_list, order_sheet, statistics_rows, statistics_sheet
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import Order, RepairFigures, View
from desk_app.services.repairs.service import Repairs
from desk_app.services.sheets.writing import write_xlsx
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_day, speaker, tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext

LIST_TITLES = {
    View.OPEN: N_("Open orders", "repairs tab"),
    View.PRESSING: N_("Orders that press", "repairs tab"),
    View.TO_DISPATCH: N_("Orders to dispatch", "repairs tab"),
    View.ON_HOLD: N_("Orders on hold", "repairs tab"),
    View.CALL_BACK: N_("Orders to call back about", "repairs tab"),
    View.DAY: N_("Orders of {day}", "repairs tab"),
    View.MINE: N_("Orders I was asked first about", "repairs tab"),
}


def print_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Print the work order; later prints are marked as copies. One that waits at the printer is no second print."""
    repairs = ctx.services.get(Repairs)

    def count() -> None:
        ctx.do(
            lambda actor: repairs.print_order(actor, order.id),
            owner=owner,
            done=lambda now: ctx.printing.print(lambda: _order(ctx, now.id), owner=owner),
        )

    if order.copies:
        ctx.printing.print_instead(
            ORDER, order.number, lambda copy: _order(ctx, order.id, copy + 1), count, owner=owner
        )
    else:
        count()


def preview_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""

    def make() -> Document:
        return _order(ctx, order.id, ctx.printing.next_copy(ORDER, order.number, order.copies) + 1)

    ctx.printing.preview(make, owner=owner, print_it=lambda: print_order(ctx, owner, order))


def print_slip(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """The slip that the reporter takes along."""

    def make() -> Document:
        return reporter_slip(order, _paper(ctx), _names(ctx), size=ctx.printing.size(SLIP))

    ctx.printing.print(make, owner=owner)


def print_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """Preview the list in sight."""
    title, rows = _title(view, day), tuple(orders)
    printed = ctx.services.bench.clock.now()
    ctx.printing.preview(
        lambda: order_list(rows, _paper(ctx), view, _names(ctx), title=title, printed=printed), owner=owner
    )


def save_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = _title(view, day)
    rows, now, on_paper = tuple(orders), ctx.services.bench.clock.now(), _paper(ctx)
    _save(
        ctx,
        owner,
        title,
        f"{title} {day.isoformat()}.xlsx",
        lambda: order_sheet(rows, on_paper, view, _names(ctx), now=now),
    )


def print_statistics(ctx: AppContext, owner: QWidget, figures: RepairFigures) -> None:
    """Preview the statistics of a period against the targets."""
    printed = ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: statistics_sheet(figures, _paper(ctx), printed=printed), owner=owner)


def save_statistics(ctx: AppContext, owner: QWidget, figures: RepairFigures) -> None:
    """The same as a spreadsheet."""
    title, on_paper = tr(N_("Statistics of orders")), _paper(ctx)
    name = f"{title} {figures.first.isoformat()} {figures.last.isoformat()}.xlsx"
    _save(ctx, owner, title, name, lambda: statistics_rows(figures, on_paper))


def _save(ctx: AppContext, owner: QWidget, title: str, name: str, make: Callable[[], SheetRows]) -> None:
    """Ask where, then write it off the GUI thread."""
    kind = FileKind(tr(N_("Excel files")), ("xlsx",))
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), name, kind)
    if path is None:
        return

    def work() -> None:
        headers, cells = make()
        write_xlsx(path, title, headers, cells)

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )


def _order(ctx: AppContext, order: int, copies: int | None = None) -> Document:
    """The work order as a document; `copies` as of so many prints. Not on the GUI thread: it reads records."""
    card = ctx.services.get(RepairQueries).card(ctx.actor, order)
    if copies is not None:
        card = replace(card, order=replace(card.order, copies=copies))
    return work_order(card, _paper(ctx), _names(ctx), size=ctx.printing.size(ORDER))


def _title(view: View, day: date) -> str:
    return tr(LIST_TITLES[view], day=format_day(day, weekday=True))


def _names(ctx: AppContext) -> dict[int, str]:
    """The staff's names by id. Not on the GUI thread."""
    return ctx.services.get(StaffQueries).names(ctx.actor)


def _paper(ctx: AppContext) -> Paper:
    bench = ctx.services.bench
    return Paper(speaker.words, bench.desk, bench.clock.zone)
