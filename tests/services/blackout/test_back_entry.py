"""What was written by hand is entered with both times: rows say when it happened, marks when it was typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.audit.tables import AuditRow
from desk_app.services.catalogue import Services
from desk_app.services.core.changes import BACK_ENTRIES
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.db.base import Base
from desk_app.services.journal.back_entry import back_entered
from desk_app.services.journal.tables import BackEntryRow, EventRow
from desk_app.services.journal.work import Afterwards, Read
from desk_app.services.loans.records import ReturnDraft
from desk_app.services.loans.service import Loans
from desk_app.services.visitors.service import AlreadyHere, Visitors
from desk_app.services.visitors.tables import VisitRow
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blackout.stories import ARRIVAL, STORIES, Story
from tests.services.loans.lending_desk import Counter

OF_TYPING = {"journal_events", "audit_entries", "back_entries", "print_jobs", "pictures", "visit_passes"}
FORM = "80010015"


def enters(by: Actor, happened: datetime, form: str = FORM) -> Actor:
    return replace(by, happened_at=happened, form=form)


def moments(desk: Services) -> Iterator[tuple[str, datetime]]:
    """Every moment in every row, with its table."""
    with desk.bench.database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    if isinstance(value, datetime):
                        yield table.name, value


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.__name__)
def test_rows_say_when_it_happened_and_marks_when_it_was_typed(
    story: Story, desk: Services, people: People, clock: FakeClock
) -> None:
    late = story(desk, people, clock)
    clock.advance(hours=5)
    happened = clock.now()
    clock.advance(hours=1, minutes=7)
    entered = clock.now()
    with desk.bench.database.read() as session:
        before = session.scalars(select(EventRow.id).order_by(EventRow.id.desc())).first() or 0
    undo = late(enters(people.receptionist, happened))
    typed = {table for table, moment in moments(desk) if moment == entered}
    assert typed <= OF_TYPING, "a row says when it was typed"
    assert {table for table, moment in moments(desk) if moment == happened} - OF_TYPING
    with desk.bench.database.read() as session:
        events = session.scalars(select(EventRow).where(EventRow.id > before)).all()
        marks = session.scalars(select(BackEntryRow)).all()
        entries = session.scalars(select(AuditRow).where(AuditRow.at == entered)).all()
    happened_then = {one.entity for one in events if one.at == happened}
    assert {one.entity for one in marks} == happened_then
    assert {(one.happened_at, one.entered_at, one.by, one.form) for one in marks} == {
        (happened, entered, people.receptionist.staff_id, FORM)
    }
    back = [json.loads(one.detail) for one in entries if "happened" in json.loads(one.detail)]
    assert back and {(one["happened"][:16], one["form"]) for one in back} == {
        (happened.isoformat()[:16], FORM)
    }
    with desk.bench.database.read() as session:
        verify(session)
    if undo is not None:
        clock.advance(minutes=8)
        undo(enters(people.receptionist, happened))
        # it happened long ago, but was typed a moment ago: what is undone is undone now
        with desk.bench.database.read() as session:
            assert session.scalars(select(EventRow.at).order_by(EventRow.id.desc())).first() == clock.now()


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.__name__)
def test_a_slip_is_undone_within_minutes_of_typing_only(
    story: Story, desk: Services, people: People, clock: FakeClock
) -> None:
    late = story(desk, people, clock)
    clock.advance(hours=2)
    happened = clock.now()
    clock.advance(minutes=30)
    undo = late(enters(people.receptionist, happened))
    if undo is None or story.__name__ == "call":
        return  # nothing to undo, or at any time
    clock.advance(minutes=11)
    with pytest.raises(IllegalStep):
        undo(people.receptionist)


def test_numbers_are_those_of_the_day_it_happened(desk: Services, people: People, clock: FakeClock) -> None:
    first = desk.get(Visitors).check_in(people.receptionist, ARRIVAL).result.visit
    yesterday = clock.now() - timedelta(days=1)
    other = replace(ARRIVAL, phone="13900000001", name="李四")
    visit = desk.get(Visitors).check_in(enters(people.receptionist, yesterday), other).result.visit
    assert (first.number[-10:], visit.number[-10:]) == ("261123-001", "261122-001")
    with desk.bench.database.read() as session:
        row = session.get_one(VisitRow, visit.id)
        found = back_entered(
            Read(desk.bench, session, people.receptionist, clock.now()), [visit.id, first.id]
        )
    assert row.day.day == 22 and row.arrived_at == yesterday
    assert set(found) == {visit.id} and found[visit.id].entered_at == clock.now()


def test_a_time_that_has_not_come_or_too_long_ago_is_refused(
    desk: Services, people: People, clock: FakeClock
) -> None:
    verbs = desk.get(Visitors)
    for wrong in (clock.now() + timedelta(seconds=1), clock.now() - timedelta(days=14, seconds=1)):
        with pytest.raises(InvalidInput) as refused:
            verbs.check_in(enters(people.receptionist, wrong), ARRIVAL)
        assert "happened" in refused.value.problems
    changes = verbs.check_in(enters(people.receptionist, clock.now() - timedelta(days=14)), ARRIVAL)
    assert changes.touched[BACK_ENTRIES]


def test_a_return_before_the_loan_is_refused_with_both_times(
    desk: Services, people: People, clock: FakeClock
) -> None:
    counter = Counter(desk, people, clock)
    clock.advance(hours=5)
    loan = counter.lend(counter.umbrellas[0])
    clock.advance(hours=1)
    early = enters(people.receptionist, clock.now() - timedelta(hours=2))
    with pytest.raises(IllegalStep) as refused:
        desk.get(Loans).take_back(early, loan.lines[0].id, ReturnDraft())
    assert refused.value.values == {"happened": "2026-11-23 13:00", "before": "2026-11-23 14:00"}
    assert not list(_marks(desk))
    again = enters(people.receptionist, clock.now() - timedelta(minutes=30))
    desk.get(Loans).take_back(again, loan.lines[0].id, ReturnDraft())
    # lent again in between: the item was not here
    with pytest.raises(IllegalStep):
        counter.verbs.lend(early, counter.draft(counter.umbrellas[0]))


def test_leaving_before_arriving_is_refused(desk: Services, people: People, clock: FakeClock) -> None:
    verbs = desk.get(Visitors)
    visit = verbs.check_in(people.receptionist, ARRIVAL).result.visit.id
    with pytest.raises(IllegalStep) as refused:
        verbs.check_out(enters(people.receptionist, clock.now() - timedelta(minutes=1)), visit)
    assert refused.value.values["before"] == "2026-11-23 09:00"


def test_what_is_not_marked_is_never_entered_afterwards(
    desk: Services, people: People, clock: FakeClock
) -> None:
    """The gate's verdicts, PINs, settings and decisions among them: by the table of all verbs."""
    marked = {
        f"{one.area}.{name}": method.afterwards
        for one in desk.all()
        for name in dir(type(one))
        if hasattr(method := getattr(one, name), "afterwards")
    }
    then = {name for name, how in marked.items() if how is Afterwards.THEN}
    assert {name.partition(".")[0] for name in then} == {
        "visitors", "calls", "loans", "keys", "mail_arrivals", "mail_pieces", "repairs", "lost_property",
        "lost_reports",
    }  # fmt: skip
    for name, how in marked.items():
        if name.startswith(("staff.", "settings.", "gate", "releases.", "trust.", "backups.", "protection.")):
            assert how is Afterwards.NEVER, name
    by = enters(people.supervisor, clock.now() - timedelta(hours=1))
    refuse = next(one for one in desk.all() if one.area == "staff").close  # type: ignore[attr-defined]
    with pytest.raises(IllegalStep, match="cannot be entered afterwards"):
        refuse(by, people.guard.staff_id)


def _marks(desk: Services) -> list[int]:
    with desk.bench.database.read() as session:
        return list(session.scalars(select(BackEntryRow.id)))


def test_an_earlier_coming_is_entered_though_they_came_again(
    desk: Services, people: People, clock: FakeClock
) -> None:
    verbs, morning = desk.get(Visitors), clock.now()
    clock.advance(hours=6)
    verbs.check_in(people.receptionist, ARRIVAL)
    clock.advance(hours=1)
    verbs.check_in(enters(people.receptionist, morning), ARRIVAL)
    with pytest.raises(AlreadyHere):
        verbs.check_in(people.receptionist, ARRIVAL)
    with pytest.raises(AlreadyHere):
        verbs.check_in(enters(people.receptionist, clock.now() - timedelta(minutes=5)), ARRIVAL)
