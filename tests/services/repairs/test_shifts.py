"""The ends of shifts are read as people write them; a slip is said when it is saved, never passed over."""

from __future__ import annotations

from datetime import time

import pytest

from desk_app.services.core.errors import UserError
from desk_app.services.repairs.options import SHIFT_ENDS
from desk_app.services.repairs.shifts import shift_ends
from desk_app.services.settings.service import SettingsService
from tests.services.repairs.repair_desk import RepairDesk


def test_times_of_shifts_as_people_write_them() -> None:
    assert shift_ends("12：00，18:00、 8:30; 18:00") == (time(8, 30), time(12), time(18))


@pytest.mark.parametrize("typed", ["", " , ", "12:00, 25:00", "noon", "12.00", "6", "12:00-18:00"])
def test_what_is_no_time_is_not_saved(ledger: RepairDesk, typed: str) -> None:
    settings = ledger.desk.get(SettingsService)
    settings.change(ledger.people.supervisor, SHIFT_ENDS, "11:30, 17:30")
    with pytest.raises(UserError):
        settings.change(ledger.people.supervisor, SHIFT_ENDS, typed)
    assert ledger.desk.bench.settings.get(SHIFT_ENDS) == "11:30, 17:30"
