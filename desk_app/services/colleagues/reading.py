"""Rows and accounts → colleagues, for the questions here and for every feature that names one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from desk_app.services.colleagues.records import Colleague
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.core.matters import Person
from desk_app.services.core.people import Role
from desk_app.services.db.base import MOST_ID
from desk_app.services.directory.reading import departments
from desk_app.services.directory.records import Trade
from desk_app.services.journal.work import Read
from desk_app.services.staff.reading import ACCOUNTS_WITH_PHONE, member, members
from desk_app.services.staff.records import StaffMember

IDS_WITH_PHONE = (
    select(ColleagueRow.id).where(ColleagueRow.phone == bindparam("phone")).union_all(ACCOUNTS_WITH_PHONE)
)
"""Everybody who has the phone `phone`, as `parse_phone` writes it, those who left too: for a condition `in_`."""


def colleague_of(session: Session, colleague: int) -> Colleague | None:
    """Somebody of the property staff, with an account or without, also one who left; None for nobody."""
    if not 0 <= colleague <= MOST_ID:
        return None
    row = session.get(ColleagueRow, colleague)
    if row is not None:
        return to_colleague(row)
    account = member(session, colleague)
    return None if account is None else _of_account(account)


def colleagues(session: Session, *, inactive: bool = False) -> list[Colleague]:
    """Everybody, by name; those who left only with `inactive`, and last, until they are forgotten."""
    found = [
        to_colleague(row) for row in session.scalars(select(ColleagueRow).where(ColleagueRow.name != ""))
    ]
    found += [_of_account(one) for one in members(session)]
    kept = found if inactive else [one for one in found if one.active]
    return sorted(kept, key=lambda one: (not one.active, one.name, one.id))


def colleagues_of(session: Session, ids: Iterable[int]) -> dict[int, Colleague]:
    """Several, by id; whoever is not on record is left out."""
    wanted = set(ids)
    rows = session.scalars(select(ColleagueRow).where(ColleagueRow.id.in_(wanted))) if wanted else ()
    found = {row.id: to_colleague(row) for row in rows}
    for account in [member(session, one) for one in wanted - set(found)]:
        if account is not None:
            found[account.id] = _of_account(account)
    return found


def colleague_people(read: Read, ids: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Colleagues as the card knows people: the department stands where others have their company."""
    called = {one.code: one.name for one in departments(read.session)}
    return {
        one.id: [Person(one.name, one.phone, called.get(one.department, ""), colleague=one.id)]
        for one in colleagues_of(read.session, ids).values()
    }


def to_colleague(row: ColleagueRow) -> Colleague:
    """A row as a colleague; a trade that this version does not know is none."""
    known = {trade.value: trade for trade in Trade}
    return Colleague(row.id, row.name, row.department, known.get(row.trade), row.phone, active=row.active)


def _of_account(one: StaffMember) -> Colleague:
    department = "security" if one.role is Role.GUARD else "customer_service"
    return Colleague(one.id, one.name, department, None, one.phone, has_account=True, active=one.active)
