"""What this tab prints: the slip of a borrowing, the report of a loss, the list in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.documents import lost_report
from desk_app.services.keys.lists import handout_list, handout_sheet
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, HandoutCard, LostReport, View
from desk_app.services.keys.service import Keys
from desk_app.services.keys.slips import SLIP, handout_slip
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.writing import write_xlsx
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_day, speaker, tr
from desk_app.ui.tabs.keys.people import names_of
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_slip(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """Print the slip; later prints are marked as copies. One that waits still at the printer is no second print."""
    keys = ctx.services.get(Keys)

    def count() -> None:
        ctx.do(
            lambda actor: keys.print_slip(actor, one.id),
            owner=owner,
            done=lambda now: ctx.printing.print(lambda: slip(ctx, now.id), owner=owner),
        )

    if one.copies:
        ctx.printing.print_instead(
            SLIP, one.number, lambda copy: slip(ctx, one.id, copy + 1), count, owner=owner
        )
    else:
        count()


def preview_slip(ctx: AppContext, owner: QWidget, one: Handout) -> None:
    """Show it as its next print will be; printing from there is counted like any other."""

    def make() -> Document:
        return slip(ctx, one.id, ctx.printing.next_copy(SLIP, one.number, one.copies) + 1)

    ctx.printing.preview(make, owner=owner, print_it=lambda: print_slip(ctx, owner, one))


def slip(ctx: AppContext, handout: int, copies: int | None = None) -> Document:
    """The slip as a document; `copies` as of so many prints. Not on the GUI thread: it reads records."""
    card: HandoutCard = ctx.services.get(KeyQueries).card(ctx.actor, handout)
    if copies is not None:
        card = replace(card, handout=replace(card.handout, copies=copies))
    names = names_of(ctx.services, ctx.actor, staff_in(card))
    return handout_slip(card, paper(ctx), names, size=ctx.printing.size(SLIP))


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
        return lost_report(report, paper(ctx), names.get(report.reported_by, ""))

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
        lambda: handout_list(rows, paper(ctx), view, title=title, printed=printed, phones=_phones(ctx)),
        owner=owner,
    )


def save_list(ctx: AppContext, owner: QWidget, handouts: Sequence[Handout], view: View, day: date) -> None:
    """The same list as a spreadsheet."""
    title = tr(LIST_TITLES[view], day=format_day(day, weekday=True))
    kind = FileKind(tr(N_("Excel files")), ("xlsx",))
    name = f"{title} {day.isoformat()}.xlsx"
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), name, kind)
    if path is None:
        return
    rows, now, on_paper = tuple(handouts), ctx.services.bench.clock.now(), paper(ctx)

    def work() -> None:
        headers, cells = handout_sheet(rows, on_paper, view, now=now, phones=_phones(ctx))
        write_xlsx(path, title, headers, cells)

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )


def _phones(ctx: AppContext) -> dict[int, str]:
    """Whom to phone about a key. Not on the GUI thread."""
    found = ctx.services.get(ColleagueQueries).all(ctx.actor, inactive=True)
    return {one.id: one.phone for one in found if one.phone}


def paper(ctx: AppContext) -> Paper:
    """What the papers of this desk need to know."""
    bench = ctx.services.bench
    return Paper(speaker.words, bench.desk, bench.clock.zone)
