"""The status strip counts what waits for a decision, for supervisors alone."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desk_app.ui.decisions_watch import DecisionsWatch
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.decisions.test_both_ways import Case, mail_return
from tests.ui.frame.conftest import Stage


def test_the_strip_counts_for_supervisors_alone(
    stage: Stage, people: People, clock: FakeClock, qtbot: QtBot
) -> None:
    desk, strip = stage.ctx.services, stage.frame.strip
    DecisionsWatch(stage.ctx, strip)
    mail_return(Case(desk, people, clock))
    stage.enter(people.receptionist)
    assert not strip.decisions.isVisible()
    stage.ctx.session.sign_out()
    stage.enter(people.supervisor)
    qtbot.waitUntil(lambda: strip.decisions.text() == "To decide: 1")
