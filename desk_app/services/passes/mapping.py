"""Between rows and records: the only place that knows both. Many passes cost as many statements as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes.making import gates_named
from desk_app.services.passes.moved import AT_ONCE, moved_by, returned_by
from desk_app.services.passes.records import (
    ExitKind,
    ExitLine,
    ExitPass,
    LineDraft,
    Moved,
    PassDraft,
    PassState,
    Reason,
    Refusal,
    RefusalReason,
    Release,
    Return,
)
from desk_app.services.passes.rules import Gone, Standing, standing, state_now
from desk_app.services.passes.tables import (
    CodeRow,
    LineRow,
    PassRow,
    RefusalRow,
    ReleaseRow,
    ReturnRow,
    RevocationRow,
)
from desk_app.services.trust.heard import desk_code

R = TypeVar("R")


@dataclass(frozen=True)
class Traffic:
    """What went through the gates on some passes, by root."""

    releases: Mapping[int, Sequence[ReleaseRow]]
    """Oldest first."""
    returns: Mapping[int, Sequence[ReturnRow]]
    """Oldest first, those undone too."""
    released: Mapping[int, Mapping[int, int]]
    """Release → position → quantity."""
    returned: Mapping[int, Mapping[int, int]]

    def standing(self, root: int, lines: Sequence[LineRow], trips: int) -> Standing:
        """How things stand with one pass."""
        kept = {one.position: (one.quantity, one.returnable) for one in lines}
        listed = {one.position: one.quantity for one in lines}
        return standing(kept, trips, self.gone(root, listed), self.back(root))

    def gone(self, root: int, lines: Mapping[int, int]) -> list[Gone]:
        """The releases of a pass as they are counted; of one that was whole the lines may not be known."""
        return [Gone(row.trip, row.closes, self._moved(row, lines)) for row in self.releases[root]]

    def _moved(self, row: ReleaseRow, lines: Mapping[int, int]) -> Mapping[int, int]:
        """By line; for one as a whole the list without what is known to have left before, on that trip."""
        if not row.whole or self.released[row.id]:
            return self.released[row.id]
        rows = {one.id: one for one in self.releases[row.root]}
        seen = set(map(int, row.seen.split()))
        giver = next((one for one in rows.values() if one.slip == row.pass_id), None)
        if giver is not None:
            seen |= {giver.id, *map(int, giver.seen.split())}
        before = [self.released[one] for one in seen & rows.keys() if rows[one].trip == row.trip]
        return {place: max(0, most - sum(of.get(place, 0) for of in before)) for place, most in lines.items()}

    def back(self, root: int) -> Mapping[int, int]:
        """Position → quantity that came back, but for what was undone."""
        found: defaultdict[int, int] = defaultdict(int)
        for row in self.returns[root]:
            for position, quantity in self.returned[row.id].items() if row.undone_at is None else ():
                found[position] += quantity
        return found


def traffic(session: Session, roots: Sequence[int]) -> Traffic:
    """Releases and returns of passes by their roots."""
    releases = _all(
        session,
        roots,
        lambda some: (
            select(ReleaseRow).where(ReleaseRow.root.in_(some)).order_by(ReleaseRow.at, ReleaseRow.id)
        ),
    )
    returns = _all(
        session,
        roots,
        lambda some: select(ReturnRow).where(ReturnRow.root.in_(some)).order_by(ReturnRow.at, ReturnRow.id),
    )
    return Traffic(
        _grouped(releases, lambda row: row.root),
        _grouped(returns, lambda row: row.root),
        moved_by(session, [row.id for row in releases]),
        returned_by(session, [row.id for row in returns]),
    )


def to_passes(
    session: Session, rows: Sequence[PassRow], now: datetime, moved: Traffic | None = None
) -> list[ExitPass]:
    """Rows as lists, papers and the panel see them, in their order. `moved`: their traffic, where it was read."""
    roots = [row.pass_id for row in rows]
    lines = lines_of(session, [row.id for row in rows])
    codes = {
        row.pass_id: row
        for row in _all(session, roots, lambda some: select(CodeRow).where(CodeRow.pass_id.in_(some)))
    }
    revocations = {
        row.root: row
        for row in _all(
            session, roots, lambda some: select(RevocationRow).where(RevocationRow.root.in_(some))
        )
    }
    moved = moved or traffic(session, roots)
    return [
        _to_pass(
            row,
            lines[row.id],
            moved.standing(row.pass_id, lines[row.id], row.trips),
            codes.get(row.pass_id),
            revocations.get(row.pass_id),
            now,
        )
        for row in rows
    ]


def to_pass(session: Session, row: PassRow, now: datetime, moved: Traffic | None = None) -> ExitPass:
    """One row."""
    return to_passes(session, [row], now, moved)[0]


def new_pass(row: PassRow, lines: Sequence[LineRow], code: CodeRow, now: datetime) -> ExitPass:
    """A pass that was given out in this very transaction: nothing can have happened to it."""
    return _to_pass(row, lines, Standing(0, {}, {}), code, None, now)


def lines_of(session: Session, passes: Sequence[int]) -> Mapping[int, Sequence[LineRow]]:
    """The lines of passes, in their order."""
    rows = _all(
        session,
        passes,
        lambda some: select(LineRow).where(LineRow.exit_pass.in_(some)).order_by(LineRow.position),
    )
    return _grouped(rows, lambda row: row.exit_pass)


def to_lines(lines: Sequence[LineRow], stands: Standing) -> tuple[ExitLine, ...]:
    """Lines with what has left and what is out."""
    return tuple(
        ExitLine(
            line.position,
            line.name,
            line.quantity,
            line.unit,
            line.serial,
            line.returnable,
            stands.gone.get(line.position, 0),
            stands.out.get(line.position, 0),
        )
        for line in lines
    )


def _to_pass(
    row: PassRow,
    lines: Sequence[LineRow],
    stands: Standing,
    code: CodeRow | None,
    revocation: RevocationRow | None,
    now: datetime,
) -> ExitPass:
    return ExitPass(
        id=row.id,
        number=row.number,
        kind=ExitKind(row.kind),
        state=state_now(PassState(row.state), row.valid_until, now),
        tenant=row.tenant,
        holder=row.holder,
        unit=row.unit,
        reason=Reason(row.reason),
        goods=kinds_of(row.goods),
        lines=to_lines(lines, stands),
        signatory=row.signatory,
        signatory_name=row.signatory_name,
        sealed=row.sealed,
        carrier=row.carrier,
        carrier_phone=row.carrier_phone,
        plate=row.plate,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        gates=gates_named(row.gates),
        trips=row.trips,
        trips_used=stands.trips_used,
        due=row.due,
        remark=row.remark,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        approved_by=row.approved_by,
        waiver=row.waiver,
        pass_id=row.pass_id,
        pass_code=code.code if code else "",
        short_code=code.short_code if code else "",
        copies=row.copies,
        replaces=row.replaces,
        replaced_by=row.replaced_by,
        revoked_at=revocation.at if revocation else None,
        revoked_by=row.revoked_by,
        revoke_reason=row.revoke_reason,
        paper_back_at=row.paper_back_at,
        paper_back_by=row.paper_back_by,
        called_at=row.called_at,
        visit=row.visit,
    )


def to_draft(row: PassRow, lines: Sequence[LineRow]) -> PassDraft:
    """What fills the form for another pass like this one: signatures, dates and remarks are asked anew."""
    return PassDraft(
        kind=ExitKind(row.kind),
        tenant=row.tenant,
        holder=row.holder,
        unit=row.unit,
        reason=Reason(row.reason),
        goods=kinds_of(row.goods),
        lines=tuple(to_line_draft(line) for line in lines),
        carrier=row.carrier,
        carrier_phone=row.carrier_phone,
        plate=row.plate,
        gates=gates_named(row.gates),
        trips=row.trips,
    )


def to_line_draft(line: LineRow) -> LineDraft:
    """A line as somebody would type it again."""
    return LineDraft(line.name, line.quantity, line.unit, line.serial, line.returnable)


def to_releases(session: Session, moved: Traffic, root: int, desk: int) -> tuple[Release, ...]:
    """The releases of one pass; `desk` is this PC's number."""
    rows = moved.releases[root]
    given = [row.slip for row in rows if row.slip is not None]
    slips = {
        row.pass_id: row.short_code
        for row in _all(session, given, lambda some: select(CodeRow).where(CodeRow.pass_id.in_(some)))
    }
    return tuple(
        Release(
            id=row.id,
            pass_id=row.pass_id,
            desk=row.desk,
            gate=row.gate,
            at=row.at,
            by=row.by,
            by_name=row.by_name,
            trip=row.trip,
            closes=row.closes,
            moved=to_moved(moved.released[row.id]),
            plate=row.plate,
            carrier=row.carrier,
            remark=row.remark,
            approved_by=row.approved_by,
            override=row.override,
            at_desk="" if row.desk == desk else desk_code(session, row.desk),
            slip=slips.get(row.slip, "") if row.slip is not None else "",
        )
        for row in rows
    )


def to_returns(moved: Traffic, root: int) -> tuple[Return, ...]:
    """The returns of one pass."""
    return tuple(
        Return(
            row.id,
            row.gate,
            row.at,
            row.by,
            row.by_name,
            to_moved(moved.returned[row.id]),
            row.remark,
            row.undone_at is not None,
        )
        for row in moved.returns[root]
    )


def to_moved(quantities: Mapping[int, int]) -> tuple[Moved, ...]:
    """Quantities by line."""
    return tuple(Moved(position, quantity) for position, quantity in sorted(quantities.items()))


def to_refusal(row: RefusalRow) -> Refusal:
    """A refusal as lists and papers see it."""
    return Refusal(
        id=row.id,
        number=row.number,
        gate=row.gate,
        at=row.at,
        by=row.by,
        by_name=row.by_name,
        reason=RefusalReason(row.reason),
        words=row.words,
        verdict=row.verdict,
        pass_id=row.root,
        exit_pass=row.exit_pass,
        undone=row.undone_at is not None,
    )


def kinds_of(kept: str) -> tuple[GoodsKind, ...]:
    """Kinds of goods as the table keeps them; one this version does not know is left out."""
    known = {kind.value: kind for kind in GoodsKind}
    return tuple(known[one] for one in kept.split() if one in known)


def facts(row: PassRow, lines: int, pieces: int) -> dict[str, object]:
    """What a pass's event says without personal data."""
    return {
        "number": row.number,
        "kind": row.kind,
        "state": row.state,
        "tenant": row.tenant,
        "reason": row.reason,
        "pass": row.pass_id,
        "lines": lines,
        "pieces": pieces,
        "gates": row.gates,
        "trips": row.trips,
        "until": row.valid_until.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "sealed": row.sealed,
        "approved_by": row.approved_by,
    }


def personal(row: PassRow) -> dict[str, object]:
    """What a pass's event says about people: kept apart, so that it can expire."""
    said = {
        "holder": row.holder if row.tenant is None else "",
        "carrier": row.carrier,
        "carrier_phone": row.carrier_phone,
        "plate": row.plate,
        "signatory": row.signatory_name,
        "remark": row.remark,
        "waiver": row.waiver,
    }
    return {key: value for key, value in said.items() if value}


def _all(
    session: Session, wanted: Sequence[int], statement: Callable[[Sequence[int]], Select[R]]
) -> list[Any]:
    """The rows of a statement over many ids, some hundred ids at a time."""
    found: list[Any] = []
    for start in range(0, len(wanted), AT_ONCE):
        found += session.scalars(statement(wanted[start : start + AT_ONCE]))
    return found


def _grouped(rows: Sequence[R], key: Callable[[R], int]) -> Mapping[int, Sequence[R]]:
    groups: defaultdict[int, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
