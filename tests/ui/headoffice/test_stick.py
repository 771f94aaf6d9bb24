"""A desk that no network reaches: everything goes to head office and back on a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.core.people import SYSTEM
from desk_app.services.core.settings import LocalSettings
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.troubles import away
from desk_app.ui.headoffice.office_page import OfficePage
from desk_app.ui.headoffice.pages import WaitingPage
from desk_app.ui.headoffice.rounds import OfficeRounds
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.services.sync.conftest import Peer, peer
from tests.ui.headoffice.conftest import ClosingShare, Stage

__all__ = ["peer"]


class Table:
    """Head office's window, and the sticks that lie before it."""

    def __init__(self, office: HeadOffice, folder: Path, clock: FakeClock) -> None:
        self.opened: list[ClosingShare] = []
        self.clock, self.asked, self.stick = clock, Asked(), folder / "stick"
        self.stick.mkdir()
        self.rounds = OfficeRounds(InstantTasks(), lambda: office, self._open, clock)
        self.page = OfficePage(self.rounds, self.asked, LocalSettings(folder / "local.json"))

    def _open(self, path: Path) -> ClosingShare:
        self.opened.append(ClosingShare(path))
        return self.opened[-1]

    def plug_in(self) -> str:
        """Exchange with the stick; what was said."""
        self.clock.advance(minutes=5)
        self.asked.will_answer(True, self.stick)
        self.page.on_stick()
        return self.asked.texts[-1]


def stopped(error: Exception) -> None:
    raise error


@pytest.fixture
def table(office: HeadOffice, tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Table:
    office.use_share(str(tmp_path / "share"))
    (tmp_path / "share").mkdir()
    made = Table(office, tmp_path, clock)
    qtbot.addWidget(made.page)
    return made


def test_a_desk_is_admitted_sends_and_is_answered_by_stick_alone(
    table: Table, office: HeadOffice, peer: Callable[[int], Peer]
) -> None:
    assert "0 batches" in table.plug_in()
    assert table.opened[-1].closed, "it may be pulled out"
    desk, stick = peer(1), FolderShare(table.stick)
    desk.services.get(Exchange).connect(SYSTEM, office.card(), office.fingerprint)
    written = desk.services.get(DutyLog).write(SYSTEM, EntryDraft("水箱已检查")).result.id
    assert desk.sync.round(stick).trouble is None
    digits = desk.standing().fingerprint

    table.plug_in()
    assert len(table.rounds.view.waiting) == 1
    table.rounds.now()
    (waiting,) = table.rounds.view.waiting
    assert table.page.pages[1].waiting(table.rounds.view) == 1, (
        "the share's round does not know it, and keeps it"
    )
    table.rounds.do(lambda one: one.admit(waiting.raw, digits), bool, stopped, owner=table.page)
    assert not list(table.rounds.view.waiting)

    table.plug_in()
    assert desk.sync.round(stick).trouble is None
    assert desk.standing().admitted and desk.standing().on_share > 0
    assert "batches taken in" in table.plug_in() and "0 batches" not in table.asked.texts[-1]
    assert desk.sync.round(stick).trouble is None
    stands = desk.standing()
    assert stands.at_head_office > 0
    table.plug_in()
    desk.sync.round(stick)
    assert office.status().events >= stands.at_head_office
    lines = office.export().decode()
    assert f'"entity":{written}' in lines and office.incidents() == []


def test_a_stick_that_is_pulled_out_is_told_and_the_button_comes_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: str) -> list[str]:
        raise away()

    stage.admitted(7, 1)
    monkeypatch.setattr(stage.share, "files", gone)
    monkeypatch.setattr(stage.share, "create", lambda *_: gone(""))
    monkeypatch.setattr(stage.share, "read", lambda *_: gone(""))
    stage.asked.will_answer(True, Path("/stick"))
    stage.page.on_stick()
    assert stage.page.stick.isEnabled() and stage.share.closed
    assert "shared folder" in stage.asked.texts[-1]


def test_a_card_on_the_stick_waits_under_to_admit(stage: Stage) -> None:
    stage.desk(7, 1)
    stage.asked.will_answer(True, Path("/stick"))
    stage.page.on_stick()
    assert stage.tab(WaitingPage).table.rows_model.rowCount() == 1
    assert stage.asked.questions[-1][0] == "tell"


def test_nothing_happens_without_a_folder(stage: Stage) -> None:
    stage.page.on_stick()
    stage.asked.will_answer(True, None)
    stage.page.on_stick()
    assert stage.asked.texts[-1] == "The folder on the stick"
