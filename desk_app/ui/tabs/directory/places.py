"""The lines of the list of units and floors, their columns, and which of them fit a search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import Floor, Unit
from desk_app.ui.i18n import tr
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column


class Use(StrEnum):
    """What a place is used for."""

    LET = "let"
    VACANT = "vacant"
    BARE = "bare"
    """A floor without any unit yet."""


USE_NAMES: dict[Use, Message] = {
    Use.LET: N_("Let", "unit"),
    Use.VACANT: N_("Vacant", "unit"),
    Use.BARE: N_("No unit yet", "unit"),
}
USE_TONES: dict[Use, Tone] = {Use.LET: "positive", Use.VACANT: "info", Use.BARE: "neutral"}


@dataclass(frozen=True)
class Place:
    """A unit, or a floor that has none."""

    floor: Floor
    unit: Unit | None = None

    @property
    def id(self) -> int:
        """Of the unit, else of the floor: both come from one series."""
        return self.floor.id if self.unit is None else self.unit.id

    @property
    def number(self) -> str:
        """The unit's number; empty for a bare floor."""
        return self.unit.number if self.unit else ""

    @property
    def tenant_name(self) -> str:
        """Who is in it; empty if nobody."""
        return self.unit.tenant_name if self.unit else ""

    @property
    def use(self) -> Use:
        """Let, vacant or bare."""
        if self.unit is None:
            return Use.BARE
        return Use.VACANT if self.unit.tenant is None else Use.LET


def places_of(floors: Sequence[Floor], units: Sequence[Unit]) -> list[Place]:
    """Every unit, and every floor without one, from the lowest floor up."""
    built = {unit.floor.id for unit in units}
    found = [Place(unit.floor, unit) for unit in units]
    found += [Place(floor) for floor in floors if floor.id not in built]
    return sorted(found, key=_from_below)


def fitting(places: Sequence[Place], typed: str, tenants: Collection[int]) -> list[Place]:
    """Those whose number begins as typed; if there are none, those of the tenants that were found."""
    wanted = typed.strip().upper()
    numbered = [one for one in places if one.number.startswith(wanted)]
    return numbered or [one for one in places if one.unit and one.unit.tenant in tenants]


def _from_below(place: Place) -> tuple[int, str, str]:
    return place.floor.position, place.floor.label, place.number


def _use(place: Place) -> str:
    name = USE_NAMES[place.use]
    return tr(name)


def _number(place: Place) -> str | None:
    return place.number or None


PLACE_COLUMNS = (
    Column(N_("Floor", "directory"), lambda place: place.floor.label, sort_key=_from_below, width=76),
    Column(N_("Unit", "directory"), lambda place: place.number, sort_key=_number, width=100),
    Column(N_("Tenant", "directory"), lambda place: place.tenant_name, tip=lambda place: place.tenant_name),
    Column(N_("State", "directory"), _use, width=116, tone=lambda place: USE_TONES[place.use], pill=True),
)
