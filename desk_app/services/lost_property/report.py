"""What lost property has to tell of a period (operating manual, Shift and day: end-of-day report). Never a secret."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Section,
    Tone,
    Unit,
    counts_of,
)
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.periods import (
    by_hour,
    by_time,
    counted_by,
    end_of,
    entered_after,
    how_many,
    in_moments,
    on_days,
    parts,
    written,
)
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    OUTCOME_NAMES,
    Category,
    FoundState,
    Outcome,
    Told,
    ValueClass,
)
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow, ToldRow

_HIGH = FoundRow.value == ValueClass.HIGH.value
_TOLD = select(func.count()).select_from(ToldRow).where(ToldRow.item == FoundRow.id).scalar_subquery()
_UNTOLD = and_(_HIGH, len(Told) > _TOLD)
_EVER = LostRow.open.in_([True, False])
"""Open or not: the index begins with it."""
_NUMBER = Heading(N_("Number"), width=34)
_WHAT = Heading(N_("What", "found paper"), width=52)
_SHELF = Heading(N_("Shelf", "found paper"), width=30)


def lost_property_report(read: Read, period: Period) -> Section:
    """What was found, given back and disposed of, what waits for the supervisor, what is missed."""
    figures = (*_happened(read, period), *_here(read, period))
    late = entered_after(read, period, (FoundRow.id, FoundRow.number, FoundRow.day))
    return Section(
        "lost_property",
        N_("Lost property"),
        figures,
        _courses(read, period),
        (*_listings(read, period, figures), *late.listings) if period.one_day else (),
        late.count,
    )


def _happened(read: Read, period: Period) -> tuple[Figure, ...]:
    taken = parts(read, {"all": FoundRow.id != 0, "high": _HIGH}, on_days(FoundRow.day, period))
    outcomes = counted_by(read, FoundRow.outcome, in_moments(FoundRow.disposed_at, read, period))
    reported = parts(
        read,
        {"all": LostRow.id != 0, "found": LostRow.open.is_(False) & LostRow.found.is_not(None)},
        _EVER,
        in_moments(LostRow.reported_at, read, period),
    )
    claims = written(read, ClaimRow.id, ClaimRow.at, period)
    claimed = parts(read, {"all": ClaimRow.id != 0, "refused": ClaimRow.granted.is_(False)}, claims)
    returned = how_many(read, in_moments(FoundRow.returned_at, read, period))
    return (
        Figure("taken_in", N_("Found items taken in", "report"), taken["all"]),
        Figure(
            "high", N_("Found items of high value", "report"), taken["high"], tone=Tone.NOTE, of=taken["all"]
        ),
        Figure("claims", N_("Claims made", "report"), claimed["all"]),
        Figure("claims_refused", N_("Claims refused", "report"), claimed["refused"], of=claimed["all"]),
        Figure("returned", N_("Given back to owners", "report"), returned),
        Figure("disposed", N_("Found items disposed of", "report"), sum(outcomes.values())),
        Figure("to_police", N_("Of these to the police", "report"), outcomes.get(Outcome.POLICE, 0)),
        Figure("reports", N_("Lost reports taken", "report"), reported["all"]),
        Figure(
            "reports_found",
            N_("Lost reports that were found", "report"),
            reported["found"],
            of=reported["all"],
        ),
    )


def _is_here(period: Period) -> ColumnElement[bool]:
    return and_(FoundRow.state.in_([one.value for one in HERE]), FoundRow.day <= period.last)


def _expired(read: Read, period: Period) -> ColumnElement[bool]:
    by = min(read.today, period.last)
    food = and_(FoundRow.category == Category.FOOD.value, FoundRow.keep_until <= by)
    return or_(FoundRow.keep_until < by, food)


def _here(read: Read, period: Period) -> tuple[Figure, ...]:
    of = {
        "all": FoundRow.id != 0,
        "to_confirm": FoundRow.state == FoundState.TAKEN_IN.value,
        "expired": _expired(read, period),
        "untold": _UNTOLD,
    }
    n = parts(read, of, _is_here(period))
    end = end_of(read, period)
    missing = how_many(read, LostRow.open.is_(True), LostRow.reported_at < end)

    def now(key: str, label: Message, value: int, tone: Tone = Tone.NOTE) -> Figure:
        return Figure(key, label, value, tone=tone, now=True)

    return (
        now("here", N_("Found items kept here", "report"), n["all"], Tone.PLAIN),
        now("to_confirm", N_("Not confirmed by a second person", "report"), n["to_confirm"]),
        now("untold", N_("Of high value, and not all are told", "report"), n["untold"], Tone.BAD),
        now("expired", N_("Kept long enough, to be decided", "report"), n["expired"]),
        now("reports_open", N_("Lost reports open", "report"), missing, Tone.PLAIN),
    )


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = on_days(FoundRow.day, period)
    found = [
        Course(
            "hours", N_("Found items by hour", "report"), Axis.HOURS, by_hour(read, FoundRow.taken_at, here)
        )
    ]
    if not period.one_day:
        axis, over_time = by_time(read, FoundRow.day, period)
        found.append(Course("time", N_("Found items over time", "report"), axis, over_time))
    kinds = counted_by(read, FoundRow.category, here)
    ends = counted_by(read, FoundRow.outcome, in_moments(FoundRow.disposed_at, read, period))
    names: tuple[tuple[str, Message, dict[str, int]], ...] = (
        (
            "kinds",
            N_("Found items by kind", "report"),
            {CATEGORY_NAMES[Category(k)]: n for k, n in kinds.items()},
        ),
        (
            "outcomes",
            N_("What became of them", "report"),
            {OUTCOME_NAMES[Outcome(k)]: n for k, n in ends.items()},
        ),
    )
    for key, label, points in names:
        found.append(Course.named(key, label, points.items()))
    return tuple(found)


# What a supervisor should look at


def _listings(read: Read, period: Period, figures: tuple[Figure, ...]) -> tuple[Listing, ...]:
    count = counts_of(figures)
    kind = Heading(N_("Kind", "found paper"), width=32)
    until = Heading(N_("Kept until", "found paper"), "day", 28)
    told = Heading(N_("Told, of three", "report"), Unit.COUNT, 28)
    taken = Heading(N_("Found item taken in", "report"), "moment", 36)
    here = _is_here(period)
    expired = _rows(read, here, _expired(read, period))
    untold = select(FoundRow, _TOLD).where(here, _UNTOLD).order_by(FoundRow.id).limit(MOST_ROWS)
    confirm = _rows(read, here, FoundRow.state == FoundState.TAKEN_IN.value)
    return (
        _listing(
            N_("Of high value, and not all are told", "report"), (_NUMBER, _WHAT, _SHELF, told, taken),
            [(r.number, r.what, r.shelf, n, r.taken_at) for r, n in read.session.execute(untold)], count["untold"],
        ),
        _listing(
            N_("Kept long enough, to be decided", "report"), (_NUMBER, _WHAT, kind, _SHELF, until),
            [(r.number, r.what, CATEGORY_NAMES[Category(r.category)], r.shelf, r.keep_until) for r in expired],
            count["expired"],
        ),
        _listing(
            N_("Not confirmed by a second person", "report"), (_NUMBER, _WHAT, _SHELF, taken),
            [(r.number, r.what, r.shelf, r.taken_at) for r in confirm], count["to_confirm"],
        ),
    )  # fmt: skip


def _rows(read: Read, *where: ColumnElement[bool]) -> list[FoundRow]:
    wanted = select(FoundRow).where(*where).order_by(FoundRow.keep_until, FoundRow.id).limit(MOST_ROWS)
    return list(read.session.scalars(wanted))


def _listing(title: Message, headings: tuple[Heading, ...], rows: list[tuple[Cell, ...]], n: int) -> Listing:
    return Listing.first_of(title, headings, rows, of=n)
