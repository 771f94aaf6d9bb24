"""The courses of a report as charts: every hour, day and month has its bar, names only where there is something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk_app.services.core.figures import Axis, Course, Period
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import Bar, Block, Chart, Columns
from desk_app.services.report.wording import data_or_message

_FIRST_HOUR, _LAST_HOUR = 7, 20
"""A desk's usual day is always drawn whole, so that two reports can be laid side by side."""
MOST_NAMES = 10
"""So many names have a bar of their own; the rest share one."""


def charts(courses: Sequence[Course], period: Period, paper: Paper) -> Iterator[Block]:
    """Two charts beside each other; days of a month across the page. What has nothing to draw is left out."""
    drawn = [one for one in courses if any(one.points.values())]
    wide = [one for one in drawn if one.axis is Axis.DAYS]
    narrow = [_chart(one, period, paper) for one in drawn if one.axis is not Axis.DAYS]
    for one in wide:
        yield _chart(one, period, paper)
    for start in range(0, len(narrow), 2):
        pair = tuple((chart,) for chart in narrow[start : start + 2])
        yield Columns((*pair, *((),) * (2 - len(pair))))


def _chart(course: Course, period: Period, paper: Paper) -> Chart:
    title = paper.words.text(course.label)
    return Chart(title, tuple(bars_of(course, period, paper)), lying=course.axis is Axis.NAMES)


def bars_of(course: Course, period: Period, paper: Paper) -> Iterator[Bar]:
    """Its bars in their order; those without a point are 0."""
    if course.axis is Axis.NAMES:
        yield from _names(course, paper)
        return
    for point, label in _places(course, period):
        yield Bar(label, course.points.get(point, 0))


def _places(course: Course, period: Period) -> Iterator[tuple[str, str]]:
    """Every point there can be, and what stands below it."""
    if course.axis is Axis.HOURS:
        had = [int(hour) for hour in course.points]
        for hour in range(min(_FIRST_HOUR, *had), max(_LAST_HOUR, *had) + 1):
            yield f"{hour:02}", f"{hour:02}"
    elif course.axis is Axis.DAYS:
        for day in period.days():
            yield day.isoformat(), str(day.day)
    else:
        for month in range(1, 13):
            yield f"{period.first.year:04}-{month:02}", str(month)


def _names(course: Course, paper: Paper) -> Iterator[Bar]:
    points = [(name, n) for name, n in course.points.items() if n]
    own = points if len(points) <= MOST_NAMES else points[: MOST_NAMES - 1]
    for name, n in own:
        yield Bar(data_or_message(name, paper), n)
    if rest := points[len(own) :]:
        label = paper.words.text(N_("{n} others", "report paper"), n=len(rest))
        yield Bar(label, sum(n for _, n in rest))
