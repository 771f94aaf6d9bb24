"""The key statistics table (钥匙统计表) as it leaves this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desk_app.services.keys.terms import KeyCategory


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """One line of the key statistics table (钥匙统计表): copies as they stand, borrowings of the period."""

    category: KeyCategory
    keys: int = 0
    copies: int = 0
    on_hook: int = 0
    out: int = 0
    lost: int = 0
    faulty: int = 0
    retired: int = 0
    borrowed: int = 0
    late: int = 0
    by_another: int = 0
    overnight: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The table for a period, both days counted, and the keys taken most often."""

    first: date
    last: date
    lines: tuple[StatisticsLine, ...]
    busiest: tuple[tuple[str, int], ...] = ()
    """Code and number of borrowings."""
    places: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the busiest keys open, by code: for the supervisor's screen, never for paper."""
