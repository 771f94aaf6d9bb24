"""Numbers and names of the building's gates."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import UserError
from desk_app.services.gate.options import GATE_NAMES
from desk_app.services.gate.places import Gate, gates
from desk_app.services.settings.service import SettingsService
from tests.desk_fixtures import People


@pytest.mark.parametrize(
    "named, found",
    [
        ("", (Gate(1), Gate(2))),
        (" ，, ", (Gate(1), Gate(2))),
        ("大堂，货运", (Gate(1, "大堂"), Gate(2, "货运"))),
        ("N,,S", (Gate(1, "N"), Gate(2), Gate(3, "S"))),
        (",货运,", (Gate(1), Gate(2, "货运"))),
    ],
)
def test_an_empty_place_keeps_its_number(
    desk: Services, people: People, named: str, found: tuple[Gate, ...]
) -> None:
    desk.get(SettingsService).change(people.supervisor, GATE_NAMES, named)
    assert gates(desk.bench.settings) == found


def test_a_ninth_name_is_refused(desk: Services, people: People) -> None:
    desk.get(SettingsService).change(people.supervisor, GATE_NAMES, "1、2、3、4、5、6、7、8")
    with pytest.raises(UserError, match="at most"):
        desk.get(SettingsService).change(people.supervisor, GATE_NAMES, "1,2,3,4,5,6,7,8,9")
    assert len(gates(desk.bench.settings)) == 8
