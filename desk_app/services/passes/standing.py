"""How things stand with a pass at the gate, read in one transaction: from the record, else from its code alone.

Everything hangs on the root: the signed id of the pass as it was issued, whichever of its codes was scanned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims, PassKind
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.passes.counting import Story, least
from desk_app.services.passes.mapping import lines_of, to_lines, to_releases, to_returns, traffic
from desk_app.services.passes.records import AtGate, ExitKind, ExitLine, Reason
from desk_app.services.passes.signed import claims_in, code_rows, number_of
from desk_app.services.passes.stories import allowance_of, read_story
from desk_app.services.passes.tables import CodeRow, LineRow, PassRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class Standing:
    """One pass at the gate, counted from a list. `row` is its record, None where this PC never met it."""

    root: int
    listed: Listed
    now: AtGate
    before: tuple[ReleaseRow, ...] = ()
    """What left on the papers that it replaced, oldest first."""

    @property
    def spent(self) -> bool:
        """Whether nothing may leave on it any more."""
        now = self.now
        gone = now.complete and all(line.left <= 0 for line in now.lines)
        return gone or now.trips_used >= now.trips

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
    return _counted(session, root, _listed(session, root, claims), desk, claims)


def recounted(session: Session, before: Standing, claims: PassClaims, desk: int) -> AtGate:
    """The same pass once something has moved in this transaction; `claims` are the ones it was asked by."""
    if before.row is None:  # a code that was met only now may say more
        return standing(session, claims, desk).now
    return _counted(session, before.root, before.listed, desk, claims).now


def standing_of(session: Session, root: int, desk: int) -> Standing:
    """The same by the root alone. Raises NotFound for a pass whose code never was here."""
    claims = _first_met(session, root)
    if claims is None:
        raise NotFound(N_("This PC has no such exit pass."))
    return _counted(session, root, _listed(session, root, claims), desk, claims)


def lines_after(session: Session, root: int, claims: PassClaims, release: int) -> tuple[ExitLine, ...]:
    """The lines as they stood right after a release: what its balance slip was given for."""
    past = traffic(session, [root])
    given = next(row for row in past.releases[root] if row.id == release)
    known = {release, *map(int, given.seen.split())}
    until = [row for row in past.releases[root] if row.id in known]
    of = _listed(session, root, claims)
    stands = replace(past, releases={root: until}).standing(root, of.lines, of.trips)
    return to_lines(of.lines, stands)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of a pass as it was issued, or as much of it as is known here."""

    row: PassRow | None
    claims: PassClaims
    lines: list[LineRow]
    complete: bool
    trips: int


def _listed(session: Session, root: int, claims: PassClaims) -> Listed:
    """The list on record; without one that of the code which everything that happened here counts from."""
    row = session.scalars(select(PassRow).where(PassRow.pass_id == root)).first()
    if row is not None:
        return Listed(row, claims, list(lines_of(session, [row.id])[row.id]), True, row.trips)
    claims = _first_met(session, root) or claims
    lines, complete = code_rows(claims)
    return Listed(None, claims, lines, complete, claims.trips)


def _first_met(session: Session, root: int) -> PassClaims | None:
    """The code that what happened here counts from: the pass's own, else the first slip of it that was met."""
    own_first = (CodeRow.pass_id != root, CodeRow.made_at, CodeRow.pass_id)
    row = session.scalars(select(CodeRow).where(CodeRow.root == root).order_by(*own_first)).first()
    return claims_in(row.code) if row is not None else None


def _counted(session: Session, root: int, of: Listed, desk: int, claims: PassClaims) -> Standing:
    past = traffic(session, [root])
    known = read_story(session, desk, root, claims)
    stands = past.standing(root, of.lines, of.trips)
    if of.row is None and of.claims.pass_id != root:  # a slip's list says by itself what was left
        stands = replace(stands, trips_used=0, gone={})
    strict = least(_with_claims(known.story, claims, desk), root)
    used = stands.trips_used
    if strict.trips is not None:
        used = max(used, of.trips - strict.trips)
    lines = tuple(
        replace(line, gone=max(line.gone, line.quantity - strict.lines.get(line.position, line.quantity)))
        for line in to_lines(of.lines, stands)
    )
    now = _on_record(of.row, lines, used) if of.row is not None else _from_code(of, root, lines, used)
    releases, returns = to_releases(session, past, root, desk), to_returns(past, root)
    before = tuple(one for one in known.releases if one.root in known.story.older(root))
    return Standing(root, of, replace(now, releases=releases, returns=returns), before)


def _with_claims(story: Story, claims: PassClaims, desk: int) -> Story:
    """A code that this PC has not met yet says what it allows as well as one that it has."""
    if any(one.pass_id == claims.pass_id and one.made_at is not None for one in story.allowances):
        return story
    rest = claims.fields.balance_of
    slips = {**story.slips, claims.pass_id: rest} if rest else story.slips
    return replace(story, allowances=[*story.allowances, allowance_of(claims, desk)], slips=slips)


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
