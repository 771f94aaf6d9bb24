"""Floors and units within a verb's transaction: shared by the verbs and the import."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.directory import events
from desk_app.services.directory.rules import checked_floor, floor_of, floor_position, split_units
from desk_app.services.directory.tables import FloorRow, TenantRow, UnitRow
from desk_app.services.journal.work import Work


def make_floor(work: Work, label: str) -> FloorRow:
    """The floor with this label, made if there is none."""
    row = work.session.scalars(select(FloorRow).where(FloorRow.label == label)).first()
    if row is None:
        row = FloorRow(id=work.new_id(), label=label, position=floor_position(label), active=True)
        work.session.add(row)
        work.record(events.FLOOR_ADDED, row.id, {"label": label, "position": row.position})
    return row


def make_unit(work: Work, number: str, floor: FloorRow) -> UnitRow:
    """The unit with this number, made or taken back into use if there is none."""
    row = work.session.scalars(select(UnitRow).where(UnitRow.number == number)).first()
    if row is not None and row.active:
        return row
    if row is None:
        row = UnitRow(id=work.new_id(), number=number, floor=floor.id, tenant=None, active=True)
        work.session.add(row)
    row.active, row.floor = True, floor.id
    work.session.flush()
    work.record(events.UNIT_ADDED, row.id, {"number": number, "floor": floor.id})
    return row


def unit_called(work: Work, number: str) -> UnitRow | None:
    """The unit in use with this number."""
    return work.session.scalars(select(UnitRow).where(UnitRow.number == number, UnitRow.active)).first()


def units_typed(work: Work, typed: str, floor: str = "") -> list[UnitRow]:
    """The units somebody listed; new ones are made on the floor their number tells, else on `floor`.

    Raises InvalidInput for the field `units` or `floor`.
    """
    try:
        storey = checked_floor(floor) if floor.strip() else ""
    except UserError as problem:
        raise InvalidInput({"floor": problem}) from problem
    try:
        numbers = split_units(typed)
    except UserError as problem:
        raise InvalidInput({"units": problem}) from problem
    return [unit_called(work, number) or _make_told(work, number, storey) for number in numbers]


def _make_told(work: Work, number: str, told: str) -> UnitRow:
    floor = floor_of(number) or told
    if not floor:
        raise InvalidInput(
            {"floor": UserError(N_("On which floor is unit {unit}? Fill in the floor."), unit=number)}
        )
    return make_unit(work, number, make_floor(work, floor))


def unit_row(work: Work, unit_id: int) -> UnitRow:
    """A unit in use. Raises NotFound."""
    row = work.session.get(UnitRow, unit_id)
    if row is None or not row.active:
        raise NotFound(N_("This unit is not on record."))
    return row


def take(work: Work, tenant: TenantRow, units: Sequence[UnitRow]) -> list[int]:
    """Give units to a tenant; returns those it did not have. Raises UserError for one that is somebody else's."""
    taken = []
    for unit in units:
        if unit.tenant == tenant.id:
            continue
        if unit.tenant is not None:
            other = work.session.get_one(TenantRow, unit.tenant)
            raise UserError(
                N_("Unit {unit} belongs to {tenant}. Close that first."), unit=unit.number, tenant=other.name
            )
        unit.tenant = tenant.id
        work.record(events.UNIT_TAKEN, unit.id, {"tenant": tenant.id})
        taken.append(unit.id)
    return taken


def vacate(work: Work, tenant: TenantRow, units: Sequence[UnitRow]) -> None:
    """Take units back from a tenant. Raises IllegalStep for one that is not its own."""
    for unit in units:
        if unit.tenant != tenant.id:
            raise IllegalStep(N_("Unit {unit} is not this tenant's."), unit=unit.number)
        unit.tenant = None
        work.record(events.UNIT_VACATED, unit.id, {"tenant": tenant.id})


def units_of(work: Work, tenant: TenantRow) -> list[UnitRow]:
    """The units a tenant is in."""
    return list(work.session.scalars(select(UnitRow).where(UnitRow.tenant == tenant.id)))
