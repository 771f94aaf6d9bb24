"""The duty log's page in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QDialog

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.core.words import ENGLISH
from desk_app.ui.i18n import set_language, speaker
from desk_app.ui.tabs.shift.duty_page import DutyPage
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.duty_log.duty_desk import DutyDesk
from tests.ui.tabs.conftest import Stage, settle


@dataclass
class DutyStage:
    """The page, the desk behind it, the window around it."""

    duty: DutyDesk
    stage: Stage
    page: DutyPage

    def read(self) -> None:
        """The page reads again, as the frame makes it when something changed."""
        self.page.load()
        settle()

    def dialog(self) -> QDialog:
        """The dialog in sight."""
        settle()
        return next(one for one in self.stage.window.findChildren(QDialog) if one.isVisible())

    def lines(self) -> list[str]:
        """What stands in the log's second column."""
        model = self.page.table.rows_model
        return [str(model.data(model.index(place, 1))) for place in range(model.rowCount())]


@pytest.fixture
def duty_stage(
    stage: Callable[[Actor], Stage], desk: Services, people: People, clock: FakeClock
) -> Iterator[Callable[..., DutyStage]]:
    """The page for somebody; the receptionist when nobody is named."""
    before = speaker.words
    set_language(ENGLISH)

    def make(actor: Actor | None = None) -> DutyStage:
        made = stage(actor or people.receptionist)
        page = DutyPage(made.ctx)
        made.show(page)
        return DutyStage(DutyDesk(desk, people, clock), made, page)

    yield make
    speaker.use(before)
