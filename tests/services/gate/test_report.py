"""The section of the gate's log, against a recount by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import ANSWERS, Code
from desk_app.services.core.figures import Span
from desk_app.services.gate.service import Gate
from desk_app.services.gate.tables import ScanRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.passes.gate_help import issue
from tests.services.report.recount import BERLIN, Recount, count, course, section, values, whole_scans

TODAY = date(2026, 11, 23)
FORGED = ("not_genuine", "key_purpose", "other_desk")


def scanned(desk: Services, people: People, raw: str) -> str:
    return desk.get(Gate).scan(people.guard, raw, 1).result.verdict.code.value


@pytest.fixture
def busy(desk: Services, people: People, clock: FakeClock) -> Services:
    """Scans of two days, good, unread and late."""
    for _ in range(2):
        given = issue(desk)
        for raw in (given.code, given.short, given.code[:50], "6901234567892", ""):
            scanned(desk, people, raw)
            clock.advance(minutes=20)
        clock.advance(days=1)
        assert scanned(desk, people, given.code) == Code.EXPIRED.value
    return desk


class ScanRecount(Recount):
    """The rows of the log."""

    def own(self) -> list[ScanRow]:
        return [one for one in self.rows(ScanRow) if self.fell(one.at)]

    def figures(self) -> dict[str, int | None]:
        own = self.own()
        tones = Counter(ANSWERS[Code(one.verdict)].tone.value for one in own)
        return {
            "scans": len(own),
            **{tone: tones[tone] for tone in ("good", "bad", "again")},
            "by_number": count(one for one in own if one.verdict == "release" and not one.proven),
            "forged": count(one for one in own if one.verdict in FORGED),
            "suspect": count(one for one in own if one.suspect),
        }


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=1)])
def test_every_figure_equals_a_recount(busy: Services, span: Span, day: date) -> None:
    by_hand = ScanRecount(busy, span, day)
    found = section(busy, "gate", span, day)
    assert values(found) == by_hand.figures()
    own = by_hand.own()
    assert bool(found.figure("bad").value) is (day > TODAY or span is not Span.DAY)
    assert found.figure("by_number").value
    assert course(found, "hours").points == by_hand.hours(one.at for one in own)
    words = Counter(ANSWERS[Code(one.verdict)].word for one in own)
    assert course(found, "answers").points == words
    if span is not Span.DAY:
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(
            one.at.astimezone(by_hand.zone).date() for one in own
        )


def test_a_day_without_records_is_all_zeros(desk: Services) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            assert set(values(section(desk, "gate", span, day)).values()) == {0}


def test_the_longer_day_of_a_clock_change_has_all_its_hours(
    desk: Services, people: People, clock: FakeClock
) -> None:
    clock.zone = BERLIN
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        scanned(desk, people, "")
    found = section(desk, "gate", Span.DAY, date(2027, 10, 31))
    assert values(found)["scans"] == 4
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}


def test_no_table_is_read_whole_for_a_day(desk: Services) -> None:
    assert whole_scans(desk, "gate", TODAY, ("gate_scans",)) == []
