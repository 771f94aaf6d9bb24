"""What of the drawer's book is forgotten: words beside the money. Amounts, times and numbers stay."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.services.drawer.options import KEEP_YEARS
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.retention.kept import Kept, Retained, Unit

RETENTION = (
    Retained(
        N_("Drawer: remarks and explanations"),
        KEEP_YEARS,
        Unit.YEARS,
        (
            Kept(
                MovementRow, MovementRow.at, {"remark": "", "asked": ""}, None, left=MovementRow.remark != ""
            ),
            Kept(
                CountRow, CountRow.at, {"explanation": "", "asked": ""}, None, left=CountRow.explanation != ""
            ),
        ),
    ),
)
