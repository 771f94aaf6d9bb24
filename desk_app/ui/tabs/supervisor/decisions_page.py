"""What waits for the supervisor, of every tab, and what was decided on a day.

How a thing is decided is its own tab's to say (`TabSpec.decisions`): the dialog opens here, over the list.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.catalogue import features
from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.decisions.documents import decided_list, decided_sheet
from desk_app.services.decisions.queries import DecisionQueries
from desk_app.services.decisions.records import Decision
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_duration, format_moment, format_time, say, speaker, tr
from desk_app.ui.printing.papers import desk_paper, save_sheet
from desk_app.ui.tab_spec import Decide, tabs
from desk_app.ui.tabs.supervisor.action_names import NAMES
from desk_app.ui.tabs.supervisor.actions_said import say_action
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.matter_text import filled
from desk_app.ui.widgets.panel_parts import Offer, facts, steps
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

WAITING, DECIDED = "waiting", "decided"
_AMBER, _RED = timedelta(days=1), timedelta(days=3)
_AMBER_URGENT, _RED_URGENT = timedelta(minutes=5), timedelta(minutes=15)
"""How long something waits before it stands out; the second pair where somebody stands there."""


def tone_of(one: Pending, now: datetime) -> Tone:
    """Amber, then red, the longer it waits."""
    amber, red = (_AMBER_URGENT, _RED_URGENT) if one.urgent else (_AMBER, _RED)
    age = now - one.since
    return "danger" if age >= red else "warning" if age >= amber else "neutral"


def way_of(one: Pending) -> Decide | None:
    """How it is decided here; None: only in its own tab."""
    return next((spec.decisions[one.step] for spec in tabs() if one.step in spec.decisions), None)


class DecisionsPage(Part):
    """Enter decides on the chosen line; the arrow keys go along the list."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Decisions"),
            N_("What waits for you, and what was decided; each with its reason, all in the audit log."),
        )
        self._queries = ctx.services.get(DecisionQueries)
        self._titles: dict[str, Message] = {one.id: one.title for one in features()}
        self.waiting: list[Pending] = []
        self.decided: list[Decision] = []
        self.chips = FilterBar(
            (
                Chip(WAITING, N_("To decide", "decisions"), "warning"),
                Chip(DECIDED, N_("Decided", "decisions")),
            )
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self._waiting_side())
        self.pages.addWidget(self._decided_side())
        self.body.addWidget(self.chips)
        self.body.addWidget(self.pages, 1)
        self.chips.chosen.connect(self._turn)
        self.table.activated_row.connect(self.decide)
        self.table.selected_rows.connect(lambda _: self._show_chosen())
        self.day.value_changed.connect(lambda: self.load())
        speaker.language_changed.connect(self._retell)

    def _waiting_side(self) -> QWidget:
        self.table = RowTable(self._columns(), _key)
        say(self.table, N_("To decide", "decisions"), "setAccessibleName")
        self.nothing = EmptyState(
            "check",
            N_("Nothing waits for you", "decisions"),
            N_("What needs a decision stands here.", "decisions"),
        )
        self.said = Label(role="heading")
        self.said.setWordWrap(True)
        self._place = column(self.said, spacing=12)
        self._chosen: QWidget | None = None
        self.side = QWidget()
        self.side.setFixedWidth(320)
        self.side.setLayout(column(self._place, None, margins=4))
        made = QWidget()
        inside = row(spacing=16)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.nothing, 1)
        inside.addWidget(self.side)
        made.setLayout(inside)
        return made

    def _decided_side(self) -> QWidget:
        now = self.ctx.services.bench.clock.now
        self.day = DayField(now, past=True)
        self.day.set_value(self.day.today)
        say(self.day, N_("Day"), "setAccessibleName")
        self.lists = list_menu(self.print_list, self.save_list)
        self.done = RowTable(self._decided_columns(), lambda one: one.seq)
        say(self.done, N_("Decided", "decisions"), "setAccessibleName")
        self.none = EmptyState(
            "history", N_("Nothing was decided.", "decisions"), N_("Choose another day.", "decisions")
        )
        made = QWidget()
        layout = column(row(self.day, None, self.lists), self.done, self.none, spacing=12)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        made.setLayout(layout)
        return made

    def _columns(self) -> list[Column]:
        return [
            Column(N_("What", "decisions"), self._text, tip=self._text, least=240),
            Column(
                N_("Waiting for", "decisions"), lambda one: format_duration(self._now() - one.since),
                lambda one: one.since, width=120, tone=lambda one: tone_of(one, self._now()), pill=True,
            ),
            Column(N_("Area"), lambda one: tr(self._titles[one.feature]), width=112, spare=2),
            Column(N_("Number"), lambda one: one.number, width=176, spare=1),
        ]  # fmt: skip

    def _decided_columns(self) -> list[Column]:
        return [
            Column(N_("Time", "decisions"), lambda one: format_time(one.at), lambda one: one.at, width=72),
            Column(N_("What", "decisions"), lambda one: say_action(one.action), width=216),
            Column(N_("Number"), lambda one: one.number, width=176, spare=2),
            Column(N_("Decided by", "decisions"), _who, width=248, spare=1, tip=_who),
            Column(N_("Reason"), lambda one: one.reason, tip=lambda one: one.reason, least=160),
        ]

    # Read

    def load(self) -> None:
        """What waits now, and what was decided on the day chosen."""
        self.ctx.read(self._queries.waiting, owner=self, done=self._show, key="waiting")
        day = self._day
        self.ctx.read(
            lambda by: self._queries.decided(by, day), owner=self, done=self._show_decided, key="decided"
        )

    def show_record(self, record: int) -> None:
        """The strip's count was clicked: what waits."""
        self.chips.choose(WAITING)
        self.table.setFocus()

    @property
    def _day(self) -> date:
        day: date | None = self.day.value
        return day or self.day.today

    def _turn(self, key: str) -> None:
        self.pages.setCurrentIndex(0 if key == WAITING else 1)

    def _show(self, found: list[Pending]) -> None:
        self.waiting = found
        self.table.set_rows(found)
        if found and self.table.current_row() is None:
            self.table.select(_key(found[0]))
        self.table.setVisible(bool(found))
        self.side.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.chips.set_counts(waiting=len(found))
        self._show_chosen()

    def _show_decided(self, found: list[Decision]) -> None:
        self.decided = found
        self.done.set_rows(found)
        self.done.setVisible(bool(found))
        self.none.setVisible(not found)
        self.lists.setEnabled(bool(found))

    # The one chosen

    def _show_chosen(self) -> None:
        if self._chosen is not None:
            self._chosen.hide()
            self._chosen.deleteLater()
            self._chosen = None
        one: Pending | None = self.table.current_row()
        if one is None:
            self.said.setText("")
            return
        self.said.setText(self._text(one))
        self._chosen = QWidget()
        self._chosen.setLayout(column(self._facts(one), steps(self._offers(one)), spacing=16))
        self._place.addWidget(self._chosen)

    def _facts(self, one: Pending) -> QWidget:
        now = self._now()
        urgent = tr(N_("Somebody stands there and waits.", "decisions")) if one.urgent else ""
        return facts(
            (
                (N_("Area"), tr(self._titles[one.feature])),
                (N_("Number"), one.number),
                (N_("Since", "decisions"), format_moment(one.since, now=now)),
                (N_("Waiting for", "decisions"), format_duration(now - one.since)),
                (N_("Urgent", "decisions"), urgent),
            )
        )

    def _offers(self, one: Pending) -> list[Offer]:
        way, record = way_of(one), N_("Open it in its tab", "decisions")
        open_it = Offer(record, lambda: self.ctx.open_record(one.kind, one.record), "arrow-right")
        return (
            [open_it]
            if way is None
            else [Offer(way.label, lambda: self.decide(one), "shield", "primary"), open_it]
        )

    def decide(self, one: Pending) -> None:
        """The dialog that decides it; where there is none, its tab."""
        way = way_of(one)
        if way is None:
            self.ctx.open_record(one.kind, one.record)
        else:
            way.run(self.ctx, self, one)

    # On paper

    def print_list(self) -> None:
        """Preview what was decided on the day."""
        found, title, printed = tuple(self.decided), self._title(), self._now()
        self.ctx.printing.preview(
            lambda: decided_list(found, desk_paper(self.ctx), NAMES, title=title, printed=printed), owner=self
        )

    def save_list(self) -> None:
        """The same as a spreadsheet."""
        found, now, paper = tuple(self.decided), self._now(), desk_paper(self.ctx)
        title = tr(N_("Decisions", "decisions"))
        save_sheet(self.ctx, self, title, lambda: decided_sheet(found, paper, NAMES, now=now), self._day)

    def _title(self) -> str:
        return tr(N_("Decisions of {day}", "decisions"), day=format_day(self._day, weekday=True))

    def _text(self, one: Pending) -> str:
        return filled(one.text, one.values, self._now())

    def _now(self) -> datetime:
        return self.ctx.services.bench.clock.now()

    def _retell(self, _language: str = "") -> None:
        self.table.viewport().update()
        self._show_chosen()


def _key(one: Pending) -> tuple[str, int, str]:
    return one.kind, one.record, one.text


def _who(one: Decision) -> str:
    if not one.beside:
        return one.by_name
    said: str = tr(N_("{name}, at {other}'s session"), name=plain(one.by_name), other=plain(one.beside_name))
    return said
