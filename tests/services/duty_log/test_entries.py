"""Entries of the log: never changed, corrected by further ones."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import desk_app.services.duty_log as package
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.duty_log.records import CorrectionDraft, EntryDraft, Mark, Tag
from desk_app.services.duty_log.tables import EntryRow
from desk_app.services.journal.tables import EventRow
from tests.services.duty_log.duty_desk import DutyDesk
from tests.services.statements import asked


def test_an_entry_is_kept_as_it_was_typed(duty: DutyDesk) -> None:
    entry = duty.verbs.write(duty.clerk, EntryDraft("  B1  车库灯坏了 ", tag=Tag.EQUIPMENT)).result
    assert (entry.words, entry.tag, entry.by, entry.late) == (
        "B1 车库灯坏了", Tag.EQUIPMENT, duty.clerk.staff_id, False,
    )  # fmt: skip
    assert entry.happened_at == entry.entered_at == duty.clock.now()
    assert duty.today() == [entry]


def test_what_happened_before_shows_both_times(duty: DutyDesk) -> None:
    duty.write("后写的")
    late = duty.ask.entry(duty.clerk, duty.write("先发生的", minutes=30))
    assert late.late and late.happened_at == duty.ago(30) and late.entered_at == duty.clock.now()
    assert [one.words for one in duty.today()] == ["先发生的", "后写的"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("words", "minutes", "field"), [
    ("", 0, "words"), ("x", 0, "words"), ("字" * 1001, 0, "words"), ("将来", -1, "happened_at"),
    ("太早", 32 * 24 * 60, "happened_at"),
])  # fmt: skip
def test_what_cannot_be_entered_is_said(duty: DutyDesk, words: str, minutes: float, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        duty.write(words, minutes=minutes)
    assert set(caught.value.problems) == {field}
    assert duty.today() == []


def test_the_same_form_writes_one_entry(duty: DutyDesk) -> None:
    draft = EntryDraft("巡查正常", request="mark")
    first = duty.verbs.write(duty.clerk, draft).result
    assert duty.verbs.write(duty.clerk, draft).result == first
    with pytest.raises(InvalidInput):
        duty.verbs.write(duty.clerk, EntryDraft("别的事", request="mark"))
    assert len(duty.today()) == 1


def test_a_correction_points_to_what_it_corrects(duty: DutyDesk) -> None:
    first = duty.write("3楼漏水")
    second = duty.verbs.correct(duty.clerk, first, CorrectionDraft("是4楼漏水")).result
    before = duty.ask.entry(duty.clerk, first)
    assert (second.corrects, before.corrected_by, before.words) == (first, second.id, "3楼漏水")
    assert second.happened_at == before.happened_at


def test_a_correction_of_what_was_corrected_points_to_the_latest(duty: DutyDesk) -> None:
    first = duty.write("3楼漏水")
    second = duty.verbs.correct(duty.clerk, first, CorrectionDraft("是4楼漏水")).result
    third = duty.verbs.correct(duty.clerk, first, CorrectionDraft("是5楼漏水")).result
    fourth = duty.verbs.correct(duty.clerk, second.id, CorrectionDraft("是6楼漏水")).result
    assert (third.corrects, fourth.corrects) == (second.id, third.id)


def test_what_was_withdrawn_is_not_corrected_again(duty: DutyDesk) -> None:
    first = duty.write("写错了本子")
    gone = duty.verbs.correct(duty.clerk, first, CorrectionDraft("写错了", withdraw=True)).result
    assert gone.mark is Mark.WITHDRAWN
    with pytest.raises(IllegalStep):
        duty.verbs.correct(duty.clerk, first, CorrectionDraft("还是对的"))


@pytest.mark.parametrize("draft", [CorrectionDraft(""), CorrectionDraft("x")])
def test_a_correction_says_what_is_right(duty: DutyDesk, draft: CorrectionDraft) -> None:
    entry = duty.write()
    with pytest.raises(InvalidInput):
        duty.verbs.correct(duty.clerk, entry, draft)


def test_a_correction_lies_not_in_the_future(duty: DutyDesk) -> None:
    entry = duty.write()
    later = duty.clock.now() + timedelta(minutes=5)
    with pytest.raises(InvalidInput):
        duty.verbs.correct(duty.clerk, entry, CorrectionDraft("晚一点", later))


@pytest.mark.parametrize("wanted", [0, 4711, -1, 1 << 70])
def test_an_entry_that_is_not_there(duty: DutyDesk, wanted: int) -> None:
    with pytest.raises(NotFound):
        duty.verbs.correct(duty.clerk, wanted, CorrectionDraft("什么"))
    with pytest.raises(NotFound):
        duty.ask.entry(duty.clerk, wanted)


def test_no_verb_changes_or_deletes_an_entry(duty: DutyDesk) -> None:
    """Whatever is done, the database is never asked to touch a row that is there."""
    with asked(duty.desk) as said:
        entry = duty.write()
        duty.verbs.correct(duty.clerk, entry, CorrectionDraft("更正"))
        incident = duty.begin()
        arrived = duty.step(incident, "arrived").times["arrived"]
        duty.verbs.correct(duty.clerk, arrived.id, CorrectionDraft("误点", withdraw=True))
        incident = duty.all_steps(duty.ask.incident(duty.clerk, incident.id))
        duty.verbs.close(duty.clerk, incident.id, "已修复")
        duty.verbs.reopen(duty.people.supervisor, incident.id, "又困人")
    touching = [one for one in said if "duty_entries" in one and not one.startswith(("INSERT", "SELECT"))]
    assert touching == [] and any(one.startswith("INSERT INTO duty_entries") for one in said)


def test_nothing_in_the_feature_updates_or_deletes() -> None:
    for path in Path(package.__path__[0]).glob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        assert not names & {"update", "delete"}, path


def test_words_stand_in_the_private_part_alone(duty: DutyDesk) -> None:
    duty.verbs.correct(duty.clerk, duty.write("张三丢了手机"), CorrectionDraft("李四丢了手机"))
    with duty.desk.bench.database.read() as session:
        rows = session.scalars(select(EventRow).where(EventRow.kind.startswith("duty."))).all()
        payloads = "".join(str(row.payload) for row in rows)
        assert len(rows) == 2 and "手机" not in payloads and all(row.private for row in rows)
        assert len(session.scalars(select(EntryRow)).all()) == 2


def test_a_clock_that_was_set_back_keeps_the_log_going(duty: DutyDesk) -> None:
    duty.write("钟快一天")
    duty.clock.advance(days=-1)
    entry = duty.ask.entry(duty.clerk, duty.write("钟已校准"))
    assert entry.happened_at == duty.clock.now() and not entry.late
