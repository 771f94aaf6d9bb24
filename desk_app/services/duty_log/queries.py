"""Questions about the duty log and incidents."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.duty_log.kinds import kinds_of
from desk_app.services.duty_log.mapping import to_entries, to_incidents
from desk_app.services.duty_log.open import open_incidents
from desk_app.services.duty_log.records import DayLog, Entry, Incident, IncidentKind
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.work import Queries, Read, query

_MOST = 2000


class DutyQueries(Queries):
    """What happened, when, and what still runs."""

    area = "duty_log"

    @query(allow=DESK)
    def day(self, read: Read, day: date) -> DayLog:
        """Everything that happened on a day at the building, the oldest first, and its incidents: those that still
        run are among them on the day of today.
        """
        start, end = self._bounds(day)
        wanted = select(EntryRow).where(EntryRow.happened_at >= start, EntryRow.happened_at < end)
        rows = read.session.scalars(wanted.order_by(EntryRow.happened_at, EntryRow.id).limit(_MOST)).all()
        here = IncidentRow.reported_at.between(start, end - timedelta(milliseconds=1))
        which = or_(here, IncidentRow.closed_at.is_(None)) if day == read.today else here
        incidents = select(IncidentRow).where(which).order_by(IncidentRow.reported_at)
        return DayLog(
            day,
            tuple(to_entries(read.session, rows)),
            tuple(to_incidents(read, read.session.scalars(incidents.limit(_MOST)).all())),
        )

    @query(allow=DESK)
    def entry(self, read: Read, entry: int) -> Entry:
        """One entry. Raises NotFound."""
        row = by_id(read.session, EntryRow, entry)
        if row is None:
            raise NotFound(N_("This entry is not on record."))
        return to_entries(read.session, [row])[0]

    @query(allow=DESK)
    def incident(self, read: Read, incident: int) -> Incident:
        """One incident. Raises NotFound."""
        row = by_id(read.session, IncidentRow, incident)
        if row is None:
            raise NotFound(N_("This incident is not on record."))
        return to_incidents(read, [row])[0]

    @query(allow=DESK)
    def open_incidents(self, read: Read) -> list[Incident]:
        """Every incident that still runs, the oldest report first."""
        return open_incidents(read)

    @query(allow=DESK)
    def count_open(self, read: Read) -> int:
        """How many incidents still run."""
        wanted = select(func.count()).select_from(IncidentRow).where(IncidentRow.closed_at.is_(None))
        return read.session.scalars(wanted).one()

    @query(allow=DESK)
    def kinds(self, read: Read) -> list[IncidentKind]:
        """Every kind of incident, also those out of use."""
        return kinds_of(read.session, self.bench.settings)

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The numbers of those of `ids` that are incidents: what the audit log calls them."""
        return named(read.session, ids, (IncidentRow.id, IncidentRow.number))

    def _bounds(self, day: date) -> tuple[datetime, datetime]:
        midnight = datetime.combine(day, time(), self.bench.clock.zone)
        return midnight, datetime.combine(day + timedelta(days=1), time(), self.bench.clock.zone)
