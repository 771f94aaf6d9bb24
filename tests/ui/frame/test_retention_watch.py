"""Supervisors are told in the frame when people will be taken out of records."""

from __future__ import annotations

from datetime import timedelta

from desk_app.services.retention.rounds import purge_round
from desk_app.services.retention.service import Retention
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.ui.retention_watch import RetentionWatch
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.ui.frame.conftest import Stage


def test_supervisors_alone_are_told(stage: Stage, people: People, clock: FakeClock) -> None:
    services, frame, session = stage.ctx.services, stage.frame, stage.ctx.session
    opened: list[bool] = []
    watch = RetentionWatch(stage.ctx, frame, lambda: opened.append(True))
    visitors = services.get(Visitors)
    arrival = Arrival("欧阳访客", "13911110001", host=Host(unit="1205"))
    visitors.check_out(people.guard, visitors.check_in(people.receptionist, arrival).result.visit.id)
    clock.advance(days=200)
    purge_round(services.bench)
    stage.enter(people.receptionist)
    assert frame.banner.isHidden()
    session.sign_out()
    stage.enter(people.supervisor)
    assert not frame.banner.isHidden() and "time of keeping" in frame.banner.accessibleName()
    frame.banner.action.click()
    assert opened == [True] and frame.banner.isHidden()
    services.get(Retention).agree(people.supervisor)
    watch.look()
    assert frame.banner.isHidden()
    clock.set(clock.now() + timedelta(days=400))
    watch.look()
    assert "jumped from" in frame.banner.accessibleName()
