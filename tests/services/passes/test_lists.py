"""The desk's lists: each view, the numbers above them, search, and that many passes cost no more questions than one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import Role
from desk_app.services.finder.queries import Finder
from desk_app.services.passes.options import PAPER_DAYS
from desk_app.services.passes.records import (
    ExitPass,
    LineDraft,
    PassCounts,
    PassState,
    RefusalReason,
    View,
)
from desk_app.services.passes.tables import RefusalRow
from desk_app.services.settings.service import SettingsService
from tests.services.passes.conftest import LAPTOP, MONITORS, Counter

MONDAY = date(2026, 11, 23)


def ids(counter: Counter, view: View, day: date = MONDAY) -> list[int]:
    return [one.id for one in counter.ask.passes(counter.people.receptionist, day, view)]


def test_the_day_has_what_was_issued_or_is_valid_on_it(counter: Counter) -> None:
    today = counter.issue()
    week = counter.issue(until=MONDAY + timedelta(days=6))
    tomorrow = counter.issue(day=MONDAY + timedelta(days=1))
    assert set(ids(counter, View.DAY)) == {today.id, week.id, tomorrow.id}
    assert set(ids(counter, View.DAY, MONDAY + timedelta(days=1))) == {week.id, tomorrow.id}
    assert ids(counter, View.DAY, MONDAY + timedelta(days=2)) == [week.id]
    assert ids(counter, View.DAY, MONDAY - timedelta(days=1)) == []
    assert set(ids(counter, View.VALID)) == {today.id, week.id, tomorrow.id}
    counter.clock.advance(days=1)
    assert set(ids(counter, View.VALID)) == {week.id, tomorrow.id}


def test_what_is_outside_overdue_first(counter: Counter) -> None:
    late, soon = (
        counter.issue(lines=(MONITORS, LAPTOP), due=due, acknowledged=True)
        for due in (MONDAY + timedelta(days=9), MONDAY + timedelta(days=1))
    )
    counter.release(late, {1: 5, 2: 2})
    counter.release(soon, {1: 5, 2: 2})
    assert ids(counter, View.OUT) == [soon.id, late.id]
    counter.clock.advance(days=2)
    assert ids(counter, View.OVERDUE) == [soon.id]
    counter.take_back(soon, {2: 1})
    found = counter.ask.passes(counter.people.receptionist, MONDAY, View.OVERDUE)[0]
    assert [(line.gone, line.out, line.left) for line in found.lines] == [(5, 0, 0), (2, 1, 0)]
    counter.take_back(soon, {2: 1})
    assert ids(counter, View.OVERDUE) == [] and ids(counter, View.OUT) == [late.id]


def test_unused_ones_are_phoned_about(counter: Counter) -> None:
    called, unused, used = (counter.issue() for _ in range(3))
    counter.release(used)
    assert ids(counter, View.UNUSED) == []
    counter.clock.advance(days=1)
    counter.verbs.note_call(counter.people.receptionist, called.id, "不搬了")
    assert ids(counter, View.UNUSED) == [unused.id, called.id]
    counter.clock.advance(days=30)
    assert ids(counter, View.UNUSED) == []


def test_used_but_its_paper_is_missing(counter: Counter) -> None:
    one, home = counter.issue(), counter.issue()
    counter.release(one)
    counter.release(home)
    counter.verbs.paper_home(counter.people.receptionist, home.short_code)
    assert ids(counter, View.PAPER_MISSING) == []
    counter.clock.advance(days=1)
    assert ids(counter, View.PAPER_MISSING) == [one.id]
    counter.desk.get(SettingsService).change(counter.people.supervisor, PAPER_DAYS, 2)
    assert ids(counter, View.PAPER_MISSING) == []


def test_returned_but_never_scanned(counter: Counter) -> None:
    never, scanned = counter.issue(), counter.issue()
    counter.release(scanned)
    for one in (never, scanned):
        counter.verbs.paper_home(counter.people.receptionist, one.short_code)
    assert ids(counter, View.NEVER_SCANNED) == [never.id]


def test_the_numbers_are_those_of_the_lists(counter: Counter) -> None:
    by = counter.people.receptionist
    revoked, replaced, used = (counter.issue() for _ in range(3))
    counter.verbs.revoke(by, revoked.id, "客户取消")
    counter.verbs.replace(by, replaced.id, "原件遗失")
    counter.release(used)
    assert set(ids(counter, View.REVOKED)) == {revoked.id, replaced.id}
    assert counter.ask.counts(by, MONDAY) == PassCounts(day=4, valid=1, revoked=2)
    counter.clock.advance(days=1)
    assert counter.ask.counts(by, MONDAY) == PassCounts(day=4, unused=1, paper_missing=1, revoked=2)
    for view in View:
        shown = PassCounts.__dataclass_fields__[view.value].name
        assert getattr(counter.ask.counts(by, MONDAY), shown) == len(ids(counter, view))


def test_trips_partly_out_and_a_whole_release_whose_lines_nobody_knows(counter: Counter) -> None:
    one = counter.issue(trips=2)
    counter.release(one, {1: 2}, closes=False)
    assert shown(counter, one).state is PassState.PARTLY
    assert [line.left for line in shown(counter, one).lines] == [3]
    counter.release(one, {1: 3}, place=2)
    assert (shown(counter, one).trips_used, shown(counter, one).lines[0].left) == (1, 5)
    counter.release(one, {}, trip=2, place=3, whole=True)
    assert (shown(counter, one).trips_used, shown(counter, one).lines[0].left) == (2, 0)
    card = counter.ask.card(counter.people.receptionist, one.id)
    assert [one.here for one in card.releases] == [True] * 3 and card.releases[0].slip == ""
    assert shown(counter, one).state is PassState.USED


def shown(counter: Counter, one: ExitPass) -> ExitPass:
    return counter.ask.card(counter.people.receptionist, one.id).exit_pass


def test_a_card_has_returns_and_refusals(counter: Counter) -> None:
    one = counter.issue(lines=(LAPTOP,), due=MONDAY)
    counter.release(one)
    counter.take_back(one, {1: 1})
    bench = counter.desk.bench
    with bench.database.write() as session:
        session.add(
            RefusalRow(
                id=bench.stamps.new_id(), number="YF-A1-261123-009", scan=1, root=one.pass_id, exit_pass=one.id,
                desk=1, gate=1, at=counter.clock.now(), by=1, by_name="赵刚", reason="quantity", verdict="release",
            )
        )  # fmt: skip
    card = counter.ask.card(counter.people.receptionist, one.id)
    assert card.returns[0].moved[0].quantity == 1 and not card.returns[0].undone
    assert card.refusals == tuple(counter.ask.refusals(counter.people.receptionist, MONDAY))
    assert card.refusals[0].reason is RefusalReason.QUANTITY
    assert counter.ask.refusals(counter.people.receptionist, MONDAY + timedelta(days=1)) == []
    with pytest.raises(NotFound):
        counter.ask.card(counter.people.receptionist, 4711)


def test_a_copy_asks_signature_and_dates_anew(counter: Counter) -> None:
    by = counter.people.receptionist
    one = counter.issue(lines=(MONITORS, LAPTOP), due=MONDAY, plate="粤B12345", remark="走货梯", sealed=True)
    copy = counter.ask.draft_of(by, one.id)
    assert (copy.tenant, copy.lines, copy.plate) == (counter.tenant, (MONITORS, LAPTOP), "粤B12345")
    assert (copy.signatory, copy.signature, copy.sealed, copy.due, copy.remark) == (
        None,
        False,
        False,
        None,
        "",
    )
    assert counter.ask.recent(by, counter.tenant)[0].id == one.id == counter.ask.recent(by, None)[0].id
    assert counter.ask.recent(by, 4711) == []
    assert counter.ask.numbers(counter.people.supervisor, [one.id, 4711]) == {one.id: one.number}


@pytest.mark.parametrize(
    "typed", ["云帆", "yfkj", "1205", "粤B12345", "李师傅", "6789", "显示器", "261123-001", "SHORT"]
)
def test_a_pass_is_found_by_what_people_know_of_it(counter: Counter, typed: str) -> None:
    one = counter.issue(plate="粤B12345", carrier_phone="13812346789")
    wanted = one.short_code if typed == "SHORT" else typed

    def found(role: Role) -> set[int]:
        hits = counter.desk.get(Finder).find(counter.people.of(role), wanted)
        return {hit.id for hit in hits if hit.kind == "exit_pass"}

    assert found(Role.RECEPTIONIST) == {one.id} and found(Role.GUARD) == set()


def test_a_long_list_asks_no_more_than_a_short_one(counter: Counter) -> None:
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    def questions() -> int:
        asked.clear()
        ids(counter, View.DAY)
        return len(asked)

    counter.release(counter.issue())
    event.listen(counter.desk.bench.database._reader, "before_cursor_execute", note)
    few = questions()
    for _ in range(20):
        counter.release(counter.issue(lines=(MONITORS, LineDraft("纸箱"))))
    assert questions() == few
