"""Saving a kind of incident as the supervisor typed it. Out of use is never deleted: old incidents are of that kind."""

from __future__ import annotations

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.duty_log import events
from desk_app.services.duty_log.kinds import kinds_of, to_kind
from desk_app.services.duty_log.records import IncidentKind, KindDraft
from desk_app.services.duty_log.rules import checked_kind
from desk_app.services.duty_log.standard import FIRST_OWN
from desk_app.services.duty_log.tables import KindRow
from desk_app.services.journal.work import Work


def save(work: Work, kind: int | None, draft: KindDraft) -> IncidentKind:
    """Change a kind of the building's own, or make one. Raises InvalidInput, NotFound, IllegalStep."""
    if kind is not None and kind < FIRST_OWN:
        raise IllegalStep(N_("Standard kinds stay as they are. Make one of your own instead."))
    checked, required = checked_kind(draft)
    others = (one for one in kinds_of(work.session, work.bench.settings) if one.id != kind)
    if any(checked.name in (one.name, one.english_name) for one in others):
        raise InvalidInput({"name": UserError(N_("There is a kind of this name already."))})
    row = _row(work, kind)
    row.name, row.english_name = checked.name, checked.english_name
    row.required, row.target_minutes = "\n".join(required), checked.target_minutes
    row.injured, row.active = checked.injured, checked.active
    work.session.add(row)
    work.record(events.KIND_SAVED, row.id, {"name": row.name, "required": row.required, "active": row.active})
    return to_kind(row)


def _row(work: Work, kind: int | None) -> KindRow:
    if kind is None:
        return KindRow(id=work.new_id())
    found = by_id(work.session, KindRow, kind)
    if found is None:
        raise NotFound(N_("This kind of incident is not on record."))
    return found
