"""Head office's page on a real head office and a real folder, with work done at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.core.secrets import FileStore
from desk_app.services.core.settings import LocalSettings
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync import names
from desk_app.services.sync.names import Party
from desk_app.ui.headoffice.office_page import OfficePage
from desk_app.ui.headoffice.pages import Page
from desk_app.ui.headoffice.rounds import OfficeRounds
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare


class ClosingShare(PlainShare):
    """A folder that can be let go of."""

    closed = False

    def close(self) -> None:
        self.closed = True


@dataclass
class Stage:
    """The page, head office, its folder, and desks that ask."""

    office: HeadOffice
    share: ClosingShare
    page: OfficePage
    rounds: OfficeRounds
    asked: Asked
    tasks: InstantTasks

    def desk(self, site: int, number: int) -> PaperDesk:
        """A desk that put its card on the share."""
        one = PaperDesk(self.office, Party(site, number))
        raw = one.card()
        hash16 = hashlib.sha256(raw).hexdigest()[:16]
        self.share.create(f"{names.join(one.party)}/{names.card(hash16)}", raw)
        return one

    def admitted(self, site: int, number: int) -> PaperDesk:
        one = PaperDesk(self.office, Party(site, number))
        self.office.admit(one.card())
        return one

    def tab(self, kind: type[Any]) -> Any:
        """A page of it, in sight."""
        found = next(one for one in self.page.pages if isinstance(one, kind))
        self.page.tabs.setCurrentWidget(found)
        return found

    def choose(self, page: Page) -> None:
        page.table.selectRow(0)


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[HeadOffice]:
    store = FileStore(tmp_path / "keys")
    made = HeadOffice.init(tmp_path / "office", "云帆物业总部", clock=clock, secrets=store, share="/share")
    yield made
    made.close()


@pytest.fixture
def stage(office: HeadOffice, tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Stage]:
    share, tasks, asked = ClosingShare(tmp_path / "share"), InstantTasks(), Asked()
    rounds = OfficeRounds(tasks, lambda: office, lambda path: share, clock)
    page = OfficePage(rounds, asked, LocalSettings(tmp_path / "local.json"))
    qtbot.addWidget(page)
    page.resize(1180, 720)
    page.show()
    yield Stage(office, share, page, rounds, asked, tasks)
    rounds.stop()
