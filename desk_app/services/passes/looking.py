"""Looking at what several desks did with one pass: its record is counted anew, and what cannot be right is put on the
supervisor's desk. What that is, `clashes` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import timedelta

from sqlalchemy import func, select

from desk_app.services.conflicts.opening import on_desk, open_conflict
from desk_app.services.conflicts.records import ConflictKind, Deed, Side
from desk_app.services.gate.places import gates
from desk_app.services.journal.work import Read, Work
from desk_app.services.passes import events
from desk_app.services.passes.clashes import OVERUSE, Clash, clashes
from desk_app.services.passes.gate_rules import state_after
from desk_app.services.passes.records import PassState
from desk_app.services.passes.signed import number_of
from desk_app.services.passes.standing import standing_of
from desk_app.services.passes.stories import Known, read_stories
from desk_app.services.passes.tables import ReleaseRow, ReturnRow
from desk_app.services.passes.telling import DAYS
from desk_app.services.trust.heard import other_desks

SIGNED_PASS = "signed_pass"  # noqa: S105 - a kind of record, not a password
"""What a conflict about a pass names: its record is the signed id, the same on every PC."""
_VOID = frozenset({PassState.REVOKED, PassState.REPLACED})


def look_at(work: Work, roots: Set[int]) -> int:
    """Bring these passes up to date, and put on the conflict desk what cannot be right."""
    opened = 0
    for known in read_stories(work.session, work.desk.desk_number, roots):
        _bring_up_to_date(work, known)
        for clash in clashes(known.story):
            opened += _open(work, known, clash) is not None
    return opened


def _open(work: Work, known: Known, clash: Clash) -> int | None:
    return open_conflict(
        work,
        clash.kind,
        SIGNED_PASS,
        known.story.root,
        clash.mark,
        _title(known),
        _sides(work, known, clash),
        instead_of=OVERUSE if clash.kind in OVERUSE else (),
    )


def _sides(work: Work, known: Known, clash: Clash) -> list[Side]:
    codes = desk_codes(work)
    sides = [_released(work, row, known, codes) for row in known.releases if row.id in clash.of]
    if clash.kind is ConflictKind.TWO_OF_A_NUMBER:
        sides = [Side(codes.get(desk, str(desk)), "", None, what=Deed.ISSUED) for desk in clash.of]
        return sides + [_released(work, row, known, codes) for row in known.releases]
    if clash.kind is ConflictKind.RETURNED_TWICE:
        sides = [_returned(work, row, known, codes) for row in known.returns if row.id in clash.of]
    if clash.kind is ConflictKind.AFTER_REVOCATION:
        late = {row.root for row in known.releases if row.id in clash.of}
        ends = [known.revocations[root] for root in sorted(late)]
        sides += [
            Side(codes.get(end.desk, str(end.desk)), "", end.at, end.by_name, Deed.REVOKED) for end in ends
        ]
    return sorted(sides, key=lambda side: side.at or known.releases[0].at)


def _returned(work: Work, row: ReturnRow, known: Known, codes: Mapping[int, str]) -> Side:
    back = next(one for one in known.story.returns if one.id == row.id)
    pieces = sum(back.moved.values()) or None
    return Side(
        codes.get(row.desk, str(row.desk)),
        _place(work, row.gate),
        row.at,
        row.by_name,
        Deed.RETURNED,
        pieces,
    )


def _place(work: Work, gate: int) -> str:
    names = {one.number: one.name for one in gates(work.bench.settings)}
    return (names.get(gate) or str(gate)) if gate else ""


def _released(work: Work, row: ReleaseRow, known: Known, codes: Mapping[int, str]) -> Side:
    gone = next(one for one in known.story.releases if one.id == row.id)
    place = _place(work, row.gate)
    deed = Deed.RELEASED if row.closes else Deed.RELEASED_PART
    pieces = sum(gone.moved.values()) or None
    return Side(codes.get(row.desk, str(row.desk)), place, row.at, row.by_name, deed, pieces)


def unseen_returns(read: Read) -> set[int]:
    """Passes whose goods came back at two PCs and were too many, and nobody was told of it yet."""
    roots = returned_at_two(read)
    known = read_stories(read.session, read.desk.desk_number, roots) if roots else ()
    return {
        one.story.root
        for one in known
        for clash in clashes(one.story)
        if not on_desk(read.session, clash.kind, SIGNED_PASS, one.story.root, clash.mark)
    }


def returned_at_two(work: Work | Read) -> set[int]:
    """Passes whose goods came back at two PCs: whether that was too much shows once every desk was heard."""
    since = work.now - timedelta(days=DAYS)
    of = (
        select(ReturnRow.root)
        .where(ReturnRow.undone_at.is_(None), ReturnRow.at >= since)
        .group_by(ReturnRow.root)
    )
    return set(work.session.scalars(of.having(func.count(ReturnRow.desk.distinct()) > 1)))


def _bring_up_to_date(work: Work, known: Known) -> None:
    """State and what is outside, counted from the releases of all gates. What is void stays so."""
    for row in known.rows.values():
        now = standing_of(work.session, row.pass_id, work.desk.desk_number).now
        state = PassState(row.state)
        if now.releases and state not in _VOID:
            state = state_after(row.trips, now.trips_used)
        if (row.state, row.out) != (state.value, now.out):
            row.state, row.out = state.value, now.out
            work.record(events.RECEIVED, row.id, {"state": row.state, "out": row.out})


def _title(known: Known) -> str:
    """The number people know, and whose pass it is, as far as this PC knows."""
    parts = (known.number or number_of(known.story.root), known.row.holder if known.row is not None else "")
    return " · ".join(part for part in parts if part)


def desk_codes(work: Work) -> dict[int, str]:
    """The codes of the desks that count here, this one among them, by number."""
    here = work.desk
    return {one.desk: one.code for one in other_desks(work.session)} | {here.desk_number: here.desk_code}
