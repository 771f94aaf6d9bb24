"""A desk whose keys a keyring of the tests keeps: its database is worth encrypting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import KeyringStore, service_name
from tests.fakes import FakeClock, FakeSecrets
from tests.memory_keyring import MemoryKeyring, ring

__all__ = ["ring"]


@pytest.fixture
def plain(desk: Services, folder: DataFolder, secrets: FakeSecrets, ring: MemoryKeyring) -> DataFolder:
    """A closed desk of before: plain, its keys in the key store of the account."""
    desk.bench.database.close()
    store = KeyringStore(service_name(folder.root), folder.secrets)
    for name, secret in secrets.__dict__["_kept"].items():
        store.put(name, secret)
    return folder


@pytest.fixture
def sealed(plain: DataFolder, clock: FakeClock) -> Iterator[Services]:
    """The same desk after its next start: encrypted, open."""
    services = assembly.open_services(plain, clock=clock, converting=lambda: None)
    yield services
    services.bench.database.close()
