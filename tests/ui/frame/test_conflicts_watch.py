"""The status strip counts open conflicts, for supervisors alone."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.conflicts.service import Conflicts
from desk_app.ui.conflicts_watch import ConflictsWatch
from tests.desk_fixtures import People
from tests.ui.frame.conftest import Stage
from tests.ui.tabs.supervisor.test_conflicts import clash


def test_the_strip_counts_for_supervisors_alone(stage: Stage, people: People, qtbot: QtBot) -> None:
    services, strip, session = stage.ctx.services, stage.frame.strip, stage.ctx.session
    ConflictsWatch(stage.ctx, strip)
    clash(services)
    stage.enter(people.receptionist)
    assert not strip.conflicts.isVisible()
    session.sign_out()
    stage.enter(people.supervisor)
    assert strip.conflicts.isVisible() and strip.conflicts.text() == "Conflicts: 1"
    session.lock()
    assert not strip.conflicts.isVisible()
    stage.enter(people.supervisor)
    assert strip.conflicts.isVisible()
    (one,) = services.get(ConflictQueries).open(people.supervisor)
    settle = services.get(Conflicts).settle
    stage.ctx.do(lambda by: settle(by, one.id, "已核实，为同一批物品"), owner=stage.frame)
    qtbot.waitUntil(lambda: not strip.conflicts.isVisible())
