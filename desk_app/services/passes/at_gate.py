"""A pass as the guard compares it: from the record, or from the code alone where this PC never met it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims, PassKind
from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.work import Bench
from desk_app.services.passes.mapping import Traffic, lines_of, to_lines, to_releases, to_returns
from desk_app.services.passes.names import number_of, with_number
from desk_app.services.passes.records import AtGate, ExitKind, ExitLine, Reason
from desk_app.services.passes.rules import Gone, standing
from desk_app.services.passes.tables import PassRow


def from_record(session: Session, row: PassRow, moved: Traffic, desk: int) -> AtGate:
    """The pass on record, whichever of its codes was scanned."""
    lines = lines_of(session, [row.id])[row.id]
    stands = moved.standing(row.pass_id, lines, row.trips)
    return AtGate(
        pass_id=row.pass_id,
        kind=ExitKind(row.kind),
        number=row.number,
        holder=row.holder,
        unit=row.unit,
        reason=Reason(row.reason),
        lines=to_lines(lines, stands),
        pieces=sum(line.quantity for line in lines),
        complete=True,
        plate=row.plate,
        carrier=row.carrier,
        trips=row.trips,
        trips_used=stands.trips_used,
        valid_until=row.valid_until,
        due=row.due,
        signatory=row.signatory_name,
        remark=row.remark,
        exit_pass=row.id,
        releases=to_releases(session, moved, row.pass_id, desk),
        returns=to_returns(moved, row.pass_id),
    )


def from_claims(
    bench: Bench, session: Session, by: Actor, claims: PassClaims, root: int, moved: Traffic
) -> AtGate:
    """What the code tells, with names from the directory. Raises ValueError for a visitor's pass."""
    kind = _kind(claims.kind)
    lines = dict(enumerate(claims.fields.lines, 1))
    gone = [Gone(row.trip, row.closes, moved.released[row.id] or None) for row in moved.releases[root]]
    stands = standing(
        {at: (line.quantity, kind is ExitKind.RETURNABLE) for at, line in lines.items()},
        claims.trips,
        gone,
        moved.back(root),
    )
    holder, unit, signatory = _names(bench, by, claims)
    return AtGate(
        pass_id=root,
        kind=kind,
        number=_number(claims),
        holder=holder,
        unit=unit,
        reason=None,
        lines=tuple(
            ExitLine(
                at,
                line.text,
                line.quantity,
                "",
                "",
                kind is ExitKind.RETURNABLE,
                stands.gone.get(at, 0),
                stands.out.get(at, 0),
            )
            for at, line in lines.items()
        ),
        pieces=claims.pieces,
        complete=sum(line.quantity for line in lines.values()) == claims.pieces,
        plate=claims.fields.plate,
        carrier=claims.fields.carrier,
        trips=claims.trips,
        trips_used=stands.trips_used,
        valid_until=claims.expires_at,
        signatory=signatory,
        releases=to_releases(session, moved, root, bench.desk.desk_number),
        returns=to_returns(moved, root),
    )


def _kind(kind: PassKind) -> ExitKind:
    if kind is PassKind.VISITOR:
        raise ValueError("a visitor's pass is the visitor log's")
    return ExitKind[kind.name]


def _number(claims: PassClaims) -> str:
    try:
        return claims.short_number.format()
    except ValueError:  # a counter too long for a short number
        return str(claims.counter)


def _names(bench: Bench, by: Actor, claims: PassClaims) -> tuple[str, str, str]:
    """Holder, unit and signatory, as far as this PC's directory knows their numbers."""
    directory = DirectoryQueries(bench)
    tenants = {one.id: one for one in directory.tenants(by)} if claims.tenant else {}
    found = with_number(claims.tenant, tenants)
    if found is None:
        return "", "", ""
    people = directory.tenant(by, found).signatories if claims.signatory else ()
    signatory = next((one.name for one in people if number_of(one.id) == claims.signatory), "")
    tenant = tenants[found]
    return tenant.name, tenant.units[0] if tenant.units else "", signatory
