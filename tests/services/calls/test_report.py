"""The section of the call log, against a recount by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.report import call_report
from desk_app.services.calls.service import Calls
from desk_app.services.calls.tables import CallRow
from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.figures import Period, Span
from desk_app.services.journal.work import Read
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


class CallRecount(Recount):
    """The rows of the log."""

    def own(self) -> list[CallRow]:
        return [one for one in self.rows(CallRow) if self.fell(one.at)]

    def figures(self) -> dict[str, int | None]:
        own = self.own()
        passed = [to_ms(one.passed_at) - to_ms(one.at) for one in own if one.passed_at and one.became is None]
        waiting = [
            one for one in self.rows(CallRow)
            if self.until(one.at) and one.passed_at is None and one.became is None
        ]  # fmt: skip
        last = min(self.period.last, self.today)
        return {
            "taken": len(own),
            "passed_on": len(passed),
            "became": count(one for one in own if one.became is not None),
            "waited": sum(passed) // len(passed) // 60_000 if passed else None,
            "open": len(waiting),
            "overdue": count(one for one in waiting if one.at.astimezone(self.zone).date() < last),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = CallRecount(demo, span, day)
    found = section(demo, "calls", span, day)
    assert values(found) == by_hand.figures()
    own = by_hand.own()
    assert course(found, "hours").points == by_hand.hours(one.at for one in own)
    if span is not Span.DAY:
        told = course(found, "time")
        days = (one.at.astimezone(by_hand.zone).date() for one in own)
        assert (told.axis, told.points) == by_hand.over_time(days)
        assert found.listings == ()
    else:
        assert listed(found) == [values(found)["open"]]


def test_a_day_without_records_has_nothing_to_measure(desk: Services) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            found = values(section(desk, "calls", span, day))
            assert found.pop("waited") is None
            assert set(found.values()) == {0}


def took(desk: Services, people: People) -> int:
    typed = TypedCall("13812345678", "何女士", about="请回电，关于合同")
    return desk.get(Calls).take_call(people.receptionist, typed).result.id


def test_neither_caller_nor_matter_is_on_the_list(desk: Services, people: People, clock: FakeClock) -> None:
    took(desk, people)
    clock.advance(days=1)
    found = section(desk, "calls", Span.DAY, TODAY + timedelta(days=1))
    assert (values(found)["open"], values(found)["overdue"]) == (1, 1)
    assert found.listings[0].rows[0][0] == "YF-A1-261123-001"
    assert not {"何女士", "13812345678", "请回电，关于合同"} & set(found.listings[0].rows[0])


def test_the_longer_day_of_a_clock_change_has_all_its_hours(
    desk: Services, people: People, clock: FakeClock
) -> None:
    clock.zone = BERLIN
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        took(desk, people)
    found = section(desk, "calls", Span.DAY, date(2027, 10, 31))
    assert (values(found)["taken"], values(found)["open"]) == (4, 4)
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}
    month = course(section(desk, "calls", Span.MONTH, date(2027, 11, 1)), "time")
    assert month.points == {"2027-11-01": 1}


def test_what_is_entered_once_the_day_is_closed_is_late(
    desk: Services, people: People, clock: FakeClock
) -> None:
    took(desk, people)
    closed = clock.now() + timedelta(hours=1)
    clock.advance(hours=2)
    took(desk, people)
    with desk.bench.database.read() as session:
        read = Read(desk.bench, session, people.supervisor, clock.now())
        assert call_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 1


def test_no_table_is_read_whole_for_a_day(desk: Services) -> None:
    assert whole_scans(desk, "calls", TODAY, ("calls",)) == []
