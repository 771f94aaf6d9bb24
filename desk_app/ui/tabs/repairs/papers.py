"""What this tab prints: the work order in three parts, the reporter's slip, the list in sight, the statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.gate.options import FRONT_DESK_PHONE
from desk_app.services.repairs.documents import ORDER, SLIP, reporter_slip, work_order
from desk_app.services.repairs.lists import order_list, order_sheet, statistics_rows, statistics_sheet
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import Order, RepairFigures, View
from desk_app.services.repairs.service import Repairs
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import Counted, desk_paper, save_sheet, staff_names

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext

LIST_TITLES = {
    View.OPEN: N_("Open orders", "repairs tab"),
    View.PRESSING: N_("Orders due soon or overdue", "repairs tab"),
    View.TO_DISPATCH: N_("Orders to dispatch", "repairs tab"),
    View.ON_HOLD: N_("Orders on hold", "repairs tab"),
    View.CALL_BACK: N_("Orders to call back about", "repairs tab"),
    View.DAY: N_("Orders of {day}", "repairs tab"),
    View.MINE: N_("My orders", "repairs tab"),
}


def print_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Print the work order; later prints are marked as copies. One that waits at the printer is no second print."""
    _ORDER.print(ctx, owner, order)


def preview_order(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""
    _ORDER.preview(ctx, owner, order)


def print_slip(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """The slip that the reporter takes along."""
    phone = ctx.services.bench.settings.get(FRONT_DESK_PHONE)

    def make() -> Document:
        size = ctx.printing.size(SLIP)
        return reporter_slip(order, desk_paper(ctx), staff_names(ctx), size=size, desk_phone=phone)

    ctx.printing.print(make, owner=owner)


def print_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """Preview the list in sight."""
    title, rows = _title(view, day), tuple(orders)
    printed = ctx.services.bench.clock.now()
    ctx.printing.preview(
        lambda: order_list(rows, desk_paper(ctx), view, staff_names(ctx), title=title, printed=printed),
        owner=owner,
    )


def save_list(ctx: AppContext, owner: QWidget, orders: Sequence[Order], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = _title(view, day)
    rows, now, on_paper = tuple(orders), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, title, lambda: order_sheet(rows, on_paper, view, staff_names(ctx), now=now), day)


def print_statistics(ctx: AppContext, owner: QWidget, figures: RepairFigures) -> None:
    """Preview the statistics of a period against the targets."""
    printed = ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: statistics_sheet(figures, desk_paper(ctx), printed=printed), owner=owner)


def save_statistics(ctx: AppContext, owner: QWidget, figures: RepairFigures) -> None:
    """The same as a spreadsheet."""
    title, on_paper = tr(N_("Statistics of orders")), desk_paper(ctx)
    save_sheet(
        ctx,
        owner,
        f"{title} {figures.first.isoformat()} {figures.last.isoformat()}",
        lambda: statistics_rows(figures, on_paper),
    )


def _order(ctx: AppContext, order: Order) -> Document:
    ask, size = ctx.services.get(RepairQueries), ctx.printing.size(ORDER)
    card = ask.card(ctx.actor, order.id)
    card = replace(card, order=replace(card.order, copies=order.copies))
    failed = card.order.rework_of
    before = ask.card(ctx.actor, failed).order.number if failed is not None else ""
    return work_order(card, desk_paper(ctx), staff_names(ctx), size=size, rework_of=before)


_ORDER = Counted[Order](ORDER, lambda ctx: ctx.services.get(Repairs).print_order, _order)


def _title(view: View, day: date) -> str:
    return tr(LIST_TITLES[view], day=format_day(day, weekday=True))
