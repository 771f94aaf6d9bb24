"""Strip, banner and small window on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.core.people import SYSTEM
from desk_app.services.sync.engine import Round
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.troubles import away
from desk_app.ui.sync.popup import SyncPopup
from desk_app.ui.sync.watch import SyncWatch
from desk_app.ui.sync.where_line import WhereLine
from tests.desk_fixtures import People
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.ui.frame.conftest import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def watch(stage: Stage) -> Iterator[SyncWatch]:
    made = SyncWatch(stage.ctx, stage.frame.strip, stage.frame.banner, stage.frame)
    yield made
    made.stop()


def connect(stage: Stage) -> None:
    office = Office(MemoryShare())
    stage.ctx.services.get(Exchange).connect(SYSTEM, office.card(), office.digits)


def test_a_desk_alone_says_so_calmly(stage: Stage, watch: SyncWatch) -> None:
    assert stage.frame.strip.sync.text() == "Records on this PC only"


def test_a_new_connection_is_shown_at_once(stage: Stage, watch: SyncWatch, qtbot: QtBot) -> None:
    connect(stage)
    stage.ctx.bus.publish({"sync"})
    qtbot.waitUntil(lambda: stage.frame.strip.sync.text() == "No shared folder is set on this PC")


def test_grave_news_stands_over_the_page_until_it_is_over(
    stage: Stage, watch: SyncWatch, people: People
) -> None:
    connect(stage)
    watch.look()
    well = replace(watch._standing, admitted=True)
    watch._take(replace(well, forked=True))
    assert stage.frame.banner.isHidden(), "nobody is signed in"
    stage.enter(people.receptionist)
    assert stage.frame.banner.grave
    stage.frame.banner.hide()
    watch._take(replace(well, forked=True))
    assert stage.frame.banner.isHidden(), "whoever closed it has read it"
    stage.ctx.session.sign_out()
    stage.enter(people.supervisor)
    assert stage.frame.banner.grave
    watch._take(well)
    assert stage.frame.banner.isHidden()


def test_a_click_opens_the_small_window_for_the_receptionist(
    stage: Stage, watch: SyncWatch, people: People
) -> None:
    stage.frame.strip.sync_asked.emit()
    assert not stage.frame.findChildren(SyncPopup), "nobody is signed in"
    stage.enter(people.receptionist)
    stage.frame.strip.sync_asked.emit()
    (popup,) = stage.frame.findChildren(SyncPopup)
    assert popup.go.isHidden() and "works alone" in popup.told.text()
    popup.close()


def test_a_click_opens_the_page_for_supervisors(stage: Stage, watch: SyncWatch, people: People) -> None:
    stage.enter(people.supervisor)
    stage.frame.strip.sync_asked.emit()
    assert ("open", "sync 0") in stage.asked.questions


def test_the_small_window_tells_what_is_in_the_way(stage: Stage, people: People) -> None:
    connect(stage)
    stage.enter(people.receptionist)
    stage.ctx.exchange._done(Round(trouble=away()))
    popup = SyncPopup(stage.ctx, stage.frame)
    popup.open()
    assert not popup.banner.isHidden() and not popup.go.isHidden()
    assert popup.figures.here.number.text() not in ("", "0")
    popup.close()


def test_where_a_record_is_stands_under_it_once_there_is_a_head_office(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    line = WhereLine(stage.ctx)
    line.show_record(1)
    assert line.isHidden()
    connect(stage)
    stage.ctx.exchange.begin()
    line.show_record(1)
    assert line.text.text() == "On this PC"
    line.clear()
    assert line.isHidden()
    stage.ctx.exchange.stop()
    line.deleteLater()
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()
