"""The status strip counts incidents that run, for everybody at the desk."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desk_app.services.duty_log.records import IncidentDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import OTHER
from desk_app.ui.incidents_watch import IncidentsWatch
from tests.desk_fixtures import People
from tests.ui.frame.conftest import Stage


def test_the_strip_counts_for_the_desk(stage: Stage, people: People, qtbot: QtBot) -> None:
    verbs, strip, session = stage.ctx.services.get(DutyLog), stage.frame.strip, stage.ctx.session
    IncidentsWatch(stage.ctx, strip)
    stage.enter(people.receptionist)
    assert not strip.incidents.isVisible()
    stage.ctx.do(lambda by: verbs.begin(by, IncidentDraft(OTHER, "lobby")), owner=stage.frame)
    qtbot.waitUntil(strip.incidents.isVisible)
    assert strip.incidents.text() == "Incidents open: 1"
    session.lock()
    assert not strip.incidents.isVisible()
    stage.enter(people.receptionist)
    assert strip.incidents.isVisible()
    session.sign_out()
    stage.enter(people.guard)
    assert not strip.incidents.isVisible()
