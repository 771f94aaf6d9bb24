"""What a scan names among the loans: an item's tag, a receipt, or something else, each with its own sentence."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.scanned import Scan, Scanned
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import KIND_NAMES, Kind
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import N_, Message
from desk_app.services.loans.tables import ItemRow, LoanRow

_UNREAD: dict[Scan, Message] = {
    Scan.NOTHING: N_("Nothing was read. Scan the tag once more."),
    Scan.READ_AGAIN: N_("The tag was read only in part. Scan it once more, or type its number."),
    Scan.SEVERAL: N_("Several codes were read at once. Scan one tag at a time."),
    Scan.UNKNOWN_KIND: N_("A number of a newer kind, unknown to this version of the program."),
    Scan.FOREIGN: N_("This is no tag of this building. Scan the tag on the item."),
    Scan.SIGNED_CODE: N_("This is the code of a pass, not of a loan item. Scan the tag on the item."),
}


def item_of(session: Session, raw: str) -> ItemRow | None:
    """The item whose tag was scanned or typed. Never raises."""
    digits = _loan_digits(read_scan(raw))
    if not digits:
        return None
    return session.scalars(select(ItemRow).where(ItemRow.tag == digits)).first()


def loan_of(session: Session, raw: str) -> LoanRow | None:
    """The loan whose receipt was scanned. Never raises."""
    digits = _loan_digits(read_scan(raw))
    if not digits:
        return None
    return session.scalars(select(LoanRow).where(LoanRow.code == digits)).first()


def tagged(session: Session, raw: str) -> ItemRow:
    """The item whose tag was scanned. Raises IllegalStep, which says what was scanned instead."""
    item = item_of(session, raw)
    if item is not None:
        return item
    scanned = read_scan(raw)
    if scanned.number is None:
        raise IllegalStep(_UNREAD[scanned.what])
    if scanned.number.kind is not Kind.LOAN:
        raise IllegalStep(
            N_("This is the number of another record: {kind}. Scan the tag on the item."),
            kind=KIND_NAMES[scanned.number.kind],
        )
    loan = loan_of(session, raw)
    if loan is not None:
        raise IllegalStep(
            N_("This is the receipt of loan {number}. Scan the tag on the item that comes back."),
            number=loan.number,
        )
    raise IllegalStep(N_("No item on this PC has this tag. It may be another desk's."))


def _loan_digits(scanned: Scanned) -> str:
    number = scanned.number
    return number.digits if number is not None and number.kind is Kind.LOAN else ""
