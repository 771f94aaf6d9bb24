"""What roll-calls say about one person: that they stood on the on-site list."""

from __future__ import annotations

from sqlalchemy import true

from desk_app.services.core.personal import COMPANY, NAME, PLACE
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow

KIND = "roll_call"
_LISTED = PersonRows(
    "roll_call",
    KIND,
    N_("On the list of a roll-call", "personal"),
    RollCallLineRow.roll_call,
    RollCallRow.started_at,
    (
        Fact(NAME, RollCallLineRow.name),
        Fact(COMPANY, RollCallLineRow.company),
        Fact(N_("Person visited", "personal"), RollCallLineRow.host, mask_name),
        Fact(PLACE, RollCallLineRow.unit),
    ),
    name=RollCallLineRow.name,
    visit=RollCallLineRow.visit,
    joined=((RollCallRow, RollCallRow.id == RollCallLineRow.roll_call),),
    open=((true(), N_("A roll-call stays whole until its time of keeping is over.", "personal")),),
)

personal = FoundIn(_LISTED)
