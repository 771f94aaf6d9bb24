"""A month's archive from the window: looked at before it is closed, written and closed, checked years later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.archive import MailArchive
from desk_app.services.mail.archive_records import VERDICTS, Archived, Checked, Verdict
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.services.printing.model import Document
    from desk_app.ui.context import AppContext

_MOST_BYTES = 200 << 20


def preview_month(ctx: AppContext, owner: QWidget, first: date, by: Actor | None = None) -> None:
    """The archive as it would be now, not signed. `by`: the supervisor, where somebody else is signed in."""
    actor, now, ask = by or ctx.actor, ctx.services.bench.clock.now(), ctx.services.get(MailArchive)

    def make() -> Document:
        from desk_app.services.mail.archive_paper import archive_paper

        names = ctx.services.get(StaffQueries).names(actor)
        return archive_paper(ask.month_of(actor, first), desk_paper(ctx), names, printed=now)

    ctx.printing.preview(make, owner=owner)


def archive_month(
    ctx: AppContext,
    owner: QWidget,
    first: date,
    done: Callable[[Archived], object],
    *,
    folder: Path,
    signature: bytes,
    by: Actor | None = None,
    failed: Callable[[Exception], bool] | None = None,
    copy: bool = False,
) -> None:
    """Write the month's PDF and XLSX into `folder`, sign them and close the month; `done` gets it with its files.

    `signature`: what the supervisor drew; `by`: she, where somebody else is signed in. `failed` may take an exception
    (return True) before the window tells it. Whatever fails leaves the month open and no file. `copy`: the month is
    closed and its archive was lost: it is written once more.
    """
    actor, now, services = by or ctx.actor, ctx.services.bench.clock.now(), ctx.services

    def work() -> Changes[Archived]:
        from desk_app.services.mail.archiving import Archiving

        names = services.get(StaffQueries).names(actor)
        closing = Archiving(services.get(MailArchive), services.get(OutgoingMail), desk_paper(ctx), names)
        verb = closing.copy if copy else closing.close
        return verb(actor, first, folder, signature, now)

    def finished(changes: Changes[Archived]) -> None:
        ctx.bus.publish(changes.touched)
        if isValid(owner):
            done(changes.result)

    def troubled(error: Exception) -> None:
        if not (failed is not None and isValid(owner) and failed(error)):
            ctx.errors.show(error, owner)

    # Folders may be on a server that is dead: the desk goes on meanwhile.
    ctx.tasks.run(work, finished, troubled, owner=ctx.bus, lane=Lane.SLOW)


def check_archive(ctx: AppContext, owner: QWidget) -> None:
    """Choose a PDF and say whether it is the one that a month was closed with, and its spreadsheet beside it too."""
    kind = FileKind(tr(N_("PDF files")), ("pdf",))
    path = ctx.ask.open_file(owner.window(), tr(N_("Check an archive", "mail archive")), kind)
    if path is None:
        return
    actor, ask = ctx.actor, ctx.services.get(MailArchive)

    def work() -> Checked:
        book = path.with_suffix(".xlsx")
        return ask.check(actor, _read(path), _read(book) if book.is_file() else None)

    ctx.tasks.run(
        work,
        lambda found: _tell(ctx, owner, path, found),
        lambda error: ctx.errors.show(error, owner),
        owner=owner,
        lane=Lane.SLOW,
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise StorageTrouble(N_("{name} is too large for an archive."), name=plain(path.name))
        return path.read_bytes()
    except OSError as trouble:
        text = N_("{name} cannot be read: {reason}.")
        raise StorageTrouble(text, name=plain(path.name), reason=reason_of(trouble)) from trouble


def _tell(ctx: AppContext, owner: QWidget, path: Path, found: Checked) -> None:
    detail = [path.name]
    if found.month is not None and found.month.closed_at is not None:
        closed = N_("Month {month}, closed {moment}.", "mail archive")
        moment = format_moment(found.month.closed_at)
        detail.append(tr(closed, month=f"{found.month.first:%Y-%m}", moment=moment))
    if found.book_fits is not None:
        fits = N_("The spreadsheet beside it is the one that was signed with it.", "mail archive")
        other = N_("The spreadsheet beside it is not the one that was signed with it.", "mail archive")
        detail.append(tr(fits if found.book_fits else other))
    good = found.verdict in (Verdict.GENUINE, Verdict.COPY) and found.book_fits is not False
    ctx.ask.tell(
        owner.window(), tr(VERDICTS[found.verdict]), "\n".join(detail), "positive" if good else "warning"
    )
