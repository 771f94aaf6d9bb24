"""Questions about roll-calls, and the on-site list they are taken from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.roll_call.mapping import line_of, to_line, to_roll_call
from desk_app.services.roll_call.records import Line, RollCall, Sheet
from desk_app.services.roll_call.rules import in_order
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow
from desk_app.services.visitors.queries import VisitorQueries


class RollCallQueries(Queries):
    """Who is or may be inside, and how far it is."""

    area = "roll_call"

    @query(allow=EVERYONE)
    def now(self, read: Read) -> Sheet:
        """The running roll-call; the on-site list of this moment when none runs."""
        running = select(RollCallRow).where(RollCallRow.ended_at.is_(None)).order_by(RollCallRow.id.desc())
        row = read.session.scalars(running).first()
        if row is not None:
            return _sheet(read.session, row)
        present = VisitorQueries(self.bench).present(read.by)
        return Sheet(read.now, in_order(line_of(visit, presence) for visit, presence in present))

    @query(allow=EVERYONE)
    def sheet(self, read: Read, roll_call_id: int) -> Sheet:
        """One roll-call with its list. Raises NotFound."""
        row = read.session.get(RollCallRow, roll_call_id)
        if row is None:
            raise NotFound(N_("This roll-call is not on record."))
        return _sheet(read.session, row)

    @query(allow=EVERYONE)
    def past(self, read: Read, limit: int = 50) -> list[RollCall]:
        """Ended ones, newest first."""
        ended = select(RollCallRow).where(RollCallRow.ended_at.is_not(None)).order_by(RollCallRow.id.desc())
        rows = read.session.scalars(ended.limit(limit)).all()
        return [to_roll_call(row, _lines(read.session, row.id)) for row in rows]


def _sheet(session: Session, row: RollCallRow) -> Sheet:
    lines = in_order(_lines(session, row.id))
    return Sheet(row.started_at, lines, to_roll_call(row, lines))


def _lines(session: Session, roll_call_id: int) -> list[Line]:
    rows = session.scalars(select(RollCallLineRow).where(RollCallLineRow.roll_call == roll_call_id))
    return [to_line(row) for row in rows]
