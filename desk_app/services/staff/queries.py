"""Questions about staff."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import EVERYONE, SUPERVISORS, Role
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.tables import StaffRow


class StaffQueries(Queries):
    """Who works here."""

    area = "staff"

    def who_can_sign_in(self) -> list[StaffMember]:
        """The names on the sign-in page. Needs nobody signed in, so it gives no phone."""
        with self.bench.database.read() as session:
            return [_member(row, with_phone=False) for row in _rows(session) if row.active]

    @query(allow=SUPERVISORS)
    def all(self, read: Read) -> list[StaffMember]:
        """Every account, closed ones too."""
        return [_member(row) for row in _rows(read.session)]

    @query(allow=EVERYONE)
    def me(self, read: Read) -> StaffMember:
        """Whoever is signed in."""
        return _member(read.session.get_one(StaffRow, read.by.staff_id))

    @query(allow=EVERYONE)
    def names(self, read: Read) -> dict[int, str]:
        """Names by id, for lists that say who did it."""
        return {row.id: row.name for row in _rows(read.session)}


def _rows(session: Session) -> list[StaffRow]:
    return list(session.scalars(select(StaffRow).order_by(StaffRow.active.desc(), StaffRow.name)))


def _member(row: StaffRow, *, with_phone: bool = True) -> StaffMember:
    return StaffMember(
        row.id, row.name, Role(row.role), row.phone if with_phone else "", row.active, row.must_change
    )
