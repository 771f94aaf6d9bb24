"""What roll-calls have to tell of a period: alarms and drills, and whether everybody was found."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.types import BigInteger

from desk_app.services.core.figures import MOST_ROWS, Figure, Heading, Listing, Period, Section, Tone, Unit
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.periods import end_of, parts, sums, written
from desk_app.services.journal.work import Read
from desk_app.services.roll_call.records import OUTCOME_NAMES, Mark, Outcome
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow

_LASTED = type_coerce(RollCallRow.ended_at, BigInteger) - type_coerce(RollCallRow.started_at, BigInteger)
_MINUTE = 60_000
_REAL, _DRILL = N_("Alarm", "report"), N_("Drill", "report")
_HEADINGS = (
    Heading(N_("Began", "report"), "moment", 36),
    Heading(N_("What it was", "report"), width=24),
    Heading(N_("Ended", "report"), "moment", 36),
    Heading(N_("How it ended", "report"), width=50),
    Heading(N_("Not found", "report"), Unit.COUNT, 30),
)


def roll_call_report(read: Read, period: Period) -> Section:
    """How often, how long, who was missing."""
    here = written(read, RollCallRow.id, RollCallRow.started_at, period)
    n = parts(
        read,
        {
            "real": RollCallRow.drill.is_(False),
            "drills": RollCallRow.drill.is_(True),
            "missing": RollCallRow.outcome == Outcome.MISSING.value,
        },
        here,
    )
    longest = read.session.execute(select(func.max(_LASTED)).where(here)).scalar_one()
    figures = (
        Figure("real", N_("Alarms", "report"), n["real"], tone=Tone.BAD),
        Figure("drills", N_("Drills", "report"), n["drills"]),
        *_people(read, here),
        Figure("missing", N_("Ended with people missing", "report"), n["missing"], tone=Tone.BAD),
        Figure(
            "longest",
            N_("Minutes the longest took", "report"),
            None if longest is None else longest // _MINUTE,
            Unit.MINUTES,
        ),
        Figure("running", N_("Running still", "report"), _running(read, period), tone=Tone.BAD, now=True),
    )
    listings = (_all(read, here, n["real"] + n["drills"]),) if period.one_day else ()
    return Section("roll_call", N_("Roll-call"), figures, (), listings)


def _people(read: Read, here: ColumnElement[bool]) -> tuple[Figure, ...]:
    def of(mark: Mark) -> ColumnElement[int]:
        return func.sum(RollCallLineRow.party).filter(RollCallLineRow.mark == mark.value)

    n = sums(
        read,
        {"all": func.sum(RollCallLineRow.party), "safe": of(Mark.SAFE), "lost": of(Mark.NOT_FOUND)},
        RollCallLineRow.roll_call == RollCallRow.id,
        here,
    )
    return (
        Figure("people", N_("People called", "report"), n["all"]),
        Figure("safe", N_("Of these safe", "report"), n["safe"], of=n["all"]),
        Figure("not_found", N_("People not found", "report"), n["lost"], tone=Tone.BAD, of=n["all"]),
    )


def _running(read: Read, period: Period) -> int:
    """One at a time: no more than a row or two."""
    end = end_of(read, period)
    begun = RollCallRow.started_at < end
    return parts(read, {"n": begun}, RollCallRow.ended_at.is_(None))["n"]


def _all(read: Read, here: ColumnElement[bool], count: int) -> Listing:
    lost = (
        select(func.coalesce(func.sum(RollCallLineRow.party), 0))
        .where(RollCallLineRow.roll_call == RollCallRow.id, RollCallLineRow.mark == Mark.NOT_FOUND.value)
        .scalar_subquery()
    )
    wanted = select(RollCallRow, lost).where(here).order_by(RollCallRow.id).limit(MOST_ROWS)
    rows = tuple(
        (row.started_at, _DRILL if row.drill else _REAL, row.ended_at, _ending(row), n)
        for row, n in read.session.execute(wanted)
    )
    return Listing.first_of(N_("Roll-calls", "report"), _HEADINGS, rows, of=count)


def _ending(row: RollCallRow) -> Message | str:
    return OUTCOME_NAMES[Outcome(row.outcome)] if row.outcome else ""
