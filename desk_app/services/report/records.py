"""A report as the window, the paper and the spreadsheet show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from desk_app.services.core.figures import Disagreement, Figure, Period, Section


@dataclass(frozen=True, slots=True)
class Closing:
    """A day that somebody signed for, with what was signed: figures and courses, no lists."""

    id: int
    day: date
    at: datetime
    by: int
    name: str
    words: str = field(repr=False)
    digest: str
    """SHA-256 of building, day, who signed, when, and the figures; in hex."""
    sections: tuple[Section, ...]
    disagreements: tuple[Disagreement, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    """A picture; None when the paper was signed by hand."""

    @property
    def mark(self) -> str:
        """The digest as the paper shows it: enough to compare by eye."""
        return " ".join(self.digest[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one period."""

    period: Period
    made_at: datetime
    sections: tuple[Section, ...]
    disagreements: tuple[Disagreement, ...] = ()
    """Empty, or something is wrong with the records: it is said, never smoothed over."""
    closing: Closing | None = None
    """Of a single day that was closed."""
    as_signed: bool = False
    """Whether the sections are what was signed, not what the records say now."""

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

    def figures_of(self, section: Section) -> tuple[tuple[Figure, Figure | None], ...]:
        """What a section shows: of a closed day what was signed, and beside it the figure now where it is another."""
        kept = {one.feature: one for one in self.closing.sections} if self.closing is not None else {}
        signed = kept.get(section.feature)
        if signed is None:
            return tuple((one, None) for one in section.figures)
        before = {one.key: one for one in signed.figures}
        pairs = ((before.get(one.key, one), one) for one in section.figures)
        return tuple((was, now if was.value != now.value else None) for was, now in pairs)

    @property
    def changed(self) -> int:
        """How many figures of what happened on a closed day are others now. How things stand goes on anyway."""
        pairs = (pair for section in self.sections for pair in self.figures_of(section))
        return sum(now is not None and not was.now for was, now in pairs)
