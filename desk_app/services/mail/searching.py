"""How mail is found: by company, recipient, unit, barcode, place and number. By the desk alone: guards find none."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.journal.forgetting import remembered
from desk_app.services.mail.events import OUTGOING_FORGOTTEN, PIECE_FORGOTTEN
from desk_app.services.mail.mapping import chunks
from desk_app.services.mail.records import OUTGOING_KIND, PIECE_KIND
from desk_app.services.mail.tables import OutgoingRow, PieceRow
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)


def piece_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of pieces."""
    for some in chunks(remembered(session, ids, PIECE_FORGOTTEN)):
        for row in session.scalars(select(PieceRow).where(PieceRow.id.in_(some))):
            yield piece_entry(row)


def outgoing_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of outgoing items; a void one was never sent and is not found."""
    for some in chunks(remembered(session, ids, OUTGOING_FORGOTTEN)):
        wanted = select(OutgoingRow).where(OutgoingRow.id.in_(some), OutgoingRow.void.is_(False))
        for row in session.scalars(wanted):
            yield outgoing_entry(row)


def piece_entry(row: PieceRow) -> SearchEntry:
    """How one piece is found, and what its hit shows."""
    title = row.company or row.recipient or row.unit or row.number
    recipient = row.recipient if row.recipient != title else ""
    return SearchEntry(
        kind=PIECE_KIND,
        id=row.id,
        title=title,
        subtitle=_joined(row.number, recipient, row.unit, row.carrier, row.place),
        audience=_DESK,
        names=_there(row.company, row.recipient),
        numbers=_there(row.number, row.code, row.unit, row.barcode, row.place),
        words=_there(row.carrier),
    )


def outgoing_entry(row: OutgoingRow) -> SearchEntry:
    """How one outgoing item is found: no phone, that is for its card."""
    title = row.company or row.sender or row.number
    sender = row.sender if row.sender != title else ""
    return SearchEntry(
        kind=OUTGOING_KIND,
        id=row.id,
        title=title,
        subtitle=_joined(row.number, sender, row.carrier, row.destination),
        audience=_DESK,
        names=_there(row.company, row.sender),
        phones=_there(row.phone),
        numbers=_there(row.number, row.barcode),
        words=_there(row.carrier, row.destination),
    )


def _there(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _joined(*parts: str) -> str:
    return " · ".join(_there(*parts))
