"""Incidents: which times they must record, and what is said about wrong ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.duty_log.open import open_incidents
from desk_app.services.duty_log.options import LIFT_MINUTES
from desk_app.services.duty_log.records import CorrectionDraft, KindDraft, Mark, StepDraft, say_step
from desk_app.services.duty_log.rules import TimesMissing
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import INJURY, LIFT, STANDARD, WATER
from desk_app.services.finder.queries import Finder
from desk_app.services.journal.work import Read
from desk_app.services.settings.service import SettingsService
from tests.services.duty_log.duty_desk import DutyDesk


def test_an_incident_begins_with_its_report(duty: DutyDesk) -> None:
    incident = duty.begin(reported_at=duty.ago(4))
    assert incident.number and incident.open and incident.minutes(duty.clock.now()) == 4
    assert (incident.words, incident.reported_by) == ("三人被困，轿厢停在12层", "欧阳报警")
    assert incident.missing == STANDARD[0].required
    assert incident.arrive_by == incident.reported_at + timedelta(minutes=30)
    assert [one.mark for one in incident.story] == [Mark.BEGUN]
    assert duty.ask.open_incidents(duty.clerk) == [incident] and duty.ask.count_open(duty.clerk) == 1


@pytest.mark.parametrize("changed", [{"kind": 99}, {"place": ""}, {"place": "字" * 81}])
def test_what_an_incident_needs(duty: DutyDesk, changed: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as caught:
        duty.begin(**changed)
    assert set(caught.value.problems) == set(changed)


def test_an_incident_is_not_reported_in_the_future(duty: DutyDesk) -> None:
    with pytest.raises(InvalidInput) as caught:
        duty.begin(reported_at=duty.clock.now() + timedelta(minutes=1))
    assert set(caught.value.problems) == {"reported_at"}


def test_the_same_form_begins_one_incident(duty: DutyDesk) -> None:
    assert duty.begin(request="mark") == duty.begin(request="mark")
    with pytest.raises(InvalidInput):
        duty.begin(request="mark", place="3号客梯")
    assert duty.ask.count_open(duty.clerk) == 1


def test_times_are_recorded_with_both_times(duty: DutyDesk) -> None:
    incident = duty.begin(reported_at=duty.ago(20))
    incident = duty.step(incident, "told.lift_company", 15, who="王工")
    told = incident.times["told.lift_company"]
    assert (told.happened_at, told.entered_at, told.who, told.late) == (
        duty.ago(15), duty.clock.now(), "王工", True,
    )  # fmt: skip
    assert "told.lift_company" not in incident.missing
    assert duty.ask.open_incidents(duty.clerk) == [incident]


def test_a_time_is_neither_before_the_report_nor_to_come(duty: DutyDesk) -> None:
    incident = duty.begin(reported_at=duty.ago(10))
    for minutes in (11, -1):
        with pytest.raises(InvalidInput) as caught:
            duty.step(incident, "arrived", minutes, why="手表不准")
        assert set(caught.value.problems) == {"at"}


def test_out_of_order_is_asked_about_and_stands_with_a_reason(duty: DutyDesk) -> None:
    incident = duty.step(duty.begin(reported_at=duty.ago(30)), "arrived", 10)
    with pytest.raises(InvalidInput) as caught:
        duty.step(incident, "freed", 15)
    assert set(caught.value.problems) == {"at", "why"}
    incident = duty.step(incident, "freed", 15, why="维保工的手表快")
    assert incident.times["freed"].why == "维保工的手表快"


def test_an_earlier_step_typed_later_must_fit_too(duty: DutyDesk) -> None:
    incident = duty.step(duty.begin(reported_at=duty.ago(30)), "solved", 10)
    with pytest.raises(InvalidInput):
        duty.step(incident, "arrived", 5)
    assert duty.step(incident, "arrived", 12).arrived_at == duty.ago(12)


@pytest.mark.parametrize("out", ["freed", "evacuated"])
def test_people_come_out_before_it_is_solved_or_after_it(duty: DutyDesk, out: str) -> None:
    incident = duty.step(duty.begin(reported_at=duty.ago(30)), "arrived", 20)
    incident = duty.step(incident, "solved", 10)
    incident = duty.step(incident, out, 8)
    assert incident.times[out].why == "" and incident.times["solved"].happened_at < duty.ago(8)
    other = duty.step(duty.begin(reported_at=duty.ago(30)), out, 5)
    assert "solved" in duty.step(other, "solved", 9).times


@pytest.mark.parametrize("step", ["reported", "", "told:没有的人", "nonsense"])
def test_a_step_that_there_is_not(duty: DutyDesk, step: str) -> None:
    incident = duty.begin()
    with pytest.raises(InvalidInput) as caught:
        duty.step(incident, step)
    assert "step" in caught.value.problems


def test_two_windows_record_one_time(duty: DutyDesk) -> None:
    incident = duty.begin()
    duty.step(incident, "arrived")
    with pytest.raises(IllegalStep):
        DutyLog(duty.desk.bench).step(duty.people.supervisor, incident.id, StepDraft("arrived"))
    story = duty.ask.incident(duty.clerk, incident.id).story
    assert len([one for one in story if one.step == "arrived"]) == 1


def test_a_click_sent_twice_records_one_time(duty: DutyDesk) -> None:
    incident = duty.begin()
    first = duty.step(incident, "arrived", request="click")
    assert duty.step(incident, "arrived", request="click") == first


def test_closing_names_the_missing_times(duty: DutyDesk) -> None:
    incident = duty.begin()
    with pytest.raises(TimesMissing) as caught:
        duty.verbs.close(duty.clerk, incident.id, "已修复")
    assert caught.value.missing == incident.missing
    said = caught.value.say(Words(ENGLISH))
    assert all(say_step(step, Words(ENGLISH)) in said for step in incident.missing)
    assert duty.ask.incident(duty.clerk, incident.id).open


def test_a_whole_incident_closes(duty: DutyDesk) -> None:
    incident = duty.all_steps(duty.begin())
    with pytest.raises(InvalidInput):
        duty.verbs.close(duty.clerk, incident.id, " ")
    closed = duty.verbs.close(duty.clerk, incident.id, "钢丝绳已更换").result
    assert not closed.open and closed.missing == () and not closed.late(duty.clock.now())
    assert duty.ask.count_open(duty.clerk) == 0
    with pytest.raises(IllegalStep):
        duty.step(closed, "treated")
    with pytest.raises(IllegalStep):
        duty.verbs.close(duty.clerk, incident.id, "再关一次")


def test_the_supervisor_reopens(duty: DutyDesk) -> None:
    incident = duty.all_steps(duty.begin())
    boss = duty.people.supervisor
    with pytest.raises(IllegalStep):
        duty.verbs.reopen(boss, incident.id, "还在处理")
    duty.verbs.close(duty.clerk, incident.id, "钢丝绳已更换")
    with pytest.raises(NotPermitted):
        duty.verbs.reopen(duty.clerk, incident.id, "又困人")
    with pytest.raises(InvalidInput):
        duty.verbs.reopen(boss, incident.id, "")
    again = duty.verbs.reopen(boss, incident.id, "又困人").result
    assert again.open and again.story[-1].mark is Mark.REOPENED


def test_the_supervisor_says_that_a_time_is_not_needed(duty: DutyDesk) -> None:
    incident, boss = duty.begin(), duty.people.supervisor
    with pytest.raises(NotPermitted):
        duty.verbs.waive(duty.clerk, incident.id, "told.lift_company", "自行开门")
    waived = duty.verbs.waive(boss, incident.id, "told.lift_company", "自行开门").result
    assert "told.lift_company" not in waived.missing and "told.lift_company" not in waived.times
    with pytest.raises(InvalidInput):
        duty.verbs.waive(boss, incident.id, "told.lift_company", "自行开门")
    entry = next(one for one in waived.story if one.mark is Mark.WAIVED)
    duty.verbs.correct(boss, entry.id, CorrectionDraft("还是要通知", withdraw=True))
    assert "told.lift_company" in duty.ask.incident(duty.clerk, incident.id).missing


def test_a_wrong_time_is_corrected_by_a_further_entry(duty: DutyDesk) -> None:
    incident = duty.step(duty.begin(reported_at=duty.ago(60)), "arrived", 5)
    assert incident.late(duty.clock.now())
    wrong = incident.times["arrived"]
    duty.verbs.correct(duty.clerk, wrong.id, CorrectionDraft("看错表了", duty.ago(40)))
    right = duty.ask.incident(duty.clerk, incident.id)
    assert right.arrived_at == duty.ago(40) and not right.late(duty.clock.now())
    assert next(one for one in right.story if one.id == wrong.id).corrected_by == right.times["arrived"].id


def test_a_slip_is_withdrawn_and_the_time_is_missing_again(duty: DutyDesk) -> None:
    incident = duty.step(duty.begin(), "arrived")
    duty.verbs.correct(duty.clerk, incident.times["arrived"].id, CorrectionDraft("误点", withdraw=True))
    again = duty.ask.incident(duty.clerk, incident.id)
    assert "arrived" in again.missing and again.arrived_at is None
    assert duty.step(again, "arrived").arrived_at == duty.clock.now()


def test_the_report_itself_is_corrected_but_not_withdrawn(duty: DutyDesk) -> None:
    incident = duty.step(duty.begin(reported_at=duty.ago(20)), "arrived", 15)
    report = incident.times["reported"]
    with pytest.raises(InvalidInput):
        duty.verbs.correct(duty.clerk, report.id, CorrectionDraft("更晚", duty.ago(10)))
    with pytest.raises(IllegalStep):
        duty.verbs.correct(duty.clerk, report.id, CorrectionDraft("没有的事", withdraw=True))
    duty.verbs.correct(duty.clerk, report.id, CorrectionDraft("两人被困", duty.ago(25), who="李先生"))
    found = duty.ask.incident(duty.clerk, incident.id)
    assert (found.reported_at, found.words, found.reported_by) == (duty.ago(25), "两人被困", "李先生")


def test_somebody_hurt_must_be_looked_after(duty: DutyDesk) -> None:
    assert "treated" in duty.begin(injured=True).missing and "treated" not in duty.begin().missing
    assert duty.begin(kind=INJURY).injured


def test_a_report_by_a_clock_that_was_ahead_stops_nothing(duty: DutyDesk) -> None:
    duty.clock.advance(days=1)
    incident = duty.begin()
    duty.clock.advance(days=-1)
    incident = duty.all_steps(incident)
    assert incident.minutes(duty.clock.now()) == 0
    closed = duty.verbs.close(duty.clerk, incident.id, "已处理").result
    assert closed.closed_at == incident.reported_at


def test_times_may_go_across_midnight(duty: DutyDesk) -> None:
    duty.clock.advance(seconds=14.9 * 3600)
    incident = duty.begin()
    day = duty.clock.now().astimezone(duty.clock.zone).date()
    duty.clock.advance(seconds=600)
    incident = duty.step(incident, "arrived")
    log = duty.ask.day(duty.clerk, day + timedelta(days=1))
    assert [one.id for one in log.incidents] == [incident.id], "it still runs"
    assert [one.step for one in log.entries] == ["arrived"]
    assert [one.step for one in duty.ask.day(duty.clerk, day).entries] == ["reported"]


def test_the_target_is_a_setting(duty: DutyDesk) -> None:
    duty.desk.get(SettingsService).change(SYSTEM, LIFT_MINUTES, 10)
    incident = duty.begin()
    assert incident.arrive_by == incident.reported_at + timedelta(minutes=10)


def test_the_helper_for_other_features(duty: DutyDesk) -> None:
    first, second = duty.begin(), duty.begin(kind=WATER, place="B1水泵房")
    bench = duty.desk.bench
    with bench.database.read() as session:
        found = open_incidents(Read(bench, session, SYSTEM, duty.clock.now()))
    assert [one.id for one in found] == [first.id, second.id]


def test_incidents_are_found_by_place_and_number(duty: DutyDesk) -> None:
    incident = duty.begin()
    for text in ("2号客梯", incident.number):
        hits = duty.desk.get(Finder).find(duty.clerk, text)
        assert (hits[0].kind, hits[0].id) == ("incident", incident.id)
    assert duty.desk.get(Finder).find(duty.clerk, "欧阳报警") == []


@pytest.mark.parametrize("wanted", [0, 4711, 1 << 70])
def test_an_incident_that_is_not_there(duty: DutyDesk, wanted: int) -> None:
    with pytest.raises(NotFound):
        duty.ask.incident(duty.clerk, wanted)
    with pytest.raises(NotFound):
        duty.verbs.close(duty.clerk, wanted, "结束")


OWN = KindDraft("燃气泄漏", "Gas leak", ("arrived", "solved"), "燃气公司，区安监", target_minutes=5)


def test_the_supervisors_own_kind(duty: DutyDesk, desk: Services) -> None:
    boss = duty.people.supervisor
    kind = duty.verbs.save_kind(boss, None, OWN).result
    assert kind.required == ("told:燃气公司", "told:区安监", "arrived", "solved")
    incident = duty.begin(kind=kind.id)
    assert incident.arrive_by == incident.reported_at + timedelta(minutes=5)
    assert duty.step(incident, "told:燃气公司").missing == ("told:区安监", "arrived", "solved")
    duty.verbs.save_kind(boss, kind.id, KindDraft("燃气泄漏", steps=("solved",), active=False))
    assert duty.ask.incident(duty.clerk, incident.id).required == kind.required
    with pytest.raises(InvalidInput):
        duty.begin(kind=kind.id)
    assert [one.active for one in duty.ask.kinds(duty.clerk) if not one.standard] == [False]


@pytest.mark.parametrize(("draft", "field"), [
    (KindDraft(""), "name"),
    (KindDraft("困梯"), "name"),
    (KindDraft("空的", steps=()), "steps"),
    (KindDraft("乱的", steps=("reported",)), "steps"),
    (KindDraft("无到场", steps=("solved",), target_minutes=5), "target_minutes"),
    (KindDraft("太久", target_minutes=9999), "target_minutes"),
    (KindDraft("太多", told=",".join(f"第{n}人" for n in range(9))), "told"),
])  # fmt: skip
def test_a_kind_that_cannot_be(duty: DutyDesk, draft: KindDraft, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        duty.verbs.save_kind(duty.people.supervisor, None, draft)
    assert set(caught.value.problems) == {field}


def test_standard_kinds_stay(duty: DutyDesk) -> None:
    with pytest.raises(IllegalStep):
        duty.verbs.save_kind(duty.people.supervisor, LIFT, OWN)
    with pytest.raises(NotFound):
        duty.verbs.save_kind(duty.people.supervisor, 1 << 40, OWN)
