"""What of staff is forgotten: the phone of a closed account. The name stays: it answers for what was done."""

from __future__ import annotations

from sqlalchemy import case

from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Kept, Retained, Told, Unit
from desk_app.services.staff.events import FORGOTTEN
from desk_app.services.staff.options import KEEP_YEARS
from desk_app.services.staff.tables import StaffRow

RETENTION = (
    Retained(
        N_("Staff: phones of closed accounts"),
        KEEP_YEARS,
        Unit.YEARS,
        (
            Kept(StaffRow, case((StaffRow.active.is_(False), StaffRow.created)), {"phone": ""}, FORGOTTEN),
            Told(StaffRow.id),
        ),
    ),
)
