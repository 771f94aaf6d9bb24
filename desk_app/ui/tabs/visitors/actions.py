"""The verbs of the page, one function each: buttons, shortcuts, menus and tests call the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.documents import PASS, visit_list, visitor_pass
from desk_app.services.visitors.options import KEEP_MONTHS, PASS_HOURS
from desk_app.services.visitors.records import Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import Counted, desk_paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext
    from desk_app.ui.printing.errands import Stuck


def check_out(ctx: AppContext, owner: QWidget, visit: Visit, *, badge_returned: bool | None = None) -> None:
    """The visitor leaves; a slip can be undone from the toast."""
    visitors = ctx.services.get(Visitors)

    def undo() -> None:
        ctx.do(lambda actor: visitors.undo_check_out(actor, visit.id), owner=owner)

    ctx.do(
        lambda actor: visitors.check_out(actor, visit.id, badge_returned),
        owner=owner,
        done=lambda left: ctx.toasts.show(N_("{name} checked out."), undo=undo, name=plain(left.name)),
    )


def step_out(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Lunch, the car."""
    visitors = ctx.services.get(Visitors)

    def undo() -> None:
        ctx.do(lambda actor: visitors.come_back(actor, visit.id), owner=owner)

    ctx.do(
        lambda actor: visitors.step_out(actor, visit.id),
        owner=owner,
        done=lambda gone: ctx.toasts.show(N_("{name} stepped out."), undo=undo, name=plain(gone.name)),
    )


def come_back(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Back from a break."""
    visitors = ctx.services.get(Visitors)
    ctx.do(
        lambda actor: visitors.come_back(actor, visit.id),
        owner=owner,
        done=lambda back: ctx.toasts.show(N_("{name} is back."), name=plain(back.name)),
    )


def see(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Somebody who was thought to have left was seen."""
    visitors = ctx.services.get(Visitors)
    ctx.do(
        lambda actor: visitors.see(actor, visit.id),
        owner=owner,
        done=lambda seen: ctx.toasts.show(N_("{name} was seen in the building."), name=plain(seen.name)),
    )


def cancel(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """An announced visitor will not come."""
    reason = ctx.ask.write(
        owner, tr(N_("Why will {name} not come? (may stay empty)"), name=plain(visit.name))
    )
    if reason is not None:
        visitors = ctx.services.get(Visitors)
        ctx.do(
            lambda actor: visitors.cancel(actor, visit.id, reason),
            owner=owner,
            done=lambda gone: ctx.toasts.show(N_("{name}'s visit is cancelled."), name=plain(gone.name)),
        )


def print_pass(ctx: AppContext, owner: QWidget, visit: Visit, stuck: Stuck = None) -> None:
    """Print the pass; every print after the first is marked as a copy. One that waits still is no second print."""
    _PASS.print(ctx, owner, visit, stuck)


def preview_pass(ctx: AppContext, owner: QWidget, visit: Visit) -> None:
    """Show the pass as its next print will be; printing from there is counted like any other."""
    _PASS.preview(ctx, owner, visit)


def pass_document(ctx: AppContext, visit: Visit) -> Document:
    """The pass as a document, in the language of the window, on the paper that this PC prints passes on."""
    settings, size = ctx.services.bench.settings, ctx.printing.size(PASS)
    hours, months = settings.get(PASS_HOURS), settings.get(KEEP_MONTHS)
    return visitor_pass(visit, desk_paper(ctx), size=size, pass_hours=hours, kept_months=months)


_PASS = Counted[Visit](PASS, lambda ctx: ctx.services.get(Visitors).print_pass, pass_document)


def print_list(ctx: AppContext, owner: QWidget, visits: Sequence[Visit], day: date) -> None:
    """Preview the day's list."""
    title = tr(N_("Visitors of {day}"), day=format_day(day, weekday=True))
    printed = ctx.services.bench.clock.now()
    rows = tuple(visits)
    ctx.printing.preview(lambda: visit_list(rows, desk_paper(ctx), title=title, printed=printed), owner=owner)
