"""The section of the duty log, against a recount by hand; the demo building's own log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.figures import Period, Span
from desk_app.services.core.people import SYSTEM
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.records import CorrectionDraft
from desk_app.services.duty_log.report import duty_report
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.work import Read
from tests.services.duty_log.duty_desk import DutyDesk
from tests.services.report.recount import SPANS, Recount, count, course, section, values, whole_scans


class DutyRecount(Recount):
    """The rows of the log."""

    def figures(self) -> dict[str, int | None]:
        entries = self.rows(EntryRow)
        own = [one for one in entries if self.fell(one.happened_at) and one.corrects is None]
        corrected = {one.corrects for one in entries}
        incidents = self.rows(IncidentRow)
        mine = [one for one in incidents if self.fell(one.reported_at)]
        took = [to_ms(one.arrived_at) - to_ms(one.reported_at) for one in mine if one.arrived_at]
        still = [one for one in incidents if self.until(one.reported_at) and one.closed_at is None]
        there = {
            (one.incident, one.step) for one in entries if one.id not in corrected and one.mark == "step"
        }
        missing = [(one.id, step) for one in still for step in one.required.splitlines()]
        return {
            "entries": len(own),
            "corrected": count(one for one in own if one.id in corrected),
            "incidents": len(mine),
            "hurt": count(one for one in mine if one.injured),
            "closed": count(one for one in incidents if self.fell(one.closed_at)),
            "arrival": sum(took) // len(took) // 60_000 if took else None,
            "late": count(one for one in mine if self._late(one)),
            "open": len(still),
            "missing": count(one for one in missing if one not in there),
        }

    def _late(self, one: IncidentRow) -> bool:
        until: datetime = one.arrived_at or one.closed_at or self.now
        return bool(one.target_minutes) and until - one.reported_at > timedelta(minutes=one.target_minutes)


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand, found = DutyRecount(demo, span, day), section(demo, "duty_log", span, day)
    assert values(found) == by_hand.figures()
    assert sum(course(found, "kinds").points.values()) == found.figure("incidents").value


def test_no_table_is_read_whole_for_a_day(demo: Services) -> None:
    day = demo.bench.clock.now().date()
    assert whole_scans(demo, "duty_log", day, ("duty_entries", "incidents")) == []


def test_the_demo_has_an_incident_that_runs(demo: Services) -> None:
    running = demo.get(DutyQueries).open_incidents(SYSTEM)
    assert len(running) == 1 and running[0].missing and not running[0].late(demo.bench.clock.now())
    today = demo.bench.clock.now().astimezone(demo.bench.clock.zone).date()
    log = demo.get(DutyQueries).day(SYSTEM, today)
    assert len(log.entries) >= 6 and log.incidents == tuple(running)
    before = demo.get(DutyQueries).day(SYSTEM, today - timedelta(days=3)).incidents
    assert len(before) == 1 and not before[0].open and not before[0].missing


def test_the_section_of_a_day(duty: DutyDesk) -> None:
    duty.verbs.correct(duty.clerk, duty.write(), CorrectionDraft("更正了"))
    incident = duty.all_steps(duty.begin(reported_at=duty.ago(40)))
    duty.verbs.close(duty.clerk, incident.id, "已修复")
    duty.begin(place="3号客梯", injured=True)
    bench = duty.desk.bench
    day = duty.clock.now().astimezone(duty.clock.zone).date()
    with bench.database.read() as session:
        read = Read(bench, session, SYSTEM, duty.clock.now())
        found = duty_report(read, Period.of(Span.DAY, day))
    said = values(found)
    assert (said["entries"], said["corrected"], said["incidents"], said["hurt"]) == (
        1 + 1 + 6 + 1 + 1,
        1,
        2,
        1,
    )
    assert (said["closed"], said["open"], said["missing"], said["late"]) == (1, 1, 7, 1)
    assert len(found.listings[0].rows) == 2
