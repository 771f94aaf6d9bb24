"""Where keys and peppers are kept: the operating system's store, or files that only this account may read.

A secret is bytes under a name. Its value is never in a repr, a log or an exception. Which store a data folder
uses is decided once and seen from what lies there: a store that is away for a moment must never look like a
fresh start, for a second key would lock the desk out of its own records.
To protect files by a passphrase: a further first line of the file, beside `_PLAIN`.
"""

from __future__ import annotations

import base64
import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desk_app.services.core.errors import EnvironmentTrouble, StorageTrouble
from desk_app.services.core.words import N_

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PLAIN = b"plain 1\n"
_FILE = ".secret"
_WITNESS = ".in-keyring"
_MAX_BYTES = 65_536
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_GOOD_KEYRING = 1
"""The least priority of a backend that the keyring library recommends; plain files and "none" are below."""


class SecretsTrouble(EnvironmentTrouble):
    """The secret store cannot be used, or does not hold what it held. Nothing was replaced."""


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
    if any(folder.glob(f"*{_FILE}")):
        return files
    if any(folder.glob(f"*{_WITNESS}")) or keyring_is_real():
        return KeyringStore(service_name, folder)
    return files


class FileStore:
    """One file per secret, 0600 in a folder 0700, written whole or not at all. Links are refused."""

    where = "files"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            _private_folder(folder)
        except OSError as error:
            raise _storage_trouble(error) from None

    def __repr__(self) -> str:
        return "FileStore()"

    def get(self, name: str) -> bytes | None:
        """See SecretStore."""
        try:
            content = _read_private(self._path(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _storage_trouble(error) from None
        if not content.startswith(_PLAIN):
            raise SecretsTrouble(
                N_("A key file in the data folder is damaged. Restore it from a backup of the folder.")
            )
        return content[len(_PLAIN) :]

    def put(self, name: str, secret: bytes) -> None:
        """See SecretStore."""
        self._write(name, secret, replace=True)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """See SecretStore."""
        secret = self.get(name)
        if secret is None:
            self._write(name, make(), replace=False)
            secret = self.get(name)  # maybe another's, who came first
        if secret is None:
            raise SecretsTrouble(
                N_("A key file disappeared while it was being made. Start the program again.")
            )
        return secret

    def _path(self, name: str) -> Path:
        return self._folder / (_checked(name) + _FILE)

    def _write(self, name: str, secret: bytes, *, replace: bool) -> None:
        try:
            _write_private(self._path(name), _PLAIN + secret, replace=replace)
        except OSError as error:
            raise _storage_trouble(error) from None


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
        try:
            _private_folder(folder)
        except OSError as error:
            raise _storage_trouble(error) from None

    def __repr__(self) -> str:
        return "KeyringStore()"

    def get(self, name: str) -> bytes | None:
        """See SecretStore. A secret that was put and is gone (another account, store reset) is a
        SecretsTrouble.
        """
        if name in self._known:
            return self._known[name]
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(self._service, _checked(name))
        except KeyringError:
            raise _locked() from None
        if text is not None:
            self._known[name] = base64.b64decode(text)
            return self._known[name]
        if self._witness(name).exists():
            raise SecretsTrouble(
                N_(
                    "The key store of this user account lacks this desk's keys. Sign in to the PC as the "
                    "user who set up the program, or restore from a backup. Nothing was changed."
                )
            )
        return None

    def put(self, name: str, secret: bytes) -> None:
        """See SecretStore."""
        import keyring
        from keyring.errors import KeyringError

        self._known.pop(name, None)  # whatever of it goes wrong, the store is asked again
        try:
            keyring.set_password(self._service, _checked(name), base64.b64encode(secret).decode("ascii"))
            _write_private(self._witness(name), b"", replace=True)
        except KeyringError:
            raise _locked() from None
        except OSError as error:
            raise _storage_trouble(error) from None

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


def _locked() -> SecretsTrouble:
    return SecretsTrouble(
        N_("The key store of this PC is locked or does not answer. Unlock it and try again.")
    )


def _storage_trouble(error: OSError) -> StorageTrouble:
    # Without the path: it may carry a user's name.
    cause = os.strerror(error.errno) if error.errno else type(error).__name__
    return StorageTrouble(N_("The folder for this desk's keys cannot be used: {cause}"), cause=cause)


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink():
        raise OSError("a link in place of the folder")
    if sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


def _read_private(path: Path) -> bytes:
    if path.is_symlink():  # where the system knows no O_NOFOLLOW
        raise OSError("a link in place of the file")
    handle = os.open(path, os.O_RDONLY | _NO_LINKS)
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError("not a file")
        if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
            os.fchmod(handle, 0o600)  # copied by hand, most likely
        return file.read(_MAX_BYTES)


def _write_private(path: Path, content: bytes, *, replace: bool) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        _move(draft, path, replace=replace)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _move(draft: Path, path: Path, *, replace: bool) -> None:
    if path.is_symlink():
        raise OSError("a link in place of the file")
    if replace:
        draft.replace(path)
        return
    try:
        os.link(draft, path)  # unlike a rename, fails if somebody was first
    except FileExistsError:
        return


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # folders cannot be flushed there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
