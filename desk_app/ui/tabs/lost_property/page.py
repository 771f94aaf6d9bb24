"""Lost property: the list of found items at the left; at the right the form for a new one, or the item chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import FOUND_KIND, FoundItem, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.tabs.lost_property.columns import columns
from desk_app.ui.tabs.lost_property.panel import ItemPanel, Shown
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column

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


class LostPropertyPage(DayPage[FoundItem, Shown, ItemPanel]):
    """List, form, item."""

    title, chips_shown, shortcuts = N_("Lost property"), CHIPS, DAY_SHORTCUTS
    side_width, narrow_side = 408, 352

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self._queries = ctx.services.get(LostPropertyQueries)
        super().__init__(ctx, parent)
        self.notice = Notice(self.places, self)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Number, what, kind, when, where, shelf, until, state."""
        return columns(self.now)

    def empty_list(self) -> EmptyState:
        """Nothing here."""
        return EmptyState("lost", N_("Nothing here", "lost property tab"), "", "", self.new_item)

    def resting(self) -> QWidget:
        """The form is always ready."""
        return QWidget()

    def panel_head(self) -> QWidget:
        """Back to the form."""
        made = button(N_("New item", "lost property tab"), self.new_item, kind="link", icon="arrow-left")
        made.setProperty("flush", True)
        head = QWidget()
        head.setLayout(row(made, None))
        return head

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

    # Records and codes

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

    # Verbs

    def new_item(self) -> None:
        """Back to the form, as it was left."""
        self.close_panel()
