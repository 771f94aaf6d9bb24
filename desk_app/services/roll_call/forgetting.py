"""What of roll-calls is forgotten: the names on the list. How many, where and how fast stays."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit
from desk_app.services.roll_call import events
from desk_app.services.roll_call.options import KEEP_YEARS
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow

RETENTION = (
    Retained(
        N_("Roll-calls: names on the list"),
        KEEP_YEARS,
        Unit.YEARS,
        (
            Kept(
                RollCallRow,
                RollCallRow.ended_at,
                {"note": ""},
                events.FORGOTTEN,
                [Hanging(RollCallLineRow.roll_call, {"name": "", "company": "", "host": "", "badge": ""})],
            ),
        ),
    ),
)
