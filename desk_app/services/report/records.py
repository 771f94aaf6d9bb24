"""A report as the window, the paper and the spreadsheet show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk_app.services.core.figures import Disagreement, Period, Section


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one period."""

    period: Period
    made_at: datetime
    sections: tuple[Section, ...]
    disagreements: tuple[Disagreement, ...] = ()
    """Empty, or something is wrong with the records: it is said, never smoothed over."""

    def section(self, feature: str) -> Section:
        """A feature's section. Raises KeyError."""
        found = next((one for one in self.sections if one.feature == feature), None)
        if found is None:
            raise KeyError(feature)
        return found

    @property
    def late(self) -> int:
        """Records that were entered after the day was closed."""
        return sum(one.late for one in self.sections)
