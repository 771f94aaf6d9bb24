"""Lost property: found items at the left; at the right the form for a new one, or the item chosen.

Lost reports stand in a place of their own, instead of all that: F9 turns between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND, FoundItem, Match, ValueClass, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.tabs.lost_property import actions, papers
from desk_app.ui.tabs.lost_property.columns import columns, state_of
from desk_app.ui.tabs.lost_property.notice import NoticeDialog
from desk_app.ui.tabs.lost_property.panel import ItemPanel, Shown
from desk_app.ui.tabs.lost_property.reports import ReportsPlace
from desk_app.ui.tabs.lost_property.take_in import TakeIn
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

CHIPS = (
    Chip(View.OPEN, N_("Here", "lost property tab"), "info"),
    Chip(View.TO_CONFIRM, N_("To confirm", "lost property tab"), "warning", quiet=True),
    Chip(View.HIGH, N_("High value", "lost property tab"), "warning", quiet=True),
    Chip(View.EXPIRED, N_("Expired", "lost property tab"), "danger", quiet=True),
    Chip(View.DAY, N_("Of the day", "lost property tab")),
    Chip(View.RETURNED, N_("Returned", "lost property tab"), quiet=True),
)
REPORTS_KEY = "F9"
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New found item: what, where, how it looks", "lost property tab")),
    Shortcut("Ctrl+Return", N_("Take in what is typed", "lost property tab")),
    Shortcut("Ctrl+Shift+Return", N_("Take it in with the second person's PIN", "lost property tab")),
    Shortcut("F4", N_("The step that fits the item chosen", "lost property tab")),
    Shortcut("F5", N_("Notice to hang up in the lobby", "lost property tab")),
    Shortcut(
        "F7", N_("The supervisor decides about expired items, one after the other", "lost property tab")
    ),
    Shortcut("F8", N_("Print the shelf label of the item chosen", "lost property tab")),
    Shortcut(REPORTS_KEY, N_("Lost reports, or the found items again", "lost property tab")),
    Shortcut("Ctrl+P", N_("Print the list")),
    *DAY_SHORTCUTS,
)


class LostPropertyPage(DayPage[FoundItem, Shown, ItemPanel]):
    """List, form, item."""

    title, chips_shown, shortcuts = N_("Lost property"), CHIPS, SHORTCUTS
    side_width, narrow_side = 408, 352

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self._queries = ctx.services.get(LostPropertyQueries)
        super().__init__(ctx, parent)
        self.reports = ReportsPlace(ctx, self)
        self.places.addWidget(self.reports)
        self.notice = Notice(self.places, self)
        self._wire()

    def _wire(self) -> None:
        self.form.taken.connect(lambda item: self._taken(item))
        self.reports.left.connect(self.show_items)
        self.on_key("Ctrl+N", self._new)
        self.on_key("F4", self.first_step)
        self.on_key("F5", self.hang_up)
        self.on_key("F7", self.decide)
        self.on_key("F8", self.print_label)
        self.on_key(REPORTS_KEY, self.turn)
        self.on_key("Ctrl+P", self.print_list)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Number, what, kind, when, where, shelf, until, state."""
        return columns(self.now)

    def empty_list(self) -> EmptyState:
        """Nothing here, and how something is taken in."""
        return EmptyState(
            "lost",
            N_("Nothing stands on this list", "lost property tab"),
            N_(
                "Type what was found: who may miss it is looked up as soon as it is saved.",
                "lost property tab",
            ),
            N_("New item", "lost property tab"),
            self.new_item,
        )

    def resting(self) -> QWidget:
        """The form is always ready."""
        self.form = TakeIn(self.ctx)
        return self.form

    def panel_head(self) -> QWidget:
        """Back to the form."""
        made = button(N_("New item", "lost property tab"), self.new_item, kind="link", icon="arrow-left")
        made.setProperty("flush", True)
        head = QWidget()
        head.setLayout(row(made, None))
        return head

    def tools(self) -> list[QWidget]:
        """List, notice, what is expired, lost reports."""
        offered = (
            (N_("Notice (F5)", "lost property tab"), self.hang_up, "megaphone"),
            (N_("Expired (F7)", "lost property tab"), self.decide, "clock"),
            (N_("Reported lost (F9)", "lost property tab"), self.turn, "search"),
        )
        self._wide = [button(text, on, icon=sign) for text, on, sign in offered]
        self._slim = [button(text, on, kind="icon", icon=sign) for text, on, sign in offered]
        self.list_menu = list_menu(self.print_list, self.save_list)
        return [self.list_menu, *self._slim, *self._wide]

    def narrowed(self, narrow: bool) -> None:
        """On a small screen the tools are signs alone."""
        for one in self._wide:
            one.setVisible(not narrow)
        for one in self._slim:
            one.setVisible(narrow)

    def ask(self, actor: Actor, day: date, view: str) -> list[FoundItem]:
        """The items of a list."""
        return self._queries.items(actor, View(view), day)

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        """The numbers on the chips."""
        found = self._queries.counts(actor, day)
        return {view.value: getattr(found, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown:
        """An item in full, and who is who."""
        return Shown(self._queries.card(actor, record), self.ctx.services.get(StaffQueries).names(actor))

    def make_panel(self, card: Shown) -> ItemPanel:
        """The item, with its steps."""
        return ItemPanel(self.ctx, card, self)

    def take_keyboard(self) -> None:
        """Ready for the next thing that is handed in."""
        if self.panel is None:
            self.form.start()

    def leave_panel(self) -> None:
        """Escape: back to the form."""
        self.new_item()

    def go(self, step: int) -> None:
        """Another day; the other views are as of now, so the list of the day comes in sight."""
        with QSignalBlocker(self.chips):
            self.chips.choose(View.DAY)
        super().go(step)

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    @property
    def item(self) -> FoundItem | None:
        """The item in sight."""
        return self.panel.item if self.panel is not None else None

    # Found items and lost reports

    @property
    def on_reports(self) -> bool:
        """Whether the lost reports are in sight."""
        return self.places.currentWidget() is self.reports

    def turn(self) -> None:
        """Lost reports in place of the found items, or the items again."""
        if self.on_reports:
            self.show_items()
        else:
            self.show_reports()

    def show_reports(self) -> None:
        """What is missed."""
        self.places.setCurrentWidget(self.reports)
        self.reports.load()
        self.reports.take_keyboard()

    def show_items(self) -> None:
        """What was found."""
        self.places.setCurrentWidget(self.desk)
        self.load()
        self.take_keyboard()

    def load(self) -> None:
        """Read again what is in sight."""
        super().load()
        if self.on_reports:
            self.reports.load()

    # Records and codes

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.new_item()

    def show_record(self, kind: str, record: int) -> None:
        """An item among the found ones, a report among the reports."""
        if kind == LOST_KIND:
            self.places.setCurrentWidget(self.reports)
            self.reports.show_report(record)
        else:
            super().show_record(kind, record)

    def show_code(self, digits: str) -> None:
        """The label of an item was scanned: it opens, here or gone."""
        self.notice.hide()
        self.ctx.read(
            lambda actor: self._queries.what_is(actor, digits), owner=self, done=self._scanned, key="scan"
        )

    def _scanned(self, item: FoundItem | None) -> None:
        if item is None:
            self.notice.tell(N_("No found item on this PC has this code.", "lost property tab"), "warning")
            return
        self.show_record(FOUND_KIND, item.id)
        if item.state not in actions.HERE:
            gone = N_("{number} is not here any more: {state}.", "lost property tab")
            self.notice.tell(gone, "info", number=plain(item.number), state=state_of(item)[0])

    # Verbs

    def _new(self) -> None:
        """Ctrl+N: a new one of what is in sight."""
        if self.on_reports:
            self.reports.new_report()
        else:
            self.new_item()

    def new_item(self) -> None:
        """Back to the form, as it was left."""
        self.places.setCurrentWidget(self.desk)
        self.close_panel()
        self.form.start()

    def _taken(self, item: FoundItem) -> None:
        """The number is said; a thing of high value opens for telling, and so does one that somebody may miss."""
        actions.told_taken(self.ctx, self, item)
        if self.day != self.today():
            self.go(0)
        if item.value is ValueClass.HIGH:
            self.open(item.id)
        actions.look_for_owners(self.ctx, self, item, lambda found: self._missed(item, found))

    def _missed(self, item: FoundItem, found: Sequence[Match]) -> None:
        self.open(item.id)
        said = N_("{n} lost reports may be about {number}: look at them on the right.", "lost property tab")
        self.notice.tell(said, "info", n=len(found), number=plain(item.number))

    def first_step(self) -> None:
        """The step that fits the item chosen."""
        step = self.panel.first() if self.panel is not None and not self.on_reports else None
        if step is not None:
            step()

    def hang_up(self) -> None:
        """The notice."""
        NoticeDialog(self.ctx, self).open()

    def decide(self) -> None:
        """What is expired comes in sight, and the supervisor decides."""
        self.places.setCurrentWidget(self.desk)
        self.chips.choose(View.EXPIRED)
        actions.dispose_expired(self.ctx, self)

    def print_label(self) -> None:
        """The shelf label of the item chosen."""
        if self.item is not None and self.item.state in actions.HERE and not self.on_reports:
            papers.print_label(self.ctx, self, self.item)

    def print_list(self) -> None:
        """The list as it stands; what is expired with room for the decision and the signatures."""
        rows = self.table.rows_model.rows
        if self.on_reports:
            self.reports.print_list()
        elif self.view is View.EXPIRED:
            papers.print_expired(self.ctx, self, rows)
        else:
            papers.print_list(self.ctx, self, rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        papers.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)
