"""The blind count and the signing of a handover."""

from __future__ import annotations

import threading
from dataclasses import fields, replace

import pytest

from desk_app.services import assembly
from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, NotPermitted, UserError
from desk_app.services.core.figures import Span
from desk_app.services.core.paths import DataFolder
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.service import Drawer
from desk_app.services.duty_log.records import IncidentDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import STANDARD
from desk_app.services.shift.records import (
    CountDraft,
    Counting,
    CountingState,
    Difference,
    Differences,
    Gap,
    Handover,
    Holder,
    ToCount,
    Waiver,
)
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.report.recount import section
from tests.services.shift.conftest import CASH, SLEEVES, ShiftDesk


def test_whoever_counts_does_not_see_what_is_expected(shift: ShiftDesk) -> None:
    found = shift.ask.to_count(shift.leaving)
    assert {"drawer:cash", SLEEVES, "mail:parcels", "lost_property:safe"} <= {one.key for one in found}
    assert "expected" not in {one.name for one in fields(ToCount)}
    assert len(found) <= 12
    assert "200" not in repr(found) and "40" not in repr(found)


def test_a_right_count_is_signed_by_both(shift: ShiftDesk) -> None:
    done = shift.sign(shift.count(), remarks="送水工 15:00 来\n")
    assert (done.leaving, done.coming) == (shift.leaving.staff_id, shift.coming.staff_id)
    assert done.differing == () and done.remarks == "送水工 15:00 来"
    assert shift.ask.last_handover(shift.leaving) == done == shift.ask.handover(shift.leaving, done.id)
    assert shift.ask.handovers(shift.leaving) == [done]
    assert shift.ask.counting(shift.leaving) is None
    assert done.number.startswith("YF-A1-261123-")


def test_the_count_of_the_drawer_is_the_drawer_s_own(shift: ShiftDesk) -> None:
    shift.sign(shift.count({CASH: "198.50"}), explanations={CASH: "找零少了一块五"})
    drawer = shift.desk.get(DrawerQueries)
    (count,) = drawer.counts(shift.leaving)
    assert (count.counted, count.expected, count.explanation) == (19850, 20000, "找零少了一块五")
    assert drawer.state(shift.leaving).cash == 19850


def test_a_difference_is_told_only_after_the_count_and_must_be_explained(shift: ShiftDesk) -> None:
    counting = shift.count({SLEEVES: "38"})
    assert [(one.key, one.difference) for one in counting.differing] == [(SLEEVES, -2)]
    with pytest.raises(Differences) as told:
        shift.sign(counting)
    assert told.value.lines == (Difference(SLEEVES, 38, 40),)
    with pytest.raises(Differences):
        shift.sign(counting, explanations={SLEEVES: "少"})
    done = shift.sign(counting, explanations={SLEEVES: "两个破的扔了"})
    assert [(one.first, one.again, one.explanation) for one in done.differing] == [(38, None, "两个破的扔了")]


def test_what_was_counted_first_stays_beside_what_was_counted_again(shift: ShiftDesk) -> None:
    done = shift.sign(shift.count({SLEEVES: "38"}), again={SLEEVES: "40"})
    (line,) = [one for one in done.lines if one.key == SLEEVES]
    assert (line.first, line.again, line.counted, line.difference) == (38, 40, 40, 0)


def test_what_moved_since_the_count_is_counted_again(shift: ShiftDesk) -> None:
    counting = shift.count()
    shift.desk.get(Drawer).put_in(shift.leaving, "5", "零钱")
    with pytest.raises(Differences) as told:
        shift.sign(counting, explanations={CASH: "刚放入五元"})
    assert told.value.lines == (Difference(CASH, 20000, 20500, moved=True),)
    done = shift.sign(counting, again={CASH: "205"})
    assert done.differing == ()


def test_a_movement_hides_no_difference_of_the_blind_count(shift: ShiftDesk) -> None:
    counting = shift.count({CASH: "240"})
    shift.desk.get(Drawer).put_in(shift.leaving, "40", "零钱")
    for said in ({}, {"explanations": {CASH: "多出四十元"}}):
        with pytest.raises(Differences) as told:
            shift.sign(counting, **said)
        assert told.value.lines == (Difference(CASH, 24000, 24000, moved=True),)
    done = shift.sign(counting, again={CASH: "240"}, explanations={CASH: "先放入后登记"})
    (line,) = [one for one in done.lines if one.key == CASH]
    assert (line.first_difference, line.difference, line.moved) == (4000, 0, True)
    assert line.explanation == "先放入后登记"


def uncounted(shift: ShiftDesk, *keys: str) -> Counting:
    """These were not counted; without keys nothing was."""
    counts = {key: "" if key in keys or not keys else typed for key, typed in shift.typed().items()}
    why = {key: "赶时间" for key, typed in counts.items() if not typed}
    return shift.verbs.count(shift.leaving, CountDraft(shift.coming.staff_id, counts, why)).result


@pytest.mark.parametrize(("keys", "gap"), [((), Gap.ALL), ((CASH,), Gap.MONEY)])
def test_nothing_or_no_money_counted_needs_the_supervisor(
    shift: ShiftDesk, keys: tuple[str, ...], gap: Gap
) -> None:
    counting = uncounted(shift, *keys)
    assert counting.gap is gap
    with pytest.raises(InvalidInput) as refused:
        shift.sign(counting)
    assert set(refused.value.problems) == {"gap"}
    with pytest.raises(NotPermitted):
        shift.sign(counting, waiver=Waiver(shift.coming.at_session_of(shift.leaving), "我同意"))
    there = shift.supervisor.at_session_of(shift.leaving)
    done = shift.sign(counting, waiver=Waiver(there, "消防演练中"))
    assert (done.waived_by, done.waiver, done.gap) == (shift.supervisor.staff_id, "消防演练中", gap)
    newest = shift.desk.get(AuditQueries).entries(shift.supervisor, AuditFilter(action="shift.hand_over"))[0]
    assert gap.value in newest.detail
    figures = {one.key: one.value for one in section(shift.desk, "shift", Span.DAY, done.at.date()).figures}
    assert (figures["agreed"], figures["waived"]) == (1, 0)


def test_an_incident_and_a_gap_are_both_named(shift: ShiftDesk) -> None:
    shift.desk.get(DutyLog).begin(shift.leaving, IncidentDraft(STANDARD[0].id, "3 号客梯"))
    with pytest.raises(InvalidInput) as refused:
        shift.sign(uncounted(shift))
    assert set(refused.value.problems) == {"incident", "gap"}


def test_whoever_hands_over_without_having_taken_over_is_told_of(shift: ShiftDesk) -> None:
    assert shift.ask.ahead(shift.leaving, shift.coming.staff_id).holder is None
    first = shift.sign(shift.count())
    assert first.story.holder is None, "nobody took over before"
    holder = Holder(shift.coming.staff_id, first.at)
    assert shift.ask.ahead(shift.leaving, shift.coming.staff_id).holder == holder
    again = shift.sign(shift.count())
    assert again.story.holder == holder == shift.ask.handover(shift.leaving, again.id).story.holder
    draft = CountDraft(shift.leaving.staff_id, shift.typed())
    counting = shift.verbs.count(shift.leaving, draft).result
    leaving = shift.coming.at_session_of(shift.leaving)
    assert shift.sign(counting, leaving=leaving, coming=shift.leaving).story.holder is None


def test_nothing_typed_needs_a_reason(shift: ShiftDesk) -> None:
    with pytest.raises(InvalidInput) as missing:
        shift.count({SLEEVES: " "})
    assert set(missing.value.problems) == {SLEEVES}
    counts = shift.typed({SLEEVES: ""})
    draft = CountDraft(shift.coming.staff_id, counts, {SLEEVES: "库房锁着"})
    done = shift.sign(shift.verbs.count(shift.leaving, draft).result)
    (line,) = [one for one in done.lines if one.key == SLEEVES]
    assert (line.counted, line.why_not, line.difference) == (None, "库房锁着", 0)


@pytest.mark.parametrize("typed", ["-1", "1.5", "forty", "100001", "两", "1 2"])
def test_what_is_no_count_is_refused(shift: ShiftDesk, typed: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        shift.count({SLEEVES: typed})
    assert set(wrong.value.problems) == {SLEEVES}


def test_a_count_begun_anew_stays_on_record_and_on_the_paper(shift: ShiftDesk) -> None:
    first = shift.count({SLEEVES: "1"})
    second = shift.count()
    with pytest.raises(IllegalStep):
        shift.sign(first)
    assert shift.sign(second).story.given_up == 1


def test_one_person_alone_hands_nothing_over(shift: ShiftDesk) -> None:
    draft = CountDraft(shift.leaving.staff_id, shift.typed())
    counting = shift.verbs.count(shift.leaving, draft).result
    with pytest.raises(UserError, match="two people"):
        shift.sign(counting, coming=shift.leaving)


def test_both_are_proven_and_work_at_the_desk(shift: ShiftDesk, people: People) -> None:
    counting = shift.count()
    with pytest.raises(NotPermitted, match="their own PIN"):
        shift.sign(counting, coming=shift.coming)
    with pytest.raises(InvalidInput):
        shift.verbs.count(shift.leaving, CountDraft(people.guard.staff_id, shift.typed()))
    with pytest.raises(NotPermitted, match="front desk"):
        shift.sign(counting, coming=people.guard.at_session_of(shift.leaving))
    with pytest.raises(UserError, match="Somebody else has counted"):
        shift.sign(counting, coming=people.supervisor.at_session_of(shift.leaving))
    proven = shift.desk.get(Staff).vouch(shift.coming.staff_id, PIN, beside=shift.leaving)
    assert shift.sign(counting, coming=proven).coming == proven.staff_id


def test_an_account_closed_meanwhile_signs_nothing(shift: ShiftDesk) -> None:
    counting = shift.count()
    shift.desk.get(Staff).close(shift.supervisor, shift.coming.staff_id)
    with pytest.raises(NotPermitted):
        shift.sign(counting)
    assert shift.ask.last_handover(shift.leaving) is None


def test_an_open_incident_needs_the_supervisor(shift: ShiftDesk) -> None:
    draft = IncidentDraft(STANDARD[0].id, "3 号客梯")
    shift.desk.get(DutyLog).begin(shift.leaving, draft)
    counting = shift.count()
    assert len(shift.ask.ahead(shift.leaving, shift.coming.staff_id).incidents) == 1
    with pytest.raises(InvalidInput) as refused:
        shift.sign(counting)
    assert set(refused.value.problems) == {"incident"}
    there = shift.supervisor.at_session_of(shift.leaving)
    with pytest.raises(InvalidInput):
        shift.sign(counting, waiver=Waiver(there, " "))
    with pytest.raises(NotPermitted):
        shift.sign(counting, waiver=Waiver(shift.leaving, "我同意"))
    with pytest.raises(NotPermitted):
        shift.sign(counting, waiver=Waiver(shift.supervisor, "未在此处输入密码"))
    done = shift.sign(counting, waiver=Waiver(there, "维保 20 分钟内到场"))
    assert (done.waived_by, done.waiver) == (shift.supervisor.staff_id, "维保 20 分钟内到场")
    assert done.story.incidents[0].place == "3 号客梯"
    newest = shift.desk.get(AuditQueries).entries(shift.supervisor, AuditFilter(action="shift.hand_over"))[0]
    assert "维保" in newest.detail


def test_unsent_records_are_admitted_by_a_tick(shift: ShiftDesk) -> None:
    counting = shift.count()
    with pytest.raises(InvalidInput) as refused:
        shift.sign(counting, unsent_admitted=False)
    assert set(refused.value.problems) == {"unsent"}
    unsent = shift.sign(counting).story.unsent
    assert unsent.count > 0 and unsent.oldest is not None
    assert {"Lending", "Drawer"} <= {str(title) for title, _ in unsent.lately}


def test_open_matters_of_every_tab_are_kept_with_the_handover(shift: ShiftDesk) -> None:
    ahead = shift.ask.ahead(shift.leaving, shift.coming.staff_id)
    assert all(one.value for one in ahead.matters) and ahead.matters
    assert shift.sign(shift.count()).story.matters == ahead.matters


def test_pressed_twice_it_is_one(shift: ShiftDesk) -> None:
    counting = shift.count(request="c1")
    assert shift.count(request="c1") == counting
    done = shift.sign(counting, request="h1")
    assert shift.sign(counting, request="h1") == done
    with pytest.raises(InvalidInput):
        shift.sign(counting, request="h1", remarks="something else")
    with pytest.raises(IllegalStep):
        shift.sign(counting, request="h2")
    assert len(shift.desk.get(DrawerQueries).counts(shift.leaving)) == 1


def test_a_reprint_is_a_copy_from_what_was_kept(shift: ShiftDesk) -> None:
    done = shift.sign(shift.count())
    assert shift.verbs.printed(shift.leaving, done.id).result.copies == 1
    assert shift.verbs.printed(shift.leaving, done.id).result == replace(done, copies=2)


def test_what_fails_at_the_end_leaves_nothing(shift: ShiftDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = shift.count({CASH: "190"})

    def broken(*_: object) -> Handover:
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr("desk_app.services.shift.service._sign", broken)
        with pytest.raises(RuntimeError):
            shift.sign(counting, explanations={CASH: "少十元"})
    assert shift.desk.get(DrawerQueries).counts(shift.leaving) == []
    again = shift.ask.counting(shift.leaving)
    assert again is not None and again.state is CountingState.OPEN
    assert all(one.expected is None for one in again.lines)
    shift.sign(counting, explanations={CASH: "少十元"})


def test_two_programs_hand_over_at_once(
    shift: ShiftDesk, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets
) -> None:
    counting = shift.count()
    other = assembly.open_services(folder, clock=clock, secrets=secrets)
    ended: list[object] = []

    def sign(desk: Services, request: str) -> None:
        try:
            ended.append(replace(shift, desk=desk).sign(counting, request=request))
        except DeskError as refused:
            ended.append(refused)

    threads = [threading.Thread(target=sign, args=(one, str(n))) for n, one in enumerate((shift.desk, other))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    other.bench.database.close()
    assert sorted(type(one).__name__ for one in ended) == ["Handover", "IllegalStep"]
    assert len(shift.ask.handovers(shift.leaving)) == 1
    assert len(shift.desk.get(DrawerQueries).counts(shift.leaving)) == 1
