"""A tab that is a list of pages, and the one in sight. A page is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.widgets.part import Part

if TYPE_CHECKING:
    from desk_app.services.catalogue import Services
    from desk_app.ui.context import AppContext

_LIST_WIDTH = 196
_WAITING = N_("{title} ({n})")


@dataclass(frozen=True)
class Entry:
    """One page of the list."""

    title: Message
    icon: str
    make: Callable[[AppContext], Part]
    waiting: Callable[[Services, Actor], int] | None = None
    """How many things wait there: the number stands behind the title."""


class PartsPage(QWidget):
    """Arrow keys in the list choose a page; Tab goes into it."""

    def __init__(
        self,
        ctx: AppContext,
        entries: Sequence[Entry],
        name: Message,
        kinds: Mapping[str, Callable[[AppContext], Part]],
    ) -> None:
        """`name` is the list's, for who cannot see it; `kinds` says which page shows records of a kind."""
        super().__init__()
        self._ctx = ctx
        self.entries = tuple(entries)
        self._kinds = kinds
        self.parts: dict[int, Part] = {}
        self._waiting: dict[int, int] = {}
        self.list = QListWidget()
        self.list.setProperty("role", "side")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setIconSize(QSize(20, 20))
        say(self.list, name, "setAccessibleName")
        for entry in self.entries:
            self.list.addItem(QListWidgetItem(icon(entry.icon), ""))
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.stack, 1)
        self.list.currentRowChanged.connect(self.open)
        speaker.language_changed.connect(self._retell)
        self._retell()
        self.list.setCurrentRow(0)

    def open(self, place: int) -> Part:
        """Show a page, by its place in the list."""
        if place not in self.parts:
            self.parts[place] = self.entries[place].make(self._ctx)
            self.stack.addWidget(self.parts[place])
        self.stack.setCurrentWidget(self.parts[place])
        self.parts[place].load()
        return self.parts[place]

    def go(self, make: Callable[[AppContext], Part]) -> Part:
        """Show the page of that class."""
        place = next(place for place, entry in enumerate(self.entries) if entry.make is make)
        self.list.setCurrentRow(place)
        return self.parts[place]

    def load(self) -> None:
        """Something changed: read the page in sight again; the others are read when they are opened."""
        for place, entry in enumerate(self.entries):
            if (ask := entry.waiting) is not None:
                self._ctx.read(
                    partial(ask, self._ctx.services),
                    owner=self,
                    done=partial(self._count, place),
                    key=f"waiting {place}",
                )
        shown = self.stack.currentWidget()
        if isinstance(shown, Part):
            shown.load()

    def show_record(self, kind: str, record: int) -> None:
        """A page of the list shows records of this kind."""
        if kind in self._kinds:
            self.go(self._kinds[kind]).show_record(record)

    def _count(self, place: int, waiting: int) -> None:
        self._waiting[place] = waiting
        self._retell()

    def _retell(self, _language: str = "") -> None:
        for place, entry in enumerate(self.entries):
            n = self._waiting.get(place, 0)
            title = tr(entry.title)
            self.list.item(place).setText(tr(_WAITING, title=plain(title), n=n) if n else title)
