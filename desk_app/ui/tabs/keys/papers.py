"""What this tab prints: the slip of a borrowing, the report of a loss, the list in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.words import N_
from desk_app.services.keys.documents import lost_report
from desk_app.services.keys.lists import handout_list, handout_sheet
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, HandoutCard, LostReport, View
from desk_app.services.keys.service import Keys
from desk_app.services.keys.slips import SLIP, handout_slip
from desk_app.ui.i18n import format_day, tr
from desk_app.ui.printing.papers import Counted, desk_paper, save_sheet
from desk_app.ui.tabs.keys.people import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_slip(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """Print the slip; later prints are marked as copies. One that waits still at the printer is no second print."""
    _SLIP.print(ctx, owner, one)


def preview_slip(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""
    _SLIP.preview(ctx, owner, one)


def _slip(ctx: AppContext, one: Handout) -> Document:
    card: HandoutCard = ctx.services.get(KeyQueries).card(ctx.actor, one.id)
    card = replace(card, handout=replace(card.handout, copies=one.copies))
    names = names_of(ctx.services, ctx.actor, staff_in(card))
    return handout_slip(card, desk_paper(ctx), names, size=ctx.printing.size(SLIP))


_SLIP = Counted[Handout](SLIP, lambda ctx: ctx.services.get(Keys).print_slip, _slip)


def staff_in(card: HandoutCard) -> set[int]:
    """Who of the staff has to do with a borrowing."""
    said = [*(one.by for one in card.handout.approvals), *(one.by for one in card.handed_on)]
    said += [*(one.by for one in card.calls), *(one.by for one in card.explanations)]
    said += [one.by for one in card.extensions]
    return {card.handout.asked_by, *said, *(one.by for one in card.faults)}


def print_lost_report(ctx: AppContext, owner: QWidget, report: LostReport) -> None:
    """The written report, for the supervisor to keep."""

    def make() -> Document:
        names = names_of(ctx.services, ctx.actor, {report.reported_by})
        return lost_report(report, desk_paper(ctx), names.get(report.reported_by, ""))

    ctx.printing.print(make, owner=owner)


LIST_TITLES = {
    View.OUT: N_("Keys that are out"),
    View.OVERDUE: N_("Keys that are overdue"),
    View.TO_APPROVE: N_("Keys that wait for approval"),
    View.UNEXPLAINED: N_("Keys still out without a reason"),
    View.DAY: N_("Key borrowings of {day}"),
}


def print_list(ctx: AppContext, owner: QWidget, handouts: Sequence[Handout], view: View, day: date) -> None:
    """Preview the list in sight."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    printed, rows = ctx.services.bench.clock.now(), tuple(handouts)
    ctx.printing.preview(
        lambda: handout_list(rows, desk_paper(ctx), view, title=title, printed=printed, phones=_phones(ctx)),
        owner=owner,
    )


def save_list(ctx: AppContext, owner: QWidget, handouts: Sequence[Handout], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    rows, now, on_paper = tuple(handouts), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(
        ctx, owner, title, lambda: handout_sheet(rows, on_paper, view, now=now, phones=_phones(ctx)), day
    )


def _phones(ctx: AppContext) -> dict[int, str]:
    """Whom to phone about a key. Not on the GUI thread."""
    found = ctx.services.get(ColleagueQueries).all(ctx.actor, inactive=True)
    return {one.id: one.phone for one in found if one.phone}
