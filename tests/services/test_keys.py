"""A desk without its keys is not opened as if nothing were wrong."""

from __future__ import annotations

import stat
import sys

import pytest

from desk_app.services import assembly
from desk_app.services.assembly import KeysMissing
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from tests.fakes import FakeClock, FakeSecrets


def test_missing_keys_are_told_and_no_new_ones_are_made(
    desk: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets
) -> None:
    desk.bench.database.close()
    nothing = FakeSecrets()
    with pytest.raises(KeysMissing, match="keys of this desk are missing"):
        assembly.open_services(folder, clock=clock, secrets=nothing)
    assert nothing.get("pin-pepper") is None
    assembly.open_services(folder, clock=clock, secrets=secrets).bench.database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_the_owner_looks_into_the_data_folder(desk: Services, folder: DataFolder) -> None:
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
