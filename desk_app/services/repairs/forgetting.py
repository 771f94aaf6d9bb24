"""What of the ledger is forgotten after the time of keeping: people, their words, pictures. Times and money stay."""

from __future__ import annotations

from desk_app.services.core.words import N_
from desk_app.services.repairs import events
from desk_app.services.repairs.options import KEEP_YEARS
from desk_app.services.repairs.records import KIND
from desk_app.services.repairs.tables import OrderRow, PhotoRow, PricedRow, StoryRow
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit

KEPT = (
    Kept(
        OrderRow,
        OrderRow.closed_at,
        {
            "reporter": "",
            "phone": "",
            "company": "",
            "area": "",
            "description": "",
            "colleague_name": "",
            "hold_why": "",
            "done_words": "",
            "signature": "",
            "dissatisfied_why": "",
        },
        events.FORGOTTEN,
        [
            Hanging(StoryRow.order, {"words": "", "before": ""}),
            Hanging(PhotoRow.order, None),
            Hanging(PricedRow.order, {"name": ""}),
        ],
        kinds=(KIND,),
    ),
)
"""A company or a line of a price was typed, and may name a person; whose order it was stays as the tenant's id."""

RETENTION = (Retained(N_("Repairs: reporters, words, pictures, signatures"), KEEP_YEARS, Unit.YEARS, KEPT),)
