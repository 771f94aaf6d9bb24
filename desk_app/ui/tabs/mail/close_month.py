"""A past month is closed by the supervisor: looked at, signed, written down, and read only from then on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.archive_records import Archived
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Month
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.archived import choose_folder, folder_of, open_archive
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, button, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_CLOSE = "close"


def month_name(first: date) -> str:
    """A month as people say it: Oct 2026."""
    name = speaker.locale.monthName(first.month, QLocale.FormatType.ShortFormat)
    return tr(N_("{name} {year}", "month of mail"), name=name, year=first.year)


class CloseMonthDialog(FormDialog):
    """Preview, folder, signature."""

    def __init__(self, ctx: AppContext, month: Month, parent: QWidget, by: Actor | None = None) -> None:
        copy = month.closed_at is not None
        lost = N_(
            "Its archive was lost: it is written into the folder once more, as it stands now, marked as a later copy. "
            "The month stays closed, and the copy is on record.",
            "outgoing mail",
        )
        about = N_(
            "All of its mail and postage is written as PDF and spreadsheet into the folder, signed and read only. "
            "Afterwards its entries do not change any more: corrections are new entries.",
            "outgoing mail",
        )
        super().__init__(
            ctx,
            N_("Archive of {month} once more", "outgoing mail")
            if copy
            else N_("Close {month}", "outgoing mail"),
            N_("Write the copy", "outgoing mail") if copy else N_("Close and archive", "outgoing mail"),
            parent,
            about=tr(lost if copy else about),
            month=plain(month_name(month.first)),
        )
        self._month, self._by = month, by
        self.folder = folder_of(ctx)
        self.pad = SignaturePad()
        self.pad.changed.connect(self._drawn)
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.where = Label(role="muted")
        self.where.setWordWrap(True)
        look = button(N_("Preview the archive", "outgoing mail"), self._preview, icon="eye")
        change = button(N_("Choose the folder…", "outgoing mail"), self._choose, icon="folder")
        anew = button(N_("Sign again", "outgoing mail"), self.pad.clear, kind="quiet")
        self.arrange(
            above=(row(look, change, None), self.where),
            below=(
                row(said_label(N_("The supervisor's signature", "outgoing mail"), "label"), None, anew),
                self.pad,
                self.problem,
            ),
        )
        self._say_folder()

    def _say_folder(self) -> None:
        if self.folder is None:
            say(self.where, N_("No folder is chosen on this PC yet.", "outgoing mail"))
        else:
            say(self.where, N_("Into {folder}", "outgoing mail"), folder=plain(str(self.folder)))

    def _choose(self) -> None:
        chosen = choose_folder(self.ctx, self)
        if chosen is not None:
            self.folder = chosen
            self._say_folder()
            self.problem.hide()

    def _preview(self) -> None:
        papers.preview_month(self.ctx, self, self._month.first, self._by)

    def _drawn(self) -> None:
        if not self.pad.is_empty:
            self.problem.hide()

    def _tell(self, message: str) -> None:
        say(self.problem, message)
        self.problem.show()

    def send(self) -> None:
        """Write, sign and close; whatever is missing is said here."""
        if self.pad.is_empty:
            self._tell(N_("Sign first: the archive carries the signature.", "outgoing mail"))
            return
        if self.folder is None:
            self._choose()
        if self.folder is None:
            self._tell(N_("Choose the folder first.", "outgoing mail"))
            return
        self.sure.setEnabled(False)
        papers.archive_month(
            self.ctx,
            self,
            self._month.first,
            self._done,
            folder=self.folder,
            signature=self.pad.png(),
            by=self._by,
            failed=self.failed,
            copy=self._month.closed_at is not None,
        )


def close_past_month(ctx: AppContext, owner: QWidget, first: date) -> None:
    """Close the month that begins on `first`, from wherever it is asked; one closed meanwhile is passed over."""
    queries = ctx.services.get(MailQueries)

    def show(found: Sequence[Month]) -> None:
        for month in found:
            if month.first == first and month.closed_at is None:
                close_month(ctx, owner, month, lambda done: told_closed(ctx, owner, done))

    ctx.read(queries.months, owner=owner, done=show, key="decide")


def told_closed(ctx: AppContext, owner: QWidget, done: Archived) -> None:
    """Say where its archive is."""
    month = done.month
    ctx.toasts.show(
        N_("{month} is closed. Its archive: {name}", "outgoing mail"),
        action=N_("Open it", "outgoing mail"),
        on=lambda: open_archive(ctx, owner, month),
        month=plain(month_name(month.first)),
        name=plain(done.files.pdf.name),
    )


def close_month(ctx: AppContext, owner: QWidget, month: Month, after: Callable[[Archived], object]) -> None:
    """Close a month; at the receptionist's desk the supervisor gives her PIN first."""
    if ctx.actor.role is Role.SUPERVISOR:
        CloseMonthDialog(ctx, month, owner).begin(after)
        return
    dialog = ApprovalDialog(
        ctx,
        N_("Close {name}", "outgoing mail"),
        N_("Only the supervisor closes a month of mail.", "outgoing mail"),
        [Decision(_CLOSE, N_("Go on", "outgoing mail"), "primary")],
        owner,
        name=month_name(month.first),
        without_reason={_CLOSE},
    )
    dialog.begin(lambda decided: CloseMonthDialog(ctx, month, owner, decided.by).begin(after))
