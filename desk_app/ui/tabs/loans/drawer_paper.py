"""The sheet of a shift that was counted: what came and went, what lay there, and by whose hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.drawer.documents import shift_sheet
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.ui.printing.papers import desk_paper, staff_names

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_sheet(ctx: AppContext, owner: QWidget, count: int) -> None:
    """`count`: the one that ended the shift, today or long ago."""
    printed = ctx.services.bench.clock.now()

    def make() -> Document:
        ended, counted = ctx.services.get(DrawerQueries).shift(ctx.actor, count)
        return shift_sheet(ended, (counted,), desk_paper(ctx), staff_names(ctx), printed=printed)

    ctx.printing.preview(make, owner=owner)
