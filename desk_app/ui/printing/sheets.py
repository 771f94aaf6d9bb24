"""A list as a spreadsheet: ask where, then write it off the GUI thread. Papers go through the print desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.sheets.writing import write_xlsx
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.printing.listing import SheetRows
    from desk_app.ui.context import AppContext


def save_sheet(
    ctx: AppContext, owner: QWidget, title: str, make: Callable[[], SheetRows], *, dated: bool = True
) -> None:
    """Ask where, then write it off the GUI thread. The name of a `dated` file ends with the day."""
    clock = ctx.services.bench.clock
    day = f" {clock.now().astimezone(clock.zone).date().isoformat()}" if dated else ""
    name = "".join(" " if char in '\\/:*?"<>|' else char for char in title)
    kind = FileKind(tr(N_("Excel files")), ("xlsx",))
    path = ctx.ask.save_as(owner.window(), tr(N_("Save the list")), f"{name}{day}.xlsx", kind)
    if path is None:
        return

    def work() -> None:
        headers, cells = make()
        write_xlsx(path, title, headers, cells)

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(N_("Saved: {name}"), name=plain(path.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )
