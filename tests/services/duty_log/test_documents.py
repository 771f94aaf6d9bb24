"""The papers of the duty log as they come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.duty_log.documents import incident_sheet, log_sheet
from desk_app.services.duty_log.records import CorrectionDraft
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.render import render
from tests.services.duty_log.duty_desk import DutyDesk
from tests.services.printing.paper import text_of

TEXTS = Path("resources/i18n")


def paper(duty: DutyDesk, language: str) -> Paper:
    return Paper(load_words(language, TEXTS), duty.desk.bench.desk, duty.clock.zone)


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (CHINESE, ("事件记录单", "困梯", "12层2号客梯", "已告知电梯公司", "人员到场", "尚未记录", "补录于", "有人员受伤")),
        (ENGLISH, ("Incidentsheet", "Liftentrapment", "Liftcompanytold", "Arrived", "notrecordedyet", "entered11-23")),
    ],
)  # fmt: skip
def test_the_sheet_of_an_incident(duty: DutyDesk, language: str, words: tuple[str, ...]) -> None:
    incident = duty.begin(reported_at=duty.ago(20), injured=True)
    incident = duty.step(incident, "told.lift_company", 15, who="王工")
    names = {duty.clerk.staff_id: duty.clerk.name}
    document = incident_sheet(incident, paper(duty, language), names, printed=duty.clock.now())
    text = said(render(document))
    assert [one for one in (*words, incident.number, "王工", "欧阳报警", "林小雨") if one not in text] == []


def test_a_closed_incident_says_when_it_ended(duty: DutyDesk) -> None:
    incident = duty.all_steps(duty.begin())
    closed = duty.verbs.close(duty.clerk, incident.id, "门机已修复").result
    text = said(render(incident_sheet(closed, paper(duty, CHINESE), {}, printed=duty.clock.now())))
    assert "门机已修复" in text and "未结" not in text and "尚未记录" not in text


def test_the_log_says_what_corrects_what(duty: DutyDesk) -> None:
    duty.verbs.correct(duty.clerk, duty.write("三楼漏水", minutes=30), CorrectionDraft("是四楼漏水"))
    incident = duty.begin()
    day = duty.clock.now().astimezone(duty.clock.zone).date()
    log = duty.ask.day(duty.clerk, day)
    text = said(render(log_sheet(log, paper(duty, CHINESE), {}, printed=duty.clock.now())))
    for words in ("作废：已由第2条更正", "更正第1条", "三楼漏水", "是四楼漏水", f"{incident.number}尚未结束"):
        assert words in text


def test_a_day_without_entries_is_a_paper_too(duty: DutyDesk) -> None:
    day = duty.clock.now().astimezone(duty.clock.zone).date()
    log = duty.ask.day(duty.clerk, day)
    assert "当日无记录" in said(render(log_sheet(log, paper(duty, CHINESE), {}, printed=duty.clock.now())))
