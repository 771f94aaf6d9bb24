"""A command line in hand: what was said, and the exit code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk_app import cli
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import FileStore
from tests.fakes import FakeSecrets


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: DataFolder) -> Callable[..., tuple[int, str]]:
    """Carries out a command line on `folder`; gives exit code and what was said."""

    def carry_out(*arguments: str, lang: str = "en") -> tuple[int, str]:
        try:
            code = cli.main(["--data", str(folder.root), "--lang", lang, *arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out + said.err

    return carry_out


@pytest.fixture
def closed(desk: Services, folder: DataFolder, secrets: FakeSecrets) -> DataFolder:
    """A desk as it lies on the disk, with its keys."""
    desk.bench.database.close()
    store = FileStore(folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    return folder
