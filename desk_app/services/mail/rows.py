"""Rows that verbs work on, and what the directory says of them. Called within a verb's transaction."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.words import N_
from desk_app.services.db.base import MOST_ID, by_id
from desk_app.services.directory.reading import addressees, units
from desk_app.services.directory.records import Addressee
from desk_app.services.journal.work import Work
from desk_app.services.mail.records import MailKind
from desk_app.services.mail.tables import BatchCountRow, BatchRow, OutgoingRow, PieceRow
from desk_app.services.mail.typed import Known

CODES = "mail-codes"
"""The series behind the numbers on the labels of pieces."""


def new_code(work: Work) -> str:
    """The digits of the next label."""
    return ShortNumber(Kind.MAIL, work.desk.desk_number, work.count(CODES)).digits


def batch_row(session: Session, batch: int) -> BatchRow:
    """A batch. Raises NotFound."""
    row = by_id(session, BatchRow, batch)
    if row is None:
        raise NotFound(N_("This batch is not on record."))
    return row


def open_batch(session: Session, batch: int) -> BatchRow:
    """A batch that is being sorted. Raises NotFound, IllegalStep."""
    row = batch_row(session, batch)
    if row.sorted_at is not None:
        text = N_("Batch {number} is finished. Take what is left in as a batch of its own.")
        raise IllegalStep(text, number=row.number)
    return row


def piece_row(session: Session, piece: int) -> PieceRow:
    """A piece. Raises NotFound."""
    row = by_id(session, PieceRow, piece)
    if row is None:
        raise NotFound(N_("This piece of mail is not on record."))
    return row


def outgoing_row(session: Session, outgoing: int) -> OutgoingRow:
    """An outgoing item. Raises NotFound."""
    row = by_id(session, OutgoingRow, outgoing)
    if row is None:
        raise NotFound(N_("This outgoing item is not on record."))
    return row


def add_sorted(session: Session, batch: int, kind: MailKind, n: int) -> None:
    """So many more (or, negative, fewer) of a kind are sorted; one that was not announced gets its own line."""
    row = session.get(BatchCountRow, (batch, kind.value))
    if row is None:
        row = BatchCountRow(batch=batch, kind=kind.value, announced=0, sorted=0)
        session.add(row)
    row.sorted += n


def addressee_of(session: Session, tenant: int | None) -> Addressee | None:
    """The tenant of this id; None without one, and for one that is not on record."""
    if tenant is None or not 0 <= tenant <= MOST_ID:
        return None
    return addressees(session, tenant).get(tenant)


def known_for(session: Session, tenant: int | None, unit: str) -> Known:
    """What the checks of a piece need: its tenant, and its unit as the building writes it."""
    addressee = addressee_of(session, tenant)
    typed = compact_code(unit)
    if not typed:
        return Known(addressee, unit="")
    theirs = addressee.tenant.units if addressee is not None else ()
    found = next((one for one in theirs if compact_code(one) == typed), None)
    if found is None:
        found = next((one.number for one in units(session) if compact_code(one.number) == typed), None)
    return Known(addressee, found)


def require_new_barcode(session: Session, batch: int, barcode: str, but: int | None = None) -> None:
    """Raise InvalidInput ("barcode") for one that a piece of this batch has already, and for a label of our own."""
    if not barcode:
        return
    same = select(PieceRow).where(PieceRow.barcode == barcode, PieceRow.batch == batch, PieceRow.id != but)
    other = session.scalars(same).first()
    if other is not None:
        text = N_("This barcode was scanned in this batch already: {number}, {recipient}.")
        whose = other.recipient or other.company or other.unit
        raise InvalidInput({"barcode": UserError(text, number=other.number, recipient=whose)})
    ours = session.scalars(select(PieceRow).where(PieceRow.code == barcode)).first()
    if ours is not None:
        text = N_("This is our own label of {number}. Scan the carrier's barcode.")
        raise InvalidInput({"barcode": UserError(text, number=ours.number)})
