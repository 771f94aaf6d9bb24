"""The supervisor's verbs on tenants, units and departments. Contacts and signatories: `people`."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.directory import events, places, rules
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.directory.importing import Imported, carry_out
from desk_app.services.directory.planning import Plan, plan_of
from desk_app.services.directory.reading import book
from desk_app.services.directory.records import TenantDraft, TenantStatus
from desk_app.services.directory.tables import DepartmentRow, TenantRow, UnitRow
from desk_app.services.directory.tenants import (
    new_tenant,
    note_clearance,
    tenant_private,
    tenant_row,
    write_tenant,
)
from desk_app.services.journal.work import Service, Work, command


class Directory(Service):
    """Tenants, units, floors and departments (operating manual, People and things)."""

    area = "directory"

    @command(allow=SUPERVISORS)
    def add_floor(self, work: Work, label: str) -> int:
        """Add a floor (B1, 12, M); returns its id, also when it was there. Raises InvalidInput."""
        try:
            return places.make_floor(work, rules.checked_floor(label)).id
        except UserError as problem:
            raise InvalidInput({"floor": problem}) from problem

    @command(allow=SUPERVISORS)
    def add_unit(self, work: Work, number: str, floor: str = "") -> int:
        """Add a unit; the floor comes from its number unless given. Raises InvalidInput."""
        cleaned = _checked_unit(work.session, number)
        storey = _checked_floor(floor or rules.floor_of(cleaned))
        return places.make_unit(work, cleaned, places.make_floor(work, storey)).id

    @command(allow=SUPERVISORS)
    def withdraw_unit(self, work: Work, unit_id: int) -> None:
        """Take a vacant unit out of use: it was joined to another one. Raises IllegalStep while it has a tenant."""
        unit = places.unit_row(work, unit_id)
        if unit.tenant is not None:
            raise IllegalStep(
                N_("Unit {unit} has a tenant. Let the tenant give it up first."), unit=unit.number
            )
        unit.active = False
        work.record(events.UNIT_WITHDRAWN, unit.id, {})

    @command(allow=SUPERVISORS)
    def add_tenant(self, work: Work, draft: TenantDraft, units: str = "", floor: str = "") -> int:
        """Add a tenant and move it into its units, listed as people do; returns its id.

        New units stand on the floor their number tells, else on `floor`. Raises InvalidInput, also for a name or unit
        in use.
        """
        row = new_tenant(work, draft, work.today)
        _move_in(work, row, places.units_typed(work, units, floor))
        return row.id

    @command(allow=SUPERVISORS)
    def correct_tenant(
        self, work: Work, tenant_id: int, draft: TenantDraft, units: str | None = None, floor: str = ""
    ) -> None:
        """Correct what is written about a tenant; with `units` it is in these and no others from now on.

        Raises InvalidInput, NotFound.
        """
        row = tenant_row(work.session, tenant_id)
        write_tenant(work, row, draft)
        work.record(events.TENANT_CORRECTED, row.id, {"name": row.name}, tenant_private(row))
        if units is None:
            return
        wanted = places.units_typed(work, units, floor)
        left = [unit for unit in places.units_of(work, row) if unit not in wanted]
        places.vacate(work, row, left)
        if left:
            work.record(events.TENANT_GAVE_UP, row.id, {"units": sorted(unit.id for unit in left)})
        _move_in(work, row, wanted)

    @command(allow=SUPERVISORS)
    def move_in(self, work: Work, tenant_id: int, unit_ids: Sequence[int]) -> None:
        """Give a tenant units; one that had moved out is back. Raises InvalidInput for units that are taken."""
        row = tenant_row(work.session, tenant_id)
        if not unit_ids:
            raise InvalidInput({"units": UserError(N_("Choose at least one unit."))})
        if row.status == TenantStatus.MOVED_OUT:
            row.status, row.moved_in = TenantStatus.ACTIVE.value, work.today
            row.moving_out = row.moved_out = None
            row.cleared, row.forwarding = False, ""
            row.cleared_at = row.cleared_by = row.cleared_reference = None
        _move_in(work, row, [places.unit_row(work, one) for one in dict.fromkeys(unit_ids)])

    @command(allow=SUPERVISORS)
    def give_up_units(self, work: Work, tenant_id: int, unit_ids: Sequence[int]) -> None:
        """A tenant stays but leaves some units. Raises IllegalStep for units of others."""
        row = tenant_row(work.session, tenant_id)
        places.vacate(work, row, [places.unit_row(work, one) for one in unit_ids])
        work.record(events.TENANT_GAVE_UP, row.id, {"units": sorted(unit_ids)})

    @command(allow=SUPERVISORS)
    def announce_move_out(self, work: Work, tenant_id: int, on: date, notice_on: date | None = None) -> None:
        """Note a move-out, its day, and when notice of it was given (None: today; a letter may lie for days).

        Raises IllegalStep, InvalidInput ("on" for a day that is past, "notice_on" for one to come).
        """
        row = tenant_row(work.session, tenant_id)
        rules.require_step("announce", TenantStatus(row.status))
        if on < work.today:
            raise InvalidInput({"on": UserError(N_("This day is past."))})
        noticed = notice_on or work.today
        if noticed > work.today:
            raise InvalidInput({"notice_on": UserError(N_("Notice cannot be given on a day to come."))})
        row.status, row.moving_out, row.notice_on = TenantStatus.MOVING_OUT.value, on, noticed
        work.record(
            events.MOVE_OUT_ANNOUNCED, row.id, {"on": on.isoformat(), "notice_on": noticed.isoformat()}
        )

    @command(allow=SUPERVISORS)
    def call_off_move_out(self, work: Work, tenant_id: int) -> None:
        """The tenant stays after all. Raises IllegalStep."""
        row = tenant_row(work.session, tenant_id)
        rules.require_step("call_off", TenantStatus(row.status))
        row.status, row.moving_out, row.notice_on = TenantStatus.ACTIVE.value, None, None
        work.record(events.MOVE_OUT_CALLED_OFF, row.id, {})

    @command(allow=SUPERVISORS)
    def moved_out(self, work: Work, tenant_id: int, forwarding: str = "") -> None:
        """The tenant has left: its units are vacant, mail follows to `forwarding` or goes back.

        Raises IllegalStep unless the move-out was announced, InvalidInput.
        """
        row = tenant_row(work.session, tenant_id)
        rules.require_step("move_out", TenantStatus(row.status))
        row.forwarding = rules.checked_forwarding(forwarding)
        row.status, row.moved_out = TenantStatus.MOVED_OUT.value, work.today
        units = places.units_of(work, row)
        places.vacate(work, row, units)
        facts = {"on": work.today.isoformat(), "units": sorted(unit.id for unit in units)}
        work.record(events.TENANT_MOVED_OUT, row.id, facts, {"forwarding": row.forwarding})

    @command(allow=SUPERVISORS)
    def set_forwarding(self, work: Work, tenant_id: int, forwarding: str) -> None:
        """Correct or learn later where a tenant's mail goes; empty for nowhere. Raises InvalidInput."""
        row = tenant_row(work.session, tenant_id)
        row.forwarding = rules.checked_forwarding(forwarding)
        work.record(
            events.FORWARDING_SET, row.id, {"known": bool(row.forwarding)}, {"forwarding": row.forwarding}
        )

    @command(allow=SUPERVISORS)
    def clear_finance(self, work: Work, tenant_id: int, reference: str = "") -> None:
        """Finance has no claim left: goods may be released at a move-out.

        `reference`: finance's document, or who said so there; may be empty. Raises InvalidInput for a long one.
        """
        row = tenant_row(work.session, tenant_id)
        note_clearance(work, row, True, rules.checked_reference(reference))

    @command(allow=SUPERVISORS)
    def block_finance(self, work: Work, tenant_id: int) -> None:
        """Finance has claims: no exit pass for a move-out."""
        note_clearance(work, tenant_row(work.session, tenant_id), False)

    @command(allow=SUPERVISORS)
    def correct_department(self, work: Work, code: str, name: str, english_name: str, phone: str) -> None:
        """What this building calls a department and how it is reached. Raises InvalidInput, NotFound."""
        if code not in {one.code for one in DEPARTMENTS}:
            raise NotFound(N_("There is no such department."))
        name, english_name, phone = rules.checked_department(name, english_name, phone)
        work.session.merge(DepartmentRow(code=code, name=name, english_name=english_name, phone=phone))
        facts = {"code": code, "name": name, "english_name": english_name, "phone": phone}
        work.record(events.DEPARTMENT_CORRECTED, zlib.crc32(code.encode()), facts)

    @command(allow=SUPERVISORS)
    def import_tenants(self, work: Work, plan: Plan) -> Imported:
        """Do what a plan shows, all of it or nothing.

        Raises UserError when the list has problems, or when the directory changed since and the plan no longer holds.
        """
        today = plan_of(plan.table, book(work.session))
        if today.problems:
            raise UserError(N_("Nothing was imported. Mend the marked lines, then choose the file again."))
        if today != plan:
            raise UserError(
                N_("The directory changed meanwhile: nothing was imported. Look at the new preview.")
            )
        done = carry_out(work, today)
        work.note(added=done.added, changed=done.changed)
        return done


def _move_in(work: Work, row: TenantRow, units: Sequence[UnitRow]) -> None:
    try:
        taken = places.take(work, row, units)
    except UserError as problem:
        raise InvalidInput({"units": problem}) from problem
    if taken:
        work.record(events.TENANT_MOVED_IN, row.id, {"units": taken})


def _checked_unit(session: Session, typed: str) -> str:
    try:
        number = rules.checked_unit(typed)
    except UserError as problem:
        raise InvalidInput({"number": problem}) from problem
    if (
        session.scalars(select(UnitRow.id).where(UnitRow.number == number, UnitRow.active)).first()
        is not None
    ):
        raise InvalidInput({"number": UserError(N_("Unit {unit} is on record already."), unit=number)})
    return number


def _checked_floor(typed: str) -> str:
    if not typed:
        raise InvalidInput({"floor": UserError(N_("The number does not tell the floor. Choose one."))})
    try:
        return rules.checked_floor(typed)
    except UserError as problem:
        raise InvalidInput({"floor": problem}) from problem
