"""The tab: its pages, and the one in sight. A page is made when it is first opened."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.ui.context import AppContext
from desk_app.ui.tabs.directory.departments_page import DepartmentsPage
from desk_app.ui.tabs.directory.head import DEPARTMENTS, PLACES, TENANTS
from desk_app.ui.tabs.directory.page import DirectoryPage
from desk_app.ui.tabs.directory.places_page import PlacesPage
from desk_app.ui.widgets.parts import column

DirectoryPart = DirectoryPage | PlacesPage | DepartmentsPage


class DirectoryTab(QWidget):
    """Tenants first; units and floors, and departments, behind the switch."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._pages: dict[str, DirectoryPart] = {}
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack))
        self.setFocusProxy(self.open(TENANTS))

    def open(self, page: str) -> DirectoryPart:
        """Show a page and read it again."""
        if page not in self._pages:
            self._pages[page] = self._make(page)
            self._pages[page].head.chosen.connect(self._switch)
            self.stack.addWidget(self._pages[page])
            self._pages[page].load()
        self.stack.setCurrentWidget(self._pages[page])
        return self._pages[page]

    @property
    def tenants(self) -> DirectoryPage:
        """The page of the tenants, in sight from now on."""
        page = self.open(TENANTS)
        assert isinstance(page, DirectoryPage)
        return page

    @property
    def places(self) -> PlacesPage:
        """The page of the units and floors, in sight from now on."""
        page = self.open(PLACES)
        assert isinstance(page, PlacesPage)
        return page

    def load(self) -> None:
        """Read the page in sight again; the others are read when something changes."""
        page = self.stack.currentWidget()
        if isinstance(page, DirectoryPart):
            page.load()

    def show_record(self, kind: str, record: int) -> None:
        """Bring a tenant, contact or unit in sight."""
        self.tenants.show_record(kind, record)

    def _make(self, page: str) -> DirectoryPart:
        if page == DEPARTMENTS:
            return DepartmentsPage(self._ctx)
        if page == PLACES:
            places = PlacesPage(self._ctx)
            places.tenant_wanted.connect(lambda tenant: self.show_record("tenant", tenant))
            return places
        tenants = DirectoryPage(self._ctx)
        tenants.vacant_unit.connect(lambda unit: self.places.reveal(unit))
        return tenants

    def _switch(self, page: str) -> None:
        self.open(page).head.take_focus()
