"""The list of the supervisor's pages, and the one in sight. A page is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.core.words import N_, Message
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.tabs.supervisor.audit_page import AuditPage
from desk_app.ui.tabs.supervisor.backups_page import BackupsPage
from desk_app.ui.tabs.supervisor.colleagues_page import ColleaguesPage
from desk_app.ui.tabs.supervisor.conflicts_page import ConflictsPage
from desk_app.ui.tabs.supervisor.desk_page import DeskPage
from desk_app.ui.tabs.supervisor.keys_page import KeysPage
from desk_app.ui.tabs.supervisor.part import Part
from desk_app.ui.tabs.supervisor.records_page import RecordsPage
from desk_app.ui.tabs.supervisor.settings_page import SettingsPage
from desk_app.ui.tabs.supervisor.staff_page import StaffPage

_LIST_WIDTH = 196


@dataclass(frozen=True)
class Entry:
    """One page of the list."""

    title: Message
    icon: str
    make: Callable[[AppContext], Part]


PAGES = (
    Entry(N_("Staff"), "people", StaffPage),
    Entry(N_("Colleagues"), "person", ColleaguesPage),
    Entry(N_("Conflicts"), "warning", ConflictsPage),
    Entry(N_("Gate records"), "swap", RecordsPage),
    Entry(N_("Settings"), "settings", SettingsPage),
    Entry(N_("Audit log"), "history", AuditPage),
    Entry(N_("Backups"), "save", BackupsPage),
    Entry(N_("This desk"), "database", DeskPage),
    Entry(N_("Keys and desks"), "key", KeysPage),
)

_CONFLICTS = next(place for place, entry in enumerate(PAGES) if entry.make is ConflictsPage)


class SupervisorPage(QWidget):
    """Arrow keys in the list choose a page; Tab goes into it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.parts: dict[int, Part] = {}
        self._conflicts = 0
        self.list = QListWidget()
        self.list.setProperty("role", "side")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setIconSize(QSize(20, 20))
        say(self.list, N_("The supervisor's pages"), "setAccessibleName")
        for entry in PAGES:
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
            self.parts[place] = PAGES[place].make(self._ctx)
            self.stack.addWidget(self.parts[place])
        self.stack.setCurrentWidget(self.parts[place])
        self.parts[place].load()
        return self.parts[place]

    def load(self) -> None:
        """Something changed: read the page in sight again; the others are read when they are opened."""
        self._ctx.read(
            self._ctx.services.get(ConflictQueries).count_open, owner=self, done=self._count, key="conflicts"
        )
        shown = self.stack.currentWidget()
        if isinstance(shown, Part):
            shown.load()

    def show_record(self, kind: str, record: int) -> None:
        """The status strip asks for the conflicts; no search hit belongs here."""
        self.list.setCurrentRow(_CONFLICTS)

    def _count(self, waiting: int) -> None:
        self._conflicts = waiting
        self._retell()

    def _retell(self, _language: str = "") -> None:
        for place, entry in enumerate(PAGES):
            self.list.item(place).setText(tr(entry.title))
        if self._conflicts:
            self.list.item(_CONFLICTS).setText(tr(N_("Conflicts ({n})"), n=self._conflicts))
