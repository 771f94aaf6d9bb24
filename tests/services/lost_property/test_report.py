"""The section of lost property, against a recount by hand."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Section, Span
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    OUTCOME_NAMES,
    Category,
    Outcome,
    Told,
)
from desk_app.services.lost_property.report import lost_property_report
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow, ToldRow
from tests.fakes import FakeClock
from tests.services.lost_property.found_desk import CONTENTS, SECRET, WORDS, FoundDesk
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
TABLES = ("found_items", "found_item_notices", "lost_reports", "found_item_claims")


class LostRecount(Recount):
    """The rows of lost property."""

    def figures(self) -> dict[str, int]:
        return self._happened() | self._here()

    def _happened(self) -> dict[str, int]:
        items = self.rows(FoundRow)
        taken = [one for one in items if self.fell(one.day)]
        gone = [one.outcome for one in items if self.fell(one.disposed_at)]
        claims = [one for one in self.rows(ClaimRow) if self.fell(one.at)]
        reports = [one for one in self.rows(LostRow) if self.fell(one.reported_at)]
        return {
            "taken_in": len(taken),
            "high": count(one for one in taken if one.value == "high"),
            "claims": len(claims),
            "claims_refused": count(one for one in claims if one.granted is False),
            "returned": count(one for one in items if self.fell(one.returned_at)),
            "disposed": len(gone),
            "to_police": gone.count("police"),
            "reports": len(reports),
            "reports_found": count(one for one in reports if not one.open and one.found is not None),
        }

    def _here(self) -> dict[str, int]:
        here = [
            one for one in self.rows(FoundRow) if one.state in ("taken_in", "kept") and self.until(one.day)
        ]
        told = Tally(one.item for one in self.rows(ToldRow))
        by = min(self.today, self.period.last)
        reports = (one for one in self.rows(LostRow) if one.open and self.until(one.reported_at))
        return {
            "here": len(here),
            "to_confirm": count(one for one in here if one.state == "taken_in"),
            "untold": count(one for one in here if one.value == "high" and told[one.id] < 3),
            "expired": count(
                one for one in here if one.keep_until < by + timedelta(days=one.category == "food")
            ),
            "reports_open": count(reports),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = LostRecount(demo, span, day)
    found = section(demo, "lost_property", span, day)
    assert values(found) == by_hand.figures()
    items = by_hand.rows(FoundRow)
    taken = [one for one in items if by_hand.fell(one.day)]
    assert course(found, "hours").points == by_hand.hours(one.taken_at for one in taken)
    assert course(found, "kinds").points == Tally(CATEGORY_NAMES[Category(one.category)] for one in taken)
    ends = Tally(OUTCOME_NAMES[Outcome(one.outcome)] for one in items if by_hand.fell(one.disposed_at))
    assert course(found, "outcomes").points == ends
    if span is not Span.DAY:
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(one.day for one in taken)
        assert found.listings == ()


@pytest.mark.parametrize("day", [one for span, one in SPANS if span is Span.DAY])
def test_the_lists_of_a_day_are_as_long_as_its_figures(demo: Services, day: date) -> None:
    found = section(demo, "lost_property", Span.DAY, day)
    figures = values(found)
    assert listed(found) == [figures[key] for key in ("untold", "expired", "to_confirm")]


def test_a_day_without_records_is_all_zeros(counter: FoundDesk) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            assert set(values(section(counter.desk, "lost_property", span, day)).values()) == {0}


def test_what_happens_at_the_desk(counter: FoundDesk) -> None:
    counter.take_in()
    ring = counter.ring()
    counter.verbs.tell(counter.clerk, ring.id, Told.SUPERVISOR, "周敏")
    counter.tell_all(counter.purse())
    counter.keep(what="饭盒", category=Category.FOOD)
    other = counter.keep()
    counter.claim(other)
    counter.verbs.refuse_claim(counter.clerk, other.id, "描述不符")
    counter.claim(other)
    counter.verbs.give_back(counter.clerk, other.id, counter.claim_draft())
    found = section(counter.desk, "lost_property", Span.DAY, TODAY)
    said = {key: n for key, n in values(found).items() if n}
    assert said == {
        "taken_in": 5, "high": 2, "claims": 2, "claims_refused": 1, "returned": 1, "here": 4, "to_confirm": 1,
        "untold": 1, "expired": 1,
    }  # fmt: skip
    assert [row[3] for row in found.listings[0].rows] == [1]


def test_no_secret_and_nobody_is_in_it(counter: FoundDesk) -> None:
    counter.take_in()
    counter.purse()
    counter.claim(counter.ring())
    said = everything(section(counter.desk, "lost_property", Span.DAY, TODAY))
    assert "棕色钱包" in said
    assert not [one for one in (SECRET, CONTENTS, WORDS, "保洁王姐") if one in said]


def everything(found: Section) -> str:
    return repr([one.rows for one in found.listings]) + repr(found)


def test_the_longer_day_of_a_clock_change_has_all_its_hours(counter: FoundDesk, clock: FakeClock) -> None:
    clock.zone = BERLIN
    # 0:30, 2:30 in summer time, 2:30 in winter time and 23:30, then 0:30 of the next day.
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        item = counter.keep()
        counter.claim(item)
        counter.verbs.give_back(counter.clerk, item.id, counter.claim_draft())
    found = section(counter.desk, "lost_property", Span.DAY, date(2027, 10, 31))
    figures = values(found)
    assert [figures[key] for key in ("taken_in", "claims", "returned")] == [4, 4, 4]
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}
    after = values(section(counter.desk, "lost_property", Span.DAY, date(2027, 11, 1)))
    assert [after[key] for key in ("taken_in", "claims", "returned")] == [1, 1, 1]


def test_what_is_entered_once_the_day_is_closed_is_late(counter: FoundDesk) -> None:
    counter.keep()
    closed = counter.clock.now() + timedelta(hours=1)
    counter.clock.advance(hours=2)
    counter.keep()
    bench = counter.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, counter.clerk, counter.clock.now())
        assert lost_property_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 1


def test_no_table_is_read_whole_for_a_day(counter: FoundDesk) -> None:
    assert whole_scans(counter.desk, "lost_property", TODAY, TABLES) == []
