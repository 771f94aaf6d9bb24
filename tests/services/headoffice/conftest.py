from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.sync.names import Party
from tests.fakes import FakeClock
from tests.services.headoffice.desks import PaperDesk
from tests.services.headoffice.folder_share import PlainShare

Admit = Callable[[int, int], PaperDesk]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def share(tmp_path: Path) -> PlainShare:
    return PlainShare(tmp_path / "share")


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[HeadOffice]:
    folder = tmp_path / "office"
    made = HeadOffice.init(folder, "总部", clock=clock, secrets=FileStore(tmp_path / "keys"))
    yield made
    made.close()


@pytest.fixture
def admit(office: HeadOffice) -> Admit:
    """Admit a desk of a building."""

    def admitted(site: int = 1, desk: int = 1) -> PaperDesk:
        made = PaperDesk(office, Party(site, desk))
        office.admit(made.card())
        return made

    return admitted
