"""The list of lost reports, on paper and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.lists import report_list, report_sheet
from desk_app.services.lost_property.records import LostReport
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.writing import write_xlsx
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_list(ctx: AppContext, owner: QWidget, reports: Sequence[LostReport], *, open_only: bool) -> None:
    """Preview the reports in sight."""
    title, rows, printed = _title(open_only), tuple(reports), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: report_list(rows, _paper(ctx), title=title, printed=printed), owner=owner)


def save_list(ctx: AppContext, owner: QWidget, reports: Sequence[LostReport], *, open_only: bool) -> None:
    """The same list as a spreadsheet."""
    clock, title = ctx.services.bench.clock, _title(open_only)
    day = clock.now().astimezone(clock.zone).date().isoformat()
    kind = FileKind(tr(N_("Excel files")), ("xlsx",))
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), f"{title} {day}.xlsx", kind)
    if path is None:
        return
    rows, now, on_paper = tuple(reports), clock.now(), _paper(ctx)

    def work() -> None:
        headers, cells = report_sheet(rows, on_paper, now=now)
        write_xlsx(path, title, headers, cells)

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )


def _title(open_only: bool) -> str:
    return tr(
        N_("Open lost reports", "lost property tab") if open_only else N_("Lost reports", "lost property tab")
    )


def _paper(ctx: AppContext) -> Paper:
    bench = ctx.services.bench
    return Paper(speaker.words, bench.desk, bench.clock.zone)
