"""The section of the exit passes, against a recount by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.figures import Period, Span
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.service import Gate
from desk_app.services.journal.work import Read
from desk_app.services.passes.options import PAPER_DAYS
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import EXIT_KIND_NAMES, REFUSAL_NAMES, ExitKind, RefusalReason
from desk_app.services.passes.releases import Releases
from desk_app.services.passes.report import pass_report
from desk_app.services.passes.tables import PassRow, RefusalRow, ReleaseRow, ReturnRow
from tests.fakes import FakeClock
from tests.services.passes.gate_help import issue
from tests.services.passes.gate_people import Post, part
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
TABLES = ("exit_passes", "pass_releases", "pass_refusals", "pass_returns")


class PassRecount(Recount):
    """The rows of the feature."""

    def own(self) -> list[PassRow]:
        return [one for one in self.rows(PassRow) if self.fell(one.day)]

    def figures(self) -> dict[str, int | None]:
        return self._issued() | self._at_the_gates() | self._stands()

    def _issued(self) -> dict[str, int | None]:
        own = self.own()
        states = Counter(one.state for one in own)
        return {
            "issued": len(own),
            **{state: states[state] for state in ("used", "partly", "revoked", "replaced")},
            "copied": count(one for one in own if one.copies > 1),
            "waived": count(one for one in own if one.waiver),
        }

    def _at_the_gates(self) -> dict[str, int | None]:
        out = [one for one in self.rows(ReleaseRow) if self.fell(one.at)]
        refused = [one for one in self.rows(RefusalRow) if self.fell(one.at)]
        back = [one for one in self.rows(ReturnRow) if self.fell(one.at)]
        return {
            "released": len(out),
            "overridden": count(one for one in out if one.override),
            "refused": count(one for one in refused if one.undone_at is None),
            "refusals_undone": count(one for one in refused if one.undone_at is not None),
            "returned": count(one for one in back if one.undone_at is None),
        }

    def _stands(self) -> dict[str, int | None]:
        until = [one for one in self.rows(PassRow) if self.until(one.issued_at)]
        out = [one for one in until if one.out > 0]
        late = [one for one in out if one.due is not None and self.until(one.due) and one.due < self.today]
        released: dict[int, list[datetime]] = {}
        for one in self.rows(ReleaseRow):
            released.setdefault(one.root, []).append(one.at)
        since = self.now - timedelta(days=self.desk.bench.settings.get(PAPER_DAYS))
        missing = [
            one for one in until
            if one.state == "used" and one.paper_back_at is None
            and not any(at > since for at in released.get(one.pass_id, ()))
        ]  # fmt: skip
        return {
            "expired": count(one for one in self.rows(PassRow) if self._ran_out(one)),
            "outside": len(out),
            "pieces": sum(one.out for one in out),
            "overdue": len(late),
            "paper_missing": len(missing),
        }

    def _ran_out(self, one: PassRow) -> bool:
        """The last millisecond of it fell into the period and is over."""
        last = from_ms(to_ms(one.valid_until) - 1)
        return one.state == "issued" and self.fell(last) and one.valid_until <= self.now


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = PassRecount(demo, span, day)
    found = section(demo, "passes", span, day)
    assert values(found) == by_hand.figures()
    own = by_hand.own()
    assert course(found, "hours").points == by_hand.hours(one.issued_at for one in own)
    left = [one.at for one in by_hand.rows(ReleaseRow) if by_hand.fell(one.at)]
    assert course(found, "gate_hours").points == by_hand.hours(left)
    assert course(found, "kinds").points == Counter(EXIT_KIND_NAMES[ExitKind(one.kind)] for one in own)
    if span is not Span.DAY:
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(one.day for one in own)
        assert found.listings == ()
    else:
        figures = values(found)
        assert listed(found) == [figures[key] for key in ("overdue", "refused", "paper_missing")]


def test_papers_and_goods_are_counted_as_the_tab_counts_them(demo: Services) -> None:
    today = demo.bench.clock.now().astimezone(demo.bench.clock.zone).date()
    found, tab = values(section(demo, "passes", Span.DAY, today)), demo.get(PassQueries).counts(SYSTEM, today)
    assert (found["outside"], found["overdue"], found["paper_missing"]) == (
        tab.out,
        tab.overdue,
        tab.paper_missing,
    )


def test_a_day_without_records_is_all_zeros(desk: Services) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            assert set(values(section(desk, "passes", span, day)).values()) == {0}


def test_what_happens_at_the_gate(post: Post, clock: FakeClock) -> None:
    first, second, refused = (issue(post.desk, due=TODAY) for _ in range(3))
    post.release(first.code)
    post.release(second.code, part(1, 1, 0))
    verbs = post.desk.get(Releases)
    for reason in (RefusalReason.SERIAL, RefusalReason.PAPER, RefusalReason.PAPER):
        scan = post.desk.get(Gate).scan(post.people.guard, refused.code, 1).result.scan_id
        kept = verbs.refuse(post.people.guard, scan, refused.code, 1, reason, "").result
    verbs.undo_refusal(post.people.guard, kept.id)
    found = section(post.desk, "passes", Span.DAY, TODAY)
    said = {key: n for key, n in values(found).items() if n}
    assert said == {
        "issued": 3, "used": 1, "partly": 1, "released": 2, "refused": 2, "refusals_undone": 1, "outside": 2,
        "pieces": 6,
    }  # fmt: skip
    names = {REFUSAL_NAMES[RefusalReason.SERIAL]: 1, REFUSAL_NAMES[RefusalReason.PAPER]: 1}
    assert course(found, "refusals").points == names
    assert [row[2] for row in found.listings[1].rows] == list(names)
    clock.advance(days=1)
    now = values(section(post.desk, "passes", Span.DAY, TODAY + timedelta(days=1)))
    assert (now["overdue"], now["released"]) == (2, 0)
    assert values(section(post.desk, "passes", Span.DAY, TODAY))["expired"] == 1


def test_the_longer_day_of_a_clock_change_has_all_its_hours(post: Post, clock: FakeClock) -> None:
    clock.zone = BERLIN
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        post.release(issue(post.desk).code)
    found = section(post.desk, "passes", Span.DAY, date(2027, 10, 31))
    assert values(found)["released"] == 4
    assert course(found, "gate_hours").points == {"00": 1, "02": 2, "23": 1}


def test_what_is_entered_once_the_day_is_closed_is_late(post: Post, clock: FakeClock) -> None:
    issue(post.desk)
    closed = clock.now() + timedelta(hours=1)
    clock.advance(hours=2)
    issue(post.desk)
    with post.desk.bench.database.read() as session:
        read = Read(post.desk.bench, session, post.people.supervisor, clock.now())
        assert pass_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 1


def test_no_table_is_read_whole_for_a_day(desk: Services) -> None:
    assert whole_scans(desk, "passes", TODAY, TABLES) == []
