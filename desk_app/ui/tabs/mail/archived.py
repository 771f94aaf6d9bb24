"""The folder of closed months: chosen once on this PC, and the archive in it found by what it is, not by its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.options import ARCHIVE_FOLDER
from desk_app.services.mail.records import Month
from desk_app.services.mail.sealing import digest_of
from desk_app.ui.i18n import tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def folder_of(ctx: AppContext) -> Path | None:
    """Where closed months are written on this PC; None until it is chosen."""
    kept = ctx.local.get(ARCHIVE_FOLDER)
    return Path(kept) if kept else None


def choose_folder(ctx: AppContext, owner: QWidget) -> Path | None:
    """Ask for the folder and keep it; None when nobody chose."""
    chosen = ctx.ask.folder(owner.window(), tr(N_("Folder for the mail's months")))
    if chosen is not None:
        try:
            ctx.local.put(ARCHIVE_FOLDER, str(chosen))
        except StorageTrouble as trouble:
            ctx.errors.show(trouble, owner)  # it holds until the program closes
    return chosen


def find_archive(folder: Path, digest: str) -> Path | None:
    """The PDF that a month was closed with, whatever it is called by now. Not on the GUI thread."""
    for path in sorted(folder.glob("*.pdf")):
        try:
            found = digest_of(path.read_bytes())
        except OSError:
            continue  # of somebody else, or gone meanwhile
        if found == digest:
            return path
    return None


def open_archive(ctx: AppContext, owner: QWidget, month: Month) -> None:
    """Open the PDF of a closed month in the PC's reader; where it is not found, say where it was looked for."""
    folder = folder_of(ctx)
    if folder is None:
        _elsewhere(ctx, owner, month)
    else:
        _open_in(ctx, owner, month, folder)


def _open_in(ctx: AppContext, owner: QWidget, month: Month, where: Path) -> None:

    def found(path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return
        ctx.toasts.show(
            N_("The archive is not in {folder}.", "outgoing mail"),
            action=N_("Look in another folder…", "outgoing mail"),
            on=lambda: _elsewhere(ctx, owner, month),
            folder=plain(str(where)),
        )

    ctx.tasks.run(
        lambda: find_archive(where, month.digest),
        found,
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,
    )


def _elsewhere(ctx: AppContext, owner: QWidget, month: Month) -> None:
    """In a copy, on a stick: that is not where the next month is written."""
    chosen = ctx.ask.folder(owner.window(), tr(N_("Folder for the mail's months")))
    if chosen is not None:
        _open_in(ctx, owner, month, chosen)
