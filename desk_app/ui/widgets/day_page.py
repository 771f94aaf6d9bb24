"""The page of a tab that keeps a day's list: head, chips and list at the left, the record chosen at the right.

A tab derives from `DayPage`, says what is its own in the hooks below, and adds its verbs. What every such page does
alike is here, once: a day that goes on at midnight, late answers, the mark in the list, a language that changes.
A form that takes the place of all that goes into `places`, one beside the list into `side`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_day, speaker
from desk_app.ui.sync.where_line import WhereLine
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.folding import Folding
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.services.core.people import Actor
    from desk_app.services.journal.back_entry import BackEntry
    from desk_app.ui.context import AppContext


class Row(Protocol):
    """A row of the list."""

    @property
    def id(self) -> int:
        """Of the record it stands for."""
        ...


R = TypeVar("R", bound=Row)
"""A row of the list."""
C = TypeVar("C")
"""What is read of the record chosen."""
P = TypeVar("P", bound=QWidget)
"""The panel that shows it."""

NARROW = 1000
"""Below so many pixels the page saves room: a small screen, or one at 200 %."""
NARROWEST = 860
"""Said outright: what the wide page needs would keep the window from ever becoming narrow."""
DAY_SHORTCUTS = (Shortcut("Alt+Left", N_("A day back")), Shortcut("Alt+Right", N_("A day on")))


def back(text: str, on: Callable[[], object]) -> QWidget:
    """For a panel's head: the link that leads back to what stands there while no record is chosen."""
    made = button(text, on, kind="link", icon="arrow-left")
    made.setProperty("flush", True)  # in line with the panel under it
    head = QWidget()
    head.setLayout(row(made, None))
    return head


class DayPage(QWidget, Generic[R, C, P]):
    """List and panel. `panel` is the one in sight, or None; `self.ctx` the tools of the window."""

    title: Message
    chips_shown: tuple[Chip, ...]
    side_width, narrow_side = 392, 340
    """Pixels: the right side, and on a narrow page."""
    day_view: str | None = None
    """The chip of the list of a day, where the others are as of now: another day brings it in sight."""

    # What a tab says of its own. The first five are asked once, while the page is built.

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def empty_list(self) -> EmptyState:
        """What an empty list says."""
        raise NotImplementedError

    def resting(self) -> QWidget:
        """What stands at the side while no record is chosen."""
        raise NotImplementedError

    def tools(self) -> list[QWidget]:
        """What stands at the right of the head."""
        return []

    def panel_head(self) -> QWidget | None:
        """What stands above every panel: a way back."""
        return None

    def ask(self, actor: Actor, day: date, view: str) -> Sequence[R]:
        """The rows of a day under a chip. Runs off the GUI thread, as `counts` and `ask_card` do."""
        raise NotImplementedError

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        """How many rows each chip has."""
        raise NotImplementedError

    def ask_card(self, actor: Actor, record: int) -> C:
        """What the panel of a record shows."""
        raise NotImplementedError

    def make_panel(self, card: C) -> P:
        """A panel for it. Every reload makes a new one: what outlives it (a verb, a toast) is owned by the page."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """The page comes in sight: put the keyboard where the work goes on."""
        self.table.setFocus()

    def leave_panel(self) -> None:
        """Escape was pressed while a panel is in sight."""
        self.close_panel()

    def list_shown(self, rows: Sequence[R]) -> QWidget:
        """Which widget of `lists` is in sight now that these rows came."""
        return self.table if rows else self.empty

    # Build

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.panel: P | None = None
        self._card: C | None = None
        self._wanted: int | None = None
        self._chosen: date | None = None
        self._folding: list[Folding] = []
        self.setProperty("role", "page")
        self.setMinimumWidth(NARROWEST)
        self._build()
        self.chips.chosen.connect(lambda _: self.load())
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(lambda _: self.focus_panel())
        speaker.language_changed.connect(self._retell)

    def _build(self) -> None:
        self.chips = FilterBar(self.chips_shown)
        self.table = RowTable(self.columns(), row_id=lambda one: one.id)
        self.empty = self.empty_list()
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        left = column(self._build_head(), self.chips, self.lists, spacing=12, margins=16)
        left.setStretch(2, 1)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self._build_side())
        self.desk = QWidget()
        self.desk.setLayout(whole)
        self.places = QStackedWidget()
        self.places.addWidget(self.desk)
        self.setLayout(column(self.places))

    def _build_head(self) -> QWidget:
        self.day_label = Label(role="muted")
        back = button(N_("A day back"), lambda: self.go(-1), kind="icon", icon="chevron-left", key="Alt+Left")
        on = button(N_("A day on"), lambda: self.go(1), kind="icon", icon="chevron-right", key="Alt+Right")
        self.today_button = button(N_("Today"), lambda: self.go(0), kind="quiet")
        title = said_label(self.title, "title")
        head = QWidget()
        head.setLayout(row(title, back, self.day_label, on, self.today_button, None, *self.tools()))
        return head

    def _build_side(self) -> QFrame:
        self.side_frame = QFrame()
        self.side_frame.setProperty("role", "panel")
        self.side_frame.setFixedWidth(self.side_width)
        self.side = QStackedWidget()
        self.rest = self.resting()
        self._panel_place = QWidget()
        self._panel_box = column(margins=16)
        self.late = Label(role="pill")
        self.late.setWordWrap(True)
        self.late.set_tone("warning")
        self.late.hide()
        self._panel_box.addWidget(self.late)
        if (head := self.panel_head()) is not None:
            self._panel_box.addWidget(head)
        self.where = WhereLine(self.ctx)
        self._panel_box.addWidget(self.where)
        self._panel_place.setLayout(self._panel_box)
        self.side.addWidget(self.rest)
        self.side.addWidget(self._panel_place)
        self.side_frame.setLayout(column(self.side))
        self.ctx.toasts.keep_clear(self.side_frame)
        return self.side_frame

    def on_key(self, keys: str, on: Callable[[], object]) -> None:
        """A shortcut of this page."""
        QShortcut(QKeySequence(keys), self).activated.connect(on)

    def folding(self, text: str, on: Callable[[], object], icon: str, key: str = "") -> Folding:
        """A tool of the head, on a narrow page its sign alone. `key` works at every width."""
        made = Folding(text, on, icon, key)
        self._folding.append(made)
        return made

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
        day = self.day + timedelta(days=step) if step else self.today()
        self._chosen = None if day == self.today() else day
        if self.day_view is not None:
            with QSignalBlocker(self.chips):
                self.chips.choose(self.day_view)
        self.close_panel()
        self.load()

    def _say_day(self) -> None:
        wide = not self.narrow
        self.day_label.setText(format_day(self.day, weekday=wide, year=wide))
        self.today_button.setVisible(self.day != self.today())

    # The list

    def load(self) -> None:
        """Read list, numbers and the record in sight again."""
        day, view = self.day, self.chips.current
        self._say_day()
        self.ctx.read(lambda by: self.ask(by, day, view), owner=self, done=self._show, key="list")
        self.ctx.read(
            lambda by: self.counts(by, day),
            owner=self,
            done=lambda counts: self.chips.set_counts(**counts),
            key="counts",
        )
        if self._wanted is not None:
            self.open(self._wanted)

    def _show(self, rows: Sequence[R]) -> None:
        self.table.set_rows(rows)
        self.lists.setCurrentWidget(self.list_shown(rows))
        self._mark()

    def _selected(self, rows: list[R]) -> None:
        if rows:
            self.open(rows[0].id)

    def _mark(self) -> None:
        """The list marks the record in sight and no other, from wherever it was opened."""
        if self.panel is None or self._wanted is None:
            return
        with QSignalBlocker(self.table):
            if not self.table.select(self._wanted):
                self.table.clearSelection()

    # The record in sight

    def show_record(self, kind: str, record: int) -> None:
        """A search hit or a scanned code: it opens, and its row, if it is in the list, is the one chosen."""
        self.places.setCurrentWidget(self.desk)
        if not self.table.select(record):
            self.table.clearSelection()
        self.open(record)

    def open(self, record: int) -> None:
        """Read a record into the panel; what was asked for meanwhile, or closed, is not overtaken by it."""
        self._wanted = record
        self._ask_late(record)
        self.ctx.read(
            lambda by: self.ask_card(by, record),
            owner=self,
            done=lambda card: self._show_card(card) if self._wanted == record else None,
            key="card",
        )

    def _ask_late(self, record: int) -> None:
        """Whether it was entered afterwards: both times stand above it."""
        if self.ctx.actor.role not in DESK:
            return
        from desk_app.services.blackout.queries import BlackoutQueries

        marks = self.ctx.services.get(BlackoutQueries).marks
        self.ctx.read(
            lambda by: marks(by, [record]).get(record), owner=self, done=self._show_late, key="late"
        )

    def _show_late(self, mark: BackEntry | None) -> None:
        self.late.setVisible(mark is not None)
        if mark is not None:
            zone = self.ctx.services.bench.clock.zone
            happened, entered = mark.happened_at.astimezone(zone), mark.entered_at.astimezone(zone)
            speaker.remember(
                self.late,
                "setText",
                N_("Back-entry · happened {happened} · entered {entered}"),
                {"happened": f"{happened:%m-%d %H:%M}", "entered": f"{entered:%m-%d %H:%M}"},
            )

    def _show_card(self, card: C) -> None:
        panel = self.make_panel(card)
        before, here = self.panel, self.window().focusWidget()
        keyboard = before is not None and here is not None and before.isAncestorOf(here)
        self._drop_panel()
        self.panel, self._card = panel, card
        self._panel_box.insertWidget(self._panel_box.count() - 1, panel, 1)
        if self._wanted is not None:
            self.where.show_record(self._wanted)
        self.side.setCurrentWidget(self._panel_place)
        self._mark()
        if keyboard:
            panel.show()  # the layout does it later: what is not seen yet takes no keyboard
            self.focus_panel()  # or Qt would give it to whatever comes next: Undo

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self._panel_box.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = self._card = None

    def close_panel(self) -> None:
        """No record is chosen any more. What has taken the panel's place at the side stays."""
        at_panel = self.side.currentWidget() is self._panel_place
        self._wanted = None
        self.where.clear()
        self._drop_panel()
        self.table.clearSelection()
        if at_panel:
            self.side.setCurrentWidget(self.rest)

    def focus_panel(self) -> None:
        """The keyboard goes on in the panel."""
        if self.panel is not None:
            self.panel.setFocus(Qt.FocusReason.TabFocusReason)
            self.panel.focusNextChild()

    # Events

    @property
    def narrow(self) -> bool:
        """Whether room must be saved."""
        return self.width() < NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the side is narrower, the day shorter, and the tools are signs alone."""
        super().resizeEvent(event)
        self.side_frame.setFixedWidth(self.narrow_side if self.narrow else self.side_width)
        for one in self._folding:
            one.fold(self.narrow)
        self._say_day()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to work, unless a form stands in place of the list."""
        super().showEvent(event)
        if self.places.currentWidget() is self.desk:
            self.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the record."""
        if event.key() == Qt.Key.Key_Escape and self.panel is not None:
            self.leave_panel()
        else:
            super().keyPressEvent(event)

    def _retell(self) -> None:
        self._say_day()
        if self._card is not None:
            self._show_card(self._card)
