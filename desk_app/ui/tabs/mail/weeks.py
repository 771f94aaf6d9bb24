"""The weeks' reconciliation: the register against what each carrier states, and why the two differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.people import Actor
from desk_app.services.core.settings import split_places
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.options import CARRIERS
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Reconciliation, WeekLine
from desk_app.services.mail.typed import MOST_STATED
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import format_day, format_money, format_number, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.outgoing_parts import Sided, Stepper
from desk_app.ui.tabs.mail.week_lines import COLUMNS, Line, difference_line, who_line
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.menus import menu_button
from desk_app.ui.widgets.panel_parts import facts, scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """What is read of a week."""

    lines: Sequence[Line]
    closed: Sequence[date]
    """First days of the archived months."""


class Weeks(QWidget):
    """The carriers of a week; what the one chosen states is typed at the left."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._queries = ctx.services.get(MailQueries)
        self._chosen: date | None = None
        self.shown = Week((), ())
        self.busy = False
        self._build()
        self._wire()

    # Build

    def _build(self) -> None:
        back, on = N_("Previous week", "outgoing mail"), N_("Next week", "outgoing mail")
        self.weeks = Stepper(back, on, N_("Last week", "outgoing mail"))
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.empty = EmptyState(
            "receipt",
            N_("No postage in this week", "outgoing mail"),
            N_(
                "A carrier that states something all the same is chosen at the left.",
                "outgoing mail",
            ),
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        sheet = menu_button(
            N_("Reconciliation sheet", "outgoing mail"),
            "print",
            ((N_("Print the list"), self.print_list), (N_("Save as Excel file…"), self.save_list)),
        )
        head = row(self.weeks, None, sheet)
        self.sums = Label(role="muted")
        self.setLayout(column(Sided(self._build_form(), head, self.lists, self.sums, stretch=1)))

    def _build_form(self) -> QWidget:
        self.form = Form(enter_submits=True)
        self.carrier = Choice([])
        self.stated, self.words = QLineEdit(), QLineEdit()
        self.form.add("carrier", N_("Carrier", "outgoing mail"), self.carrier)
        self._told = column()
        self._facts: QWidget | None = None
        self.entry = Form(enter_submits=True)
        self.entry.add(
            "stated", N_("The carrier states, in yuan", "outgoing mail"), self.stated, required=True
        )
        self.entry.add("explanation", N_("Why they differ", "outgoing mail"), self.words)
        self.said = Label(role="muted")
        self.said.setWordWrap(True)
        self.save = button(
            N_("Reconcile (Enter)", "outgoing mail"), self.submit, kind="primary", icon="check"
        )
        head = row(said_label(N_("Carrier's statement", "outgoing mail"), "heading"), None)
        head.setContentsMargins(16, 16, 16, 0)
        inside = column(self.form, self._told, self.entry, self.said, spacing=14)
        foot = row(self.save)
        foot.setContentsMargins(16, 4, 16, 16)
        box = QWidget()
        layout = column(head, scrolling(inside, margins=16), foot, spacing=4)
        layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _wire(self) -> None:
        self.weeks.stepped.connect(self.go)
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(lambda _: self.take_keyboard())
        self.carrier.value_changed.connect(lambda _: self._carrier_changed())
        self.stated.textChanged.connect(lambda _: self._say_difference())
        self.entry.submitted.connect(self.submit)
        speaker.language_changed.connect(self._retell)

    # The week

    def today(self) -> date:
        """The day it is in the building."""
        clock = self.ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    def this_week(self) -> date:
        """Its Monday."""
        today = self.today()
        return today - timedelta(days=today.weekday())

    @property
    def monday(self) -> date:
        """Of the week in sight: the last one that is over, until another is chosen."""
        return self._chosen or self.this_week() - WEEK

    @property
    def over(self) -> bool:
        """Whether the week in sight can be reconciled."""
        return self.monday < self.this_week()

    def go(self, step: int) -> None:
        """So many weeks on or back; 0 is the last one that is over."""
        monday = self.monday + step * WEEK if step else self.this_week() - WEEK
        self._chosen = None if monday == self.this_week() - WEEK else min(monday, self.this_week())
        self._clear()
        self.load()

    def load(self) -> None:
        """Read the week again; what is typed stays."""
        monday = self.monday
        self._say_week()
        self.ctx.read(lambda actor: self._ask(actor, monday), owner=self, done=self._show, key="week")

    def _ask(self, actor: Actor, monday: date) -> Week:
        names: Mapping[int, str] = self.ctx.services.get(StaffQueries).names(actor)
        over = monday < self.this_week()
        lines = [
            Line(one, over, names.get(one.reconciliation.by, "") if one.reconciliation is not None else "")
            for one in self._queries.week(actor, monday)
        ]
        closed = [one.first for one in self._queries.months(actor) if one.closed_at is not None]
        return Week(lines, closed)

    def _show(self, shown: Week) -> None:
        self.shown = shown
        self.table.set_rows(shown.lines)
        self.lists.setCurrentWidget(self.table if shown.lines else self.empty)
        self._say_sums()
        setting = self.ctx.services.bench.settings.get(CARRIERS)
        names = dict.fromkeys([*(one.id for one in shown.lines), *(p for p in split_places(setting) if p)])
        kept = self.carrier.value
        with QSignalBlocker(self.carrier):
            self.carrier.offer((one, plain(one)) for one in names)
            self.carrier.choose(kept if kept in names else self._next())
        self._carrier_changed(keep=kept == self.carrier.value)

    def _next(self) -> str | None:
        """The first carrier that is still to be reconciled."""
        left = [one.id for one in self.shown.lines if one.week.reconciliation is None]
        return left[0] if left else None

    def _say_week(self) -> None:
        first, last = self.monday, self.monday + timedelta(days=6)
        text = N_("{first} to {last}", "outgoing mail")
        said = tr(text, first=format_day(first), last=format_day(last))
        self.weeks.say(said, home=self._chosen is None, last=not self.over)

    def _say_sums(self) -> None:
        """Register and statements of the whole week, and how many carriers are left."""
        weeks = [one.week for one in self.shown.lines]
        left = sum(one.reconciliation is None for one in weeks)
        registered = format_money(sum(one.registered for one in weeks))
        stated = sum(one.reconciliation.stated for one in weeks if one.reconciliation is not None)
        if left:
            text = N_("Register {registered}. To reconcile: {left} of {n} carriers.", "outgoing mail")
        else:
            text = N_("Register {registered}, the carriers state {stated}.", "outgoing mail")
        said = tr(text, registered=registered, stated=format_money(stated), left=left, n=len(weeks))
        self.sums.setText(said if weeks else "")

    def _retell(self) -> None:
        self._say_week()
        self._say_sums()
        self._say_line()
        self._say_difference()

    # The carrier chosen

    @property
    def line(self) -> WeekLine:
        """The week of the carrier chosen; one without items has nothing in the register."""
        name = self.carrier.value or ""
        return next((one.week for one in self.shown.lines if one.id == name), WeekLine(name, 0, 0))

    def _selected(self, rows: Sequence[Line]) -> None:
        if rows and rows[0].id != self.carrier.value:
            self.carrier.choose(rows[0].id)

    def _carrier_changed(self, *, keep: bool = False) -> None:
        """The statement of this carrier, as it stands or to be typed."""
        with QSignalBlocker(self.table):
            if not self.table.select(self.carrier.value):
                self.table.clearSelection()
        done = self.line.reconciliation
        if not (keep and self.entry.dirty):
            typed = f"{done.stated / 100:.2f}" if done is not None else ""
            self.entry.reset({"stated": typed, "explanation": done.explanation if done is not None else ""})
        self._say_line()
        self._say_difference()

    def _say_line(self) -> None:
        line = self.line
        if self._facts is not None:
            self._told.removeWidget(self._facts)
            self._facts.hide()
            self._facts.deleteLater()
        lines = [
            (N_("Pieces", "outgoing mail"), format_number(line.pieces)),
            (N_("Register", "outgoing mail"), format_money(line.registered)),
        ]
        who = next((who_line(one) for one in self.shown.lines if one.id == line.carrier), "")
        self._facts = facts([*lines, (N_("Reconciled", "outgoing mail"), who)])
        self._told.addWidget(self._facts)
        self.entry.setEnabled(self._may)
        self.save.setEnabled(self._may and not self.busy)

    @property
    def _sealed(self) -> bool:
        """Whether what was reconciled is archived."""
        firsts = {one.replace(day=1) for one in (self.monday, self.monday + timedelta(days=6))}
        return self.line.reconciliation is not None and bool(firsts & set(self.shown.closed))

    @property
    def _may(self) -> bool:
        return self.over and not self._sealed

    def _say_difference(self) -> None:
        """The difference while it is typed, or why nothing is to be typed."""
        self.said.set_tone(None)
        if not self.over:
            self.said.setText(tr(N_("This week is not over yet: reconcile it from Monday on.")))
        elif self._sealed:
            text = N_("The month is closed and archived: this stays as it is.", "outgoing mail")
            self.said.setText(tr(text))
        else:
            self._say_typed()

    def _say_typed(self) -> None:
        typed = self.stated.text().strip()
        try:
            fen = parse_money(typed, most=MOST_STATED)
        except UserError:
            typed = ""
        if not typed:
            self.said.setText(
                tr(N_("As the carrier's statement says; 0 when it charges nothing.", "outgoing mail"))
            )
            return
        difference = fen - self.line.registered
        if difference:
            text = N_("Difference: {amount}. Say why: it goes to finance.", "outgoing mail")
            self.said.setText(tr(text, amount=difference_line(difference)))
        else:
            self.said.setText(tr(N_("Register and statement agree.", "outgoing mail")))
        self.said.set_tone("warning" if difference else "positive")

    # Reconcile

    def submit(self) -> None:
        """Hold the statement against the register; the next carrier follows."""
        if self.busy or not self._may:
            return
        self._set_busy(True)
        posts, monday, carrier = self.ctx.services.get(OutgoingMail), self.monday, self.carrier.value or ""
        stated, words = self.stated.text(), self.words.text()
        self.ctx.do(
            lambda actor: posts.reconcile(actor, monday, carrier, stated, words),
            owner=self,
            done=self._reconciled,
            failed=self._failed,
        )

    def _reconciled(self, one: Reconciliation) -> None:
        self._set_busy(False)
        if one.difference:
            text = N_("{carrier}: reconciled, difference {amount}.", "outgoing mail")
        else:
            text = N_("{carrier}: reconciled, it agrees.", "outgoing mail")
        amount = plain(difference_line(one.difference))
        self.ctx.toasts.show(text, carrier=plain(one.carrier), amount=amount)
        self._clear()
        self.load()
        self.take_keyboard()

    def _clear(self) -> None:
        """No carrier is chosen, so that the next load chooses the next one that is open."""
        self.entry.reset({"stated": "", "explanation": ""})
        with QSignalBlocker(self.carrier):
            self.carrier.offer([])

    def _failed(self, error: Exception) -> bool:
        self._set_busy(False)
        if not isinstance(error, InvalidInput):
            return False
        return self.entry.show_problems(error) or self.form.show_problems(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.save.setEnabled(self._may and not busy)

    # Of the place

    def first_step(self) -> None:
        """Reconcile the carrier chosen."""
        self.submit()

    def print_list(self) -> None:
        """The sheet of the week."""
        papers.preview_week(self.ctx, self, self.monday)

    def save_list(self) -> None:
        """The same as a spreadsheet."""
        papers.save_week(self.ctx, self, self.monday)

    def take_keyboard(self) -> None:
        """Ready to type what the carrier states; on the list where nothing is to be typed."""
        if not self._may:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.stated.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.stated.selectAll()
