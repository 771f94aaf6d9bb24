"""The list of lost reports, on paper and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.lost_property.lists import report_list, report_sheet
from desk_app.services.lost_property.records import LostReport
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, today

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_list(ctx: AppContext, owner: QWidget, reports: Sequence[LostReport], *, open_only: bool) -> None:
    """Preview the reports in sight."""
    title, rows, printed = _title(open_only), tuple(reports), ctx.services.bench.clock.now()
    ctx.printing.preview(
        lambda: report_list(rows, desk_paper(ctx), title=title, printed=printed), owner=owner
    )


def save_list(ctx: AppContext, owner: QWidget, reports: Sequence[LostReport], *, open_only: bool) -> None:
    """The same list as a spreadsheet."""
    rows, now, on_paper = tuple(reports), ctx.services.bench.clock.now(), desk_paper(ctx)
    save_sheet(ctx, owner, _title(open_only), lambda: report_sheet(rows, on_paper, now=now), today(ctx))


def _title(open_only: bool) -> str:
    return tr(
        N_("Open lost reports", "lost property tab") if open_only else N_("Lost reports", "lost property tab")
    )
