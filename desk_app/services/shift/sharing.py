"""Notices reach every desk of the building: posted here, read there; withdrawn at any desk, void at all.

Who has read one is each desk's own. Of several withdrawals the earliest stands (`merged`). A forgotten text stays so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.given import Given, short
from desk_app.services.core.sharing import Fact, LaterPerhaps, NotHeard, Sharing, desk_of_id
from desk_app.services.journal.forgetting import remembered
from desk_app.services.journal.revisions import revisions
from desk_app.services.journal.work import Read, Work
from desk_app.services.shift import events
from desk_app.services.shift.records import Audience
from desk_app.services.shift.rules import Withdrawal, merged
from desk_app.services.shift.tables import NoticeRow

_MOST_TEXT = 2000


def _tell(read: Read, ids: Collection[int]) -> Iterator[Fact]:
    """This desk's notices, and the withdrawals made here."""
    here = read.desk.desk_number
    rows = read.session.scalars(select(NoticeRow).where(NoticeRow.id.in_(ids)).order_by(NoticeRow.id)).all()
    known = set(remembered(read.session, [row.id for row in rows], events.NOTICE_FORGOTTEN))
    withdrew = revisions(read.session, [row.id for row in rows], events.WITHDRAWN)
    for row in rows:
        own = desk_of_id(row.id) == here
        if row.id not in known or (not own and row.id not in withdrew):
            continue
        fact: dict[str, object] = {"id": row.id}
        if own:
            fact["notice"] = _notice(row)
        if row.id in withdrew and row.withdrawn_at is not None:
            why = short(row.withdrawn_why)
            fact["withdrawn"] = {"at": to_ms(row.withdrawn_at), "by": row.withdrawn_by, "why": why}
        yield fact


def _notice(row: NoticeRow) -> dict[str, object]:
    days = {"first": row.first.isoformat(), "last": row.last.isoformat()}
    said = {"text": row.text[:_MOST_TEXT], "audience": row.audience, "must_read": row.must_read}
    return {"at": to_ms(row.at), "by": row.by, **said, **days}


def _hear(work: Work, desk: int, fact: Fact) -> None:
    given = Given(fact)
    notice = given.id("id")
    own, row = desk_of_id(notice) == desk, work.session.get(NoticeRow, notice)
    if given.has("notice") != own:
        raise NotHeard("the notice is another desk's")
    if row is None and not own:
        raise LaterPerhaps("this notice is not here yet")
    end = _withdrawal(given.part("withdrawn")) if given.has("withdrawn") else None
    new = row is None
    if row is None:
        row = _row(notice, given.part("notice"))
        work.session.add(row)
    before = None
    if row.withdrawn_at is not None:
        before = Withdrawal(row.withdrawn_at, row.withdrawn_by, row.withdrawn_why)
    now = merged(before, end)
    if now != before and now is not None:
        row.withdrawn_at, row.withdrawn_by = now.at, now.by
        if remembered(work.session, [notice], events.NOTICE_FORGOTTEN):
            row.withdrawn_why = now.why
    if new or now != before:
        work.record(events.NOTICE_HEARD, notice, {"desk": desk, "withdrawn": row.withdrawn_at is not None})


def _withdrawal(given: Given) -> Withdrawal:
    return Withdrawal(given.moment("at"), given.whole("by"), given.text("why"))


def _row(notice: int, given: Given) -> NoticeRow:
    """What was posted does not change: a notice that is here stays as it is."""
    return NoticeRow(
        id=notice,
        at=given.moment("at"),
        by=given.whole("by"),
        text=given.text("text", _MOST_TEXT),
        audience=given.one_of("audience", Audience).value,
        must_read=given.flag("must_read"),
        first=given.day("first"),
        last=given.day("last"),
        withdrawn_at=None,
    )


SHARED = (Sharing("notices", frozenset({events.NOTICES}), _tell, _hear),)
