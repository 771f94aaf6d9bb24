"""The section of roll-calls, against a recount by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.roll_call.records import OUTCOME_NAMES, Mark, Outcome
from desk_app.services.roll_call.service import RollCalls
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.report.recount import BERLIN, Recount, count, section, values, whole_scans

TODAY = date(2026, 11, 23)


@pytest.fixture
def alarmed(desk: Services, people: People, clock: FakeClock) -> Services:
    """A drill that went well, the next day an alarm with somebody missing, and one that is running."""
    for number in (1, 2):
        arrival = Arrival(
            "来客", f"1380000000{number}", host=Host(person="陈丽", floor="12"), party_size=number
        )
        desk.get(Visitors).check_in(people.receptionist, arrival)
    verbs = desk.get(RollCalls)
    for drill, marks, end in (
        (True, (Mark.SAFE, Mark.SAFE), Outcome.ALL_SAFE),
        (False, (Mark.SAFE, Mark.NOT_FOUND), Outcome.MISSING),
    ):
        call = verbs.start(people.guard, drill).result
        with desk.bench.database.read() as session:
            lines = session.query(RollCallLineRow.id).filter_by(roll_call=call.id).all()
        for (line,), mark in zip(lines, marks, strict=True):
            verbs.mark(people.guard, line, mark)
        clock.advance(minutes=7 if drill else 25)
        verbs.end(people.guard, call.id, end)
        clock.advance(days=1)
    verbs.start(people.guard, False)
    return desk


class CallsRecount(Recount):
    """The rows of the feature."""

    def figures(self) -> dict[str, int | None]:
        own = [one for one in self.rows(RollCallRow) if self.fell(one.started_at)]
        ids = {one.id for one in own}
        lines = [one for one in self.rows(RollCallLineRow) if one.roll_call in ids]
        took = [one.ended_at - one.started_at for one in own if one.ended_at is not None]
        return {
            "real": count(one for one in own if not one.drill),
            "drills": count(one for one in own if one.drill),
            "people": sum(one.party for one in lines),
            "safe": sum(one.party for one in lines if one.mark == "safe"),
            "not_found": sum(one.party for one in lines if one.mark == "not_found"),
            "missing": count(one for one in own if one.outcome == "missing"),
            "longest": max(took) // timedelta(minutes=1) if took else None,
            "running": count(
                one for one in self.rows(RollCallRow) if one.ended_at is None and self.until(one.started_at)
            ),
        }


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_every_figure_equals_a_recount(alarmed: Services, span: Span, after: int) -> None:
    day = TODAY + timedelta(days=after)
    found = section(alarmed, "roll_call", span, day)
    assert values(found) == CallsRecount(alarmed, span, day).figures()
    assert (found.listings != ()) is (span is Span.DAY)


def test_each_of_a_day_is_listed_with_its_end(alarmed: Services) -> None:
    found = section(alarmed, "roll_call", Span.DAY, TODAY + timedelta(days=1))
    (row,) = found.listings[0].rows
    assert (row[1], row[3]) == ("Alarm", OUTCOME_NAMES[Outcome.MISSING])
    assert row[4] == values(found)["not_found"]


def test_a_day_without_records_has_nothing_to_measure(desk: Services) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            found = values(section(desk, "roll_call", span, day))
            assert found.pop("longest") is None
            assert set(found.values()) == {0}


def test_the_longer_day_of_a_clock_change_is_one_day(
    desk: Services, people: People, clock: FakeClock
) -> None:
    clock.zone = BERLIN
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        call = desk.get(RollCalls).start(people.guard, True).result
        desk.get(RollCalls).end(people.guard, call.id, Outcome.ALL_SAFE)
    assert values(section(desk, "roll_call", Span.DAY, date(2027, 10, 31)))["drills"] == 4


def test_no_table_is_read_whole_for_a_day(desk: Services) -> None:
    assert whole_scans(desk, "roll_call", TODAY, ("roll_calls", "roll_call_lines")) == []
