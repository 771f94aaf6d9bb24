"""Who left long ago is forgotten: the row stays for the figures, name and phone go, in the journal too."""

from __future__ import annotations

from desk_app.services.colleagues import events
from desk_app.services.colleagues.options import KEEP_YEARS
from desk_app.services.colleagues.records import KIND
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Kept, Retained, Told, Unit

RETENTION = (
    Retained(
        N_("Colleagues who left: names and phones"),
        KEEP_YEARS,
        Unit.YEARS,
        (
            Kept(
                ColleagueRow,
                ColleagueRow.left_at,
                {"name": "", "phone": ""},
                events.FORGOTTEN,
                kinds=(KIND,),
                left=ColleagueRow.name != "",
            ),
            Told(ColleagueRow.id),
        ),
    ),
)
