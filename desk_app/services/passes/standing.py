"""How things stand with a pass at the gate, read in one transaction: from the record, else from its code alone.

Everything hangs on the root: the signed id of the pass as it was issued, whichever of its codes was scanned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import COUNTER_BITS, PassClaims, PassKind
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.passes import rules
from desk_app.services.passes.mapping import Traffic, lines_of, to_lines, to_releases, to_returns, traffic
from desk_app.services.passes.records import AtGate, ExitKind, ExitLine, Reason
from desk_app.services.passes.tables import CodeRow, LineRow, PassRow


@dataclass(frozen=True, slots=True)
class Standing:
    """One pass at the gate, counted from a list. `row` is its record, None where this PC never met it."""

    root: int
    listed: Listed
    now: AtGate

    @property
    def row(self) -> PassRow | None:
        """The record."""
        return self.listed.row

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
    root = root_of(session, claims)
    return _counted(session, root, _listed(session, root, claims), desk)


def recounted(session: Session, before: Standing, claims: PassClaims, desk: int) -> AtGate:
    """The same pass once something has moved in this transaction; `claims` are the ones it was asked by."""
    if before.row is None:  # a code that was met only now may say more
        return standing(session, claims, desk).now
    return _counted(session, before.root, before.listed, desk).now


def standing_of(session: Session, root: int, desk: int) -> Standing:
    """The same by the root alone. Raises NotFound for a pass whose code never was here."""
    claims = _first_met(session, root)
    if claims is None:
        raise NotFound(N_("This PC has no such exit pass."))
    return _counted(session, root, _listed(session, root, claims), desk)


def lines_after(session: Session, root: int, claims: PassClaims, release: int) -> tuple[ExitLine, ...]:
    """The lines as they stood right after a release: what its balance slip was given for."""
    past = traffic(session, [root])
    ids = [row.id for row in past.releases[root]]
    until = past.releases[root][: ids.index(release) + 1]
    return _listed(session, root, claims).counted(replace(past, releases={root: until}), root)[0]


def claims_in(code: str) -> PassClaims:
    """The claims of a code that this PC gave out or has proven before it kept it."""
    frame = read_scan(code).frame
    assert frame is not None  # only whole codes are kept
    return parse(split(frame), frame)


def code_lines(claims: PassClaims) -> tuple[ExitLine, ...]:
    """The lines that a code carries, as a slip lists them."""
    return to_lines(_code_rows(claims)[0], rules.Standing(0, {}, {}))


def _code_rows(claims: PassClaims) -> tuple[list[LineRow], bool]:
    """The lines that a code carries, and whether they are all. What comes back is known from the kind alone."""
    short = claims.fields.lines
    complete = 0 < claims.pieces == sum(line.quantity for line in short)
    comes_back = complete and claims.kind is PassKind.RETURNABLE
    places = claims.fields.places or range(1, len(short) + 1)
    lines = [
        LineRow(
            position=place, name=line.text, quantity=line.quantity, unit="", serial="", returnable=comes_back
        )
        for place, line in zip(places, short, strict=True)
    ]
    return lines, complete


def number_of(root: int) -> str:
    """What a pass is called where its record is not: its short number, or the bare count where that is too long."""
    desk, counter = divmod(root, 1 << COUNTER_BITS)
    try:
        return ShortNumber(Kind.PASS, desk, counter).format()
    except ValueError:
        return str(counter)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of a pass as it was issued, or as much of it as is known here."""

    row: PassRow | None
    claims: PassClaims
    lines: list[LineRow]
    complete: bool
    trips: int

    def counted(self, past: Traffic, root: int) -> tuple[tuple[ExitLine, ...], int]:
        """The lines with what is gone and what is out, and the trips used up."""
        stands = self._counting(past, root).standing(root, self.lines, self.trips)
        return to_lines(self.lines, stands), stands.trips_used

    def _counting(self, past: Traffic, root: int) -> Traffic:
        """What counts against the list: against a balance slip's only what left after it was given.

        The rest left at other gates, as they told; this PC never met the pass itself.
        """
        if self.row is not None or self.claims.pass_id == root:
            return past
        given = [row.slip for row in past.releases[root]]
        after = given.index(self.claims.pass_id) + 1 if self.claims.pass_id in given else 0
        return replace(past, releases={root: past.releases[root][after:]})


def _listed(session: Session, root: int, claims: PassClaims) -> Listed:
    """The list on record; without one that of the code which everything that happened here counts from."""
    row = session.scalars(select(PassRow).where(PassRow.pass_id == root)).first()
    if row is not None:
        return Listed(row, claims, list(lines_of(session, [row.id])[row.id]), True, row.trips)
    claims = _first_met(session, root) or claims
    lines, complete = _code_rows(claims)
    return Listed(None, claims, lines, complete, claims.trips)


def _first_met(session: Session, root: int) -> PassClaims | None:
    """The code that what happened here counts from: the pass's own, else the first slip of it that was met."""
    own_first = (CodeRow.pass_id != root, CodeRow.made_at, CodeRow.pass_id)
    row = session.scalars(select(CodeRow).where(CodeRow.root == root).order_by(*own_first)).first()
    return claims_in(row.code) if row is not None else None


def _counted(session: Session, root: int, of: Listed, desk: int) -> Standing:
    past = traffic(session, [root])
    lines, used = of.counted(past, root)
    now = _on_record(of.row, lines, used) if of.row is not None else _from_code(of, root, lines, used)
    releases, returns = to_releases(session, past, root, desk), to_returns(past, root)
    return Standing(root, of, replace(now, releases=releases, returns=returns))


def _on_record(row: PassRow, lines: tuple[ExitLine, ...], used: int) -> AtGate:
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
        trips_used=used,
        valid_until=row.valid_until,
        due=row.due,
        signatory=row.signatory_name,
        remark=row.remark,
        exit_pass=row.id,
    )


def _from_code(of: Listed, root: int, lines: tuple[ExitLine, ...], used: int) -> AtGate:
    claims = of.claims
    return AtGate(
        pass_id=root,
        kind=ExitKind[claims.kind.name],
        number=number_of(root),
        holder="",
        unit="",
        reason=None,
        lines=lines,
        pieces=claims.pieces,
        complete=of.complete,
        plate=claims.fields.plate,
        carrier=claims.fields.carrier,
        trips=claims.trips,
        trips_used=used,
        valid_until=claims.expires_at,
    )
