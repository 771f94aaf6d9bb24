"""What of handovers and notices is forgotten: words that people wrote. Counts, differences and who signed stay."""

from __future__ import annotations

from sqlalchemy import case

from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit, end_of_day
from desk_app.services.shift import events
from desk_app.services.shift.options import KEEP_YEARS
from desk_app.services.shift.tables import CountingRow, CountLineRow, HandoverRow, NoticeRow

_COUNTED_AT = case((CountingRow.state != "open", CountingRow.at))

KEPT = (
    Kept(
        HandoverRow,
        HandoverRow.at,
        {"remarks": "", "waiver": "", "story": "{}", "asked": ""},
        events.FORGOTTEN,
    ),
    Kept(
        CountingRow,
        _COUNTED_AT,
        {"asked": ""},
        events.FORGOTTEN,
        [Hanging(CountLineRow.counting, {"why_not": "", "explanation": ""})],
    ),
    Kept(
        NoticeRow,
        end_of_day(NoticeRow.last),
        {"text": "", "withdrawn_why": "", "asked": ""},
        events.NOTICE_FORGOTTEN,
    ),
)
RETENTION = (Retained(N_("Handovers and notices: words"), KEEP_YEARS, Unit.YEARS, KEPT),)
