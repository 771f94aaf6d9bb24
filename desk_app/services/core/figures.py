"""What a day, a month or a year comes to: figures, courses over time and short tables, from every feature.

A feature announces its section in `Feature.report` and counts its own rows, never the journal. Two figures with one
`ledger` name the same thing from two sides (deposits lent out, deposits in the drawer): the report checks that they
agree. Money is fen; shares are per mille.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from desk_app.services.core.words import Message

MOST_ROWS = 50
"""So many rows of a table are printed; the rest is counted."""


class Unit(StrEnum):
    """What a figure is measured in."""

    COUNT = "count"
    FEN = "fen"
    PER_MILLE = "per_mille"
    MINUTES = "minutes"


class Tone(StrEnum):
    """How a figure that is not 0 is meant."""

    PLAIN = ""
    GOOD = "positive"
    NOTE = "warning"
    BAD = "danger"


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both counted, on the building's calendar."""

    first: date
    last: date
    span: Span = Span.DAY
    closed_at: datetime | None = None
    """When the day was closed and signed; what is entered for it later is 补录."""
    closing: int = 0
    """The id of that closing: whatever has a greater one was entered later, also when a clock went back between."""

    @classmethod
    def of(cls, span: Span, day: date) -> Period:
        """The day, month or year in which `day` lies."""
        if span is Span.DAY:
            return cls(day, day)
        if span is Span.MONTH:
            last = calendar.monthrange(day.year, day.month)[1]
            return cls(day.replace(day=1), day.replace(day=last), span)
        return cls(date(day.year, 1, 1), date(day.year, 12, 31), span)

    def closed(self, at: datetime, closing: int) -> Period:
        """The same, closed and signed then."""
        return replace(self, closed_at=at, closing=closing)

    @property
    def one_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """From when, and until before when, in UTC: a day of a clock change has 23 or 25 hours."""
        begin = datetime.combine(self.first, time(), zone)
        end = datetime.combine(self.last + timedelta(days=1), time(), zone)
        return begin.astimezone(UTC), end.astimezone(UTC)

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` None: there is nothing to measure. `of`: the whole that it is a part of."""

    key: str
    label: Message
    value: int | None
    unit: Unit = Unit.COUNT
    tone: Tone = Tone.PLAIN
    of: int | None = None
    target: int | None = None
    """What must be reached, in the figure's unit."""
    ledger: str = ""
    """The name of what is counted here and in another section too; the two must be equal."""
    now: bool = False
    """How things stand at the end of the period, not what happened in it."""

    @property
    def missed(self) -> bool:
        """Whether the target was missed."""
        return self.target is not None and self.value is not None and self.value < self.target


def counts_of(figures: Iterable[Figure]) -> dict[str, int]:
    """Figures by key; what cannot be measured is 0."""
    return {one.key: one.value or 0 for one in figures}


class Axis(StrEnum):
    """What a course is drawn over."""

    HOURS = "hours"
    """Of the day, "00" to "23"."""
    DAYS = "days"
    MONTHS = "months"
    NAMES = "names"
    """Of whatever the labels say, the greatest first."""


@dataclass(frozen=True, slots=True)
class Course:
    """How much fell on each hour, day, month or name; what is left out is 0. Labels of NAMES are messages."""

    key: str
    label: Message
    axis: Axis
    points: Mapping[str, int]

    @classmethod
    def named(cls, key: str, label: Message, points: Iterable[tuple[str, int]]) -> Course:
        """Over names, the greatest first; equal ones as they come."""
        return cls(key, label, Axis.NAMES, dict(sorted(points, key=lambda each: -each[1])))


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table. A cell of a Unit is an int, of "text" a str, of "day" a date, of "moment" a datetime."""

    label: Message
    kind: Unit | str = "text"
    width: float = 30
    """Millimetres of the sheet's 176."""


Cell = int | str | date | datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows that somebody should look at: open, overdue, unexplained. `more` rows are not listed."""

    title: Message
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    more: int = 0

    @classmethod
    def first_of(
        cls,
        title: Message,
        headings: Sequence[Heading],
        rows: Sequence[tuple[Cell, ...]],
        *,
        of: int | None = None,
    ) -> Listing:
        """A table of the first rows. `of`: how many there are, where not all of them were read."""
        shown = tuple(rows[:MOST_ROWS])
        return cls(title, tuple(headings), shown, max(0, (len(rows) if of is None else of) - len(shown)))


@dataclass(frozen=True, slots=True)
class Section:
    """What one feature has to tell."""

    feature: str
    title: Message
    figures: tuple[Figure, ...]
    courses: tuple[Course, ...] = ()
    listings: tuple[Listing, ...] = ()
    late: int = 0
    """Records of a closed day that were entered after it was closed (补录)."""

    def figure(self, key: str) -> Figure:
        """One of its figures. Raises KeyError."""
        found = next((one for one in self.figures if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sections that say something else about one thing."""

    ledger: str
    said: tuple[tuple[str, int], ...]
    """Which section says how much."""


def disagreements(sections: Sequence[Section]) -> list[Disagreement]:
    """Every ledger about which sections differ."""
    told: dict[str, list[tuple[str, int]]] = {}
    for section in sections:
        for figure in section.figures:
            if figure.ledger and figure.value is not None:
                told.setdefault(figure.ledger, []).append((section.feature, figure.value))
    return [
        Disagreement(ledger, tuple(said))
        for ledger, said in told.items()
        if len({value for _, value in said}) > 1
    ]
