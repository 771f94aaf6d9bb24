"""The verbs of a lost report: what somebody misses, until it is found or given up."""

from __future__ import annotations

from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.marks import done_before, require_same, same_words
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.lost_property import events
from desk_app.services.lost_property.claiming import report_row
from desk_app.services.lost_property.mapping import report_facts, report_personal, to_report
from desk_app.services.lost_property.records import LostDraft, LostReport
from desk_app.services.lost_property.tables import LostRow
from desk_app.services.lost_property.taking_in import item_row
from desk_app.services.lost_property.typed import checked_lost, checked_reason


class LostReports(Service):
    """What somebody misses (operating manual, Lost property 2)."""

    area = "lost_reports"

    @command(allow=DESK, back_entry=True)
    def report(self, work: Work, draft: LostDraft) -> LostReport:
        """Somebody misses something. The same form saved twice reports once. Raises InvalidInput."""
        before = done_before(work, LostRow, draft.request)
        if before is not None:
            require_same(same_words(draft.what, before.what) and before.category == draft.category)
            return to_report(before)
        draft = self._checked(work, draft)
        row = LostRow(
            id=work.new_id(),
            number=work.number(),
            reported_at=work.now,
            reported_by=work.by.staff_id,
            open=True,
            closed_why="",
            request=draft.request,
        )
        _fill(row, draft)
        work.session.add(row)
        work.record(events.REPORTED, row.id, report_facts(row), report_personal(row))
        return to_report(row)

    @command(allow=DESK, meanwhile=True)
    def correct(self, work: Work, report: int, draft: LostDraft) -> LostReport:
        """Mend what was typed. Raises InvalidInput, IllegalStep."""
        row = report_row(work, report)
        _fill(row, self._checked(work, draft))
        work.record(events.REPORT_CORRECTED, row.id, report_facts(row), report_personal(row))
        return to_report(row)

    @command(allow=DESK)
    def tell_match(self, work: Work, report: int, item: int) -> LostReport:
        """They were told that something was found which may be theirs; no more of it. Raises IllegalStep."""
        row, found = report_row(work, report), item_row(work, item, "claim")
        row.found = found.id
        work.record(events.REPORT_TOLD, row.id, report_facts(row))
        return to_report(row)

    @command(allow=DESK)
    def close(self, work: Work, report: int, why: str) -> LostReport:
        """It is not looked for any more. Raises InvalidInput ("why"), IllegalStep."""
        row = report_row(work, report)
        row.closed_why, row.open = checked_reason(why), False
        row.found = None
        work.record(events.REPORT_CLOSED, row.id, report_facts(row), {"why": row.closed_why})
        return to_report(row)

    def _checked(self, work: Work, draft: LostDraft) -> LostDraft:
        """The draft, checked. Raises InvalidInput."""
        draft = checked_lost(draft, work.now)
        if draft.tenant is not None:
            try:
                DirectoryQueries(self.bench).tenant(work.by, draft.tenant)
            except NotFound as unknown:
                problem = UserError(N_("This tenant is not on record."))
                raise InvalidInput({"tenant": problem}) from unknown
        return draft


def _fill(row: LostRow, draft: LostDraft) -> None:
    row.what, row.category, row.features = draft.what, draft.category.value, draft.features
    row.place, row.floor = draft.place, draft.floor
    row.lost_from, row.lost_until = draft.lost_from, draft.lost_until
    row.name, row.phone, row.tenant = draft.name, draft.phone, draft.tenant
