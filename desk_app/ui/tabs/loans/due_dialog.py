"""Due and overdue, by company: next morning's list; phone them, print the round, hang up notices.

One key notes a call and goes on to the next one; several rows chosen mean their companies.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.loans.documents import notices
from desk_app.services.loans.lists import company_list, company_sheet
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import CompanyDue, Loan
from desk_app.services.loans.service import Loans
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.printing.papers import desk_paper, save_sheet, today
from desk_app.ui.tabs.loans.columns import NAMELESS, items_line
from desk_app.ui.tabs.loans.lists_menu import SAVE
from desk_app.ui.tabs.loans.moments import MomentField
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

TITLE = N_("Due and overdue, by company")
LIST_TITLE = N_("Due until {moment}, by company")
CLOSING = time(18, 0)
_WIDTH, _HEIGHT, _EDGE = 1180, 680, 40


@dataclass(frozen=True)
class Due:
    """A loan on the list, and whose people it is."""

    loan: Loan
    company: CompanyDue

    @property
    def id(self) -> int:
        """Of the loan."""
        return self.loan.id


def due_columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    """Phones stand whole: they are dialled from here."""

    def tone(one: Due) -> Tone | None:
        return "danger" if one.loan.due and one.loan.due < now() else None

    def moment(at: datetime | None) -> str:
        return format_moment(at, now=now()) if at is not None else ""

    return (
        Column(N_("Company", "loans due"), lambda one: one.company.company or tr(N_("No company"))),
        Column(N_("Unit", "loans due"), lambda one: one.loan.unit or one.company.unit, width=90, spare=2),
        Column(N_("Borrower", "loans tab"), lambda one: one.loan.borrower or tr(NAMELESS), width=130),
        Column(N_("Phone", "loans due"), lambda one: one.loan.phone, width=130),
        Column(N_("Items", "loans tab"), lambda one: items_line(one.loan), width=130),
        Column(
            N_("Due", "loans tab"),
            lambda one: moment(one.loan.due),
            sort_key=lambda one: one.loan.due,
            tone=tone,
            width=130,
        ),
        Column(
            N_("Phoned", "loans due"),
            lambda one: moment(one.loan.called_at),
            sort_key=lambda one: one.loan.called_at,
            width=130,
            spare=1,
        ),
    )


class DueDialog(Dialog):
    """Until when, the list, and what is done with it."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._clock = ctx.services.bench.clock
        self._dues: tuple[CompanyDue, ...] = ()
        self._marks: dict[tuple[int, bool], str] = {}
        say(self, TITLE, "setWindowTitle")
        self.until = MomentField(self._clock.now)
        self.until.setFixedWidth(260)
        self.table = RowTable(due_columns(self._clock.now), row_id=lambda one: one.id, multi=True)
        self.count = Label(role="muted")
        layout = column(self._head(), self.table, self._foot(), spacing=14, margins=24)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        for keys, reached in (("F5", True), ("F6", False)):
            key = QShortcut(QKeySequence(keys), self)
            key.setAutoRepeat(False)  # held down it would note a call to everybody
            key.activated.connect(self.note_reached if reached else self.note_missed)
        self.until.set_value(self.next_closing())
        self.until.value_changed.connect(lambda _: self.load())
        ctx.bus.follow(self, {"loans"}, self.load)
        self.load()
        self.table.setFocus()

    # Build

    def _head(self) -> QWidget:
        box = QWidget()
        quick = (
            button(N_("Overdue now"), lambda: self.until.set_value(self._clock.now()), kind="chip"),
            button(N_("Until closing"), lambda: self.until.set_value(self.next_closing()), kind="chip"),
        )
        label = said_label(N_("Due until"), "label")
        close = button(N_("Close"), self.accept)
        box.setLayout(row(said_label(TITLE, "title"), None, label, self.until, *quick, close))
        return box

    def _foot(self) -> QWidget:
        box = QWidget()
        self.reached = button(N_("Reached (F5)"), self.note_reached, icon="phone")
        self.missed = button(N_("Nobody answered (F6)"), self.note_missed)
        for one in (self.reached, self.missed):
            one.installEventFilter(self)
        self.notices = button(N_("Notices…"), self.print_notices, icon="megaphone")
        tools = (
            button(N_("Print the list"), self.print_list, icon="print"),
            button(SAVE, self.save_list, icon="download"),
        )
        box.setLayout(row(self.reached, self.missed, self.count, None, *tools, self.notices))
        return box

    def next_closing(self) -> datetime:
        """When the desk closes next: today, or tomorrow once it has."""
        now = self._clock.now().astimezone(self._clock.zone)
        closing = datetime.combine(now.date(), CLOSING, self._clock.zone)
        return closing if now < closing else closing + timedelta(days=1)

    # Load

    def load(self) -> None:
        """Read what is due until the time typed; while it is none the list stays."""
        until = self.until.value
        if until is not None:
            queries = self._ctx.services.get(LoanQueries)
            self._ctx.read(
                lambda actor: queries.by_company(actor, until), owner=self, done=self._show, key="due"
            )

    def _show(self, dues: Sequence[CompanyDue]) -> None:
        self._dues = tuple(dues)
        rows = [Due(loan, due) for due in dues for loan in due.loans]
        self.table.set_rows(rows)
        if rows and not self.table.selection():
            self.table.select(rows[0].id)
        say(self.count, N_("Loans: {loans}, companies: {companies}"), loans=len(rows), companies=len(dues))
        self._marks.clear()
        for one in (self.reached, self.missed):
            one.setEnabled(bool(rows))
        self.notices.setEnabled(any(due.company for due in dues))

    # Calls

    def note_reached(self) -> None:
        """The one chosen was phoned and will bring it."""
        self._note(True)

    def note_missed(self) -> None:
        """Nobody answered."""
        self._note(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The second click of a double click is none: the list has gone on to the next one by then."""
        return event.type() == QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)

    def _note(self, reached: bool) -> None:
        """Note it and go on to the next in the list."""
        chosen = self.table.current_row()
        if not isinstance(chosen, Due):
            return
        loans, loan = self._ctx.services.get(Loans), chosen.id
        # Until the list was read again the same key on the same row is the same call.
        mark = self._marks.setdefault((loan, reached), uuid.uuid4().hex)
        self._ctx.do(lambda actor: loans.note_call(actor, loan, reached, "", mark), owner=self)
        self.table.select(self._after(chosen).id)

    def _after(self, chosen: Due) -> Due:
        rows = list(self.table.rows_model.rows)
        place = rows.index(chosen) + 1
        found: Due = rows[min(place, len(rows) - 1)]
        return found

    # Paper

    def _title(self) -> str:
        until = self.until.value or self.next_closing()
        return tr(LIST_TITLE, moment=format_moment(until))

    def print_list(self) -> None:
        """The round, company after company."""
        dues, title, printed = self._dues, self._title(), self._clock.now()
        on_paper = desk_paper(self._ctx)
        self._ctx.printing.preview(
            lambda: company_list(dues, on_paper, title=title, printed=printed), owner=self
        )

    def save_list(self) -> None:
        """The same as a spreadsheet."""
        dues, now, on_paper = self._dues, self._clock.now(), desk_paper(self._ctx)
        save_sheet(
            self._ctx, self, self._title(), lambda: company_sheet(dues, on_paper, now=now), today(self._ctx)
        )

    def chosen_companies(self) -> tuple[CompanyDue, ...]:
        """The companies of the rows chosen; all of them unless several rows are. People of no company have no door."""
        rows = self.table.selection()
        wanted = [one.company for one in rows] if len(rows) > 1 else self._dues
        return tuple(due for due in self._dues if due.company and due in wanted)

    def print_notices(self) -> None:
        """A page for each company, to hang up or hand over there."""
        dues, printed, on_paper = self.chosen_companies(), self._clock.now(), desk_paper(self._ctx)
        until = max(self.until.value or printed, self.next_closing())
        if dues:
            self._ctx.printing.preview(
                lambda: notices(dues, on_paper, until=until, printed=printed), owner=self
            )


def open_due(ctx: AppContext, page: QWidget) -> DueDialog:
    """Open it over the page."""
    dialog = DueDialog(ctx, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
