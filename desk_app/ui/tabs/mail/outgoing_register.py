"""The register of a day: an item is posted at the left; at the right what was sent, what is still here, the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import MoneyLine, Outgoing
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.outgoing_columns import COLUMNS, is_here
from desk_app.ui.tabs.mail.outgoing_form import OutgoingForm
from desk_app.ui.tabs.mail.outgoing_parts import Sided, Stepper
from desk_app.ui.tabs.mail.outgoing_totals import Totals
from desk_app.ui.tabs.mail.outgoing_verbs import hand_to_carrier, take_back, told_posted
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.menus import menu_button
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


@dataclass(frozen=True)
class Day:
    """What is read of a day."""

    items: Sequence[Outgoing]
    money: Sequence[MoneyLine]
    closed: bool
    """Its month is archived."""
    left_behind: Sequence[Outgoing] = ()
    """Of days before today: no carrier took it yet."""


class Register(QWidget):
    """Form, day, verbs."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._queries = ctx.services.get(MailQueries)
        self._chosen: date | None = None
        self._wanted: int | None = None
        self.shown = Day((), (), False)
        self._build()
        self._wire()

    # Build

    def _build(self) -> None:
        self.form = OutgoingForm(self.ctx)
        self.days = Stepper(N_("A day back"), N_("A day on"), N_("Today"))
        self.money_button = menu_button(
            N_("Money list", "outgoing mail"),
            "receipt",
            ((N_("Print the list"), self.preview_money), (N_("Save as Excel file…"), self.save_money)),
        )
        menu = list_menu(self.print_list, self.save_list)
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id, multi=True)
        self.empty = EmptyState(
            "send",
            N_("Nothing was sent on this day", "outgoing mail"),
            N_("What is posted at the left stands here, with its postage.", "outgoing mail"),
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        self.totals = Totals()
        self.earlier = button(N_("Still here", "outgoing mail"), self._to_earlier, kind="link")
        head = row(self.days, None, self.earlier, menu, self.money_button)
        whole = Sided(self.form, head, self.lists, self._build_steps(), self.totals, stretch=1)
        self.setLayout(column(whole))

    def _build_steps(self) -> QWidget:
        self.waiting = Label(role="label")
        self.carriers = QWidget()
        self._flow = FlowLayout()
        self.carriers.setLayout(self._flow)
        self._picks: list[QWidget] = []
        self.gone = button(N_("Handed to the carrier", "outgoing mail"), self.first_step, icon="door-out")
        self.correct = button(N_("Correct…", "outgoing mail"), self._correct_chosen, icon="edit")
        self.back = button(N_("Take back…", "outgoing mail"), self._take_back_chosen, icon="ban")
        pick = row(self.waiting, self.carriers)
        pick.setStretch(1, 1)
        self.steps = QWidget()
        self.steps.setLayout(column(pick, row(self.gone, None, self.correct, self.back), spacing=10))
        return self.steps

    def _wire(self) -> None:
        self.form.posted.connect(self._posted)
        self.days.stepped.connect(self.go)
        self.table.selected_rows.connect(lambda _: self._say_steps())
        speaker.language_changed.connect(self._retell)

    # The day

    def today(self) -> date:
        """The day it is in the building."""
        clock = self.ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    @property
    def day(self) -> date:
        """The day in sight; left open over midnight it goes on with the new one."""
        return self._chosen or self.today()

    def go(self, step: int) -> None:
        """So many days on or back; 0 is today."""
        self.show_day(self.day + timedelta(days=step) if step else self.today())

    def show_day(self, day: date) -> None:
        """The register of a day; there is none of tomorrow."""
        self._chosen = None if day >= self.today() else day
        self.load()

    def show_entry(self, record: int) -> None:
        """An entry of whatever day is brought in sight."""
        self._wanted = record
        self.ctx.read(
            lambda actor: self._queries.posted(actor, record),
            owner=self,
            done=lambda one: self.show_day(one.day),
            key="entry",
        )

    def load(self) -> None:
        """Read the day again; what is typed, and what is chosen, stays."""
        day = self.day
        self._say_day()
        self.ctx.read(lambda actor: self._ask(actor, day), owner=self, done=self._show, key="day")

    def _ask(self, actor: Actor, day: date) -> Day:
        queries, first = self._queries, day.replace(day=1)
        closed = {one.first for one in queries.months(actor) if one.closed_at is not None}
        left = [one for one in queries.left_behind(actor) if one.day != day]
        return Day(queries.outgoing(actor, day), queries.money_list(actor, day), first in closed, left)

    def _show(self, shown: Day) -> None:
        self.shown = shown
        self.table.set_rows(shown.items)
        self.lists.setCurrentWidget(self.table if shown.items else self.empty)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        self.totals.show_lines(shown.money)
        self.steps.setVisible(bool(shown.items))
        left = len(shown.left_behind)
        for setter in ("setText", "setAccessibleName"):
            say(self.earlier, N_("Of earlier days: {n}", "outgoing mail"), setter, n=left)
        self.earlier.setVisible(left > 0)
        self._say_carriers()
        self._say_steps()

    def _say_day(self) -> None:
        today = self.day == self.today()
        self.days.say(format_day(self.day, weekday=True), home=today, last=today)

    def _retell(self) -> None:
        self._say_day()
        self.totals.show_lines(self.shown.money)
        self._say_carriers()

    # What the carrier takes

    @property
    def here(self) -> list[Outgoing]:
        """What the carriers are still to take."""
        return [one for one in self.shown.items if is_here(one)]

    def _say_carriers(self) -> None:
        """A press chooses all that one carrier is to take."""
        for one in self._picks:
            self._flow.removeWidget(one)
            one.hide()
            one.deleteLater()
        counts = Counter(one.carrier for one in self.here)
        self._picks = [
            button(plain(f"{carrier}  {n}"), self._choose(carrier), kind="chip")
            for carrier, n in counts.items()
        ]
        for one in self._picks:
            self._flow.addWidget(one)
            one.show()
        self.waiting.setText(tr(N_("Still here", "outgoing mail")) if counts else "")
        self.waiting.setVisible(bool(counts))
        self.carriers.setVisible(bool(counts))

    def _to_earlier(self) -> None:
        """The last day on which something was left behind."""
        if self.shown.left_behind:
            self.show_day(self.shown.left_behind[0].day)

    def _choose(self, carrier: str) -> Callable[[], object]:
        return lambda: self.choose([one.id for one in self.here if one.carrier == carrier])

    def choose(self, ids: Sequence[int], *, more: bool = False) -> None:
        """Choose these rows; `more`: beside those that are chosen."""
        with QSignalBlocker(self.table):
            if not more:
                self.table.clearSelection()
            for one in ids:
                self._add(one)
        self._say_steps()
        self.table.setFocus()

    def _add(self, record: int) -> None:
        model, flags = self.table.rows_model, QItemSelectionModel.SelectionFlag
        place = model.place_of(record)
        if place is not None:
            index = model.index(place, 0)
            self.table.selectionModel().select(index, flags.Select | flags.Rows)
            self.table.scrollTo(index)

    def first_step(self) -> None:
        """Those chosen went with the carrier."""
        ids = [one.id for one in self.table.selection() if is_here(one)]
        if ids:
            hand_to_carrier(self.ctx, self, ids)

    def take_scan(self, raw: str) -> bool:
        """A barcode: of a piece that lies here it is chosen too, for the carrier; any other is the new item's."""
        code = compact_code(raw)
        if not code:
            return False
        waits = next((one for one in self.here if one.barcode == code), None)
        if waits is not None and not self.form.dirty:
            self.choose([waits.id], more=True)
        else:
            self.form.take_barcode(code)
        return True

    # Verbs on an entry

    def _say_steps(self) -> None:
        """What may be done with the rows chosen."""
        rows = self.table.selection()
        n = sum(is_here(one) for one in rows)
        self.gone.setEnabled(n > 0)
        for setter in ("setText", "setAccessibleName"):
            if n:
                say(self.gone, N_("Handed to the carrier: {n}", "outgoing mail"), setter, n=n)
            else:
                say(self.gone, N_("Handed to the carrier", "outgoing mail"), setter)
        standing = len(rows) == 1 and self._stands(rows[0])
        self.correct.setEnabled(standing)
        self.back.setEnabled(standing)

    def _stands(self, one: Outgoing) -> bool:
        """Whether it counts, as far as this day shows."""
        back = {each.corrects for each in self.shown.items}
        return not one.void and one.corrects is None and one.id not in back

    def _correct_chosen(self) -> None:
        rows = self.table.selection()
        if len(rows) == 1:
            self.correct_entry(rows[0])

    def _take_back_chosen(self) -> None:
        rows = self.table.selection()
        if len(rows) == 1:
            self._take_back(rows[0])

    def correct_entry(self, one: Outgoing) -> None:
        """Take it back, and type it anew; what somebody is typing is not lost without a word."""
        if self.form.dirty and not self.ctx.ask.confirm(
            self,
            tr(N_("An item is being typed. Correct the other one first?", "outgoing mail")),
            tr(N_("Clear it, correct the other one", "outgoing mail")),
        ):
            return
        self._take_back(one, correct=True)

    def _take_back(self, one: Outgoing, *, correct: bool = False) -> None:
        today = self.today()
        take_back(
            self.ctx,
            self,
            one,
            slip=one.day == today and is_here(one),
            closed=self.shown.closed and one.day == self.day,
            correct=correct,
            then=self.form.fill if correct else None,
        )

    def _posted(self, one: Outgoing) -> None:
        told_posted(self.ctx, one, self.correct_entry)
        if self._chosen is not None:
            self.show_day(one.day)

    # Papers

    def preview_money(self) -> None:
        """The day's money list, for finance."""
        papers.preview_money(self.ctx, self, self.day)

    def save_money(self) -> None:
        """The day's sums as a spreadsheet."""
        papers.save_money(self.ctx, self, self.day)

    def print_list(self) -> None:
        """The register as it stands."""
        papers.print_outgoing(self.ctx, self, self.table.rows_model.rows, self.day)

    def save_list(self) -> None:
        """The same as a spreadsheet."""
        papers.save_outgoing(self.ctx, self, self.table.rows_model.rows, self.day)

    def new_item(self) -> None:
        """Ready for the next item, of today."""
        if self._chosen is not None:
            self.go(0)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Ready for the next item."""
        self.form.start()
