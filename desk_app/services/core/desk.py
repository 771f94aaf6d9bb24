"""Which desk this PC is. Given once, at the first start; every number and code carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeskKind(StrEnum):
    """What the PC is for."""

    RECEPTION = "reception"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Desk:
    """One PC at one building (operating manual, People and things)."""

    building: str
    site_code: str
    """Two to six letters or digits that begin every number."""
    site_number: int
    """24 bits; a pass is good for its own site only."""
    desk_code: str
    """One to four letters or digits; the second part of every number."""
    desk_number: int
    """1 to 99 within the building; part of every id and short number."""
    kind: DeskKind
    instance: str
    """Names this copy of the data; a clone has the same one and is found out by it."""

    def number(self, day: str, count: int) -> str:
        """The number people see: SITE-DESK-YYMMDD-NNN."""
        return f"{self.site_code}-{self.desk_code}-{day}-{count:03d}"
