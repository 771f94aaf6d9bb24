"""How things stand with a pass at the gate, read in one transaction: from the record, else from its code alone.

Everything hangs on the root: the signed id of the pass as it was issued, whichever of its codes was scanned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import COUNTER_BITS, PassClaims, PassKind
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.passes.gate_rules import Left, Tally, tally
from desk_app.services.passes.records import AtGate, ExitKind, ExitLine, Moved, Reason, Release, Return
from desk_app.services.passes.tables import (
    CodeRow,
    LineRow,
    PassRow,
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One pass at the gate. `row` is its record, None where this PC never met it."""

    root: int
    row: PassRow | None
    now: AtGate

    @property
    def entity(self) -> int:
        """What events about it are filed under: its record, or its root where there is none."""
        return self.root if self.row is None else self.row.id


def root_of(session: Session, claims: PassClaims) -> int:
    """The pass as it was issued: for a balance slip the one whose rest it is."""
    known = session.get(CodeRow, claims.pass_id)
    return known.root if known is not None else claims.fields.balance_of or claims.pass_id


def standing(session: Session, claims: PassClaims, desk: int) -> Standing:
    """How things stand; `desk` is this PC's number. Raises IllegalStep for a visitor's pass."""
    if claims.kind is PassKind.VISITOR:
        raise IllegalStep(N_("This is a visitor's pass: it releases no goods."))
    return _standing(session, root_of(session, claims), claims, desk)


def standing_of(session: Session, root: int, desk: int) -> Standing:
    """The same by the root alone. Raises NotFound for a pass whose code never was here."""
    claims = _first_met(session, root)
    if claims is None:
        raise NotFound(N_("This PC has no such exit pass."))
    return _standing(session, root, claims, desk)


def _standing(session: Session, root: int, claims: PassClaims, desk: int) -> Standing:
    releases, returns = _release_rows(session, root), returns_of(session, root)
    of = listed(session, root, claims)
    counted = tally(of.lines, of.trips, [_left(one, moved) for one, moved in releases], _back(returns))
    past = _Past(counted, tuple(_release(session, one, moved, desk) for one, moved in releases), returns)
    return Standing(root, of.row, _on_record(of.row, past) if of.row else _from_code(of, root, past))


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of a pass as it was issued, or as much of it as is known here."""

    row: PassRow | None
    claims: PassClaims
    lines: tuple[ExitLine, ...]
    complete: bool
    trips: int


def listed(session: Session, root: int, claims: PassClaims) -> Listed:
    """The list on record; without one that of the code which everything that happened here counts from."""
    row = session.scalars(select(PassRow).where(PassRow.pass_id == root)).first()
    if row is not None:
        return Listed(row, claims, _record_lines(session, row.id), True, row.trips)
    claims = _first_met(session, root) or claims
    lines, complete = code_lines(claims)
    return Listed(None, claims, lines, complete, claims.trips)


def code_lines(claims: PassClaims) -> tuple[tuple[ExitLine, ...], bool]:
    """The lines that a code carries, and whether they are all. What comes back is known from the kind alone."""
    short = claims.fields.lines
    complete = 0 < claims.pieces == sum(line.quantity for line in short)
    comes_back = complete and claims.kind is PassKind.RETURNABLE
    places = claims.fields.places or range(1, len(short) + 1)
    lines = (
        ExitLine(place, line.text, line.quantity, "", "", comes_back)
        for place, line in zip(places, short, strict=True)
    )
    return tuple(lines), complete


def claims_in(code: str) -> PassClaims:
    """The claims of a code that this PC gave out or has proven before it kept it."""
    frame = read_scan(code).frame
    assert frame is not None  # only whole codes are kept
    return parse(split(frame), frame)


def lines_after(session: Session, root: int, release: int, lines: Sequence[ExitLine]) -> tuple[ExitLine, ...]:
    """The lines as they stood right after a release: what its balance slip was given for."""
    until: list[Left] = []
    for one, moved in _release_rows(session, root):
        until.append(_left(one, moved))
        if one.id == release:
            break
    return tally(lines, 1 + sum(one.closes for one in until), until, ()).lines


def returns_of(session: Session, root: int) -> tuple[Return, ...]:
    """What came back, oldest first, undone ones too."""
    rows = session.scalars(
        select(ReturnRow).where(ReturnRow.root == root).order_by(ReturnRow.at, ReturnRow.id)
    ).all()
    if not rows:
        return ()
    moved: dict[int, list[Moved]] = defaultdict(list)
    found = select(ReturnedLineRow).where(ReturnedLineRow.return_id.in_([row.id for row in rows]))
    for line in session.scalars(found.order_by(ReturnedLineRow.position)):
        moved[line.return_id].append(Moved(line.position, line.quantity))
    return tuple(to_return(row, moved[row.id]) for row in rows)


def to_return(row: ReturnRow, moved: Iterable[Moved]) -> Return:
    """A row as the gate sees it."""
    undone = row.undone_at is not None
    return Return(row.id, row.gate, row.at, row.by, row.by_name, tuple(moved), row.remark, undone)


@dataclass(frozen=True, slots=True)
class _Past:
    counted: Tally
    releases: tuple[Release, ...]
    returns: tuple[Return, ...]


_Found = list[tuple[ReleaseRow, tuple[Moved, ...]]]


def _release_rows(session: Session, root: int) -> _Found:
    rows = session.scalars(
        select(ReleaseRow).where(ReleaseRow.root == root).order_by(ReleaseRow.at, ReleaseRow.id)
    )
    found = list(rows)
    if not found:
        return []
    moved: dict[int, list[Moved]] = defaultdict(list)
    wanted = select(ReleasedLineRow).where(ReleasedLineRow.release.in_([row.id for row in found]))
    for line in session.scalars(wanted.order_by(ReleasedLineRow.position)):
        moved[line.release].append(Moved(line.position, line.quantity))
    return [(row, tuple(moved[row.id])) for row in found]


def _left(row: ReleaseRow, moved: Iterable[Moved]) -> Left:
    return Left({one.position: one.quantity for one in moved}, row.closes, row.whole)


def _back(returns: Iterable[Return]) -> list[Mapping[int, int]]:
    return [{one.position: one.quantity for one in back.moved} for back in returns if not back.undone]


def _release(session: Session, row: ReleaseRow, moved: tuple[Moved, ...], desk: int) -> Release:
    slip = session.get(CodeRow, row.slip) if row.slip is not None else None
    return Release(
        id=row.id,
        pass_id=row.pass_id,
        desk=row.desk,
        gate=row.gate,
        at=row.at,
        by=row.by,
        by_name=row.by_name,
        trip=row.trip,
        closes=row.closes,
        moved=moved,
        plate=row.plate,
        carrier=row.carrier,
        remark=row.remark,
        approved_by=row.approved_by,
        override=row.override,
        here=row.desk == desk,
        slip=slip.short_code if slip is not None else "",
    )


def _record_lines(session: Session, exit_pass: int) -> tuple[ExitLine, ...]:
    rows = session.scalars(select(LineRow).where(LineRow.exit_pass == exit_pass).order_by(LineRow.position))
    return tuple(
        ExitLine(row.position, row.name, row.quantity, row.unit, row.serial, row.returnable) for row in rows
    )


def _first_met(session: Session, root: int) -> PassClaims | None:
    """The code that what happened here counts from: the pass's own, else the first slip of it that was met."""
    own_first = (CodeRow.pass_id != root, CodeRow.made_at, CodeRow.pass_id)
    row = session.scalars(select(CodeRow).where(CodeRow.root == root).order_by(*own_first)).first()
    return claims_in(row.code) if row is not None else None


def _on_record(row: PassRow, past: _Past) -> AtGate:
    lines = past.counted.lines
    return AtGate(
        pass_id=row.pass_id,
        kind=ExitKind(row.kind),
        number=row.number,
        holder=row.holder,
        unit=row.unit,
        reason=Reason(row.reason),
        lines=lines,
        pieces=sum(line.quantity for line in lines),
        complete=True,
        plate=row.plate,
        carrier=row.carrier,
        trips=row.trips,
        trips_used=past.counted.trips_used,
        valid_until=row.valid_until,
        due=row.due,
        signatory=row.signatory_name,
        remark=row.remark,
        exit_pass=row.id,
        releases=past.releases,
        returns=past.returns,
    )


def _from_code(of: Listed, root: int, past: _Past) -> AtGate:
    claims = of.claims
    return AtGate(
        pass_id=root,
        kind=ExitKind[claims.kind.name],
        number=number_of(root),
        holder="",
        unit="",
        reason=None,
        lines=past.counted.lines,
        pieces=claims.pieces,
        complete=of.complete,
        plate=claims.fields.plate,
        carrier=claims.fields.carrier,
        trips=claims.trips,
        trips_used=past.counted.trips_used,
        valid_until=claims.expires_at,
        releases=past.releases,
        returns=past.returns,
    )


def number_of(pass_id: int) -> str:
    """What a pass is called where its record is not: its short number, or the bare count where that is too long."""
    desk, counter = divmod(pass_id, 1 << COUNTER_BITS)
    try:
        return ShortNumber(Kind.PASS, desk, counter).format()
    except ValueError:
        return str(counter)
