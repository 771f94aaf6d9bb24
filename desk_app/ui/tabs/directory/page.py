"""The directory: a list of tenants to look through, one of them in full beside it, and for the supervisor to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TENANT_STATUS_NAMES, Floor, Tenant, TenantStatus
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.directory.columns import TENANT_COLUMNS
from desk_app.ui.tabs.directory.floor_box import FloorBox
from desk_app.ui.tabs.directory.head import TENANTS, Head, beside
from desk_app.ui.tabs.directory.import_page import ImportPage
from desk_app.ui.tabs.directory.panel import TenantPanel
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import button, column
from desk_app.ui.widgets.row_view import RowTable

ALL = "all"
TOPICS = ("tenants", "units", "floors", "contacts", "signatories")


class DirectoryPage(QWidget):
    """Keyboard: Ctrl+F searches, arrows choose, Enter opens, Ctrl+N adds, Escape closes what is open."""

    vacant_unit = Signal(object)
    """A unit that was looked for has no tenant: its id."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(DirectoryQueries)
        self._tenants: list[Tenant] = []
        self._just_saved: int | None = None
        self._build()
        self._wire()

    # build

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(260)
        say(self.search, N_("Company, unit, floor or pinyin initials"), "setPlaceholderText")
        say(self.search, N_("Search tenants"), "setAccessibleName")
        self.floors = FloorBox()
        self.bar = FilterBar(
            [
                Chip(ALL, N_("All", "directory")),
                Chip(TenantStatus.ACTIVE.value, TENANT_STATUS_NAMES[TenantStatus.ACTIVE]),
                Chip(TenantStatus.MOVING_OUT.value, TENANT_STATUS_NAMES[TenantStatus.MOVING_OUT], "warning"),
                Chip(TenantStatus.MOVED_OUT.value, TENANT_STATUS_NAMES[TenantStatus.MOVED_OUT]),
            ]
        )
        self.table = RowTable(TENANT_COLUMNS, lambda tenant: tenant.id)
        say(self.table, N_("Tenants"), "setAccessibleName")
        self.panel = TenantPanel(self._ctx)
        self.import_page = ImportPage(self._ctx)
        self._build_layout()

    def _build_layout(self) -> None:
        self.import_button = button(N_("Import a list…"), self.show_import, icon="upload")
        self.add_button = button(N_("New tenant"), self._add, kind="primary", icon="plus", key="Ctrl+N")
        self.nothing = EmptyState(
            "building",
            N_("No tenant is on record yet"),
            N_("The supervisor imports the building's list from Excel or CSV, or adds tenants one by one."),
            N_("Import a list…"),
            self.show_import,
        )
        self.no_match = EmptyState(
            "search",
            N_("No tenant fits"),
            N_("Try fewer letters, another floor or “All”."),
            N_("Show all", "directory"),
            self.clear,
        )
        self.list = QStackedWidget()
        for widget in (self.table, self.nothing, self.no_match):
            self.list.addWidget(widget)
        self.head = Head(TENANTS, self.import_button, self.add_button)
        self.whole = QWidget()
        self.whole.setLayout(beside(self.panel, self.head, self.list, self.search, self.floors, self.bar))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.whole)
        self.pages.addWidget(self.import_page)
        self.setLayout(column(self.pages))
        self.setFocusProxy(self.search)

    # wire

    def _wire(self) -> None:
        self.search.textChanged.connect(self.load)
        self.floors.currentIndexChanged.connect(self._show)
        self.bar.chosen.connect(self._show)
        self.table.selected_rows.connect(self._chosen)
        self.table.activated_row.connect(lambda tenant: self.panel.open(tenant.id))
        self.import_page.left.connect(self._leave_import)
        self.panel.saved.connect(self._saved)
        self._ctx.bus.follow(self, TOPICS, self.load)
        speaker.language_changed.connect(self._said_again)

    # load

    def load(self, *_: object) -> None:
        """Read the list again; selection and what is being typed stay."""
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        for made in (self.import_button, self.add_button, self.nothing.action):
            if made is not None:
                made.setVisible(supervisor)
        text = self.search.text()
        self._ctx.read(self._question(text), owner=self, done=lambda found: self._loaded(*found), key="list")
        self.panel.reload()

    def _question(self, text: str) -> Callable[[Actor], tuple[list[Tenant], list[Floor]]]:
        return lambda by: (self._queries.tenants(by, text), self._queries.floors(by))

    def _loaded(self, tenants: list[Tenant], floors: list[Floor]) -> None:
        self._tenants = tenants
        self.floors.offer(floors)
        self._show()
        if self._just_saved is not None and self.table.select(self._just_saved):
            self._just_saved = None

    def _show(self, *_: object) -> None:
        floor = self.floors.currentData()
        here = [one for one in self._tenants if not floor or floor in one.floors]
        counts = {status.value: sum(one.status is status for one in here) for status in TenantStatus}
        self.bar.set_counts(**{ALL: len(here)}, **counts)
        shown = [one for one in here if self.bar.current in (ALL, one.status.value)]
        self.table.set_rows(shown)
        filtered = bool(self.search.text() or floor or self.bar.current != ALL)
        empty = self.no_match if filtered else self.nothing
        self.list.setCurrentWidget(self.table if shown else empty)

    def show_record(self, kind: str, record: int) -> None:
        """Bring a tenant, or the tenant of a contact or unit, in sight."""
        self.pages.setCurrentWidget(self.whole)
        self.clear()
        self._ctx.read(
            lambda by: self._queries.tenant_of(by, kind, record),
            owner=self,
            done=lambda tenant: self._reveal(kind, record, tenant),
            key="reveal",
        )

    def _reveal(self, kind: str, record: int, tenant: int | None) -> None:
        if tenant is not None:
            self.table.select(tenant)
            self.panel.open(tenant)
        elif kind == "unit":
            self.vacant_unit.emit(record)

    # act

    def clear(self) -> None:
        """Take every filter away."""
        self.bar.choose(ALL)
        self.floors.setCurrentIndex(0)
        self.search.clear()

    def show_import(self) -> None:
        """Open the import in the list's place."""
        self.import_page.start()
        self.pages.setCurrentWidget(self.import_page)

    def _leave_import(self) -> None:
        self.pages.setCurrentWidget(self.whole)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self.table.clearSelection()
        self.panel.add_tenant()

    def _chosen(self, rows: list[Tenant]) -> None:
        if rows:
            self.panel.open(rows[0].id)

    def _saved(self, tenant: int, name: str, message: Message) -> None:
        self._ctx.toasts.show(message, name=plain(name))
        self._just_saved = tenant
        self.load()

    def _said_again(self, _language: str) -> None:
        if self._tenants:
            self.load()
