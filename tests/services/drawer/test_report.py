"""What the drawer tells in the report, against a recount by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Span
from desk_app.services.drawer.report import drawer_report
from desk_app.services.drawer.service import Drawer
from desk_app.services.drawer.tables import CountRow, MovementRow
from desk_app.services.journal.work import Read
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.report.recount import BERLIN, SPANS, Recount, listed, section, values, whole_scans

TODAY = date(2026, 11, 23)
TABLES = ("drawer_movements", "drawer_counts")


class DrawerRecount(Recount):
    """The rows of the drawer; in the demo nothing was undone."""

    def figures(self) -> dict[str, int]:
        all_rows = self.rows(MovementRow)
        rows = [one for one in all_rows if self.fell(one.at)]
        before = [one for one in all_rows if self.until(one.at)]
        counts = [one for one in self.rows(CountRow) if self.fell(one.at)]

        def cash(kind: str) -> int:
            return sum(one.cash for one in rows if one.kind == kind)

        return {
            "deposits_taken": cash("deposit"),
            "deposits_refunded": -sum(one.held for one in rows if one.kind == "refund"),
            "deposits_kept": -sum(one.held for one in rows if one.kind == "kept"),
            "fees": cash("fee"),
            "given_back": -sum(one.cash for one in rows if one.kind == "refund" and not one.held),
            "postage_cash": cash("postage"),
            "put_in": cash("put_in"),
            "handed_over": -cash("handed_over"),
            "difference": cash("difference"),
            "undone": sum(one.kind == "undone" for one in rows),
            "deposits_held": sum(one.held for one in before),
            "cash": sum(one.cash for one in before),
            "short": max(0, -sum(one.cash for one in before)),
            "counts": len(counts),
            "counts_odd": sum(one.counted != one.expected for one in counts),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_a_recount_by_hand_says_the_same(demo: Services, span: Span, day: date) -> None:
    by_hand, found = DrawerRecount(demo, span, day), section(demo, "drawer", span, day)
    assert values(found) == by_hand.figures()
    assert values(found)["deposits_taken"] and not values(found)["undone"]
    assert listed(found) == ([values(found)["counts_odd"]] if span is Span.DAY else [])


def test_a_day_without_records_is_all_zeros(desk: Services) -> None:
    found = section(desk, "drawer", Span.DAY, TODAY - timedelta(days=400))
    assert set(values(found).values()) == {0} and listed(found) == [0]


def test_a_count_that_differs_is_listed_with_its_reason(desk: Services, people: People) -> None:
    drawer = desk.get(Drawer)
    drawer.put_in(people.receptionist, "200", "备用金", "one")
    drawer.count(people.receptionist, "195", "找零多付", "two")
    found = section(desk, "drawer", Span.DAY, TODAY)
    assert [row[1:] for row in found.listings[0].rows] == [(20000, 19500, -500, "找零多付")]
    said = values(found)
    assert (said["difference"], said["cash"], said["counts_odd"]) == (-500, 19500, 1)


def test_what_is_entered_after_the_day_was_closed_is_late(
    desk: Services, people: People, clock: FakeClock
) -> None:
    drawer = desk.get(Drawer)
    drawer.put_in(people.receptionist, "200", "备用金", "one")
    clock.advance(hours=1)
    closed = clock.now()
    clock.advance(hours=1)
    drawer.put_in(people.receptionist, "100", "备用金", "two")
    with desk.bench.database.read() as session:
        read = Read(desk.bench, session, people.supervisor, clock.now())
        told = drawer_report(read, Period(TODAY, TODAY, closed_at=closed))
    assert told.late == 1


def test_a_day_of_a_clock_change_has_25_hours(desk: Services, people: People, clock: FakeClock) -> None:
    clock.zone = BERLIN
    moments = ((24, 21, 30), (24, 22, 30), (25, 0, 30), (25, 1, 30), (25, 22, 30), (25, 23, 30))
    for place, (day, hour, minute) in enumerate(moments):
        clock.set(datetime(2026, 10, day, hour, minute, tzinfo=UTC))
        desk.get(Drawer).put_in(people.receptionist, str(2**place), "备用金", f"r{place}")
    said = values(section(desk, "drawer", Span.DAY, date(2026, 10, 25)))
    assert (said["put_in"], said["cash"]) == (3000, 3100)


def test_a_day_is_looked_up_by_indexes(demo: Services) -> None:
    for day in (date(2026, 11, 25), date(2026, 11, 18)):
        assert whole_scans(demo, "drawer", day, TABLES) == []
