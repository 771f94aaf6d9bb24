"""The list on paper: drawn off the GUI thread, kept as a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.roll_call.documents import roll_call_list
from desk_app.services.roll_call.records import Sheet
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.tasks import Lane


def save_list(ctx: AppContext, owner: QWidget, sheet: Sheet) -> None:
    """Ask where, then write the list as PDF."""
    bench, words = ctx.services.bench, speaker.words
    local = sheet.taken_at.astimezone(bench.clock.zone)
    name = tr(N_("Roll-call {moment}"), moment=plain(local.strftime("%Y-%m-%d %H%M")))
    path = ctx.ask.save_as(owner, tr(N_("Save the list")), f"{name}.pdf", FileKind("PDF", ("pdf",)))
    if path is None:
        return
    target = path

    def draw() -> Path:
        from desk_app.services.printing.ports import save_pdf
        from desk_app.services.printing.render import render

        save_pdf(render(roll_call_list(sheet, words, bench.desk, bench.clock.zone)), target)
        return target

    ctx.tasks.run(
        draw,
        lambda saved: ctx.toasts.show(N_("The list was saved: {name}"), name=plain(saved.name)),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,
    )
