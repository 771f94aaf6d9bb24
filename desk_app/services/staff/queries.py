"""Questions about staff."""

from __future__ import annotations

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.staff.reading import member, members
from desk_app.services.staff.records import StaffMember


class StaffQueries(Queries):
    """Who works here."""

    area = "staff"

    def who_can_sign_in(self) -> list[StaffMember]:
        """The names on the sign-in page. Needs nobody signed in, so it gives no phone."""
        with self.bench.database.read() as session:
            return [one for one in members(session, with_phone=False) if one.active and one.has_pin]

    @query(allow=SUPERVISORS)
    def all(self, read: Read) -> list[StaffMember]:
        """Every account, closed ones too."""
        return members(read.session)

    @query(allow=EVERYONE)
    def me(self, read: Read) -> StaffMember:
        """Whoever is signed in."""
        found = member(read.session, read.by.staff_id)
        if found is None:
            raise NotFound(N_("This member of staff is not on record."))
        return found

    @query(allow=EVERYONE)
    def names(self, read: Read) -> dict[int, str]:
        """Names by id, for lists that say who did it."""
        return {one.id: one.name for one in members(read.session)}
