"""What of the ledger is forgotten after the time of keeping: people, their words, pictures. Times and money stay."""

from __future__ import annotations

from desk_app.services.repairs import events
from desk_app.services.repairs.tables import OrderRow, PhotoRow, PricedRow, StoryRow
from desk_app.services.retention import Hanging, Kept

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
    ),
)
"""A company or a line of a price was typed, and may name a person; whose order it was stays as the tenant's id."""
