"""The panel beside the units: one unit or floor, or the form in which the supervisor adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Unit
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.directory.card import fact
from desk_app.ui.tabs.directory.form_panel import FormPanel
from desk_app.ui.tabs.directory.place_actions import PlaceActions
from desk_app.ui.tabs.directory.place_forms import FloorForm, UnitForm
from desk_app.ui.tabs.directory.places import USE_NAMES, USE_TONES, Place
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.pill import Pill


class PlacePanel(FormPanel):
    """Escape leaves a form for what was shown before it, and that for the list."""

    added = Signal(object, str, object)
    """A unit or floor is on record now: its id (63 bits, too long for Qt's int), its name, what to say."""
    tenant_wanted = Signal(object)
    """The tenant of the unit shall be shown: its id."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._actions = PlaceActions(ctx, self)
        self._place: Place | None = None

    def open(self, place: Place) -> None:
        """Show a unit or a bare floor; a form with changes stays until it is saved or left."""
        if self.dirty:
            return
        self._place = place
        body = QWidget()
        body.setLayout(column(_card(place), None))
        if place.unit is None:
            self.show_body(N_("Floor {label}"), body, label=place.floor.label)
        else:
            self.show_body(N_("Unit {unit}", "directory"), body, unit=place.number)
        self.fill_foot(*self._buttons(place))

    def refresh(self, places: Sequence[Place]) -> None:
        """Show what is open as it is now; what is no more closes."""
        if self._place is None or self.isHidden() or self.editing:
            return
        now = next((one for one in places if one.id == self._place.id), None)
        if now is None:
            self.close_panel()
        else:
            self.open(now)

    def close_panel(self) -> None:
        """Leave the form, or close."""
        if self.editing and self._place is not None:
            self.leave_form()
            self.open(self._place)
            return
        self._place = None
        super().close_panel()

    def add_floor(self) -> None:
        """An empty form for a floor."""
        body = FloorForm()

        def done(floor: int) -> None:
            self._finish(floor, body.text("floor").strip(), N_("Floor {name} was added"))

        self.show_form(N_("New floor"), body, lambda: self._actions.add_floor(body, done))

    def add_unit(self, floor: str = "") -> None:
        """An empty form for a unit."""
        body = UnitForm(floor)

        def done(unit: int) -> None:
            self._finish(unit, body.text("number").strip(), N_("Unit {name} was added"))

        self.show_form(N_("New unit"), body, lambda: self._actions.add_unit(body, done))

    def _finish(self, record: int, name: str, message: str) -> None:
        self.leave_form()
        self._place = None
        self.close_panel()
        self.added.emit(record, name, message)

    def _buttons(self, place: Place) -> Sequence[QPushButton]:
        unit, found = place.unit, []
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        if unit is None and supervisor:
            found.append(button(N_("New unit"), lambda: self.add_unit(place.floor.label), icon="plus"))
        if unit is not None and unit.tenant is not None:
            found.append(
                button(N_("Show tenant"), lambda: self.tenant_wanted.emit(unit.tenant), icon="building")
            )
        if unit is not None and unit.tenant is None and supervisor:
            found.append(button(N_("Withdraw unit"), lambda: self._withdraw(unit), icon="trash"))
        return found

    def _withdraw(self, unit: Unit) -> None:
        self._actions.withdraw_unit(unit, self.close_panel)


def _card(place: Place) -> Card:
    made = Card()
    made.body.addLayout(row(Pill(USE_NAMES[place.use], USE_TONES[place.use]), None))
    made.body.addLayout(fact(N_("Floor", "directory"), place.floor.label))
    if place.tenant_name:
        made.body.addLayout(fact(N_("Tenant", "directory"), place.tenant_name))
    return made
