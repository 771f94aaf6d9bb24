"""Rows → members of staff, for the staff's own questions and for the colleagues, who include them."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from desk_app.services.core.people import Role
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.tables import StaffRow

ACCOUNTS_WITH_PHONE = select(StaffRow.id).where(StaffRow.phone == bindparam("phone"))
"""The accounts of whoever has the phone `phone`: for a condition `in_`."""


def members(session: Session, *, with_phone: bool = True) -> list[StaffMember]:
    """Every account, closed ones last; by name."""
    rows = session.scalars(select(StaffRow).order_by(StaffRow.active.desc(), StaffRow.name))
    return [_member(row, with_phone=with_phone) for row in rows]


def member(session: Session, staff_id: int) -> StaffMember | None:
    """One account, open or closed; None for nobody."""
    row = session.get(StaffRow, staff_id)
    return None if row is None else _member(row)


def _member(row: StaffRow, *, with_phone: bool = True) -> StaffMember:
    phone = row.phone if with_phone else ""
    return StaffMember(
        row.id, row.name, Role(row.role), phone, row.active, row.must_change, has_pin=row.pin != ""
    )
