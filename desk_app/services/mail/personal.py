"""What the mail room says about one person: as addressee, as who signed for it, as sender."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.personal import COMPANY, KEPT_HERE, NAME, PHONE, SIGNATURE, WORDS
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.mail import rules
from desk_app.services.mail.records import BATCH_KIND, OUTGOING_KIND, PIECE_KIND
from desk_app.services.mail.tables import BatchRow, OutgoingRow, PieceRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "mail"
_OPEN = (
    (
        PieceRow.state.in_([state.value for state in (*rules.OPEN, rules.S.RETURN_ASKED)]),
        N_("The piece is still here.", "personal"),
    ),
)
_ADDRESSEE = PersonRows(
    _AREA,
    PIECE_KIND,
    N_("Addressee", "personal"),
    PieceRow.id,
    PieceRow.day,
    (
        Fact(NAME, PieceRow.recipient),
        Fact(COMPANY, PieceRow.company),
        Fact(N_("Waybill", "personal"), PieceRow.barcode),
        Fact(N_("Handed over", "personal"), PieceRow.handed_at),
        Fact(N_("Taken by", "personal"), PieceRow.handed_to, mask_name),
        Fact(WORDS, PieceRow.remark),
    ),
    name=PieceRow.recipient,
    number=PieceRow.number,
    open=_OPEN,
)
_TAKER = PersonRows(
    _AREA,
    PIECE_KIND,
    N_("Signed for mail", "personal"),
    PieceRow.id,
    PieceRow.day,
    (
        Fact(NAME, PieceRow.handed_to),
        Fact(COMPANY, PieceRow.company),
        Fact(N_("Handed over", "personal"), PieceRow.handed_at),
        Fact(N_("Addressee", "personal"), PieceRow.recipient, mask_name),
        Fact(SIGNATURE, PieceRow.signature, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=PieceRow.handed_to,
    number=PieceRow.number,
    open=_OPEN,
)
_SENDER = PersonRows(
    _AREA,
    OUTGOING_KIND,
    N_("Sender", "personal"),
    OutgoingRow.id,
    OutgoingRow.day,
    (
        Fact(NAME, OutgoingRow.sender),
        Fact(PHONE, OutgoingRow.phone),
        Fact(COMPANY, OutgoingRow.company),
        Fact(N_("Destination", "personal"), OutgoingRow.destination),
        Fact(N_("Waybill", "personal"), OutgoingRow.barcode),
    ),
    name=OutgoingRow.sender,
    phone=OutgoingRow.phone,
    number=OutgoingRow.number,
    open=(
        (
            OutgoingRow.gone_at.is_(None) & OutgoingRow.void.is_(False),
            N_("The item has not gone yet.", "personal"),
        ),
    ),
)
_WAITING = (
    select(PieceRow.id)
    .where(PieceRow.batch == BatchRow.id, PieceRow.state.in_([state.value for state in rules.OPEN]))
    .exists()
)
_CARRIER = PersonRows(
    _AREA,
    BATCH_KIND,
    N_("Brought mail", "personal"),
    BatchRow.id,
    BatchRow.day,
    (
        Fact(NAME, BatchRow.carrier_person),
        Fact(N_("Arrived", "personal"), BatchRow.arrived_at),
        Fact(SIGNATURE, BatchRow.signature, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=BatchRow.carrier_person,
    number=BatchRow.number,
    open=(
        (BatchRow.sorted_at.is_(None), N_("The delivery is not sorted yet.", "personal")),
        (_WAITING, N_("A piece of this delivery is still here.", "personal")),
    ),
)

personal = FoundIn(_ADDRESSEE, _TAKER, _SENDER, _CARRIER)
