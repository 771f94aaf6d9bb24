"""The sheet of a shift that was counted: what came and went, what lay there, and by whose hand.

Its movements alone go into a spreadsheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.drawer.documents import shift_rows, shift_sheet
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, staff_names, today

if TYPE_CHECKING:
    from desk_app.services.printing.listing import SheetRows
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def print_sheet(ctx: AppContext, owner: QWidget, count: int) -> None:
    """`count`: the one that ended the shift, today or long ago."""
    printed = ctx.services.bench.clock.now()

    def make() -> Document:
        ended, counted = ctx.services.get(DrawerQueries).shift(ctx.actor, count)
        return shift_sheet(ended, (counted,), desk_paper(ctx), staff_names(ctx), printed=printed)

    ctx.printing.preview(make, owner=owner)


def save_shift(ctx: AppContext, owner: QWidget, count: int) -> None:
    """The movements of a shift as a spreadsheet. `count`: the one that ended it."""
    actor, now, paper = ctx.actor, ctx.services.bench.clock.now(), desk_paper(ctx)

    def make() -> SheetRows:
        ended, _ = ctx.services.get(DrawerQueries).shift(actor, count)
        return shift_rows(ended, paper, staff_names(ctx), now=now)

    save_sheet(ctx, owner, tr(N_("Drawer at the end of a shift")), make, today(ctx))
