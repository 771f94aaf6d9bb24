"""Where keys and peppers are kept: the operating system's store, or files that only this account may read.

A secret is bytes under a name. Its value is never in a repr, a log or an exception. Which store a data folder
uses is decided once and seen from what lies there: a store that is away for a moment must never look like a
fresh start, for a second key would lock the desk out of its own records.
Files are plain, one per secret, or sealed by a passphrase, all in one (`sealed_keys`): where there is a sealed file it
alone counts.
"""

from __future__ import annotations

import base64
import enum
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from desk_app.services.core.errors import KeysLocked, StorageTrouble
from desk_app.services.core.passphrase import check_passphrase
from desk_app.services.core.private_files import (
    DRAFT,
    private_folder,
    read_private,
    sync_folder,
    wipe,
    write_private,
)
from desk_app.services.core.sealed_keys import SealKey, SecretsGone, SecretsTrouble, damaged
from desk_app.services.core.words import N_

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PLAIN = b"plain 1\n"
_FILE = ".secret"
_SEALED = "keys.sealed"
_WITNESS = ".in-keyring"
_GOOD_KEYRING = 1
"""The least priority of a backend that the keyring library recommends; plain files and "none" are below."""
_PATIENCE_S = 10.0
"""How long a change of the keys waits for another program's."""
_log = logging.getLogger("secrets")


class Kept(enum.Enum):
    """Where the keys of a desk are, as people are told."""

    WINDOWS = "windows"
    KEYRING = "keyring"
    PROTECTED = "protected"
    LEFT_OPEN = "left-open"
    """Protected, but a plain file lies beside it still."""
    OPEN = "open"


class SecretStore(Protocol):
    """Named secrets of one data folder."""

    @property
    def where(self) -> str:
        """`keyring` or `files`: for the log, the settings page and the self-test."""
        ...

    def get(self, name: str) -> bytes | None:
        """The secret, or None if it was never put. Raises EnvironmentTrouble if it cannot be read."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret, replacing one of that name. It is safe once this returns."""
        ...

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The secret; at the first call what `make` gives, kept. Two callers at once get the same one."""
        ...


def open_secret_store(folder: Path, service_name: str) -> SecretStore:
    """The store of this data folder: the one it already uses, else the keyring if there is a real one, else
    files.

    `service_name` tells data folders apart in the keyring. Raises EnvironmentTrouble if the folder cannot be
    made.
    """
    files = FileStore(folder)
    if files.protected or any(folder.glob(f"*{_FILE}")):
        return files
    if any(folder.glob(f"*{_WITNESS}")) or keyring_is_real():
        return KeyringStore(service_name, folder)
    return files


def service_name(root: Path) -> str:
    """Under which name the operating system keeps the secrets of a data folder."""
    return f"desk-app {root}"


def kept_in(store: SecretStore) -> Kept:
    """Where a store keeps its secrets."""
    if isinstance(store, FileStore):
        return store.kept
    return Kept.WINDOWS if sys.platform == "win32" else Kept.KEYRING


class FileStore:
    """Files, 0600 in a folder 0700, written whole or not at all. Links are refused.

    Plain there is one file per secret; sealed there is one for all, which opens with its passphrase.
    """

    where = "files"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sealed = folder / _SEALED
        self.changed: Callable[[], object] | None = None
        """Called after a secret was put: what holds copies follows."""
        self._keys: tuple[SealKey, ...] = ()
        """Newest first. While the passphrase changes there are two, for a rename decides which one counts."""
        self._lock = threading.RLock()
        with _told():
            private_folder(folder)

    def __repr__(self) -> str:
        return "FileStore()"

    @property
    def protected(self) -> bool:
        """Whether the secrets are sealed by a passphrase."""
        return os.path.lexists(self._sealed)

    @property
    def locked(self) -> bool:
        """Whether the passphrase is needed first."""
        return self.protected and not self._keys

    def need_open(self) -> None:
        """Raise KeysLocked while the passphrase is needed first."""
        if self.locked:
            raise KeysLocked(
                N_("The keys of this desk are protected by a passphrase, which is needed first.")
            )

    @property
    def kept(self) -> Kept:
        """How well the files are kept."""
        if not self.protected:
            return Kept.OPEN
        return Kept.LEFT_OPEN if self._plain_names() else Kept.PROTECTED

    def get(self, name: str) -> bytes | None:
        """See SecretStore. Raises KeysLocked before `unlock`."""
        _checked(name)
        with _told(), self._lock:
            raw = self._raw()
            return self._read_plain(name) if raw is None else self._fitting(raw).open(raw).get(name)

    def put(self, name: str, secret: bytes) -> None:
        """See SecretStore."""
        _checked(name)
        with _told(), self._turn():
            self._write(name, secret)
        _call(self.changed)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """See SecretStore."""
        secret = self.get(name)
        if secret is not None:
            return secret
        with _told(), self._turn():
            secret = self.get(name)  # maybe another's, who came first
            if secret is None:
                secret = make()
                self._write(name, secret)
        _call(self.changed)
        return secret

    def everything(self) -> dict[str, bytes]:
        """All secrets by name. Raises KeysLocked before `unlock`."""
        with _told(), self._lock:
            return self._all()

    def put_all(self, secrets: Mapping[str, bytes], passphrase: str) -> None:
        """Put these in the place of whatever is there, sealed by a new passphrase: the old one is not needed.

        One rename decides. Raises UserError for a weak passphrase, StorageTrouble.
        """
        check_passphrase(passphrase)
        with _told():
            key = SealKey.make(passphrase)
            with self._turn():
                write_private(self._sealed, key.seal(secrets))
                self._keys = (key,)
                self._tidy()

    def unlock(self, passphrase: str) -> None:
        """Open the sealed file for this object, and finish what a cut left undone. Takes a few tenths of a second.

        Does nothing where no passphrase is set. Raises WrongPassphrase, SecretsTrouble for a damaged file.
        """
        with _told():
            key = self._key_for(passphrase)
            if key is None:
                return
            with self._turn():
                self._keys = (key,)
                self._tidy()

    def protect(self, passphrase: str, present: str = "") -> None:
        """Seal all secrets by a passphrase, as strongly as is right today; where one is set, `present` must be it.

        Cut short at any moment the old or the new state is there, whole: one rename decides. The plain files are
        overwritten and deleted after it. Raises UserError for a weak passphrase, WrongPassphrase, StorageTrouble.
        """
        check_passphrase(passphrase)
        with _told():
            old = self._key_for(present)
            new = SealKey.make(passphrase)
            with self._turn():
                self._keys = (new,) if old is None else (new, old)
                write_private(self._sealed, new.seal(self._all()))
                self._tidy()

    def unprotect(self, present: str) -> None:
        """Keep the secrets in plain files again. The sealed file counts until all of them are written.

        Raises WrongPassphrase, StorageTrouble.
        """
        with _told():
            key = self._key_for(present)
            if key is None:
                return
            with self._turn():
                self._keys = (key,)
                for name, secret in self._all().items():
                    write_private(self._path(name), _PLAIN + secret)
                self._sealed.unlink()
                sync_folder(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / (_checked(name) + _FILE)

    def _key_for(self, passphrase: str) -> SealKey | None:
        """The key that opens the sealed file; None where there is none."""
        raw = self._raw()
        if raw is None:
            return None
        key = SealKey.of(raw, passphrase)
        key.open(raw)
        return key

    def _raw(self) -> bytes | None:
        """The sealed file; None where there is none."""
        try:
            return read_private(self._sealed)
        except FileNotFoundError:
            return None

    def _fitting(self, raw: bytes) -> SealKey:
        self.need_open()
        key = next((one for one in self._keys if one.fits(raw)), None)
        if key is None:
            raise KeysLocked(
                N_("The passphrase of the keys was changed by another program. Start this one again.")
            )
        return key

    def _read_plain(self, name: str) -> bytes | None:
        try:
            content = read_private(self._path(name))
        except FileNotFoundError:
            return None
        if not content.startswith(_PLAIN):
            raise damaged()
        return content[len(_PLAIN) :]

    def _plain_names(self) -> list[str]:
        return [path.name.removesuffix(_FILE) for path in sorted(self._folder.glob(f"*{_FILE}"))]

    def _all(self) -> dict[str, bytes]:
        raw = self._raw()
        if raw is not None:
            return self._fitting(raw).open(raw)
        plain = {name: self._read_plain(name) for name in self._plain_names()}
        return {name: secret for name, secret in plain.items() if secret is not None}

    def _write(self, name: str, secret: bytes) -> None:
        if self.protected:
            self._tidy()
            self._reseal({**self._all(), name: secret})
        else:
            write_private(self._path(name), _PLAIN + secret)

    def _reseal(self, secrets: Mapping[str, bytes]) -> None:
        key = self._fitting(read_private(self._sealed))
        write_private(self._sealed, key.seal(secrets))

    def _tidy(self) -> None:
        """Beside the sealed file nothing plain stays: what is not in it is taken in, then all is wiped.

        A plain file that says something else than the sealed one was put there by somebody: it is left to her. What
        cannot be wiped now is tried again at the next start; the supervisor's page says so meanwhile.
        """
        held = self._all()
        plain = {name: read_private(self._path(name)) for name in self._plain_names()}
        said = {name: text[len(_PLAIN) :] for name, text in plain.items() if text.startswith(_PLAIN)}
        if set(said) - set(held):
            held = {**said, **held}
            self._reseal(held)
        foreign = {name for name, secret in said.items() if secret != held[name]}
        useless = [self._path(name) for name in plain if name not in foreign]
        try:
            for path in (*useless, *self._folder.glob(f"*{DRAFT}")):
                wipe(path)
        except OSError:
            _log.warning("a plain copy of a key could not be wiped")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One writer at a time, of all programs."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(
                self._folder.with_name(self._folder.name + ".lock"), timeout=_PATIENCE_S, mode=0o600
            ):
                yield
        except Timeout:
            raise SecretsTrouble(
                N_("Another program is at work on the keys of this desk. Try again.")
            ) from None


class KeyringStore:
    """The operating system's store, of this user account. A witness file per secret says that it must be
    there. What was read or put is remembered: asking the system takes milliseconds, and one program at a time has
    the data folder open, so nobody else replaces it.
    """

    where = "keyring"

    def __init__(self, service_name: str, folder: Path) -> None:
        self._service = service_name
        self._folder = folder
        self._known: dict[str, bytes] = {}
        self.changed: Callable[[], object] | None = None
        """Called after a secret was put: what holds copies follows."""
        with _told():
            private_folder(folder)

    def __repr__(self) -> str:
        return "KeyringStore()"

    def get(self, name: str) -> bytes | None:
        """See SecretStore. A secret that was put and is gone (another account, store reset) is a
        SecretsTrouble.
        """
        if name in self._known:
            return self._known[name]
        import keyring
        from keyring.errors import KeyringError, NoKeyringError

        try:
            text = keyring.get_password(self._service, _checked(name))
        except NoKeyringError:
            raise _gone() from None
        except KeyringError:
            raise _locked() from None
        if text is not None:
            self._known[name] = base64.b64decode(text)
            return self._known[name]
        if self._witness(name).exists():
            raise _gone()
        return None

    def put(self, name: str, secret: bytes) -> None:
        """See SecretStore."""
        import keyring
        from keyring.errors import KeyringError

        self._known.pop(name, None)  # whatever of it goes wrong, the store is asked again
        try:
            keyring.set_password(self._service, _checked(name), base64.b64encode(secret).decode("ascii"))
        except KeyringError:
            raise _locked() from None
        with _told():
            write_private(self._witness(name), b"")
        _call(self.changed)

    def everything(self) -> dict[str, bytes]:
        """All secrets by name, as far as there are witnesses. Raises what `get` raises."""
        names = [path.name.removesuffix(_WITNESS) for path in sorted(self._folder.glob(f"*{_WITNESS}"))]
        found = {name: self.get(name) for name in names}
        return {name: secret for name, secret in found.items() if secret is not None}

    def forget_witnesses(self) -> None:
        """This folder's secrets are elsewhere now."""
        with _told():
            for path in self._folder.glob(f"*{_WITNESS}"):
                path.unlink(missing_ok=True)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """See SecretStore. One window per data folder (its lock) keeps two callers apart."""
        secret = self.get(name)
        if secret is None:
            secret = make()
            self.put(name, secret)
        return secret

    def _witness(self, name: str) -> Path:
        return self._folder / (_checked(name) + _WITNESS)


def keyring_is_real() -> bool:
    """Whether the operating system has a secret store that is more than a plain file, and answers."""
    try:
        import keyring

        if keyring.get_keyring().priority < _GOOD_KEYRING:
            return False
        keyring.get_password("desk-app", "is-anybody-there")
    except Exception:  # backends raise what their platform raises; any of it means: not usable
        return False
    return True


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("a secret's name has small letters, digits and hyphens")
    return name


def _call(changed: Callable[[], object] | None) -> None:
    if changed is not None:
        changed()


def _gone() -> SecretsGone:
    return SecretsGone(
        N_(
            "The key store of this user account lacks this desk's keys. Sign in to the PC as the "
            "user who set up the program, or restore from a backup. Nothing was changed."
        )
    )


def _locked() -> SecretsTrouble:
    return SecretsTrouble(
        N_("The key store of this PC is locked or does not answer. Unlock it and try again.")
    )


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses, in the words of the desk."""
    try:
        yield
    except OSError as error:
        # Without the path: it may carry a user's name.
        cause = os.strerror(error.errno) if error.errno else type(error).__name__
        raise StorageTrouble(
            N_("The folder for this desk's keys cannot be used: {cause}"), cause=cause
        ) from None
