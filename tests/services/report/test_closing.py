"""A day is closed and signed: when, once, with what; and what is entered for it later."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.audit.tables import AuditRow
from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.core.figures import Span
from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.tables import LoanLineRow
from desk_app.services.printing.render import render
from desk_app.services.report.closing import DayBook
from desk_app.services.report.documents import report_paper
from desk_app.services.report.kept import Signed, digest_of, from_text, to_text
from desk_app.services.report.queries import ReportQueries
from desk_app.services.report.records import Closing, Report
from desk_app.services.report.sheets import report_book
from desk_app.services.report.tables import ClosingRow
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.options import CLOSING_TIME
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.loans.conftest import counter
from tests.services.loans.lending_desk import Counter
from tests.services.printing.paper import text_of
from tests.services.report import paper_samples as samples

__all__ = ["counter"]
TODAY = date(2026, 11, 23)


def close(desk: Services, by: Actor, day: date = TODAY, words: str = "") -> Closing:
    return desk.get(DayBook).close_day(by, day, samples.png(), words).result


def report(desk: Services, people: People, day: date = TODAY) -> Report:
    return desk.get(ReportQueries).report(people.receptionist, Span.DAY, day)


def refused(desk: Services, people: People, day: date) -> str:
    with pytest.raises(InvalidInput) as told:
        close(desk, people.supervisor, day)
    assert list(told.value.problems) == ["day"]
    return str(told.value.problems["day"].message)


def call(desk: Services, people: People, words: str = "王女士来电") -> None:
    desk.get(Calls).take_call(people.receptionist, TypedCall(phone="13812345678", caller="王芳", about=words))


def test_a_day_to_come_and_a_day_that_runs_are_refused(
    desk: Services, people: People, clock: FakeClock
) -> None:
    assert "has not come" in refused(desk, people, TODAY + timedelta(days=1))
    assert "after closing time" in refused(desk, people, TODAY)
    clock.advance(hours=10, minutes=59)
    assert "after closing time" in refused(desk, people, TODAY)
    clock.advance(minutes=1)
    done = close(desk, people.supervisor)
    assert (done.day, done.name) == (TODAY, "周敏")


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2000, 1, 1)])
def test_a_day_before_the_first_record_is_not_closed(desk: Services, people: People, day: date) -> None:
    assert "records begin on {day}" in refused(desk, people, day)


@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date(1999, 12, 31)])
def test_a_day_out_of_every_record(desk: Services, people: People, day: date) -> None:
    assert "outside what is on record" in refused(desk, people, day)
    for span in Span:
        with pytest.raises(InvalidInput) as told:
            desk.get(ReportQueries).report(people.receptionist, span, day)
        assert list(told.value.problems) == ["day"]


@pytest.mark.parametrize("span", Span)
def test_the_last_day_of_the_calendar_has_not_come(desk: Services, people: People, span: Span) -> None:
    assert "has not come" in refused(desk, people, date.max)
    with pytest.raises(InvalidInput):
        desk.get(ReportQueries).report(people.receptionist, span, date.max)
    assert desk.get(ReportQueries).report(people.receptionist, span, date(2000, 1, 1)).late == 0


def test_the_digest_knows_building_day_signer_and_moment() -> None:
    one = Signed("YF", TODAY, 3, "周敏", samples.MADE)
    others = [
        replace(one, site="YG"), replace(one, day=TODAY - timedelta(days=1)), replace(one, by=4),
        replace(one, name="周明"), replace(one, at=samples.MADE + timedelta(seconds=1)),
    ]  # fmt: skip
    digests = {digest_of(each, "{}") for each in (one, *others)} | {digest_of(one, "{ }")}
    assert len(digests) == 7 and digest_of(one, "{}") == digest_of(replace(one), "{}")


def test_closing_at_midnight_leaves_the_whole_day_open(
    desk: Services, people: People, clock: FakeClock
) -> None:
    desk.get(SettingsService).change(people.supervisor, CLOSING_TIME, time())
    clock.advance(hours=14)
    assert "after closing time" in refused(desk, people, TODAY)
    clock.advance(hours=1)
    assert close(desk, people.supervisor).day == TODAY


def test_never_twice_and_only_by_the_supervisor(desk: Services, people: People, clock: FakeClock) -> None:
    clock.advance(days=1)
    with pytest.raises(NotPermitted):
        close(desk, people.receptionist)
    close(desk, people.supervisor)
    with pytest.raises(IllegalStep):
        close(desk, people.supervisor)


def test_what_was_signed_is_kept_with_its_digest(counter: Counter) -> None:
    desk, people = counter.desk, counter.people
    borrower = counter.lend(counter.chairs[0]).borrower
    counter.clock.advance(hours=12)
    before = report(desk, people)
    done = close(desk, people.supervisor, words="两把雨伞待盘点")
    after = report(desk, people)
    assert after.closing == done and after.period.closed_at == counter.clock.now() and after.changed == 0
    assert [one.figures for one in done.sections] == [one.figures for one in before.sections]
    with desk.bench.database.read() as session:
        row = session.scalars(select(ClosingRow)).one()
        event = session.scalars(select(EventRow).where(EventRow.entity == done.id)).one()
        entry = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc())).first()
    signed = Signed("YF", TODAY, people.supervisor.staff_id, "周敏", done.at)
    assert row.digest == digest_of(signed, row.figures) == done.digest == json.loads(event.payload)["digest"]
    assert "待盘点" not in event.payload and entry is not None and "2026-11-23" in entry.detail
    assert borrower not in row.figures


def test_kept_figures_come_back_as_they_were(desk: Services) -> None:
    told = (samples.mail(), samples.drawer(4_000))
    differ = samples.report(*told).disagreements
    sections, same = from_text(to_text(told, differ))
    assert same == differ and to_text(sections, same) == to_text(told, differ)
    assert [one.figures for one in sections] == [one.figures for one in told]
    assert [one.courses for one in sections] == [one.courses for one in told]
    assert all(not one.listings for one in sections)


def test_what_is_entered_later_is_listed_and_shown_beside_what_was_signed(counter: Counter) -> None:
    """The desk's clock runs a little behind: the day is closed while something is still typed."""
    desk, people, clock = counter.desk, counter.people, counter.clock
    call(desk, people)
    clock.advance(hours=12)
    close(desk, people.supervisor)
    counter.lend(counter.chairs[0])
    clock.advance(minutes=20)
    call(desk, people, "又来一电")
    told = report(desk, people)
    assert told.late == 3, "a call, a loan, its deposit"
    calls = told.section("calls")
    assert next((was.value, now and now.value) for was, now in told.figures_of(calls)) == (1, 2)
    late = calls.listings[-1]
    assert late.title == "Entered after closing" and len(late.rows) == 1
    assert late.rows[0][0] == "YF-A1-261123-003" and late.rows[0][2] == clock.now()
    assert told.changed >= 3
    signed = desk.get(ReportQueries).signed(people.receptionist, TODAY)
    assert signed.section("calls").figure("taken").value == 1 and signed.as_signed and signed.changed == 0


def test_a_check_out_after_closing_is_told_on_top(desk: Services, people: People, clock: FakeClock) -> None:
    """No record is entered late, and yet a figure that was signed is another now."""
    arrival = Arrival("来客", "13800001234", host=Host(person="陈丽", floor="12"))
    visit = desk.get(Visitors).check_in(people.receptionist, arrival).result.visit
    clock.advance(hours=12)
    close(desk, people.supervisor)
    assert report(desk, people).changed == 0
    clock.advance(minutes=30)
    desk.get(Visitors).check_out(people.receptionist, visit.id)
    told = report(desk, people)
    left = [pair for pair in told.figures_of(told.section("visitors")) if pair[0].key == "left"]
    assert [(was.value, now and now.value) for was, now in left] == [(0, 1)]
    assert (told.late, told.changed) == (0, 1)
    text = "".join(text_of(render(report_paper(told, samples.paper(desk.bench.desk)))).split())
    assert "签字后发生变化的指标：1项" in text and "（现为1）" in text
    assert report_book(told, samples.paper(desk.bench.desk))[:2] == b"PK"


def test_a_clock_set_back_makes_no_earlier_record_late(
    desk: Services, people: People, clock: FakeClock
) -> None:
    clock.advance(hours=12)
    call(desk, people)
    clock.advance(hours=-1)
    call(desk, people)
    close(desk, people.supervisor)
    call(desk, people)
    assert report(desk, people).section("calls").late == 1


def test_records_that_do_not_agree_need_words(counter: Counter) -> None:
    desk, people = counter.desk, counter.people
    loan = counter.lend(counter.chairs[0])
    with desk.bench.work(people.supervisor, "test.break", {people.supervisor.role}) as work:
        row = work.session.get_one(LoanLineRow, loan.lines[0].id)
        row.deposit += 500
        work.session.flush()
    counter.clock.advance(hours=12)
    with pytest.raises(InvalidInput) as told:
        close(desk, people.supervisor)
    assert list(told.value.problems) == ["words"]
    assert close(desk, people.supervisor, words="押金登记有误，明日更正").disagreements


def test_days_that_nobody_closed(desk: Services, people: People, clock: FakeClock) -> None:
    ask = desk.get(ReportQueries).not_closed
    assert TODAY not in ask(people.receptionist)
    call(desk, people)
    clock.advance(days=1)
    call(desk, people)
    clock.advance(days=3)
    assert ask(people.receptionist)[-2:] == [TODAY, TODAY + timedelta(days=1)]
    close(desk, people.supervisor)
    assert TODAY not in ask(people.receptionist)
    clock.advance(days=40)
    assert TODAY + timedelta(days=1) not in ask(people.receptionist)


def test_a_day_that_is_not_closed_has_nothing_signed(desk: Services, people: People) -> None:
    with pytest.raises(NotFound):
        desk.get(ReportQueries).signed(people.receptionist, TODAY)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_paper_of_a_closed_day(desk: Services, people: People, clock: FakeClock, language: str) -> None:
    call(desk, people)
    clock.advance(hours=12)
    done = close(desk, people.supervisor, words="=1+1")
    clock.advance(minutes=5)
    call(desk, people)
    paper = samples.paper(desk.bench.desk, language)
    now = "".join(text_of(render(report_paper(report(desk, people), paper))).split())
    assert "周敏" in now and "".join(done.mark.split()) in now and "=1+1" in now
    assert ("（现为2）" if language == CHINESE else "Callstaken(now:2)") in now
    signed = desk.get(ReportQueries).signed(people.receptionist, TODAY)
    again = "".join(text_of(render(report_paper(signed, paper))).split())
    assert "".join(done.mark.split()) in again and "now:" not in again and "现为" not in again
    assert report_book(signed, paper)[:2] == b"PK"


def test_signed_on_paper(desk: Services, people: People, clock: FakeClock) -> None:
    clock.advance(days=1)
    done = desk.get(DayBook).close_day(people.supervisor, TODAY, None, "").result
    assert done.signature is None
    text = text_of(render(report_paper(report(desk, people), samples.paper(desk.bench.desk))))
    assert "主管" in text
    clock.advance(days=1)
    with pytest.raises(InvalidInput) as told:
        desk.get(DayBook).close_day(people.supervisor, TODAY + timedelta(days=1), b"no picture", "")
    assert list(told.value.problems) == ["signature"]
