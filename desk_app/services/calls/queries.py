"""Questions about calls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, func, select

from desk_app.services.calls.mapping import to_call, whom_of
from desk_app.services.calls.records import Call, CallCounts, KnownCaller, TypedCall
from desk_app.services.calls.searching import KIND
from desk_app.services.calls.tables import CallRow
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, SUPERVISORS, role_bits
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.db.base import named
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.search.index import find
from desk_app.services.search.records import Field, Hit

_MOST = 2000
_NUMBER_DIGITS = 7
"""So many typed digits are a phone number: whoever else in the building's records has it may be the caller."""
_OPEN = and_(CallRow.passed_at.is_(None), CallRow.became.is_(None))


class CallQueries(Queries):
    """Who rang."""

    area = "calls"

    @query(allow=DESK)
    def calls(self, read: Read, day: date) -> list[Call]:
        """The calls of a day at the building, newest first."""
        start, end = self._bounds(day)
        rows = (
            select(CallRow)
            .where(CallRow.at >= start, CallRow.at < end)
            .order_by(CallRow.at.desc(), CallRow.id.desc())
        )
        return [to_call(row) for row in read.session.scalars(rows.limit(_MOST))]

    @query(allow=DESK)
    def open(self, read: Read) -> list[Call]:
        """What was not passed on yet, of all days, newest first."""
        rows = select(CallRow).where(_OPEN).order_by(CallRow.at.desc()).limit(_MOST)
        return [to_call(row) for row in read.session.scalars(rows)]

    @query(allow=DESK)
    def call(self, read: Read, call_id: int) -> Call:
        """One call. Raises NotFound."""
        return to_call(self._row(read, call_id))

    @query(allow=DESK)
    def counts(self, read: Read) -> CallCounts:
        """Today's numbers, and what waits from earlier days."""
        start, end = self._bounds(read.today)
        today = select(func.count()).where(CallRow.at >= start, CallRow.at < end)
        waiting = select(func.count()).where(_OPEN)
        scalar = read.session.execute
        return CallCounts(
            today=scalar(today).scalar_one(),
            open_today=scalar(waiting.where(CallRow.at >= start)).scalar_one(),
            open_before=scalar(waiting.where(CallRow.at < start)).scalar_one(),
        )

    @query(allow=DESK)
    def recall(self, read: Read, text: str, limit: int = 6) -> list[KnownCaller]:
        """Who this may be, by number, name or pinyin initials: callers first, then whoever else has the number.

        One line per person, masked.
        """
        connection, role = read.session.connection(), role_bits(read.by.role)
        known: dict[tuple[str, str], KnownCaller] = {}
        for row in self._rows(read, find(connection, text, role=role, kinds={KIND}, limit=limit * 8)):
            known.setdefault((row.caller, row.phone), _known(row))
        names = {caller for caller, _ in known}
        if sum(letter.isdigit() for letter in text) >= _NUMBER_DIGITS:
            for hit in find(connection, text, role=role, limit=limit * 8):
                if hit.kind != KIND and hit.field is Field.PHONE and hit.title not in names:
                    names.add(hit.title)
                    known[hit.title, hit.kind] = KnownCaller(hit.title, "", hit.subtitle, None)
        return list(known.values())[:limit]

    @query(allow=DESK)
    def recalled(self, read: Read, call_id: int) -> TypedCall:
        """What fills the form when a known caller is chosen; what it is about is asked anew. Raises NotFound."""
        row = self._row(read, call_id)
        return TypedCall(row.phone, row.caller, row.company, whom_of(row))

    @staticmethod
    def _row(read: Read, call_id: int) -> CallRow:
        row = read.session.get(CallRow, call_id)
        if row is None:
            raise NotFound(N_("This call is not on record."))
        return row

    @staticmethod
    def _rows(read: Read, hits: Sequence[Hit]) -> list[CallRow]:
        ids = [hit.id for hit in hits]
        rows = {row.id: row for row in read.session.scalars(select(CallRow).where(CallRow.id.in_(ids)))}
        return [rows[one] for one in ids if one in rows]

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        midnight = datetime.combine(day, time(), self.bench.clock.zone)
        return midnight, datetime.combine(day + timedelta(days=1), time(), self.bench.clock.zone)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are calls: what the audit log calls them."""
        return named(read.session, ids, (CallRow.id, CallRow.number))


def _known(row: CallRow) -> KnownCaller:
    return KnownCaller(
        row.caller, mask_phone(row.phone), row.company, row.id, whom_of(row), row.about, row.at
    )
