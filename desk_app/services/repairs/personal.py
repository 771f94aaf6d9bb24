"""What the ledger of repairs says about one person: as who reported it."""

from __future__ import annotations

from sqlalchemy import and_, select

from desk_app.services.core.personal import COMPANY, KEPT_HERE, NAME, PHONE, PLACE, SIGNATURE, WORDS
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows
from desk_app.services.repairs.records import KIND, OrderState
from desk_app.services.repairs.tables import OrderRow, PhotoRow

_OPEN = OrderRow.state.not_in([OrderState.CLOSED.value, OrderState.JOINED.value])
_UNPAID = and_(OrderRow.paid, _OPEN)
_PHOTOS = select(PhotoRow.order).where(PhotoRow.order == OrderRow.id).exists()
_REPORTER = PersonRows(
    "repairs",
    KIND,
    N_("Reported a repair", "personal"),
    OrderRow.id,
    OrderRow.day,
    (
        Fact(NAME, OrderRow.reporter),
        Fact(PHONE, OrderRow.phone),
        Fact(COMPANY, OrderRow.company),
        Fact(PLACE, OrderRow.unit),
        Fact(N_("What was reported", "personal"), OrderRow.description),
        Fact(N_("Engineer", "personal"), OrderRow.colleague_name, mask_name),
        Fact(N_("Done", "personal"), OrderRow.done_at),
        Fact(WORDS, OrderRow.dissatisfied_why),
        Fact(SIGNATURE, OrderRow.signature, lambda kept: KEPT_HERE if kept else ""),
        Fact(N_("Pictures", "personal"), _PHOTOS, lambda there: KEPT_HERE if there else ""),
    ),
    name=OrderRow.reporter,
    phone=OrderRow.phone,
    number=OrderRow.number,
    open=(
        (_UNPAID, N_("A paid repair is not settled yet.", "personal")),
        (_OPEN, N_("The order is not closed yet.", "personal")),
    ),
)

personal = FoundIn(_REPORTER)
