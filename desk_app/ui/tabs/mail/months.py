"""The months of mail: which one runs, which is to be closed, which is archived; its archive is opened here again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.mail.archive_records import Archived
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Month
from desk_app.services.printing.parts import grouped_digest
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.archived import open_archive
from desk_app.ui.tabs.mail.close_month import CloseMonthDialog, close_month, month_name, told_closed
from desk_app.ui.tabs.mail.outgoing_parts import Sided
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.panel_parts import Offer, facts, scrolling, steps, words
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_SHOWN = 16
"""So many digits of a paper's check stand in the list; all of them in the panel."""


@dataclass(frozen=True)
class Line:
    """A month, as of today."""

    month: Month
    running: bool
    by: str = ""

    @property
    def id(self) -> date:
        """Its first day."""
        return self.month.first

    @property
    def closed(self) -> bool:
        """Whether it is archived."""
        return self.month.closed_at is not None


def state_of(one: Line) -> tuple[Message, Tone]:
    """Where a month stands."""
    if one.closed:
        return N_("Closed, archived", "outgoing mail"), "positive"
    if one.running:
        return N_("In progress", "outgoing mail"), "neutral"
    return N_("To close", "outgoing mail"), "warning"


def _closed_line(one: Line) -> str:
    at = one.month.closed_at
    return " · ".join(part for part in (one.by, format_moment(at)) if part) if at is not None else ""


def _closed_on(one: Line) -> str:
    at = one.month.closed_at
    return format_moment(at) if at is not None else ""


COLUMNS = (
    Column(
        N_("Month", "outgoing mail"), lambda one: month_name(one.month.first), sort_key=lambda one: one.id
    ),
    Column(
        N_("State"), lambda one: tr(state_of(one)[0]), tone=lambda one: state_of(one)[1], pill=True, width=150
    ),
    Column(N_("Closed by", "outgoing mail"), lambda one: one.by, width=110),
    Column(N_("Closed on", "outgoing mail"), _closed_on, sort_key=lambda one: one.month.closed_at, width=170),
    Column(
        N_("File checksum", "outgoing mail"),
        lambda one: one.month.digest[:_SHOWN],
        width=190,
        spare=1,
    ),
)


class Months(QWidget):
    """The list; the month chosen at the left, with what may be done."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._queries = ctx.services.get(MailQueries)
        self.lines: Sequence[Line] = ()
        self._build()
        self.table.selected_rows.connect(lambda _: self._show_chosen())
        self.table.activated_row.connect(lambda _: self.first_step())
        speaker.language_changed.connect(self._show_chosen)

    def _build(self) -> None:
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.empty = EmptyState(
            "calendar",
            N_("No mail yet", "outgoing mail"),
            N_("A month is closed here once it is over.", "outgoing mail"),
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        check = button(N_("Check a file…", "outgoing mail"), self.check_file, icon="shield")
        told = Label(role="muted")
        self._told = told
        self._place = column(margins=16)
        self._panel: QWidget | None = None
        box = QWidget()
        box.setLayout(self._place)
        head = row(told, None, check)
        self.setLayout(column(Sided(box, head, self.lists, stretch=1)))

    # The list

    def load(self) -> None:
        """Read the months again."""
        self.ctx.read(self._ask, owner=self, done=self._show, key="months")

    def _ask(self, actor: Actor) -> list[Line]:
        names: Mapping[int, str] = self.ctx.services.get(StaffQueries).names(actor)
        clock = self.ctx.services.bench.clock
        running = clock.now().astimezone(clock.zone).date().replace(day=1)
        months = self._queries.months(actor)
        return [Line(one, one.first >= running, names.get(one.closed_by, "")) for one in months]

    def _show(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        with QSignalBlocker(self.table):
            self.table.set_rows(lines)
            if self.chosen is None and lines:
                self.table.select(next((one.id for one in reversed(lines) if _to_close(one)), lines[0].id))
        self.lists.setCurrentWidget(self.table if lines else self.empty)
        self._show_chosen()

    @property
    def chosen(self) -> Line | None:
        """The month in the panel."""
        rows = self.table.selection()
        return rows[0] if rows else None

    def _show_chosen(self) -> None:
        left = sum(map(_to_close, self.lines))
        self._told.setText(tr(N_("To close: {n}", "outgoing mail"), n=left) if left else "")
        if self._panel is not None:
            self._place.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        one = self.chosen
        if one is not None:
            self._panel = self._make_panel(one)
            self._place.addWidget(self._panel, 1)

    def _make_panel(self, one: Line) -> QWidget:
        lines = (
            (N_("State"), tr(state_of(one)[0])),
            (N_("Closed", "outgoing mail"), _closed_line(one)),
            (N_("File checksum", "outgoing mail"), grouped_digest(one.month.digest)),
        )
        items: list[QWidget] = [Label(month_name(one.id), "title"), facts(lines), words(self._said(one))]
        offers = self._offers(one)
        if offers:
            items.insert(1, steps(offers))
        return scrolling(*items, spacing=16)

    def _said(self, one: Line) -> str:
        if one.closed:
            text = N_(
                "Its entries do not change any more. What was wrong is taken back by a new entry of today, "
                "in the register of the day.",
                "outgoing mail",
            )
        elif one.running:
            text = N_("It is closed once it is over.", "outgoing mail")
        else:
            text = N_(
                "Every batch of it must be sorted. The supervisor signs, and the archive is written as PDF "
                "and spreadsheet.",
                "outgoing mail",
            )
        return tr(text)

    def _offers(self, one: Line) -> list[Offer]:
        if one.closed:
            offers = [Offer(N_("Open the archive", "outgoing mail"), self.first_step, "file", "primary")]
            if self.ctx.actor.role is Role.SUPERVISOR:
                offers.append(Offer(N_("Write it once more…", "outgoing mail"), self.write_again, "copy"))
            return offers
        if one.running:
            return []
        offers = [Offer(N_("Close the month…", "outgoing mail"), self.first_step, "lock", "primary")]
        if self.ctx.actor.role is Role.SUPERVISOR:
            offers.append(Offer(N_("Preview the archive", "outgoing mail"), self.print_list, "eye"))
        return offers

    # Verbs

    def first_step(self) -> None:
        """What fits the month chosen: close it, or open its archive."""
        one = self.chosen
        if one is None:
            return
        if one.closed:
            open_archive(self.ctx, self, one.month)
        elif _to_close(one):
            close_month(self.ctx, self, one.month, self._closed)

    def write_again(self) -> None:
        """The archive of the closed month chosen was lost; the supervisor alone has it written once more."""
        one = self.chosen
        if one is not None and one.closed:
            CloseMonthDialog(self.ctx, one.month, self).begin(self._written)

    def _written(self, done: Archived) -> None:
        self.ctx.toasts.show(
            N_("The copy is written: {name}", "outgoing mail"), name=plain(done.files.pdf.name)
        )

    def _closed(self, done: Archived) -> None:
        told_closed(self.ctx, self, done)
        self.load()

    def print_list(self) -> None:
        """The archive of the month chosen as it would be now; the supervisor alone reads it whole."""
        one = self.chosen
        if one is not None and self.ctx.actor.role is Role.SUPERVISOR:
            papers.preview_month(self.ctx, self, one.id)

    def check_file(self) -> None:
        """Whether a file is the one that a month was closed with."""
        papers.check_archive(self.ctx, self)

    def take_keyboard(self) -> None:
        """On the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _to_close(one: Line) -> bool:
    return not one.closed and not one.running
