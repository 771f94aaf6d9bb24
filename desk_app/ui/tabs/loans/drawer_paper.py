"""The sheet of a shift that was counted: what came and went, what lay there, and by whose hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.drawer.documents import shift_sheet
from desk_app.services.drawer.records import Count, DrawerState
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.tabs.loans.printing import paper

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_sheet(ctx: AppContext, owner: QWidget, ended: DrawerState, count: Count) -> None:
    """`ended`: the drawer as it stood when it was counted."""
    printed = ctx.services.bench.clock.now()

    def make() -> Document:
        names = ctx.services.get(StaffQueries).names(ctx.actor)
        return shift_sheet(ended, (count,), paper(ctx), names, printed=printed)

    ctx.printing.preview(make, owner=owner)
