"""Where something is broken: a unit of the directory, or a public place in words. Suggestions for the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.text.clean import compact_code
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Floor, Unit
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

MOST = 8
_UNIT = re.compile(r"[A-Z]{0,2}\d{3,5}[A-Z]?")
_STOREY = re.compile(r"(B?\d{1,3})(?:F|层|楼)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as an order keeps it."""

    unit: str = ""
    floor: str = ""
    area: str = ""
    tenant: int | None = None
    company: str = ""


def place_of(unit: Unit) -> Place:
    """A unit, with who is in it."""
    return Place(unit.number, unit.floor.label, "", unit.tenant, unit.tenant_name)


def read_place(text: str, floors: Iterable[Floor] = ()) -> Place:
    """What was typed without choosing: what looks like a unit's number is one, anything else a public place.

    A place that begins with a floor of the building (`12F电梯厅`, `B1车库`) is on that floor.
    """
    words = " ".join(text.split())
    code = compact_code(words)
    if _UNIT.fullmatch(code):
        return Place(unit=code)
    return Place(area=words, floor=_floor(words, floors))


def _floor(words: str, floors: Iterable[Floor]) -> str:
    found = _STOREY.match(words)
    if found is None:
        return ""
    said = {found[0].casefold(), found[1].casefold(), f"{found[1]}F".casefold()}
    return next((one.label for one in floors if one.label.casefold() in said), "")


def suggest_places(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer units by their number or by who is in them; a suggestion stands for a `Unit`."""
    directory = ctx.services.get(DirectoryQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        return [_suggestion(one) for one in fitting(directory.units(actor), text)]

    def find(text: str) -> None:
        if not text.strip():
            picker.offer(text, [])  # those for an earlier text are not for none
            return
        ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key="places",
        )

    picker.query.connect(find)


def fitting(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units meant, the best match first: the whole number, its beginning, then the company in it."""
    typed = folded(text)
    ranked = [(_rank(typed, one), one) for one in units]
    meant = sorted((one for one in ranked if one[0] < NOT_FOUND), key=lambda one: (one[0], one[1].number))
    return [one for _, one in meant[:MOST]]


def _rank(typed: str, unit: Unit) -> int:
    number = unit.number.casefold()
    if number.startswith(typed):
        return 0 if number == typed else 1
    return name_rank(typed, unit.tenant_name) if unit.tenant_name else NOT_FOUND


def _suggestion(one: Unit) -> Suggestion:
    return Suggestion(
        one, one.number, " · ".join(part for part in (one.tenant_name, one.floor.label) if part)
    )
