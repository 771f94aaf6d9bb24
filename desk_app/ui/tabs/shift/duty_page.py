"""What happened, when. An entry is never changed: a correction is a further entry."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.records import (
    TAG_NAMES,
    DayLog,
    Entry,
    Incident,
    IncidentKind,
    StepDraft,
    Tag,
)
from desk_app.services.duty_log.service import DutyLog
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, say, speaker
from desk_app.ui.printing.papers import staff_names
from desk_app.ui.tabs.shift import duty_actions as actions
from desk_app.ui.tabs.shift.duty_card import IncidentCard
from desk_app.ui.tabs.shift.duty_dialogs import BeginDialog, CorrectDialog, StepDialog
from desk_app.ui.tabs.shift.duty_kinds import KindsDialog
from desk_app.ui.tabs.shift.duty_line import DutyLine
from desk_app.ui.tabs.shift.duty_papers import print_log
from desk_app.ui.tabs.shift.duty_said import columns
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.row_view import RowTable

ALL, INCIDENTS, CORRECTED = "all", "incidents", "corrected"
_CARDS_HEIGHT = 270
_CHIPS = (
    Chip(ALL, N_("All", "duty log")),
    Chip(INCIDENTS, N_("Incidents", "duty log")),
    *(Chip(f"tag_{tag.value}", TAG_NAMES[tag], quiet=True) for tag in Tag if tag is not Tag.NOTE),
    Chip(CORRECTED, N_("Corrections", "duty log"), quiet=True),
)


class DutyPage(Part):
    """The log of a day, the line that is always ready, and the day's incidents as cards above."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Duty log", "shift tab"),
            N_(
                "What happened, when. An entry is never changed: a correction is a further entry.",
                "shift tab",
            ),
        )
        self._verbs, self._queries = ctx.services.get(DutyLog), ctx.services.get(DutyQueries)
        self._chosen: date | None = None
        self._wanted: int | None = None
        self._at_end: date | None = None
        self.log = DayLog(self.today())
        self._names: dict[int, str] = {}
        self.cards: dict[int, IncidentCard] = {}
        self._build_head()
        self._build_body()
        self._timer = QTimer(self)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self.tick)
        speaker.language_changed.connect(self._retell)
        self._retell()

    # Build

    def _build_head(self) -> None:
        self.day_label = Label(role="muted")
        self.today_button = button(N_("Today"), lambda: self.go(0), kind="quiet")
        self.begin = button(
            N_("Incident…", "duty log"), self.ask_begin, kind="danger", icon="bell", key="Ctrl+N"
        )
        self.print = button(
            N_("Print the log", "duty log"), self.print_log, kind="icon", icon="print", key="Ctrl+P"
        )
        self.kinds = button(
            N_("Kinds of incidents", "duty log"), self.ask_kinds, kind="icon", icon="settings"
        )
        for one in (
            button(N_("A day back"), lambda: self.go(-1), kind="icon", icon="chevron-left", key="Alt+Left"),
            self.day_label,
            button(N_("A day on"), lambda: self.go(1), kind="icon", icon="chevron-right", key="Alt+Right"),
            self.today_button,
            self.kinds,
            self.print,
            self.begin,
        ):
            self.tools.addWidget(one)

    def _build_body(self) -> None:
        self.chips = FilterBar(_CHIPS)
        self.chips.chosen.connect(lambda _: self._show_rows())
        self.correct = button(N_("Correct…", "duty log"), self.ask_correct, icon="edit", key="Ctrl+E")
        self.table = RowTable(columns(self._names, self._place), row_id=lambda one: one.id)
        say(self.table, N_("Duty log", "shift tab"), "setAccessibleName")
        self.table.activated_row.connect(self.ask_correct)
        self.table.selected_rows.connect(lambda rows: self.correct.setEnabled(bool(rows)))
        self.correct.setEnabled(False)
        hint = N_("Type below what happened: Enter saves it with the time.", "duty log")
        self.nothing = EmptyState("list", N_("Nothing was written on this day", "duty log"), hint)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.nothing)
        self.line = DutyLine(self.ctx)
        self.line.written.connect(self._written)
        bar = row(self.chips, self.correct, spacing=12)
        bar.setStretch(0, 1)
        for item in (self._build_cards(), bar):
            self.body.addWidget(item) if isinstance(item, QWidget) else self.body.addLayout(item)
        self.body.addWidget(self.lists, 1)
        self.body.addWidget(self.line)
        self.setFocusProxy(self.line)

    def _build_cards(self) -> QScrollArea:
        self._cards = column(spacing=12)
        inside = QWidget()
        self._inside = column(self._cards, None)
        inside.setLayout(self._inside)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.area.hide()
        return self.area

    # The day

    def now(self) -> datetime:
        """The moment it is, in the building's time."""
        clock = self.ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def today(self) -> date:
        """The day it is in the building."""
        return self.now().date()

    @property
    def day(self) -> date:
        """The day chosen, or today: a page left open over midnight goes on with the new day."""
        return self._chosen or self.today()

    def go(self, step: int) -> None:
        """So many days on, or back; 0 is today."""
        self.show_day(self.day + timedelta(days=step) if step else self.today())

    def show_day(self, day: date) -> None:
        """The log of this day."""
        self._chosen = None if day == self.today() else day
        self.load()

    # Read

    def load(self) -> None:
        """Read the day's log; what is typed stays."""
        day = self.day
        self._retell()
        self.ctx.read(
            lambda by: (self._queries.day(by, day), staff_names(self.ctx)),
            owner=self,
            done=lambda found: self._show(*found),
        )

    def show_record(self, record: int) -> None:
        """An incident on its own day; 0: whatever runs today."""
        if not record:
            self.show_day(self.today())
            return
        self._wanted = record
        self.ctx.read(
            lambda by: self._queries.incident(by, record), owner=self, done=self._show_incident, key="one"
        )

    def _show_incident(self, one: Incident) -> None:
        self.show_day(one.reported_at.astimezone(self.now().tzinfo).date())

    def _show(self, log: DayLog, names: dict[int, str]) -> None:
        self.log = log
        self._names.clear()
        self._names.update(names)
        self._show_cards()
        self._show_rows()
        self._say_counts()

    def _show_cards(self) -> None:
        ordered = sorted(self.log.incidents, key=lambda one: (not one.open, one.reported_at))
        for gone in set(self.cards) - {one.id for one in ordered}:
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        for place, one in enumerate(ordered):
            if one.id in self.cards:
                self.cards[one.id].show_incident(one)
            else:
                self.cards[one.id] = self._card(one)
            self._cards.insertWidget(place, self.cards[one.id])
        self.area.setVisible(bool(ordered))
        self._fit_cards()
        if self._wanted in self.cards:
            self.area.ensureWidgetVisible(self.cards[self._wanted])
            self._wanted = None

    def _fit_cards(self) -> None:
        """As high as the cards are, but the log keeps its room."""
        self._inside.activate()
        width = max(400, self.area.viewport().width())
        high = self._inside.heightForWidth(width) if self._inside.hasHeightForWidth() else 0
        self.area.setFixedHeight(min(_CARDS_HEIGHT, max(high, self._inside.sizeHint().height())))

    def _card(self, one: Incident) -> IncidentCard:
        card = IncidentCard(self.ctx, one)
        card.step_asked.connect(self.record)
        for signal, act in (
            (card.close_asked, actions.close),
            (card.waive_asked, actions.waive),
            (card.reopen_asked, actions.reopen),
            (card.repair_asked, actions.repair),
            (card.print_asked, actions.print_sheet),
        ):
            signal.connect(partial(act, self.ctx, self))
        return card

    def _show_rows(self) -> None:
        rows = [one for one in self.log.entries if self._fits(one)]
        self.table.set_rows(rows)
        self.lists.setCurrentWidget(self.table if rows else self.nothing)
        if self._at_end != self.log.day and rows:
            self._at_end = self.log.day
            self.table.scrollToBottom()

    def _fits(self, one: Entry) -> bool:
        key = self.chips.current
        if key == ALL:
            return True
        if key == INCIDENTS:
            return one.incident is not None
        if key == CORRECTED:
            return one.corrects is not None or one.corrected_by is not None
        return f"tag_{one.tag.value}" == key and one.incident is None

    def _say_counts(self) -> None:
        counts = {ALL: len(self.log.entries)}
        current = self.chips.current
        for chip in _CHIPS[1:]:
            self.chips.current = chip.key
            counts[chip.key] = sum(map(self._fits, self.log.entries))
        self.chips.current = current
        self.chips.set_counts(**counts)

    def _place(self, entry: int) -> datetime | None:
        return next((one.happened_at for one in self.log.entries if one.id == entry), None)

    # What is done

    def _written(self, entry: Entry) -> None:
        self.show_day(entry.happened_at.astimezone(self.now().tzinfo).date())
        if self.table.select(entry.id):
            self.table.clearSelection()

    def ask_correct(self, _row: object = None) -> None:
        """What the entry chosen should have said."""
        entry = self.table.current_row()
        if isinstance(entry, Entry):
            CorrectDialog(self.ctx, entry, self).begin(self._corrected)

    def _corrected(self, entry: Entry) -> None:
        self.ctx.toasts.show(N_("The correction stands in the log.", "duty log"))
        self.load()

    def ask_begin(self) -> None:
        """What has happened? The kinds are read first."""
        self.ctx.read(self._queries.kinds, owner=self, done=self._ask_begin, key="kinds")

    def _ask_begin(self, kinds: list[IncidentKind]) -> None:
        BeginDialog(self.ctx, kinds, self).begin(self._begun)

    def _begun(self, one: Incident) -> None:
        self.ctx.toasts.show(N_("Incident {number} runs.", "duty log"), number=plain(one.number))
        self._wanted = one.id
        self.show_day(self.today())

    def record(self, incident: Incident, draft: StepDraft | None) -> None:
        """A time of an incident at once; what cannot stand so is asked about in the dialog."""
        if draft is None:
            StepDialog(self.ctx, incident, self).begin(lambda _: self.load())
            return
        draft = StepDraft(draft.step, draft.at, draft.who, request=uuid.uuid4().hex)
        self.ctx.do(
            lambda by: self._verbs.step(by, incident.id, draft),
            owner=self,
            done=self._recorded,
            failed=partial(self._refused, incident, draft),
        )

    def _recorded(self, incident: Incident) -> None:
        if incident.id in self.cards:
            self.cards[incident.id].recorded()
            self.cards[incident.id].show_incident(incident)
        self.load()

    def _refused(self, incident: Incident, draft: StepDraft, error: Exception) -> bool:
        if not isinstance(error, InvalidInput):
            return False
        dialog = StepDialog(self.ctx, incident, self, draft)
        dialog.begin(self._recorded)
        return dialog.show_problems(error)

    def ask_kinds(self) -> None:
        """The supervisor's own kinds."""
        KindsDialog(self.ctx, self).open()

    def print_log(self) -> None:
        """Preview the day's log."""
        print_log(self.ctx, self, self.log)

    # Time and language

    def tick(self) -> None:
        """The clocks of the cards run; midnight begins another day."""
        for card in self.cards.values():
            card.tick()
        if self.day != self.log.day:
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks run while somebody sees them, and the line is ready."""
        super().showEvent(event)
        self.tick()
        self._timer.start()
        self.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them."""
        super().hideEvent(event)
        self._timer.stop()

    def _retell(self, _language: str = "") -> None:
        self.day_label.setText(format_day(self.day, weekday=True))
        self.today_button.setVisible(self.day != self.today())
        self.kinds.setVisible(self._actor().role is Role.SUPERVISOR)
        self._fit_cards()

    def _actor(self) -> Actor:
        return self.ctx.actor
