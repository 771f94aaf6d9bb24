"""The watch list: whom to stop, and the match at check-in (operating manual, Visitors 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.sealing import Sealer
from desk_app.services.core.text.clean import clean_line, compact_code
from desk_app.services.core.text.masks import mask_document
from desk_app.services.core.typed import LEAST_WORDS, MOST_REASON, SAY_WHY, Problems
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.visitors import events
from desk_app.services.visitors.mapping import to_watch_entry
from desk_app.services.visitors.records import Arrival, WatchEntry
from desk_app.services.visitors.tables import WatchRow

DOCUMENT = "document"
"""The purpose that a document number is sealed and indexed for."""


@dataclass(frozen=True, slots=True)
class ToWatch:
    """Whom to stop: at least one of name, phone and document number."""

    reason: str
    name: str = ""
    phone: str = ""
    id_number: str = field(default="", repr=False)
    until: date | None = None


class WatchList(Service):
    """Kept by the supervisor alone."""

    area = "watch_list"

    @command(allow=SUPERVISORS)
    def add(self, work: Work, whom: ToWatch) -> WatchEntry:
        """Stop this person from now on, or until a day. Raises InvalidInput."""
        name, phone, number, reason = _checked(whom, work.today)
        row = WatchRow(
            id=work.new_id(),
            name=name,
            phone=phone,
            id_mask=mask_document(number),
            id_index=Sealer(work.secrets).index(DOCUMENT, number) if number else None,
            reason=reason,
            added_at=work.now,
            until=whom.until,
            active=True,
        )
        work.session.add(row)
        until = whom.until.isoformat() if whom.until else None
        work.record(
            events.WATCHED, row.id, {"until": until}, {"name": name, "phone": phone, "reason": reason}
        )
        return to_watch_entry(row)

    @command(allow=SUPERVISORS)
    def end(self, work: Work, entry_id: int) -> None:
        """Stop this person no longer; the entry stays on record."""
        row = work.session.get(WatchRow, entry_id)
        if row is None:
            raise NotFound(N_("This watch-list entry is not on record."))
        row.active = False
        work.record(events.UNWATCHED, row.id, {})


def watch_match(work: Work, arrival: Arrival) -> int | None:
    """The id of the entry that stops this arrival: by phone, document number or name; None lets it through."""
    wanted = [WatchRow.name == arrival.name]
    if arrival.phone:
        wanted.append(WatchRow.phone == arrival.phone)
    if arrival.id_number:
        wanted.append(WatchRow.id_index == Sealer(work.secrets).index(DOCUMENT, arrival.id_number))
    return work.session.scalars(
        select(WatchRow.id).where(
            WatchRow.active, or_(WatchRow.until.is_(None), WatchRow.until >= work.today), or_(*wanted)
        )
    ).first()


def _checked(whom: ToWatch, today: date) -> tuple[str, str, str, str]:
    problems = Problems()
    name = problems.line("name", whom.name, 60)
    number = problems.checked("id_number", lambda typed: compact_code(clean_line(typed, 40)), whom.id_number)
    reason = problems.line("reason", whom.reason, MOST_REASON)
    phone = problems.phone("phone", whom.phone)
    if not (name or whom.phone.strip() or number):
        problems.say("name", N_("Type a name, a phone number or a document number to watch for."))
    if len(reason) < LEAST_WORDS:
        problems.say("reason", SAY_WHY)
    if whom.until is not None and whom.until < today:
        problems.say("until", N_("The last day has passed. Choose today or a later day."))
    problems.done()
    return name, phone, number, reason
