"""Units and floors: what the building has, who is where, what is vacant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Floor, Unit
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.directory.floor_box import FloorBox
from desk_app.ui.tabs.directory.head import PLACES, Head, beside
from desk_app.ui.tabs.directory.place_panel import PlacePanel
from desk_app.ui.tabs.directory.places import PLACE_COLUMNS, USE_NAMES, Place, Use, fitting, places_of
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.row_view import RowTable

ALL = "all"
TOPICS = ("tenants", "units", "floors")
Found = tuple[list[Floor], list[Unit], set[int]]


class PlacesPage(QWidget):
    """Keyboard: arrows choose, Enter opens, Ctrl+N adds a unit, Escape closes what is open."""

    tenant_wanted = Signal(object)
    """The tenant of a unit shall be shown: its id."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(DirectoryQueries)
        self._places: list[Place] = []
        self._tenants: set[int] = set()
        self._wanted: int | None = None
        self._build()
        self._wire()

    # build

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(260)
        say(self.search, N_("Unit, tenant or pinyin initials"), "setPlaceholderText")
        say(self.search, N_("Search units"), "setAccessibleName")
        self.floors = FloorBox()
        self.bar = FilterBar(
            [
                Chip(ALL, N_("All", "directory")),
                Chip(Use.LET.value, USE_NAMES[Use.LET]),
                Chip(Use.VACANT.value, USE_NAMES[Use.VACANT]),
                Chip(Use.BARE.value, USE_NAMES[Use.BARE], quiet=True),
            ]
        )
        self.table = RowTable(PLACE_COLUMNS, lambda place: place.id)
        say(self.table, N_("Units and floors"), "setAccessibleName")
        self.panel = PlacePanel(self._ctx)
        self._build_layout()

    def _build_layout(self) -> None:
        self.floor_button = button(N_("New floor"), self._add_floor, icon="floor")
        self.unit_button = button(N_("New unit"), self._add_unit, kind="primary", icon="plus", key="Ctrl+N")
        self.nothing = EmptyState(
            "building",
            N_("No unit is on record yet"),
            N_("The supervisor adds floors and units; an imported list of tenants brings its own."),
        )
        self.no_match = EmptyState(
            "search",
            N_("No unit fits"),
            N_("Try fewer letters, another floor or “All”."),
            N_("Show all", "directory"),
            self.clear,
        )
        self.list = QStackedWidget()
        for widget in (self.table, self.nothing, self.no_match):
            self.list.addWidget(widget)
        self.head = Head(PLACES, self.floor_button, self.unit_button)
        self.setLayout(beside(self.panel, self.head, self.list, self.search, self.floors, self.bar))
        self.setFocusProxy(self.search)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.load)
        self.floors.currentIndexChanged.connect(self._show)
        self.bar.chosen.connect(self._show)
        self.table.selected_rows.connect(self._chosen)
        self.table.activated_row.connect(self.panel.open)
        self.panel.added.connect(self._added)
        self.panel.tenant_wanted.connect(self.tenant_wanted)
        self._ctx.bus.follow(self, TOPICS, self.load)
        speaker.language_changed.connect(self._said_again)

    # load

    def load(self, *_: object) -> None:
        """Read the list again; selection and what is being typed stay."""
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        self.floor_button.setVisible(supervisor)
        self.unit_button.setVisible(supervisor)
        question = self._question(self.search.text())
        self._ctx.read(question, owner=self, done=lambda found: self._loaded(*found), key="list")

    def _question(self, text: str) -> Callable[[Actor], Found]:
        return lambda by: (
            self._queries.floors(by),
            self._queries.units(by),
            {tenant.id for tenant in self._queries.tenants(by, text)},
        )

    def _loaded(self, floors: list[Floor], units: list[Unit], tenants: set[int]) -> None:
        self._places, self._tenants = places_of(floors, units), tenants
        self.floors.offer(floors)
        self.panel.refresh(self._places)
        self._show()
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    def _show(self, *_: object) -> None:
        floor, text = self.floors.currentData(), self.search.text()
        here = [one for one in self._places if not floor or one.floor.label == floor]
        here = fitting(here, text, self._tenants) if text.strip() else here
        counts = {use.value: sum(one.use is use for one in here) for use in Use}
        self.bar.set_counts(**{ALL: len(here)}, **counts)
        shown = [one for one in here if self.bar.current in (ALL, one.use.value)]
        self.table.set_rows(shown)
        empty = self.no_match if self._places else self.nothing
        self.list.setCurrentWidget(self.table if shown else empty)

    def reveal(self, record: int) -> None:
        """Bring a unit or a bare floor in sight."""
        self.clear()
        self._wanted = record
        self.load()

    # act

    def clear(self) -> None:
        """Take every filter away."""
        self.bar.choose(ALL)
        self.floors.setCurrentIndex(0)
        self.search.clear()

    def _add_floor(self) -> None:
        self.table.clearSelection()
        self.panel.add_floor()

    def _add_unit(self) -> None:
        self.table.clearSelection()
        self.panel.add_unit()

    def _chosen(self, rows: list[Place]) -> None:
        if rows:
            self.panel.open(rows[0])

    def _added(self, record: int, name: str, message: Message) -> None:
        known = any(record == one.floor.id for one in self._places)
        self._ctx.toasts.show(N_("Floor {name} is on record already") if known else message, name=plain(name))
        self.reveal(record)

    def _said_again(self, _language: str) -> None:
        if self._places:
            self.load()
