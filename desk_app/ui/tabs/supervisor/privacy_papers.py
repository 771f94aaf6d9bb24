"""The papers of privacy: the copy as PDF and spreadsheet beside each other, the receipt, the notice for the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.printing.render import render
from desk_app.services.privacy.documents import RECEIPT, copy_paper, copy_rows, erasure_receipt, notice
from desk_app.services.privacy.options import WHOM_TO_ASK
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.records import Copy, Erasure
from desk_app.services.sheets.writing import save, xlsx_bytes
from desk_app.services.sync.queries import SyncQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import tr
from desk_app.ui.printing.papers import desk_paper, today

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext


def ask_where(ctx: AppContext, owner: QWidget) -> Path | None:
    """Where the copy goes; None: nothing is given."""
    kind = FileKind(tr(N_("PDF files", "personal")), ("pdf",))
    name = f"{today(ctx):%Y%m%d}.pdf"
    return ctx.ask.save_as(owner.window(), tr(N_("Save the copy", "personal")), name, kind)


def writer(ctx: AppContext, path: Path, titles: dict[str, Message]) -> Callable[[Copy], None]:
    """What saves a copy as PDF with the spreadsheet beside it, off the GUI thread. It never goes through the outbox.

    It raises StorageTrouble.
    """
    paper = desk_paper(ctx)

    def write(copy: Copy) -> None:
        save(path, render(copy_paper(copy, paper, titles)), private=True)
        headers, rows = copy_rows(copy, paper, titles)
        try:
            save(beside(path), xlsx_bytes(copy.request.number, headers, rows), private=True)
        except StorageTrouble:
            path.unlink(missing_ok=True)  # half of it is given to nobody
            raise

    return write


def tell_saved(ctx: AppContext, path: Path) -> None:
    """Both files, by name."""
    said = N_("Saved: {name} and {other}", "personal")
    ctx.toasts.show(said, name=plain(path.name), other=plain(beside(path).name))


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
    exchange = ctx.services.get(SyncQueries)
    whom, queries = ctx.services.bench.settings.get(WHOM_TO_ASK), ctx.services.get(PrivacyQueries)

    def make() -> Document:
        shared = exchange.standing(ctx.actor).connected
        return notice(queries.rules(ctx.actor), desk_paper(ctx), whom=whom, day=today(ctx), shared=shared)

    ctx.printing.preview(make, owner=owner)
