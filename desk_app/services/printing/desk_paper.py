"""What every paper of a desk needs to know: whose it is, its language, how times are said. No feature's wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from desk_app.services.core.clocks import day_and_time_of_end
from desk_app.services.core.desk import Desk
from desk_app.services.core.words import Words
from desk_app.services.printing.model import Letterhead


@dataclass(frozen=True)
class House:
    """What the company puts on its papers: its name, address and phone in one line, logo (PNG or JPEG)."""

    company: str = ""
    contact: str = ""
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Paper:
    """The desk that prints, the language it prints in, the building's wall clock, the company's letterhead."""

    words: Words
    desk: Desk
    zone: tzinfo
    house: House = House()

    def letterhead(self, detail: str) -> Letterhead:
        """The head of every paper: the company, or the building where none is set; `detail` at the right."""
        building = self.desk.building if self.house.company else ""
        below = " · ".join(part for part in (building, self.house.contact) if part)
        return Letterhead(self.house.company or self.desk.building, detail, below, self.house.logo)

    def time(self, moment: datetime | None) -> str:
        """Hours and minutes at the building."""
        return moment.astimezone(self.zone).strftime("%H:%M") if moment else ""

    def moment(self, moment: datetime | None) -> str:
        """Day and time at the building."""
        return moment.astimezone(self.zone).strftime("%Y-%m-%d %H:%M") if moment else ""

    def day_time(self, moment: datetime | None) -> str:
        """Month, day and time at the building, where there is little room."""
        return moment.astimezone(self.zone).strftime("%m-%d %H:%M") if moment else ""

    def span(self, start: datetime, until: datetime) -> str:
        """From when until when at the building; an end on another day says which."""
        first, (last, time) = start.astimezone(self.zone), day_and_time_of_end(until, self.zone)
        if first.date() == last:
            return f"{first:%Y-%m-%d %H:%M}–{time}"
        return f"{self.day_time(start)} – {last:%m-%d} {time}"

    def until(self, end: datetime, *, year: bool = True) -> str:
        """Until when at the building: a day that is over at midnight ends at 24:00."""
        last, time = day_and_time_of_end(end, self.zone)
        return f"{last:%Y-%m-%d} {time}" if year else f"{last:%m-%d} {time}"
