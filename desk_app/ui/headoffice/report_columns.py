"""How the report's lists look: buildings side by side with their total first, desks and days below each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.services.core.words import N_, plain
from desk_app.services.headoffice.deeds import DEEDS
from desk_app.services.headoffice.totals import By, Report, Sums
from desk_app.ui.i18n import format_day, format_number, tr
from desk_app.ui.widgets.row_table import Column

_ACTIVITY = N_("Activity", "report")
_ALL = N_("All buildings")


@dataclass(frozen=True, slots=True)
class Figure:
    """How often one thing was done in one place."""

    place: Sums
    kind: str
    last: bool = False
    """A total, below all others."""

    @property
    def count(self) -> int:
        """The figure."""
        return self.place.counts[self.kind]


@dataclass(frozen=True, slots=True)
class Across:
    """How often one thing was done, by building; 0: in all of them."""

    kind: str
    counts: Mapping[int, int]


def row_id(one: Figure | Across) -> Hashable:
    """By which a row is found again."""
    if isinstance(one, Figure):
        return one.place.site, one.place.party, one.place.day, one.kind
    return one.kind


def side_by_side(found: Report) -> tuple[list[Column], list[Any]]:
    """A row for each thing that was done, a column for each building."""
    places = [found.all, *found.buildings]
    columns = [Column(_ACTIVITY, lambda one: tr(DEEDS[one.kind]), width=230), _counts(_ALL, found.all.site)]
    rows = [Across(kind, {one.site: one.counts.get(kind, 0) for one in places}) for kind in found.kinds]
    return [*columns, *(_counts(plain(one.building), one.site) for one in found.buildings)], rows


def _counts(title: str, site: int) -> Column:
    def said(one: Across) -> str:
        return format_number(one.counts[site]) if one.counts[site] else "–"

    return Column(title, said, lambda one: one.counts[site], "right", 130)


def below_each_other(found: Report, by: By) -> tuple[list[Column], list[Any]]:
    """A row for each thing that was done at a desk, or on a day there; the totals at the end."""
    columns = [
        Column(N_("Building"), _building, _sorted(lambda one: one.place.building)),
        Column(N_("Desk", "head office"), _code, _sorted(_code), width=140),
        Column(N_("Day"), _day, lambda one: one.place.day, width=170),
        Column(_ACTIVITY, lambda one: tr(DEEDS[one.kind]), width=260),
        Column(N_("Count"), lambda one: format_number(one.count), lambda one: one.count, "right", 110),
    ]
    if by is not By.DAY:
        del columns[2]
    rows = [Figure(place, kind) for place in found.rows(by) for kind in place.counts]
    return columns, [*rows, *(Figure(found.all, kind, last=True) for kind in found.kinds)]


def _building(one: Figure) -> str:
    return tr(_ALL) if one.last else one.place.building


def _code(one: Figure) -> str:
    return "" if one.last else one.place.code or str(one.place.party)


def _day(one: Figure) -> str:
    return "" if one.place.day is None else format_day(one.place.day)


def _sorted(key: Callable[[Figure], str]) -> Callable[[Figure], str | None]:
    """Totals stand last, whatever is sorted."""
    return lambda one: None if one.last else key(one)
