"""How much was done in a time: by building, by desk, by day, and of all together. The database adds up.

Only what people have a word for (`deeds`) is a figure here; every event by its kind is in `reports.counts`. A new way
to look at it is one more choice of `By`, with its rows in `Report.rows` and its first columns in `_heads`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desk_app.services.core.words import N_, Words
from desk_app.services.headoffice.deeds import DEEDS
from desk_app.services.headoffice.desks import Desk, desks
from desk_app.services.headoffice.tables import DAILY, DESKS
from desk_app.services.sheets.writing import Cell, Sheet
from desk_app.services.sync.names import Party


class By(enum.StrEnum):
    """What one row of a report is about."""

    BUILDING = "building"
    DESK = "desk"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Sums:
    """How often each thing was done in one place."""

    counts: Mapping[str, int]
    """By kind of event, in the order of a day's work; what was never done is not there."""
    site: int = 0
    """0: all buildings."""
    building: str = ""
    party: Party | None = None
    """None: all desks of the building."""
    code: str = ""
    day: date | None = None
    """None: the whole time."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was done from a day to a day, both included."""

    first: date
    last: date
    buildings: tuple[Sums, ...] = ()
    desks: tuple[Sums, ...] = ()
    days: tuple[Sums, ...] = ()
    """By desk and day; only when they were asked for."""
    all: Sums = Sums({})

    @property
    def kinds(self) -> list[str]:
        """What was done at all, in the order of a day's work."""
        return list(self.all.counts)

    def rows(self, by: By) -> tuple[Sums, ...]:
        """One for each building, desk, or desk and day."""
        return {By.BUILDING: self.buildings, By.DESK: self.desks, By.DAY: self.days}[by]

    def desks_of(self, site: int) -> list[Sums]:
        """The desks of a building at which anything was done."""
        return [one for one in self.desks if one.site == site]


def report(session: Session, first: date, last: date, *, days: bool = False) -> Report:
    """What was done; by day as well when that is asked for: those rows are many."""
    known = desks(session)
    names = _buildings(known.values())
    found: dict[Party, dict[str, int]] = {}
    wanted = select(DESKS.c.site, DESKS.c.desk, DAILY.c.kind, func.sum(DAILY.c["count"]))
    grouped = wanted.where(*_within(first, last)).group_by(DESKS.c.site, DESKS.c.desk, DAILY.c.kind)
    for site, desk, kind, count in session.execute(grouped):
        found.setdefault(Party(site, desk), {})[kind] = int(count)
    by_desk = tuple(
        Sums(_ordered(found[party]), party.site, names[party.site], party, known[party].code)
        for party in sorted(found)
    )
    buildings = tuple(
        Sums(_added(one for one in by_desk if one.site == site), site, names[site])
        for site in sorted({one.site for one in by_desk})
    )
    by_day = _days(session, first, last, known, names) if days else ()
    return Report(first, last, buildings, by_desk, by_day, Sums(_added(buildings)))


def _days(
    session: Session, first: date, last: date, known: Mapping[Party, Desk], names: Mapping[int, str]
) -> tuple[Sums, ...]:
    found: dict[tuple[Party, int], dict[str, int]] = {}
    wanted = select(DESKS.c.site, DESKS.c.desk, DAILY.c.day, DAILY.c.kind, DAILY.c["count"])
    for site, desk, day, kind, count in session.execute(wanted.where(*_within(first, last))):
        found.setdefault((Party(site, desk), day), {})[kind] = int(count)
    return tuple(
        Sums(
            _ordered(found[party, day]),
            party.site,
            names[party.site],
            party,
            known[party].code,
            date.fromordinal(day),
        )
        for party, day in sorted(found)
    )


def _within(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """From the desks on: the days of one desk lie together."""
    days = DAILY.c.day.between(first.toordinal(), last.toordinal())
    return DAILY.c.party == DESKS.c.party, days, DAILY.c.kind.in_(DEEDS)


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: counts[kind] for kind in DEEDS if kind in counts}


def _added(some: Iterable[Sums]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in some:
        for kind, count in one.counts.items():
            found[kind] = found.get(kind, 0) + count
    return _ordered(found)


def _buildings(known: Iterable[Desk]) -> dict[int, str]:
    """Of a building that was renamed the newest desk knows the name; one without a name has its number."""
    in_order = sorted(known, key=lambda desk: max((one.since for one in desk.keys), default=0))
    return {desk.party.site: desk.building or str(desk.party.site) for desk in in_order}


_TITLES = {
    By.BUILDING: N_("Totals", "report"),
    By.DESK: N_("Desks", "report"),
    By.DAY: N_("Days", "report"),
}


def sheets(found: Report, words: Words) -> list[Sheet]:
    """A spreadsheet of all of it: what was done stands side by side, and a row at the end adds it up."""
    return [sheet(found, by, words) for by in By]


def sheet(found: Report, by: By, words: Words) -> Sheet:
    """One of its sheets."""
    heads, kinds = _heads(by, words), found.kinds
    rows: list[list[Cell]] = [_row(one, by, kinds) for one in found.rows(by)]
    total: list[Cell] = [words.text(N_("All buildings")), *[None] * (len(heads) - 1)]
    rows.append([*total, *(found.all.counts[kind] for kind in kinds)])
    return words.text(_TITLES[by]), [*heads, *(words.text(DEEDS[kind]) for kind in kinds)], rows


def _heads(by: By, words: Words) -> list[str]:
    heads = [N_("Building"), N_("Desk", "head office"), N_("Day")]
    return [words.text(one) for one in heads[: list(By).index(by) + 1]]


def _row(one: Sums, by: By, kinds: Sequence[str]) -> list[Cell]:
    where: list[Cell] = [one.building, one.code or str(one.party or ""), one.day]
    return [*where[: list(By).index(by) + 1], *(one.counts.get(kind, 0) for kind in kinds)]
