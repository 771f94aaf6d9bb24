"""What of mail is forgotten after the time of keeping: who sent, signed and collected. Postage and counts stay."""

from __future__ import annotations

from sqlalchemy import case, func

from desk_app.services.mail import events
from desk_app.services.mail.records import PieceState
from desk_app.services.mail.tables import AttemptRow, BatchRow, OutgoingRow, PieceRow, ReconciliationRow
from desk_app.services.retention import Hanging, Kept

_GONE = (PieceState.HANDED_OVER, PieceState.RETURNED, PieceState.REDIRECTED, PieceState.CLOSED)
_LEFT_AT = case(
    (
        PieceRow.state.in_([one.value for one in _GONE]),
        func.coalesce(PieceRow.handed_at, PieceRow.sent_on_at, PieceRow.arrived_at),
    )
)

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
    ),
    Kept(
        BatchRow,
        BatchRow.sorted_at,
        {"carrier_person": "", "signature": "", "taken_by_guard": "", "difference": ""},
        events.BATCH_FORGOTTEN,
    ),
    Kept(
        OutgoingRow,
        OutgoingRow.at,
        {"sender": "", "phone": "", "destination": "", "barcode": ""},
        events.OUTGOING_FORGOTTEN,
    ),
    Kept(ReconciliationRow, ReconciliationRow.at, {"explanation": ""}, events.OUTGOING_FORGOTTEN),
)
"""A company's name is nobody's personal data: it stays, with its unit, for the figures."""
