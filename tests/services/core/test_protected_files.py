"""Files protected by a passphrase: setting, changing and taking it away, cut short at every step."""

from __future__ import annotations

import base64
import logging
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk_app.services.core import private_files, sealed_keys
from desk_app.services.core.errors import EnvironmentTrouble, KeysLocked, UserError
from desk_app.services.core.sealed_keys import Strength, WrongPassphrase, strength_of
from desk_app.services.core.secrets import FileStore, Kept, SecretsTrouble, kept_in, open_secret_store

OLD, NEW = "kite lamp river moss", "quilt 94 hotel november"
HELD = {
    "pass-key": b"\x01seed-of-passes\xfe" * 2,
    "sync-key": b"\x02seed-of-records" * 2,
    "pin-pepper": b"\x03p" * 16,
}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(time=1, memory_kib=32, lanes=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    store = FileStore(folder)
    for name, secret in HELD.items():
        store.put(name, secret)
    return folder


def all_of(store: FileStore) -> dict[str, bytes | None]:
    return {name: store.get(name) for name in HELD}


def opened(folder: Path, passphrase: str) -> FileStore:
    store = FileStore(folder)
    store.unlock(passphrase)
    return store


def plain_bytes(folder: Path) -> list[str]:
    """Where a secret can be read, in whatever way it may be written."""
    shapes = [
        shape
        for secret in HELD.values()
        for shape in (secret, secret.hex().encode(), base64.b64encode(secret))
    ]
    return [
        path.name
        for path in folder.parent.rglob("*")
        if path.is_file() and any(s in path.read_bytes() for s in shapes)
    ]


def test_there_and_back(folder: Path) -> None:
    store = FileStore(folder)
    assert kept_in(store) is Kept.OPEN
    assert plain_bytes(folder) != []
    store.protect(OLD)
    assert kept_in(store) is Kept.PROTECTED
    assert all_of(store) == HELD, "who set it goes on working"
    assert plain_bytes(folder) == []
    assert [path.name for path in folder.iterdir()] == ["keys.sealed"]
    assert all_of(opened(folder, OLD)) == HELD
    store.protect(NEW, OLD)
    assert all_of(store) == all_of(opened(folder, NEW)) == HELD
    store.unprotect(NEW)
    assert all_of(store) == all_of(FileStore(folder)) == HELD
    assert not (folder / "keys.sealed").exists()


def test_nothing_is_given_before_the_passphrase(folder: Path) -> None:
    FileStore(folder).protect(OLD)
    store = FileStore(folder)
    assert store.locked
    attempts: list[Callable[[], object]] = [
        lambda: store.get("pass-key"),
        lambda: store.put("pass-key", b"new"),
        lambda: store.get_or_make("another", lambda: b"new"),
        store.need_open,
    ]
    for attempt in attempts:
        with pytest.raises(KeysLocked):
            attempt()
    for wrong in ("", NEW, OLD[:-1]):
        with pytest.raises(WrongPassphrase):
            store.unlock(wrong)
    assert store.locked
    store.unlock(OLD)
    assert all_of(store) == HELD


def test_new_secrets_are_sealed_too(folder: Path) -> None:
    store = FileStore(folder)
    store.protect(OLD)
    store.put("pass-key", b"renewed" * 5)
    assert store.get_or_make("field-key", lambda: b"made" * 8) == b"made" * 8
    again = opened(folder, OLD)
    assert again.get("pass-key") == b"renewed" * 5
    assert again.get("field-key") == b"made" * 8
    assert again.get("never") is None
    assert [path.name for path in folder.iterdir()] == ["keys.sealed"]


def test_the_present_one_is_asked_for(folder: Path) -> None:
    store = FileStore(folder)
    store.protect(OLD)
    before = (folder / "keys.sealed").read_bytes()
    for attempt in (
        lambda: store.protect(NEW),
        lambda: store.protect(NEW, NEW),
        lambda: store.unprotect(NEW),
    ):
        with pytest.raises(WrongPassphrase):
            attempt()
    with pytest.raises(UserError, match="easy"):
        store.protect("aaaaaaaaaaaaaa", OLD)
    assert (folder / "keys.sealed").read_bytes() == before


def test_a_folder_without_secrets_may_be_protected(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "secrets")
    store.unlock("whatever")
    store.unprotect("whatever")
    store.protect(OLD)
    store.get_or_make("pin-pepper", lambda: HELD["pin-pepper"])
    assert opened(tmp_path / "secrets", OLD).get("pin-pepper") == HELD["pin-pepper"]
    assert plain_bytes(tmp_path / "secrets") == []


def test_the_strength_rises_with_the_next_passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(folder)
    store.protect(OLD)
    stronger = Strength(time=2, memory_kib=64, lanes=2)
    monkeypatch.setattr(sealed_keys, "STRENGTH", stronger)
    store.put("pass-key", HELD["pass-key"])
    assert strength_of((folder / "keys.sealed").read_bytes()) != stronger
    assert all_of(opened(folder, OLD)) == HELD
    store.protect(NEW, OLD)
    assert strength_of((folder / "keys.sealed").read_bytes()) == stronger


@pytest.mark.skipif(os.name != "posix", reason="permissions are kept by other means there")
def test_only_the_owner_reads_it(folder: Path) -> None:
    FileStore(folder).protect(OLD)
    sealed = folder / "keys.sealed"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    folder.chmod(0o755)
    sealed.chmod(0o644)
    store = opened(folder, OLD)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    store.unprotect(OLD)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_link_in_place_of_it_is_refused(folder: Path, tmp_path: Path) -> None:
    FileStore(folder).protect(OLD)
    (folder / "keys.sealed").rename(tmp_path / "elsewhere")
    (folder / "keys.sealed").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentTrouble):
        FileStore(folder).unlock(OLD)


def test_a_damaged_one_is_told_and_kept(folder: Path) -> None:
    FileStore(folder).protect(OLD)
    sealed = folder / "keys.sealed"
    broken = sealed.read_bytes()[:-1]
    sealed.write_bytes(broken)
    with pytest.raises(SecretsTrouble, match="damaged"):
        FileStore(folder).unlock(OLD)
    with pytest.raises(EnvironmentTrouble):
        FileStore(folder).get_or_make("pin-pepper", lambda: b"second")
    assert sealed.read_bytes() == broken


def test_the_store_is_files_where_a_sealed_file_lies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desk_app.services.core import secrets

    FileStore(folder).protect(OLD)
    monkeypatch.setattr(secrets, "keyring_is_real", lambda: True)
    assert open_secret_store(folder, "desk").where == "files"


def test_another_program_changed_it(folder: Path) -> None:
    FileStore(folder).protect(OLD)
    mine = opened(folder, OLD)
    opened(folder, OLD).protect(NEW, OLD)
    with pytest.raises(KeysLocked, match="another program"):
        mine.get("pass-key")
    with pytest.raises(KeysLocked):
        mine.put("pass-key", b"x")
    opened(folder, NEW).unprotect(NEW)
    assert all_of(mine) == HELD


def test_a_plain_program_and_a_protecting_one_lose_no_secret(folder: Path) -> None:
    """One makes new secrets while the other seals: each is found again."""
    store, made = FileStore(folder), {f"made-{number}": bytes([number]) * 32 for number in range(20)}

    def make() -> None:
        other = FileStore(folder)
        for name, secret in made.items():
            try:
                other.put(name, secret)
            except KeysLocked:
                return
            written.append(name)

    written: list[str] = []
    thread = threading.Thread(target=make)
    thread.start()
    store.protect(OLD)
    thread.join(10)
    again = opened(folder, OLD)
    assert {name: again.get(name) for name in written} == {name: made[name] for name in written}
    assert [path.name for path in folder.iterdir()] == ["keys.sealed"]


def test_what_somebody_put_beside_it_is_left_and_told(
    folder: Path, expected_logs: Callable[[str], None]
) -> None:
    store = FileStore(folder)
    store.protect(OLD)
    (folder / "pass-key.secret").write_bytes(b"plain 1\nanother desk's")
    (folder / "extra.secret").write_bytes(b"plain 1\nonly here")
    (folder / "sync-key.secret").write_bytes(bytes(40))
    again = opened(folder, OLD)
    assert again.get("pass-key") == HELD["pass-key"], "the sealed file alone counts"
    assert again.get("extra") == b"only here"
    assert sorted(path.name for path in folder.iterdir()) == ["keys.sealed", "pass-key.secret"]
    assert kept_in(again) is Kept.LEFT_OPEN


def test_a_plain_copy_that_cannot_be_wiped_is_told_and_wiped_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: Callable[[str], None]
) -> None:
    from desk_app.services.core import secrets

    expected_logs("could not be wiped")

    def refuse(_path: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(secrets, "wipe", refuse)
    store = FileStore(folder)
    store.protect(OLD)
    assert kept_in(store) is Kept.LEFT_OPEN
    monkeypatch.undo()
    monkeypatch.setattr(sealed_keys, "STRENGTH", Strength(1, 32, 1))
    assert kept_in(opened(folder, OLD)) is Kept.PROTECTED
    assert plain_bytes(folder) == []


class PowerCut(BaseException):
    """The PC goes off: nothing after it happens."""


OS_CALLS = ("open", "fsync", "replace", "unlink", "fdopen", "close", "rename")


@contextmanager
def cut_at(call: int) -> Iterator[list[str]]:
    """Lets so many calls of the operating system through, and none after them."""
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:

        def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def called(*args: Any, **kwargs: Any) -> Any:
                if len(done) >= call:
                    raise PowerCut(name)
                done.append(name)
                return real(*args, **kwargs)

            return called

        for name in OS_CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        yield done


def count_calls(act: Callable[[], object]) -> int:
    with cut_at(10_000) as done:
        act()
    return len(done)


def state(folder: Path) -> str:
    """Which passphrase holds after a cut: every secret must come with it."""
    store = FileStore(folder)
    if not store.protected:
        assert all_of(store) == HELD
        return "plain"
    for words in (OLD, NEW):
        try:
            store.unlock(words)
        except WrongPassphrase:
            continue
        assert all_of(store) == HELD
        assert plain_bytes(folder) == [], "the next start finishes what the cut left"
        assert [path.name for path in folder.iterdir()] == ["keys.sealed"]
        return words
    raise AssertionError("neither passphrase opens it")


ACTS: list[tuple[str, Callable[[FileStore], object], str, str]] = [
    ("set", lambda store: store.protect(OLD), "plain", OLD),
    ("change", lambda store: store.protect(NEW, OLD), OLD, NEW),
    ("remove", lambda store: store.unprotect(OLD), OLD, "plain"),
    ("put", lambda store: store.put("pin-pepper", HELD["pin-pepper"]), OLD, OLD),
]


@pytest.mark.parametrize(("act", "before", "after"), [one[1:] for one in ACTS], ids=[one[0] for one in ACTS])
def test_a_cut_at_every_step_leaves_the_old_or_the_new_state(
    tmp_path: Path, act: Callable[[FileStore], object], before: str, after: str
) -> None:
    def prepared(name: str) -> FileStore:
        store = FileStore(tmp_path / name / "secrets")
        for secret_name, secret in HELD.items():
            store.put(secret_name, secret)
        if before == OLD:
            store.protect(OLD)
        return store

    whole = prepared("whole")
    steps = count_calls(lambda: act(whole))
    assert state(tmp_path / "whole" / "secrets") == after
    found = []
    for step in range(steps):
        store = prepared(str(step))
        with cut_at(step), pytest.raises(PowerCut):
            act(store)
        found.append(state(tmp_path / str(step) / "secrets"))
    assert set(found) <= {before, after}
    assert found == sorted(found, key=lambda one: one == after), "once new, never old again"
    assert found[0] == before
    assert steps > 5


@pytest.mark.parametrize(("act", "before", "after"), [one[1:] for one in ACTS], ids=[one[0] for one in ACTS])
def test_an_error_at_every_step_leaves_a_store_that_goes_on(
    tmp_path: Path,
    act: Callable[[FileStore], object],
    before: str,
    after: str,
    expected_logs: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that refuses one call, in a program that goes on: its own store still gives every secret."""
    if before == "plain":
        expected_logs("could not be wiped")
    for step in range(40):
        store = FileStore(tmp_path / str(step) / "secrets")
        for name, secret in HELD.items():
            store.put(name, secret)
        if before == OLD:
            store.protect(OLD)
        seen = 0

        def once(real: Callable[..., Any], at: int = step) -> Callable[..., Any]:
            def called(*args: Any, **kwargs: Any) -> Any:
                nonlocal seen
                seen += 1
                if seen == at + 1:
                    raise OSError(28, "No space left on device")
                return real(*args, **kwargs)

            return called

        with monkeypatch.context() as patch:
            for name in ("fsync", "replace", "unlink"):
                patch.setattr(os, name, once(getattr(os, name)))
            try:
                act(store)
            except EnvironmentTrouble:
                assert seen > step
        assert all_of(store) == HELD
        assert state(tmp_path / str(step) / "secrets") in (before, after)


def test_the_passphrase_is_nowhere_to_be_seen(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    store = FileStore(folder)
    store.protect(OLD)
    told = [repr(store), repr(store.__dict__), repr(opened(folder, OLD).__dict__)]
    for attempt in (
        lambda: store.unlock(NEW),
        lambda: store.protect("a" * 12, OLD),
        lambda: store.unprotect(NEW),
    ):
        with pytest.raises(Exception) as caught:
            attempt()
        told += [repr(caught.value), str(caught.value), repr(caught.value.__dict__)]
        assert caught.value.__cause__ is None
    everything = "\n".join([*told, caplog.text])
    for words in (OLD, NEW, "a" * 12):
        assert words not in everything
    assert all(words.encode() not in path.read_bytes() for path in folder.iterdir() for words in (OLD, NEW))
    assert all(secret.hex() not in everything and repr(secret) not in everything for secret in HELD.values())


def test_a_wiped_file_held_nothing_any_more(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"seed" * 8)
    other_name = tmp_path / "same-bytes"
    os.link(path, other_name)
    private_files.wipe(path)
    assert not path.exists()
    assert other_name.read_bytes() == bytes(32)
