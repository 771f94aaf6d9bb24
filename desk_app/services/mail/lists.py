"""Lists of pieces: what each view shows, what somebody at the counter asks for, what goes on the round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.text.clean import compact_code
from desk_app.services.directory.reading import addressees, moved_out
from desk_app.services.directory.reading import floors as floors_of
from desk_app.services.directory.records import Addressee
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.journal.work import Read
from desk_app.services.mail import rules
from desk_app.services.mail.mapping import to_pieces
from desk_app.services.mail.ordinary import on_round
from desk_app.services.mail.records import MailCounts, MailKind, Piece, PieceState, TenantRound, View
from desk_app.services.mail.tables import BatchRow, OrdinaryRow, PieceRow

MOST = 2000
_OPEN = [state.value for state in rules.OPEN]
_HERE = [state.value for state in rules.HERE]


def conditions(read: Read, day: date) -> dict[View, ColumnElement[bool]]:
    """Which pieces each view shows; those but DAY are as of now. Each fits an index."""
    left = and_(PieceRow.state.in_([state.value for state in rules.SENT_BACK]), PieceRow.sent_on_at.is_(None))
    asked = PieceRow.state == PieceState.RETURN_ASKED.value
    return {
        View.WAITING: PieceRow.state == PieceState.STORED.value,
        View.UNMATCHED: PieceRow.state == PieceState.UNMATCHED.value,
        View.OVERDUE: and_(PieceRow.state.in_(_OPEN), PieceRow.hold_until < read.today),
        View.UNDELIVERABLE: PieceRow.state == PieceState.UNDELIVERABLE.value,
        View.RETURNS: or_(asked, left),
        View.MOVED_OUT: and_(PieceRow.tenant.in_(sorted(moved_out(read.session))), PieceRow.state.in_(_HERE)),
        View.DAY: PieceRow.day == day,
    }


def pieces_of(read: Read, view: View, day: date) -> list[Piece]:
    """The list of a view, at most 2,000: what has to leave first, else the newest."""
    order = (PieceRow.id.desc(),) if view is View.DAY else (PieceRow.hold_until, PieceRow.id)
    wanted = select(PieceRow).where(conditions(read, day)[view]).order_by(*order).limit(MOST)
    return to_pieces(read.session, read.session.scalars(wanted).all())


def pieces_of_batch(read: Read, batch: int) -> list[Piece]:
    """The registered pieces of a batch, the newest first."""
    wanted = select(PieceRow).where(PieceRow.batch == batch).order_by(PieceRow.id.desc()).limit(MOST)
    return to_pieces(read.session, read.session.scalars(wanted).all())


def count_all(read: Read, day: date) -> MailCounts:
    """The numbers above the list."""
    counted = [
        select(func.count()).select_from(PieceRow).where(wanted).scalar_subquery().label(view.value)
        for view, wanted in conditions(read, day).items()
    ]
    waits = BatchRow.sorted_at.is_(None)
    for name, wanted in (
        ("batches_open", waits),
        ("batches_late", and_(waits, BatchRow.target_at < read.now)),
    ):
        counted.append(select(func.count()).select_from(BatchRow).where(wanted).scalar_subquery().label(name))
    return MailCounts(**read.session.execute(select(*counted)).one()._asdict())


# At the counter


def waiting_for(read: Read, text: str) -> list[Piece]:
    """What lies here for somebody: by label or barcode, unit, place, number, company or recipient.

    A number or place that fits whole stands for itself; names are found by their parts and by pinyin.
    """
    typed = folded(text)
    if not typed:
        return []
    here = select(PieceRow).where(PieceRow.state.in_(_HERE))
    wanted = here.order_by(PieceRow.hold_until, PieceRow.id).limit(MOST)
    rows = read.session.scalars(wanted).all()
    names = _names(read) if rows else {}
    exact = [row for row in rows if _is_named(row, text, typed)]
    found = exact or [row for row in rows if _fits(row, typed, names)]
    return to_pieces(read.session, found)


def _names(read: Read) -> dict[int, tuple[str, ...]]:
    """By tenant: what it is called, and its units: a piece may name only one of them."""
    found = addressees(read.session).items()
    return {
        one: (who.tenant.name, who.tenant.short_name, who.tenant.english_name, *who.tenant.units)
        for one, who in found
    }


def _is_named(row: PieceRow, text: str, typed: str) -> bool:
    code = compact_code(text)
    own = read_scan(text).number
    if own is not None and own.kind is Kind.MAIL and row.code == own.digits:
        return True
    return bool(code) and (code == row.barcode or typed in (folded(row.number), folded(row.place)))


def _fits(row: PieceRow, typed: str, names: dict[int, tuple[str, ...]]) -> bool:
    starts = (folded(row.unit), folded(row.place), row.barcode.casefold(), folded(row.number)[-len(typed) :])
    if any(one.startswith(typed) for one in starts if one):
        return True
    known = (*names.get(row.tenant or 0, ()), row.company, row.recipient)
    return any(name_rank(typed, one) < NOT_FOUND for one in known if one)


def piece_named(read: Read, code: str) -> PieceRow | None:
    """The piece with this label, or the newest with this carrier's barcode."""
    number = read_scan(code).number
    if number is not None and number.kind is Kind.MAIL:
        ours = read.session.scalars(select(PieceRow).where(PieceRow.code == number.digits)).first()
        if ours is not None:
            return ours
    barcode = compact_code(code)
    if not barcode:
        return None
    wanted = select(PieceRow).where(PieceRow.barcode == barcode).order_by(PieceRow.id.desc()).limit(1)
    return read.session.scalars(wanted).first()


# The round


def round_sheet(read: Read, day: date) -> list[TenantRound]:
    """What goes to each tenant: letters of the day and those that missed their round, and what waits for a signature.

    From the lowest floor up. Letters ticked off on this day stay on its sheet.
    """
    ordinary = _ordinary_of(read, day)
    pieces = _pieces_of(read, day)
    known = addressees(read.session)
    position = {floor.label: floor.position for floor in floors_of(read.session).values()}
    found = [
        _round(known[tenant], ordinary[tenant], pieces[tenant])
        for tenant in {*ordinary, *pieces}
        if tenant in known
    ]
    return sorted(found, key=lambda one: (position.get(one.floor, 999), one.unit, one.company))


def _ordinary_of(read: Read, day: date) -> defaultdict[int, list[OrdinaryRow]]:
    ticked = select(OrdinaryRow).where(
        OrdinaryRow.day == day, OrdinaryRow.delivered_at.is_not(None), OrdinaryRow.keep_until.is_(None)
    )
    found: defaultdict[int, list[OrdinaryRow]] = defaultdict(list)
    for row in (*on_round(read.session, day), *read.session.scalars(ticked)):
        found[row.tenant].append(row)
    return found


def _pieces_of(read: Read, day: date) -> defaultdict[int, list[Piece]]:
    wanted = select(PieceRow).where(PieceRow.state == PieceState.STORED.value, PieceRow.day <= day)
    rows = read.session.scalars(wanted.order_by(PieceRow.id).limit(MOST)).all()
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in to_pieces(read.session, rows):
        if piece.tenant is not None and not piece.moved_out:
            found[piece.tenant].append(piece)
    return found


def _round(whose: Addressee, rows: Sequence[OrdinaryRow], pieces: Iterable[Piece]) -> TenantRound:
    left = [row for row in rows if row.delivered_at is None]
    counted: Counter[MailKind] = Counter()
    for row in left or rows:
        counted[MailKind(row.kind)] += row.quantity
    tenant = whose.tenant
    return TenantRound(
        tenant=tenant.id,
        company=tenant.name,
        unit=tenant.units[0] if tenant.units else "",
        floor=tenant.storeys[0] if tenant.storeys else "",
        mailbox=whose.mailbox,
        ordinary=dict(counted),
        pieces=tuple(pieces),
        delivered_at=_ticked_off(rows) if not left else None,
    )


def _ticked_off(rows: Iterable[OrdinaryRow]) -> datetime | None:
    return max((row.delivered_at for row in rows if row.delivered_at is not None), default=None)
