"""The verbs of notices: posted, read, withdrawn; never edited (operating manual, Shift and day)."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.errors import IllegalStep, NotFound, NotPermitted
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS
from desk_app.services.core.typed import checked_words
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.marks import answered_before, mark
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.shift import events, rules
from desk_app.services.shift.noticing import mark_read, with_readers
from desk_app.services.shift.records import Notice, NoticeDraft
from desk_app.services.shift.tables import NoticeRow


class Notices(Service):
    """What everybody must know."""

    area = "notices"

    @command(allow=DESK)
    def post(self, work: Work, draft: NoticeDraft) -> Notice:
        """Put up a notice; whoever writes it has read it. The same `request` twice is one. Raises InvalidInput."""
        text = rules.checked_notice(draft, work.today)
        pressed = mark(draft.request, replace(draft, request=""))
        before = answered_before(work, NoticeRow, pressed)
        if before is not None:
            return with_readers(work.session, [before])[0]
        row = NoticeRow(
            id=work.new_id(), at=work.now, by=work.by.staff_id, text=text, audience=draft.audience.value,
            must_read=draft.must_read, first=draft.first, last=draft.last, withdrawn_at=None,
            request=pressed.request, asked=pressed.asked,
        )  # fmt: skip
        work.session.add(row)
        work.session.flush()
        days = {"first": row.first.isoformat(), "last": row.last.isoformat()}
        facts = {"audience": row.audience, "must_read": row.must_read, **days}
        work.record(events.POSTED, row.id, facts, {"text": text})
        mark_read(work, (row.id,), work.by.staff_id)
        work.session.flush()
        return with_readers(work.session, [row])[0]

    @command(allow=EVERYONE)
    def read(self, work: Work, notice: int) -> None:
        """Whoever is signed in has read it. Raises NotFound."""
        mark_read(work, (_row(work, notice).id,), work.by.staff_id)

    @command(allow=DESK)
    def withdraw(self, work: Work, notice: int, why: str) -> None:
        """It does not hold any more; it stays on record. Only whoever posted it, and the supervisor, may.

        Raises InvalidInput ("reason"), IllegalStep for one withdrawn before, NotPermitted, NotFound.
        """
        row, reason = _row(work, notice), checked_words("reason", why, rules.MOST_WORDS)
        if row.withdrawn_at is not None:
            raise IllegalStep(N_("This notice was withdrawn before."))
        if row.by != work.by.staff_id and work.by.role not in SUPERVISORS:
            raise NotPermitted(N_("Only whoever posted it, or the supervisor, withdraws a notice."))
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = work.now, work.by.staff_id, reason
        work.record(events.WITHDRAWN, row.id, {}, {"why": reason})


def _row(work: Work, wanted: int) -> NoticeRow:
    row = by_id(work.session, NoticeRow, wanted)
    if row is None:
        raise NotFound(N_("This notice is not on record."))
    return row
