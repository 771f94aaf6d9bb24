"""What the report prints and saves: the paper with its preview, and the files of the same names as without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.printing.render import render
from desk_app.services.report.documents import report_paper
from desk_app.services.report.files import file_stem, write_files
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Report
from desk_app.services.report.sheets import report_book
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def preview_report(ctx: AppContext, owner: QWidget, report: Report) -> None:
    """Show it as it is printed."""
    paper = desk_paper(ctx)
    ctx.printing.preview(lambda: report_paper(report, paper), owner=owner)


def print_report(ctx: AppContext, owner: QWidget, report: Report) -> None:
    """Print it as it stands now."""
    paper = desk_paper(ctx)
    ctx.printing.print(lambda: report_paper(report, paper), owner=owner)


def print_signed(ctx: AppContext, owner: QWidget, day: date) -> None:
    """A closed day as it was signed."""
    actor, ask, paper = ctx.actor, ctx.services.get(ReportQueries), desk_paper(ctx)
    ctx.printing.preview(lambda: report_paper(ask.signed(actor, day), paper), owner=owner)


def save_pdf(ctx: AppContext, owner: QWidget, report: Report) -> None:
    """Into a folder, as PDF."""
    _save(ctx, owner, report, "pdf")


def save_xlsx(ctx: AppContext, owner: QWidget, report: Report) -> None:
    """Into a folder, as a spreadsheet."""
    _save(ctx, owner, report, "xlsx")


def _save(ctx: AppContext, owner: QWidget, report: Report, ending: str) -> None:
    """Ask for the folder, then write off the GUI thread. A folder that is gone, full or read-only is told."""
    folder = ctx.ask.folder(owner.window(), tr(N_("Folder for the report", "report page")))
    if folder is None:
        return
    paper = desk_paper(ctx)
    name = f"{file_stem(report, ctx.services.bench.desk)}.{ending}"

    def work() -> tuple[Path, ...]:
        made = render(report_paper(report, paper)) if ending == "pdf" else report_book(report, paper)
        return write_files(folder, {name: made})

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(name)),
        lambda error: ctx.errors.show(error, owner, lambda: _save(ctx, owner, report, ending)),
        owner=owner,
        lane=Lane.PAPER,
    )
