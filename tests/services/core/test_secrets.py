"""The secret store: private files, links refused, one secret for all comers, nothing shown."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from desk_app.services.core import secrets
from desk_app.services.core.errors import EnvironmentTrouble, StorageTrouble
from desk_app.services.core.paths import resources
from desk_app.services.core.secrets import (
    FileStore,
    KeyringStore,
    SecretStore,
    SecretsTrouble,
    keyring_is_real,
    open_secret_store,
)
from desk_app.services.core.words import CHINESE, load_words

SECRET = b"\x00top secret\xff"


class MemoryKeyring(KeyringBackend):
    """A keyring that works, until it is locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError("locked: " + "".join(self.held.values()))
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringError("locked: " + password)
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


# The library takes any class of its kind that is loaded for a key store of this PC. This one is only where a test says
# so: another process would not find in it what a test kept there unawares.
KeyringBackend._classes.discard(MemoryKeyring)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "secrets"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(keyring, "get_password", backend.get_password)
    monkeypatch.setattr(keyring, "set_password", backend.set_password)
    return backend


@pytest.fixture(params=["files", "keyring"])
def store(request: pytest.FixtureRequest, folder: Path, ring: MemoryKeyring) -> SecretStore:
    return FileStore(folder) if request.param == "files" else KeyringStore("desk", folder)


def test_secrets_come_back(store: SecretStore) -> None:
    assert store.get("pass-key") is None
    store.put("pass-key", SECRET)
    assert store.get("pass-key") == SECRET
    store.put("pass-key", b"")
    assert store.get("pass-key") == b""
    assert store.get("sync-key") is None


def test_a_secret_is_made_once(store: SecretStore) -> None:
    assert store.get_or_make("pepper", lambda: SECRET) == SECRET
    assert store.get_or_make("pepper", lambda: b"another") == SECRET


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "x" * 41, "a.b", "-a", "a\n"])
def test_names_cannot_leave_the_folder(store: SecretStore, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        store.put(name, SECRET)
    with pytest.raises(ValueError, match="name"):
        store.get(name)


def test_it_says_which_it_is_and_nothing_else(store: SecretStore) -> None:
    store.put("pass-key", SECRET)
    assert store.where in ("files", "keyring")
    assert repr(store) in ("FileStore()", "KeyringStore()")


posix = pytest.mark.skipif(os.name != "posix", reason="permissions are kept by other means there")


@posix
def test_files_are_private(folder: Path) -> None:
    FileStore(folder).put("pass-key", SECRET)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@posix
def test_wide_permissions_are_narrowed(folder: Path) -> None:
    FileStore(folder).put("pass-key", SECRET)
    (file,) = folder.iterdir()
    folder.chmod(0o755)
    file.chmod(0o644)
    assert FileStore(folder).get("pass-key") == SECRET
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@posix
def test_links_are_refused(folder: Path, tmp_path: Path) -> None:
    store = FileStore(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"plain 1\nplanted")
    (folder / "pass-key.secret").symlink_to(elsewhere)
    attempts: list[Callable[[], object]] = [
        lambda: store.get("pass-key"),
        lambda: store.put("pass-key", SECRET),
        lambda: store.get_or_make("pass-key", lambda: SECRET),
    ]
    for attempt in attempts:
        with pytest.raises(StorageTrouble):
            attempt()
    assert elsewhere.read_bytes() == b"plain 1\nplanted"
    link = tmp_path / "link"
    link.symlink_to(folder)
    for kind in (FileStore, lambda place: KeyringStore("desk", place)):
        with pytest.raises(StorageTrouble):
            kind(link)


def test_what_is_no_file_is_refused(folder: Path) -> None:
    store = FileStore(folder)
    (folder / "pass-key.secret").mkdir()
    with pytest.raises(StorageTrouble):
        store.get("pass-key")


def test_a_damaged_file_is_told_and_kept(folder: Path) -> None:
    store = FileStore(folder)
    (folder / "pass-key.secret").write_bytes(b"pla")
    with pytest.raises(SecretsTrouble):
        store.get_or_make("pass-key", lambda: SECRET)
    assert (folder / "pass-key.secret").read_bytes() == b"pla"


def test_a_failed_write_keeps_the_old_secret_and_leaves_no_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore(folder)
    store.put("pass-key", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble) as caught:
        store.put("pass-key", SECRET)
    assert caught.value.values == {"cause": "No space left on device"}
    monkeypatch.undo()
    assert store.get("pass-key") == b"old"
    assert len(list(folder.iterdir())) == 1


def test_two_callers_at_once_get_the_same_secret(folder: Path) -> None:
    found: set[bytes] = set()
    barrier = threading.Barrier(8)

    def ask(number: int) -> None:
        store = FileStore(folder)
        barrier.wait(10)
        found.add(store.get_or_make("pepper", lambda: bytes([number])))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageTrouble):
        open_secret_store(tmp_path / "file" / "secrets", "desk")


def test_the_choice_between_the_stores(folder: Path, ring: MemoryKeyring) -> None:
    store = open_secret_store(folder, "desk")
    assert store.where == "keyring"
    store.put("pass-key", SECRET)
    ring.locked = True  # not a reason to begin anew in files
    again = open_secret_store(folder, "desk")
    assert again.where == "keyring"
    attempts: list[Callable[[], object]] = [
        lambda: again.get("pass-key"),
        lambda: again.put("pass-key", b"new"),
    ]
    for attempt in attempts:
        with pytest.raises(SecretsTrouble) as caught:
            attempt()
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_files_stay_files_when_a_keyring_appears(folder: Path, ring: MemoryKeyring) -> None:
    ring.locked = True
    store = open_secret_store(folder, "desk")
    assert store.where == "files"
    store.put("pass-key", SECRET)
    ring.locked = False
    assert open_secret_store(folder, "desk").get("pass-key") == SECRET


def test_another_account_of_the_pc_does_not_make_a_second_key(folder: Path, ring: MemoryKeyring) -> None:
    open_secret_store(folder, "desk").put("pass-key", SECRET)
    ring.held.clear()
    with pytest.raises(EnvironmentTrouble, match="user account"):
        open_secret_store(folder, "desk").get_or_make("pass-key", lambda: b"second")
    assert ring.held == {}


def test_a_keyring_that_is_only_a_file_does_not_count(
    ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keyring_is_real()
    monkeypatch.setattr(MemoryKeyring, "priority", 0.5)
    assert not keyring_is_real()


def test_a_keyring_folder_that_cannot_be_written_is_told(
    folder: Path, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = KeyringStore("desk", folder)
    (folder / "pass-key.in-keyring").mkdir()
    with pytest.raises(StorageTrouble):
        store.put("pass-key", SECRET)


def test_every_sentence_is_there_in_chinese() -> None:
    import ast

    tree = ast.parse(Path(secrets.__file__).read_text(encoding="utf-8"))
    texts = [
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
        if isinstance(node.args[0], ast.Constant)
    ]
    chinese = load_words(CHINESE, resources() / "i18n")
    assert len(texts) == 6
    assert all(chinese.knows(text) for text in texts)


def test_no_keyring_of_a_test_is_taken_for_this_pcs() -> None:
    found = {type(one) for one in keyring.backend.get_all_keyring()}
    assert not [kind for kind in found if kind.__module__.startswith("tests.")]
