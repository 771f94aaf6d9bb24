"""The papers of privacy: the copy as PDF and spreadsheet beside each other, the receipt, the notice for the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.printing.render import render
from desk_app.services.privacy.documents import RECEIPT, copy_paper, copy_rows, erasure_receipt, notice
from desk_app.services.privacy.options import WHOM_TO_ASK
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.records import Copy, Erasure
from desk_app.services.sheets.writing import save, xlsx_bytes
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper, today
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def give_copy(ctx: AppContext, owner: QWidget, copy: Copy, titles: dict[str, Message]) -> None:
    """Ask where, then save it as PDF with the spreadsheet beside it. It never goes through the outbox."""
    kind = FileKind(tr(N_("PDF files", "personal")), ("pdf",))
    title = tr(N_("Save the copy", "personal"))
    path = ctx.ask.save_as(owner.window(), title, f"{copy.request.number}.pdf", kind)
    if path is None:
        return
    paper = desk_paper(ctx)

    def work() -> None:
        save(path, render(copy_paper(copy, paper, titles)))
        headers, rows = copy_rows(copy, paper, titles)
        save(beside(path), xlsx_bytes(copy.request.number, headers, rows))

    ctx.tasks.run(
        work,
        lambda _: ctx.toasts.show(
            N_("Saved: {name} and {other}", "personal"), name=plain(path.name), other=plain(beside(path).name)
        ),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.PAPER,
    )


def beside(path: Path) -> Path:
    """Where the spreadsheet of a copy goes."""
    return path.with_suffix(".xlsx")


def print_receipt(ctx: AppContext, owner: QWidget, erasure: Erasure, titles: dict[str, Message]) -> None:
    """What was erased and what stays, to print."""
    ctx.printing.preview(
        lambda: erasure_receipt(erasure, desk_paper(ctx), titles, size=ctx.printing.size(RECEIPT)),
        owner=owner,
    )


def print_notice(ctx: AppContext, owner: QWidget) -> None:
    """The notice that hangs at the desk, with the times of keeping as they are set now."""
    whom, queries = ctx.services.bench.settings.get(WHOM_TO_ASK), ctx.services.get(PrivacyQueries)

    def make() -> Document:
        return notice(queries.rules(ctx.actor), desk_paper(ctx), whom=whom, day=today(ctx))

    ctx.printing.preview(make, owner=owner)
