"""Whoever signs in is told of the notices that must be read."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desk_app.services.shift.notices import Notices
from desk_app.services.shift.records import NoticeDraft
from desk_app.ui.notices_watch import NoticesWatch
from tests.desk_fixtures import People
from tests.ui.frame.conftest import Stage


def test_at_sign_in_what_must_be_read_is_told_once(stage: Stage, people: People, qtbot: QtBot) -> None:
    frame, clock = stage.frame, stage.ctx.services.bench.clock
    watch = NoticesWatch(stage.ctx, frame, frame.banner)
    verbs, day = stage.ctx.services.get(Notices), clock.now().astimezone(clock.zone).date()
    notice = verbs.post(people.supervisor, NoticeDraft("周三消防演练", day, day)).result
    stage.enter(people.receptionist)
    qtbot.waitUntil(frame.banner.isVisible)
    assert "周三消防演练" in frame.banner.accessibleName()
    frame.banner.action.click()
    assert not frame.banner.isVisible()
    verbs.read(people.receptionist, notice.id)
    stage.ctx.session.sign_out()
    stage.enter(people.receptionist)
    watch.look(people.receptionist)
    assert not frame.banner.isVisible()
