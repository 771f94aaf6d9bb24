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
from tests.services.headoffice.postgres import NoServer, PostgresServer, running_server

Admit = Callable[[int, int], PaperDesk]
MakeOffice = Callable[..., HeadOffice]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def share(tmp_path: Path) -> PlainShare:
    return PlainShare(tmp_path / "share")


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; where there can be none the tests that want it are skipped, and say why."""
    try:
        with running_server() as running:
            yield running
    except NoServer as why:
        pytest.skip(f"PostgreSQL: {why}")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Both stores, one after the other."""
    if request.param == "sqlite":
        return None
    running: PostgresServer = request.getfixturevalue("server")
    return running.emptied()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock, url: str | None) -> Iterator[HeadOffice]:
    folder = tmp_path / "office"
    made = HeadOffice.init(folder, "总部", url=url, clock=clock, secrets=FileStore(tmp_path / "keys"))
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
