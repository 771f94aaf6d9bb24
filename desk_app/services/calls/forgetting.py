"""What of the call log is forgotten: who rang, for whom, and what was said. A call not passed on yet is kept."""

from __future__ import annotations

from sqlalchemy import case, or_

from desk_app.services.calls import events
from desk_app.services.calls.options import KEEP_MONTHS
from desk_app.services.calls.searching import KIND
from desk_app.services.calls.tables import CallRow
from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Kept, Retained, Unit

RETENTION = (
    Retained(
        N_("Calls: callers, phones, what was said"),
        KEEP_MONTHS,
        Unit.MONTHS,
        (
            Kept(
                CallRow,
                case((or_(CallRow.passed_at.is_not(None), CallRow.became.is_not(None)), CallRow.at)),
                {"caller": "", "phone": "", "company": "", "host_name": "", "host_person": "", "about": ""},
                events.FORGOTTEN,
                kinds=(KIND,),
            ),
        ),
    ),
)
