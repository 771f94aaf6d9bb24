"""A desk whose keys a keyring of the tests keeps: its database is worth encrypting."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.secrets import KeyringStore, service_name
from tests.fakes import FakeClock, FakeSecrets


class MemoryKeyring(KeyringBackend):
    """A key store that a test can empty, as a replaced user account does."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before, ring = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


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
