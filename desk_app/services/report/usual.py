"""What is usual at an hour of a weekday: the mean of the four weeks before."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from desk_app.services.core.feature import Feature
from desk_app.services.core.figures import Period, Span
from desk_app.services.journal.work import Read

WEEKS = 4


def usual_hours(feature: Feature, read: Read, day: date) -> dict[str, float]:
    """By hour ("00" to "23"), from its course over hours; empty for a feature without one."""
    counted: Counter[str] = Counter()
    for week in range(1, WEEKS + 1):
        period = Period.of(Span.DAY, day - timedelta(weeks=week))
        section = feature.report(read, period) if feature.report is not None else None
        hours = next((one for one in section.courses if one.key == "hours"), None) if section else None
        counted.update(dict(hours.points) if hours is not None else {})
    return {hour: n / WEEKS for hour, n in sorted(counted.items())}
