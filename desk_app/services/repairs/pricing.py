"""What a paid service costs (operating manual, Repair intake: prices). Pure; amounts are fen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from desk_app.services.repairs.records import PricedLine, Quote


def is_night(local: time, start: time, end: time) -> bool:
    """Whether a time of day lies in the night; equal ends are no night at all."""
    if start <= end:
        return start <= local < end
    return local >= start or local < end


def surcharge(work: int, percent: int) -> int:
    """The night's share of the work, rounded to the fen; half a fen is rounded up."""
    return (work * percent + 50) // 100


def sums(lines: Iterable[PricedLine]) -> tuple[int, int]:
    """Work and materials."""
    work = materials = 0
    for line in lines:
        if line.material:
            materials += line.quantity * line.fen
        else:
            work += line.quantity * line.fen
    return work, materials


def quote(lines: Iterable[PricedLine], local: datetime, night: tuple[time, time], percent: int) -> Quote:
    """The price at a moment on the building's wall clock: at night the surcharge is added to the work alone."""
    work, materials = sums(lines)
    at_night = is_night(local.time(), *night)
    return Quote(work, surcharge(work, percent) if at_night else 0, materials)
