"""What the duty log's page prints: the sheet of one incident, the log of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.duty_log.documents import incident_sheet, log_sheet
from desk_app.services.duty_log.records import DayLog, Incident
from desk_app.ui.printing.papers import desk_paper, staff_names

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def print_incident(ctx: AppContext, owner: QWidget, one: Incident) -> None:
    """Preview its sheet, as it stands now."""
    paper, printed = desk_paper(ctx), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: incident_sheet(one, paper, staff_names(ctx), printed=printed), owner=owner)


def print_log(ctx: AppContext, owner: QWidget, log: DayLog) -> None:
    """Preview the log of a day."""
    paper, printed = desk_paper(ctx), ctx.services.bench.clock.now()
    ctx.printing.preview(lambda: log_sheet(log, paper, staff_names(ctx), printed=printed), owner=owner)
