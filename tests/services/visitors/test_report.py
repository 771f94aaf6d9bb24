"""The section of the visitor log, against a recount by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Span
from desk_app.services.journal.work import Read
from desk_app.services.visitors.records import PURPOSE_NAMES, Arrival, Host, Purpose
from desk_app.services.visitors.report import visitor_report
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.tables import VisitRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.report.recount import (
    BERLIN,
    SPANS,
    Recount,
    count,
    course,
    listed,
    section,
    values,
    whole_scans,
)

TODAY = date(2026, 11, 23)


class VisitRecount(Recount):
    """The rows of the log."""

    def own(self) -> list[VisitRow]:
        return [one for one in self.rows(VisitRow) if self.fell(one.day)]

    def figures(self) -> dict[str, int | None]:
        own, came = self.own(), [one for one in self.own() if one.arrived_at is not None]
        states = Counter(one.state for one in own)
        until = [one for one in self.rows(VisitRow) if self.until(one.day)]
        inside = [one for one in until if one.state in ("on_site", "on_break")]
        last = min(self.period.last, self.today)
        return {
            "arrived": len(came),
            "people": sum(one.party_size for one in came),
            "announced": count(one for one in own if one.expected_from is not None),
            "left": states["left"],
            "unconfirmed": states["probably_left"],
            "no_show": states["no_show"],
            "cancelled": states["cancelled"],
            "refused": states["refused"],
            "stopped": count(one for one in own if one.watch_entry is not None),
            "reprints": count(one for one in own if one.copies > 1),
            "badges": count(one for one in own if one.badge and one.badge_returned is False),
            "inside": len(inside),
            "overdue": count(one for one in inside if one.day < last),
            "waiting": count(one for one in until if one.state == "waiting"),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = VisitRecount(demo, span, day)
    found = section(demo, "visitors", span, day)
    assert values(found) == by_hand.figures()
    came = [one for one in by_hand.own() if one.arrived_at is not None]
    assert course(found, "hours").points == by_hand.hours(one.arrived_at for one in came)
    purposes = Counter(PURPOSE_NAMES[Purpose(one.purpose)] for one in came)
    assert course(found, "purposes").points == purposes
    if span is not Span.DAY:
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(one.day for one in came)
        assert found.listings == ()


@pytest.mark.parametrize("day", [one for span, one in SPANS if span is Span.DAY])
def test_the_lists_of_a_day_are_as_long_as_its_figures(demo: Services, day: date) -> None:
    found = section(demo, "visitors", Span.DAY, day)
    figures = {key: n or 0 for key, n in values(found).items()}
    still = figures["inside"] + figures["waiting"]
    assert listed(found) == [still, figures["unconfirmed"], figures["badges"]]


def test_a_day_without_records_is_all_zeros(desk: Services) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            assert set(values(section(desk, "visitors", span, day)).values()) == {0}


def came(desk: Services, people: People, number: int) -> int:
    arrival = Arrival("来客", f"1380000{number:04}", host=Host(person="陈丽", floor="12"), party_size=2)
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit.id


def test_whoever_stays_over_night_stands_there_the_next_day(
    desk: Services, people: People, clock: FakeClock
) -> None:
    came(desk, people, 1)
    clock.advance(days=1)
    came(desk, people, 2)
    told = [values(section(desk, "visitors", Span.DAY, TODAY + timedelta(days=ago))) for ago in (0, 1)]
    keys = ("arrived", "people", "inside", "overdue")
    assert [[one[key] for key in keys] for one in told] == [[1, 2, 1, 0], [1, 2, 2, 1]]


def test_the_longer_day_of_a_clock_change_has_all_its_hours(
    desk: Services, people: People, clock: FakeClock
) -> None:
    clock.zone = BERLIN
    # 0:30, 2:30 in summer time, 2:30 in winter time and 23:30, then 0:30 of the next day.
    for number, at in enumerate((22.5, 24.5, 25.5, 46.5, 47.5)):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        came(desk, people, number)
    found = section(desk, "visitors", Span.DAY, date(2027, 10, 31))
    assert values(found)["arrived"] == 4
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}


def test_what_is_entered_once_the_day_is_closed_is_late(
    desk: Services, people: People, clock: FakeClock
) -> None:
    came(desk, people, 1)
    closed = clock.now() + timedelta(hours=1)
    clock.advance(hours=2)
    came(desk, people, 2)
    with desk.bench.database.read() as session:
        read = Read(desk.bench, session, people.supervisor, clock.now())
        assert visitor_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 1


def test_no_table_is_read_whole_for_a_day(desk: Services) -> None:
    assert whole_scans(desk, "visitors", TODAY, ("visits",)) == []
