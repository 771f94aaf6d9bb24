"""Between visits, rows and records: the only place that knows all three."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.services.roll_call.records import Line, Mark, Outcome, RollCall, tally_of
from desk_app.services.roll_call.rules import all_safe_at
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow
from desk_app.services.visitors.records import Presence, Visit, VisitState


def line_of(visit: Visit, presence: Presence) -> Line:
    """A visit as it stands on the on-site list."""
    return Line(
        id=0,
        visit=visit.id,
        name=visit.name,
        company=visit.company,
        host=" ".join(part for part in (visit.host.tenant, visit.host.person) if part),
        floor=visit.host.floor,
        unit=visit.host.unit,
        party=visit.party_size,
        presence=presence,
        on_break=visit.state is VisitState.ON_BREAK,
        badge=visit.badge,
        seen_at=visit.seen_at,
    )


def to_row(line: Line, line_id: int, roll_call: int) -> RollCallLineRow:
    """A line as it is kept."""
    return RollCallLineRow(
        id=line_id,
        roll_call=roll_call,
        visit=line.visit,
        name=line.name,
        company=line.company,
        host=line.host,
        floor=line.floor,
        unit=line.unit,
        party=line.party,
        presence=line.presence.value,
        on_break=line.on_break,
        badge=line.badge,
        seen_at=line.seen_at,
        mark=line.mark.value,
    )


def to_line(row: RollCallLineRow) -> Line:
    """A kept line as pages see it."""
    return Line(
        id=row.id,
        visit=row.visit,
        name=row.name,
        company=row.company,
        host=row.host,
        floor=row.floor,
        unit=row.unit,
        party=row.party,
        presence=Presence(row.presence),
        on_break=row.on_break,
        badge=row.badge,
        seen_at=row.seen_at,
        mark=Mark(row.mark),
        marked_at=row.marked_at,
        marked_by=row.marked_by,
    )


def to_roll_call(row: RollCallRow, lines: Sequence[Line]) -> RollCall:
    """A roll-call with its tally."""
    return RollCall(
        id=row.id,
        drill=row.drill,
        started_at=row.started_at,
        started_by=row.started_by,
        tally=tally_of(lines),
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
        all_safe_at=all_safe_at(lines),
    )


def facts(line: RollCallLineRow) -> dict[str, object]:
    """What an event says of a line without personal data."""
    return {
        "line": line.id,
        "visit": line.visit,
        "floor": line.floor,
        "party": line.party,
        "presence": line.presence,
        "mark": line.mark,
    }
