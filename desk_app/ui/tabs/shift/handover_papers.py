"""The sheet of a handover, printed and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.shift.documents import HANDOVER, handover_sheet
from desk_app.services.shift.records import Handover
from desk_app.services.shift.service import Shifts
from desk_app.ui.printing.papers import Counted, desk_paper, staff_names

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_handover(ctx: AppContext, owner: QWidget, one: Handover) -> None:
    """Print the sheet; later prints are marked as copies."""
    _SHEET.print(ctx, owner, one)


def preview_handover(ctx: AppContext, owner: QWidget, one: Handover) -> None:
    """Show it as its next print will be."""
    _SHEET.preview(ctx, owner, one)


def _make(ctx: AppContext, one: Handover) -> Document:
    return handover_sheet(one, desk_paper(ctx), staff_names(ctx))


_SHEET = Counted[Handover](HANDOVER, lambda ctx: ctx.services.get(Shifts).printed, _make, again=True)
