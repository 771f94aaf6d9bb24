"""The day is closed, and somebody signs for it (operating manual, Shift and day: end-of-day report).

A closed day is never opened again: what is entered for it later is 补录, and stands beside what was signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desk_app.services.blobs.store import fetch, kept_signature
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.figures import Disagreement, Period, Section, Span, disagreements
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.typed import Problems
from desk_app.services.core.words import N_
from desk_app.services.journal.happened import any_between, first_written
from desk_app.services.journal.work import Read, Service, Work, command
from desk_app.services.report import events
from desk_app.services.report.kept import Signed, digest_of, from_text, to_text
from desk_app.services.report.records import Closing
from desk_app.services.report.tables import ClosingRow
from desk_app.services.visitors.options import CLOSING_TIME

MOST_WORDS = 500
EARLIEST = date(2000, 1, 1)
"""Nothing is asked about further back: moments and ids cannot be computed out of every day of the calendar."""
LOOKED_BACK = 31
"""Days: so far back a day that nobody closed is asked about."""


class DayBook(Service):
    """Days that are over, signed one by one."""

    area = "day_book"

    @command(allow=SUPERVISORS)
    def close_day(self, work: Work, day: date, signature: bytes | None, words: str) -> Closing:
        """Close a day that is over, or today after closing time. Without a signature the paper is signed by hand.

        Records that do not agree need words. Raises InvalidInput ("day", "words", "signature"), IllegalStep for a day
        that is closed.
        """
        read = Read(work.bench, work.session, work.by, work.now)
        refuse_early(read, day)
        if _row(read, day) is not None:
            raise IllegalStep(N_("{day} is closed already."), day=day.isoformat())
        sections = sections_of(read, Period.of(Span.DAY, day))
        differ = tuple(disagreements(sections))
        said, kept = _checked(words, differ), to_text(sections, differ)
        signed = Signed(work.bench.desk.site_code, day, work.by.staff_id, work.by.name, work.now)
        row = ClosingRow(
            id=work.new_id(), day=day, closed_at=work.now, by=work.by.staff_id, name=work.by.name,
            signature=kept_signature(work, signature), words=said, figures=kept, digest=digest_of(signed, kept),
        )  # fmt: skip
        work.session.add(row)
        facts = {"day": day.isoformat(), "digest": row.digest, "on_paper": signature is None}
        work.record(events.CLOSED, row.id, facts, {"words": said} if said else None)
        work.note(day=day.isoformat())
        return _to_closing(read, row)


def _checked(words: str, differ: Sequence[Disagreement]) -> str:
    problems = Problems()
    missing = N_("The records do not agree: write what you found out about it.") if differ else None
    said = problems.lines("words", words, MOST_WORDS, missing)
    problems.done()
    return said


def sections_of(read: Read, period: Period) -> tuple[Section, ...]:
    """What every feature has to tell."""
    return tuple(ask(read, period) for ask in read.bench.reports)


def require_come(read: Read, first: date) -> None:
    """Raise InvalidInput ("day") for a time that has not begun, and for one long before any desk."""
    if first < EARLIEST:
        text = N_("This day lies outside what is on record. Choose {day} or a later day.")
        raise InvalidInput({"day": UserError(text, day=EARLIEST.isoformat())})
    if first > read.today:
        raise InvalidInput(
            {"day": UserError(N_("This day has not come yet. Choose today or an earlier day."))}
        )


def refuse_early(read: Read, day: date) -> None:
    """Raise InvalidInput ("day") for a day that is not over, or before the desk's first record.

    Today counts as over from closing time on.
    """
    require_come(read, day)
    begun = first_written(read.session)
    if begun is not None and day < (first := read.local(begun).date()):
        text = N_("This desk's records begin on {day}: an earlier day cannot be closed.")
        raise InvalidInput({"day": UserError(text, day=first.isoformat())})
    at = closes_at(read, day)
    if read.now < at:
        text = N_(
            "The day is closed after closing time, from {time} on: what comes until then belongs to it."
        )
        raise InvalidInput({"day": UserError(text, time=read.local(at).strftime("%H:%M"))})


def closes_at(read: Read, day: date) -> datetime:
    """From when on a day can be closed: its closing time; midnight is the midnight after it."""
    at = read.setting(CLOSING_TIME)
    begin = day + timedelta(days=1) if at == time() else day
    return datetime.combine(begin, at, read.bench.clock.zone)


def closed(read: Read, day: date) -> Closing | None:
    """How a day was closed; None while it is not."""
    row = _row(read, day)
    return None if row is None else _to_closing(read, row)


def not_closed(read: Read) -> list[date]:
    """Days of the last month that are over, have records, and were never closed; the oldest first."""
    days = [read.today - timedelta(days=back) for back in range(LOOKED_BACK, 0, -1)]
    done = set(read.session.scalars(select(ClosingRow.day).where(ClosingRow.day >= days[0])))
    return [day for day in days if day not in done and _has_records(read, day)]


def _has_records(read: Read, day: date) -> bool:
    return any_between(read.session, *Period.of(Span.DAY, day).moments(read.bench.clock.zone))


def _row(read: Read, day: date) -> ClosingRow | None:
    return read.session.scalars(select(ClosingRow).where(ClosingRow.day == day)).first()


def _to_closing(read: Read, row: ClosingRow) -> Closing:
    picture = fetch(read.session, row.signature) if row.signature else None
    sections, differ = from_text(row.figures)
    return Closing(
        row.id, row.day, row.closed_at, row.by, row.name, row.words, row.digest, sections, differ,
        None if picture is None else picture.content,
    )  # fmt: skip
