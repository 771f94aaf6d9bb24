"""What of mail is forgotten after the time of keeping: who sent, signed and collected. Postage and counts stay."""

from __future__ import annotations

from sqlalchemy import Text, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased

from desk_app.services.core.words import N_
from desk_app.services.mail import events
from desk_app.services.mail.options import KEEP_YEARS
from desk_app.services.mail.postage import TAKES_BACK
from desk_app.services.mail.records import BATCH_KIND, OUTGOING_KIND, PIECE_KIND, PieceState
from desk_app.services.mail.rules import SENT_BACK
from desk_app.services.mail.tables import AttemptRow, BatchRow, OutgoingRow, PieceRow, ReconciliationRow
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit

_LEFT_AT = case(
    (
        PieceRow.state.in_([PieceState.HANDED_OVER.value, PieceState.CLOSED.value]),
        func.coalesce(PieceRow.handed_at, PieceRow.arrived_at),
    ),
    (PieceRow.state.in_([one.value for one in SENT_BACK]), PieceRow.sent_on_at),
)
"""Approved for return and still here, nothing of it is forgotten."""
_BACK = aliased(OutgoingRow)
_SETTLED_AT = case(
    (
        or_(
            OutgoingRow.gone_at.is_not(None),
            OutgoingRow.void.is_(True),
            OutgoingRow.corrects.is_not(None),
            select(_BACK.id)
            .where(
                _BACK.request == literal(TAKES_BACK).concat(cast(OutgoingRow.id, Text)), _BACK.request != ""
            )
            .exists(),
        ),
        OutgoingRow.at,
    )
)
"""No carrier took it and nobody took it back: it lies here still."""

KEPT = (
    Kept(
        PieceRow,
        _LEFT_AT,
        {
            "recipient": "",
            "barcode": "",
            "remark": "",
            "handed_to": "",
            "signature": "",
            "reason_words": "",
            "closed_why": "",
        },
        events.PIECE_FORGOTTEN,
        [Hanging(AttemptRow.piece, {"words": ""})],
        kinds=(PIECE_KIND,),
    ),
    Kept(
        BatchRow,
        BatchRow.sorted_at,
        {"carrier_person": "", "signature": "", "taken_by_guard": "", "difference": ""},
        events.BATCH_FORGOTTEN,
        kinds=(BATCH_KIND,),
    ),
    Kept(
        OutgoingRow,
        _SETTLED_AT,
        {"sender": "", "phone": "", "destination": "", "barcode": ""},
        events.OUTGOING_FORGOTTEN,
        kinds=(OUTGOING_KIND,),
    ),
    Kept(ReconciliationRow, ReconciliationRow.at, {"explanation": ""}, events.OUTGOING_FORGOTTEN),
)
"""A company's name is nobody's personal data: it stays, with its unit, for the figures."""

RETENTION = (Retained(N_("Mail: senders, recipients, who signed"), KEEP_YEARS, Unit.YEARS, KEPT),)
