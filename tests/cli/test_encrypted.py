"""Commands on encrypted records: the passphrase opens them, without it they say what is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.key_commands import VARIABLE
from desk_app.services import assembly
from desk_app.services.core import sealed_keys
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.sealed_keys import Strength
from desk_app.services.core.secrets import FileStore
from desk_app.services.db.cipher import is_plain
from desk_app.services.trust.recovery import RecoveryCodes

WORDS = "kite lamp river moss"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def encrypted(closed: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A closed desk whose passphrase encrypted its records at the last start."""
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))
    monkeypatch.delenv(VARIABLE, raising=False)
    FileStore(closed.secrets).protect(WORDS)
    services = assembly.open_services(
        closed, secrets=assembly.unlocked_keys(closed, WORDS), converting=lambda: None
    )
    services.get(RecoveryCodes).make(SYSTEM)
    services.bench.database.close()
    assert not is_plain(closed.database)
    return closed


def test_the_passphrase_is_given_once(
    run: Run, encrypted: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (("check",), ("backup",), ("restore", "latest")):
        monkeypatch.setenv(VARIABLE, WORDS)
        code, said = run(*command, "--json")
        answer = json.loads(said.splitlines()[-1])
        assert (code, answer["ok"]) == (0, True), said
        if command == ("check",):
            assert answer["keys_looked_at"] is True
    assert not is_plain(encrypted.database)


def test_without_it_nothing_is_read(run: Run, encrypted: DataFolder) -> None:
    for command in (("check",), ("backup",), ("restore", "latest")):
        code, said = run(*command)
        assert code == 3 and "--passphrase-file" in said, command


def test_a_stolen_copy_without_keys_says_what_helps(run: Run, encrypted: DataFolder, tmp_path: Path) -> None:
    for path in encrypted.secrets.iterdir():
        path.unlink()
    for command in (("check",), ("backup",), ("pass", "verify", "1")):
        code, said = run(*command)
        assert code == 3 and "recovery code" in said, command
    assert not [path for path in encrypted.secrets.iterdir() if path.name != "keys.lock"]
