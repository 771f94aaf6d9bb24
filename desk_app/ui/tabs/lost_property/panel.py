"""One found item: its facts, who was told, claims so far, with the one step that fits first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.lost_property.records import FoundCard, FoundItem
from desk_app.ui.tabs.lost_property.columns import marks, state_of, what_line
from desk_app.ui.tabs.lost_property.item_facts import item_facts
from desk_app.ui.widgets.panel_parts import facts, scrolling
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the item, and who is who of the staff."""

    card: FoundCard
    names: Mapping[int, str]


class ItemPanel(QWidget):
    """Number, state, facts, steps."""

    def __init__(self, ctx: AppContext, shown: Shown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self._build()

    @property
    def item(self) -> FoundItem:
        """The item shown."""
        return self.shown.card.item

    def _build(self) -> None:
        one, clock = self.item, self._ctx.services.bench.clock
        title = Label(what_line(one), "title")
        title.setWordWrap(True)
        pills = [Pill(message, tone) for message, tone in marks(one)]
        head = column(row(Label(one.number, "muted"), None, Pill(*state_of(one))), title, spacing=4)
        if pills:
            head.addLayout(row(*pills, None))
        now = clock.now().astimezone(clock.zone)
        body = scrolling(facts(item_facts(self.shown.card, self.shown.names, now)))
        layout = column(head, body, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
