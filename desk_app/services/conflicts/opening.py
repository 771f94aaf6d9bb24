"""Putting a conflict on the supervisor's desk. Called by whichever feature finds one, in its own transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.conflicts.events import GREW, OPENED
from desk_app.services.conflicts.mapping import write_sides
from desk_app.services.conflicts.records import ConflictKind, Side
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.journal.work import Work


def on_desk(session: Session, kind: ConflictKind, entity: str, record: int, mark: str) -> bool:
    """Whether this very conflict was opened before, settled or not."""
    wanted = select(ConflictRow.id).where(
        ConflictRow.kind == kind.value,
        ConflictRow.entity == entity,
        ConflictRow.record == record,
        ConflictRow.mark == mark,
    )
    return session.scalars(wanted).first() is not None


def open_conflict(
    work: Work,
    kind: ConflictKind,
    entity: str,
    record: int,
    mark: str,
    title: str,
    sides: Sequence[Side],
    *,
    instead_of: Collection[ConflictKind] = (),
) -> int | None:
    """Open a conflict; gives its id, None when it is on the desk already. `mark` names the records that clash.

    What is open still grows: further records about the same matter change its mark and sides, and one of the kinds
    `instead_of` becomes this kind. The same records told better mend its sides: when a pass was revoked, say. What is
    settled stays as it is: further records open a new one.
    """
    kinds = {kind.value, *(one.value for one in instead_of)}
    known = work.session.scalars(
        select(ConflictRow).where(
            ConflictRow.entity == entity, ConflictRow.record == record, ConflictRow.kind.in_(kinds)
        )
    ).all()
    said = write_sides(sides)
    same = next((row for row in known if row.kind == kind and row.mark == mark), None)
    if same is not None and (same.settled_at is not None or same.sides == said):
        return None
    row = same or next((row for row in known if row.settled_at is None), None)
    grows = row is not None
    if row is None:
        row = ConflictRow(id=work.new_id(), entity=entity, record=record, found_at=work.now)
        work.session.add(row)
    row.kind, row.mark, row.title, row.sides = kind.value, mark, title, said
    facts: dict[str, object] = {"kind": kind.value, "entity": entity, "record": record, "mark": mark}
    work.record(GREW if grows else OPENED, row.id, facts, {"title": title, "sides": row.sides})
    return None if grows else row.id
