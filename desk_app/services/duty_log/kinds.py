"""The kinds of incidents in force: the standard ones with the building's targets, and its own after them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.duty_log.options import ARRIVE_MINUTES, LIFT_MINUTES
from desk_app.services.duty_log.records import ARRIVED, IncidentKind
from desk_app.services.duty_log.standard import LIFT, STANDARD
from desk_app.services.duty_log.tables import KindRow
from desk_app.services.journal.work import SettingValues


def kinds_of(session: Session, settings: SettingValues) -> list[IncidentKind]:
    """Every kind, also those out of use."""
    rows = session.scalars(select(KindRow).order_by(KindRow.id))
    return [*(_with_target(one, settings) for one in STANDARD), *map(to_kind, rows)]


def kind_of(session: Session, settings: SettingValues, wanted: int) -> IncidentKind:
    """One kind. Raises InvalidInput ("kind")."""
    found = next((one for one in STANDARD if one.id == wanted), None)
    if found is not None:
        return _with_target(found, settings)
    row = by_id(session, KindRow, wanted)
    if row is None:
        raise InvalidInput({"kind": UserError(N_("Choose what kind of incident it is."))})
    return to_kind(row)


def to_kind(row: KindRow) -> IncidentKind:
    """A row as pages see it."""
    return IncidentKind(
        row.id,
        row.name,
        row.english_name,
        tuple(row.required.splitlines()),
        target_minutes=row.target_minutes,
        injured=row.injured,
        active=row.active,
    )


def _with_target(kind: IncidentKind, settings: SettingValues) -> IncidentKind:
    if ARRIVED not in kind.required:
        return kind
    return replace(kind, target_minutes=settings.get(LIFT_MINUTES if kind.id == LIFT else ARRIVE_MINUTES))
