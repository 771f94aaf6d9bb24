"""The gates of the building: their numbers, and what people call them."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.codes.claims import GATES
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.settings import split_places
from desk_app.services.core.words import N_, Message
from desk_app.services.gate.options import GATE_NAMES
from desk_app.services.journal.work import SettingValues

_UNNAMED = 2
"""A building that has named none is offered these."""
NUMBERED: Message = N_("Gate {n}")


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate. `name` is empty where the building gave none: then it is `NUMBERED`."""

    number: int
    name: str = ""


def gates(settings: SettingValues) -> tuple[Gate, ...]:
    """The gates, in the order of their numbers. A place that was left empty keeps its number and has no name."""
    names = split_places(settings.get(GATE_NAMES))
    if not any(names):
        return tuple(Gate(number) for number in range(1, _UNNAMED + 1))
    return tuple(Gate(number, name) for number, name in enumerate(names, 1))


def checked_gate(gate: int) -> int:
    """The number of a gate, 0 for a PC that is none. Raises InvalidInput ("gate") for any other number."""
    if not 0 <= gate <= GATES:
        raise InvalidInput({"gate": UserError(N_("There is no such gate."))})
    return gate
