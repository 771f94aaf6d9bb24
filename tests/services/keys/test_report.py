"""What the key register tells in the report, against a recount by hand."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.keys.records import LostDraft
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    ExplanationRow,
    ExtensionRow,
    FaultRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
)
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES, PURPOSE_NAMES, KeyCategory, Purpose
from tests.services.keys.conftest import Board
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
TABLES = ("key_handouts", "key_lines", "key_copies", "key_approvals", "key_calls", "key_hand_ons")


class KeyRecount(Recount):
    """The rows of the key register."""

    def given(self) -> list[HandoutRow]:
        return [one for one in self.rows(HandoutRow) if self.fell(one.day) and one.out_at is not None]

    def lines(self) -> list[LineRow]:
        """Copies that were handed over."""
        given = {one.id for one in self.given()}
        return [one for one in self.rows(LineRow) if one.handout in given and one.state != "void"]

    def out(self) -> list[HandoutRow]:
        """Out when the period ended."""
        left = (one for one in self.rows(HandoutRow) if one.out_at is not None and self.until(one.out_at))
        return [one for one in left if one.closed_at is None or not self.until(one.closed_at)]

    def unexplained(self) -> list[HandoutRow]:
        """For a day that is over."""
        day = self.period.last
        explained = {one.handout for one in self.rows(ExplanationRow) if one.day == day}
        return [one for one in self.out() if one.id not in explained]

    def figures(self) -> dict[str, int]:
        return self._borrowed() | self._back() | self._noted() | self._now()

    def _borrowed(self) -> dict[str, int]:
        asked, given = [one for one in self.rows(HandoutRow) if self.fell(one.day)], self.given()
        return {
            "borrowed": len(given),
            "copies": len(self.lines()),
            "escorted": count(one for one in given if one.escorted),
            "overnight": count(one for one in given if one.overnight),
            "refused": count(one for one in asked if one.state == "refused"),
            "cancelled": count(one for one in asked if one.state == "cancelled"),
            "reprints": count(one for one in asked if one.copies > 1),
        }

    def _back(self) -> dict[str, int]:
        closed = [one for one in self.rows(HandoutRow) if self.fell(one.closed_at) and one.state == "closed"]
        ids = {one.id for one in closed}
        return {
            "closed": len(closed),
            "late": count(one for one in closed if one.closed_at is not None and one.closed_at > one.due),
            "by_another": count(one for one in self.rows(LineRow) if one.handout in ids and one.by_another),
        }

    def _noted(self) -> dict[str, int]:
        faults = [one for one in self.rows(FaultRow) if self.fell(one.at)]
        return {
            "approvals": count(one for one in self.rows(ApprovalRow) if self.fell(one.at)),
            "handed_on": count(one for one in self.rows(HandOnRow) if self.fell(one.at)),
            "extended": count(one for one in self.rows(ExtensionRow) if self.fell(one.at)),
            "calls": count(one for one in self.rows(CallRow) if self.fell(one.at)),
            "lost": count(one for one in self.rows(LostRow) if self.fell(one.reported_at)),
            "faults": len(faults),
            "faults_critical": count(one for one in faults if one.critical),
        }

    def _now(self) -> dict[str, int]:
        end, rows = min(self.period.moments(self.zone)[1], self.now), self.rows(HandoutRow)
        waiting = (one for one in rows if one.state in ("requested", "approved") and self.until(one.asked_at))
        return {
            "out": len(self.out()),
            "overdue": count(one for one in self.out() if one.due < end),
            "to_approve": count(waiting),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_a_recount_by_hand_says_the_same(demo: Services, span: Span, day: date) -> None:
    by_hand, found = KeyRecount(demo, span, day), section(demo, "keys", span, day)
    told = values(found)
    unexplained = told.pop("unexplained")
    assert told == by_hand.figures()
    assert told["borrowed"] and told["closed"]
    if by_hand.period.last < by_hand.today:
        assert unexplained == len(by_hand.unexplained())
    given = by_hand.given()
    assert course(found, "hours").points == by_hand.hours(one.out_at for one in given)
    assert course(found, "purposes").points == Tally(PURPOSE_NAMES[Purpose(one.purpose)] for one in given)
    assert course(found, "categories").points == kinds(by_hand)
    if span is Span.DAY:
        assert listed(found) == [unexplained, told["overdue"]]
    else:
        time = course(found, "time")
        assert (time.axis, time.points) == by_hand.over_time(one.day for one in given)
        assert not found.listings


def kinds(by_hand: KeyRecount) -> Tally[str]:
    keys = {one.id: KEY_CATEGORY_NAMES[KeyCategory(one.category)] for one in by_hand.rows(KeyRow)}
    copies = {one.id: keys[one.key] for one in by_hand.rows(CopyRow)}
    return Tally(str(copies[one.copy]) for one in by_hand.lines())


def test_a_day_without_records_is_all_zeros(board: Board) -> None:
    found = section(board.desk, "keys", Span.DAY, TODAY - timedelta(days=400))
    assert set(values(found).values()) == {0} and listed(found) == [0, 0]


def test_a_key_out_without_a_reason_is_listed_by_its_tag(board: Board) -> None:
    (copy,) = board.key("K07")
    lent = board.borrow(copy, due=board.local(12))
    board.clock.advance(days=1)
    found = section(board.desk, "keys", Span.DAY, TODAY)
    assert (values(found)["unexplained"], values(found)["overdue"]) == (1, 1)
    assert found.listings[0].rows == ((lent.number, "K07-1", "李卫国", lent.out_at, lent.due),)
    assert "机房" not in repr(found.listings[0].rows), "never the room"
    board.keys.explain(board.clerk, lent.id, TODAY, "还没修好")
    assert values(section(board.desk, "keys", Span.DAY, TODAY))["unexplained"] == 0
    board.give_back(lent.id)
    days = [values(section(board.desk, "keys", Span.DAY, TODAY + timedelta(days=n))) for n in range(2)]
    assert [(one["out"], one["closed"], one["late"]) for one in days] == [(1, 0, 0), (0, 1, 1)]


def test_a_lost_key_counts_on_the_day_of_its_report(board: Board) -> None:
    (copy,) = board.key()
    board.borrow(copy)
    board.troubles.report_lost(board.clerk, copy, LostDraft("李卫国", board.clock.now(), "掉进电梯井"))
    told = values(section(board.desk, "keys", Span.DAY, TODAY))
    assert (told["lost"], told["out"], told["closed"]) == (1, 0, 1)


def test_a_day_of_a_clock_change_has_all_its_hours(board: Board) -> None:
    """02:30 comes twice on 25 October 2026 in Berlin."""
    board.clock.zone = BERLIN
    copies = board.key(copies=5)
    moments = ((24, 21), (24, 22), (25, 0), (25, 1), (25, 23))
    for copy, (day, hour) in zip(copies, moments, strict=True):
        board.clock.set(datetime(2026, 10, day, hour, 30, tzinfo=UTC))
        lent = board.borrow(copy, due=board.clock.now() + timedelta(minutes=20))
        board.give_back(lent.id)
    found = section(board.desk, "keys", Span.DAY, date(2026, 10, 25))
    assert (values(found)["borrowed"], values(found)["closed"]) == (3, 3)
    assert course(found, "hours").points == {"00": 1, "02": 2}


def test_a_day_is_looked_up_by_indexes(demo: Services) -> None:
    for day in (date(2026, 11, 25), date(2026, 11, 18)):
        assert whole_scans(demo, "keys", day, TABLES) == []
