"""What lies at the desk for a company; whom a piece is about; what a label names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TenantStatus
from desk_app.services.journal.work import Read
from desk_app.services.mail.records import MAIL_KIND_NAMES, PIECE_KIND, MailKind, PieceState
from desk_app.services.mail.rows import addressee_of
from desk_app.services.mail.tables import OutgoingRow, PieceRow

_AREA = "mail"
HAND_OVER = "hand_over"
"""The step of a piece that waits."""
_MOST = 20
_SPECIAL = [kind.value for kind in MailKind if kind.special]
_TEXTS = {
    (True, True): N_("{kind} {number} to collect, at {place}: {recipient}."),
    (True, False): N_("{kind} {number} to collect: {recipient}."),
    (False, True): N_("{kind} {number} cannot be delivered, at {place}: {recipient}."),
    (False, False): N_("{kind} {number} cannot be delivered: {recipient}."),
}
"""By whether it waits to be collected, and whether its place is known."""


def mail_matters(read: Read, party: Party) -> Iterator[Matter]:
    """Special mail that waits for a tenant, the oldest first. A tenant that is leaving should take it along."""
    if party.tenant is None:
        return
    open_states = (PieceState.STORED.value, PieceState.UNDELIVERABLE.value)
    wanted = select(PieceRow).where(
        PieceRow.tenant == party.tenant, PieceRow.state.in_(open_states), PieceRow.kind.in_(_SPECIAL)
    )
    rows = read.session.scalars(wanted.order_by(PieceRow.id).limit(_MOST)).all()
    whose = addressee_of(read.session, party.tenant) if rows else None
    leaving = whose is not None and whose.tenant.status is not TenantStatus.ACTIVE
    for row in rows:
        yield _matter(row, leaving=leaving)


def _matter(row: PieceRow, *, leaving: bool) -> Matter:
    waits = row.state == PieceState.STORED
    values = {
        "kind": MAIL_KIND_NAMES[MailKind(row.kind)],
        "number": row.number,
        "place": row.place,
        "recipient": row.recipient or row.company,
    }
    part = Part.EXPECTS if waits else Part.NOTED
    text = _TEXTS[waits, bool(row.place)]
    return Matter(
        _AREA, PIECE_KIND, row.id, text, values, row.arrived_at, owed=leaving, part=part, step=HAND_OVER
    )


def piece_people(read: Read, pieces: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """For whom pieces are."""
    rows = read.session.scalars(select(PieceRow).where(PieceRow.id.in_(pieces)))
    return {row.id: [Person(row.recipient, "", row.company, row.unit, row.tenant)] for row in rows}


def outgoing_people(read: Read, items: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who sends items."""
    rows = read.session.scalars(select(OutgoingRow).where(OutgoingRow.id.in_(items)))
    return {row.id: [Person(row.sender, row.phone, row.company, "", row.tenant)] for row in rows}


def mail_named_by(read: Read, digits: str) -> Named | None:
    """The piece with this label."""
    piece = read.session.execute(select(PieceRow.id).where(PieceRow.code == digits)).scalar()
    return None if piece is None else Named(PIECE_KIND, piece)
