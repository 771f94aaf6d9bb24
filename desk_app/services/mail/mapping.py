"""Between rows and records: the only place that knows both. Many batches cost as many statements as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.directory.reading import moved_out
from desk_app.services.mail.records import (
    Attempt,
    Batch,
    MailKind,
    Month,
    Outgoing,
    Piece,
    PieceState,
    Postage,
    Reconciliation,
    ReturnReason,
)
from desk_app.services.mail.tables import (
    AttemptRow,
    BatchCountRow,
    BatchRow,
    MonthRow,
    OutgoingRow,
    PieceRow,
    ReconciliationRow,
)

AT_ONCE = 500
Counts = dict[MailKind, int]


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Some hundred ids at a time: a statement takes no more."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def to_batch(session: Session, row: BatchRow) -> Batch:
    """One batch as pages and papers see it."""
    return to_batches(session, [row])[0]


def to_batches(session: Session, rows: Sequence[BatchRow]) -> list[Batch]:
    """Batches in the order of `rows`, with what was announced and sorted of each kind."""
    announced, found = counts_of(session, [row.id for row in rows])
    return [_batch(row, announced[row.id], found[row.id]) for row in rows]


def counts_of(
    session: Session, batches: Sequence[int]
) -> tuple[defaultdict[int, Counts], defaultdict[int, Counts]]:
    """By batch: how many of each kind the carrier said, and how many were sorted."""
    announced: defaultdict[int, Counts] = defaultdict(dict)
    found: defaultdict[int, Counts] = defaultdict(dict)
    for some in chunks(batches):
        for row in session.scalars(select(BatchCountRow).where(BatchCountRow.batch.in_(some))):
            if row.announced:
                announced[row.batch][MailKind(row.kind)] = row.announced
            if row.sorted:
                found[row.batch][MailKind(row.kind)] = row.sorted
    return announced, found


def _batch(row: BatchRow, announced: Counts, found: Counts) -> Batch:
    return Batch(
        id=row.id,
        number=row.number,
        carrier=row.carrier,
        day=row.day,
        arrived_at=row.arrived_at,
        received_by=row.received_by,
        target_at=row.target_at,
        counts=announced,
        sorted_counts=found,
        sorted_at=row.sorted_at,
        difference=row.difference,
        taken_by_guard=row.taken_by_guard,
    )


def to_piece(session: Session, row: PieceRow) -> Piece:
    """One piece as pages and papers see it."""
    return to_pieces(session, [row])[0]


def to_pieces(session: Session, rows: Sequence[PieceRow]) -> list[Piece]:
    """Pieces in the order of `rows`."""
    gone = moved_out(session) if rows else frozenset()
    return [_piece(row, moved_out=row.tenant in gone) for row in rows]


def _piece(row: PieceRow, *, moved_out: bool) -> Piece:
    return Piece(
        id=row.id,
        number=row.number,
        code=row.code,
        batch=row.batch,
        kind=MailKind(row.kind),
        carrier=row.carrier,
        state=PieceState(row.state),
        day=row.day,
        arrived_at=row.arrived_at,
        tenant=row.tenant,
        company=row.company,
        unit=row.unit,
        recipient=row.recipient,
        barcode=row.barcode,
        place=row.place,
        hold_until=row.hold_until,
        attempts=row.attempts,
        damaged=row.damaged,
        remark=row.remark,
        handed_at=row.handed_at,
        handed_by=row.handed_by,
        handed_to=row.handed_to,
        proxy=row.proxy,
        signed=bool(row.signature) or row.on_paper,
        reason=ReturnReason(row.reason) if row.reason else None,
        form_number=row.form_number,
        approved_by=row.approved_by,
        sent_on_at=row.sent_on_at,
        closed_why=row.closed_why,
        moved_out=moved_out,
        reason_words=row.reason_words,
    )


def to_attempt(row: AttemptRow) -> Attempt:
    """A try to deliver that failed."""
    return Attempt(row.at, row.by, row.words)


def to_outgoing(row: OutgoingRow) -> Outgoing:
    """An item that goes out."""
    return Outgoing(
        id=row.id,
        number=row.number,
        kind=MailKind(row.kind),
        carrier=row.carrier,
        day=row.day,
        at=row.at,
        by=row.by,
        tenant=row.tenant,
        company=row.company,
        sender=row.sender,
        destination=row.destination,
        barcode=row.barcode,
        postage=row.postage,
        paid=Postage(row.paid),
        gone_at=row.gone_at,
        void=row.void,
        corrects=row.corrects,
    )


def to_reconciliation(row: ReconciliationRow) -> Reconciliation:
    """A week of a carrier, reconciled."""
    return Reconciliation(
        row.id, row.monday, row.carrier, row.registered, row.stated, row.explanation, row.at, row.by
    )


def to_month(row: MonthRow) -> Month:
    """A closed month."""
    return Month(row.first, row.closed_at, row.closed_by, row.digest)


# What events say: facts that stay, and what is about people, kept apart so that it can expire


def batch_facts(row: BatchRow, announced: Counts) -> dict[str, object]:
    """What the event of an arrival says."""
    return {
        "number": row.number,
        "carrier": row.carrier,
        "day": row.day.isoformat(),
        "counts": {kind.value: n for kind, n in sorted(announced.items())},
        "by_guard": bool(row.taken_by_guard),
    }


def batch_private(row: BatchRow) -> dict[str, object] | None:
    """The people of an arrival."""
    said = {"carrier_person": row.carrier_person, "taken_by_guard": row.taken_by_guard}
    return {key: value for key, value in said.items() if value} or None


def piece_facts(row: PieceRow) -> dict[str, object]:
    """What every event of a piece says."""
    return {
        "number": row.number,
        "batch": row.batch,
        "kind": row.kind,
        "state": row.state,
        "tenant": row.tenant,
        "place": row.place,
    }


def piece_private(row: PieceRow) -> dict[str, object] | None:
    """For whom a piece is."""
    said = {
        "recipient": row.recipient,
        "company": row.company,
        "unit": row.unit,
        "barcode": row.barcode,
        "remark": row.remark,
    }
    return {key: value for key, value in said.items() if value} or None


def outgoing_facts(row: OutgoingRow) -> dict[str, object]:
    """What every event of an outgoing item says. Postage is fen."""
    return {
        "number": row.number,
        "kind": row.kind,
        "carrier": row.carrier,
        "day": row.day.isoformat(),
        "tenant": row.tenant,
        "postage": row.postage,
        "paid": row.paid,
        "corrects": row.corrects,
    }


def outgoing_private(row: OutgoingRow) -> dict[str, object] | None:
    """Who sends what where."""
    said = {
        "sender": row.sender,
        "phone": row.phone,
        "destination": row.destination,
        "barcode": row.barcode,
    }
    return {key: value for key, value in said.items() if value} or None
