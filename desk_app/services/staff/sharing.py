"""That an account was closed holds at every desk of the building at once. Nothing else of an account is told here.

Closing always wins; whoever reopens the account does so at each desk, and the same closing does not count twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from desk_app.services.core.given import Given
from desk_app.services.core.sharing import Fact, LaterPerhaps, Sharing
from desk_app.services.journal.revisions import revisions
from desk_app.services.journal.work import Read, Work
from desk_app.services.staff.events import CLOSED, CLOSED_ELSEWHERE, STAFF
from desk_app.services.staff.tables import StaffRow

_HEARD = "staff-closed-{}"
"""A series for each account: the newest closing that was heard here. Heard again, it does not undo a reopening."""


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """Those of the accounts that this desk closed."""
    closed = revisions(read.session, ids, CLOSED)
    still = select(StaffRow.id).where(StaffRow.id.in_(list(closed)), StaffRow.active.is_(False))
    for staff in read.session.scalars(still) if closed else ():
        yield {"staff": staff, "closed": closed[staff]}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    given = Given(fact)
    staff, closed = given.id("staff"), given.whole("closed")
    row = work.session.get(StaffRow, staff)
    if row is None:
        raise LaterPerhaps("this account is not here yet")
    if not row.active or work.last(_HEARD.format(staff)) >= closed:
        return
    work.lift(_HEARD.format(staff), closed)
    row.active = False
    work.record(CLOSED_ELSEWHERE, staff, {"desk": desk})


SHARED = (Sharing("staff", frozenset({STAFF}), _tell, _hear, urgent=True),)
