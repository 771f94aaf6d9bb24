"""Questions about handovers and notices."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS, Role
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.shift import looking
from desk_app.services.shift.mapping import to_counting, to_handover
from desk_app.services.shift.noticing import holding, notices_of_desk, unread_of, with_readers
from desk_app.services.shift.records import (
    ROLES,
    Ahead,
    Audience,
    Counting,
    CountingState,
    Handover,
    Notice,
    ToCount,
)
from desk_app.services.shift.rows import holder_of, last_row, lines_of
from desk_app.services.shift.tables import CountingRow, HandoverRow, NoticeRow


class ShiftQueries(Queries):
    """What is to count, what stands open, what was signed."""

    area = "shift"

    @query(allow=DESK)
    def to_count(self, read: Read) -> list[ToCount]:
        """Everything that is counted, without what is expected."""
        return looking.without_expected(looking.countables(read))

    @query(allow=DESK)
    def counting(self, read: Read) -> Counting | None:
        """A count that was not signed yet: a page goes on with it, whatever happened in between."""
        wanted = select(CountingRow).where(CountingRow.state == CountingState.OPEN.value)
        row = read.session.scalars(wanted.order_by(CountingRow.id.desc()).limit(1)).first()
        return None if row is None else to_counting(row, lines_of(read.session, row.id))

    @query(allow=DESK)
    def ahead(self, read: Read, coming: int) -> Ahead:
        """What the one who comes must know before signing."""
        before, found = last_row(read.session), looking.sections(read)
        return Ahead(
            looking.open_matters(found),
            looking.listings(found),
            tuple(notices_of_desk(read.session, read.today)),
            unread_of(read, coming),
            looking.running(read),
            looking.unsent(read, 0 if before is None else before.id),
            holder_of(before),
        )

    @query(allow=DESK)
    def last_handover(self, read: Read) -> Handover | None:
        """The last one that was signed."""
        row = last_row(read.session)
        return None if row is None else to_handover(row, lines_of(read.session, row.counting))

    @query(allow=DESK)
    def handovers(self, read: Read, limit: int = 60) -> list[Handover]:
        """The last ones, newest first."""
        rows = read.session.scalars(select(HandoverRow).order_by(HandoverRow.id.desc()).limit(limit)).all()
        return [to_handover(row, lines_of(read.session, row.counting)) for row in rows]

    @query(allow=DESK)
    def handover(self, read: Read, wanted: int) -> Handover:
        """One of them. Raises NotFound."""
        row = by_id(read.session, HandoverRow, wanted)
        if row is None:
            raise NotFound(N_("This handover is not on record."))
        return to_handover(row, lines_of(read.session, row.counting))

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are handovers: what the audit log calls them."""
        return named(read.session, ids, (HandoverRow.id, HandoverRow.number))


class NoticeQueries(Queries):
    """What everybody must know, and who has read it."""

    area = "notices"

    @query(allow=EVERYONE)
    def mine(self, read: Read) -> list[Notice]:
        """The notices that hold today for whoever asks, newest first. The supervisor sees all."""
        role = read.by.role
        wide = role in SUPERVISORS
        return holding(read.session, read.today, [one for one in Audience if wide or role in ROLES[one]])

    @query(allow=EVERYONE)
    def unread(self, read: Read) -> list[Notice]:
        """Those of them that whoever asks must still read."""
        role, who = read.by.role, read.by.staff_id
        if role is Role.SYSTEM:
            return []
        held = holding(read.session, read.today, [one for one in Audience if role in ROLES[one]])
        return [one for one in held if one.must_read and who not in one.readers]

    @query(allow=DESK)
    def all(self, read: Read, limit: int = 200) -> list[Notice]:
        """Every notice, those to come, over and withdrawn too; newest first."""
        rows = read.session.scalars(select(NoticeRow).order_by(NoticeRow.id.desc()).limit(limit)).all()
        return with_readers(read.session, rows)
