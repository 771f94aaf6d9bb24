"""The keys of a desk for commands: where they are protected, the passphrase comes from a file, the environment, or
the terminal without an echo. The window asks for it itself.
"""

from __future__ import annotations

import argparse
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.services.core.errors import EnvironmentTrouble, KeysLocked, UserError
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.words import N_, Words

if TYPE_CHECKING:
    from desk_app.services.core.secrets import SecretStore
    from desk_app.services.db.cipher import DatabaseKey

VARIABLE = "DESK_APP_PASSPHRASE"
_MOST_BYTES = 4096
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def open_keys(
    asked: argparse.Namespace, folder: DataFolder, words: Words, *, ask: bool = True
) -> SecretStore:
    """The keys of this data folder, opened where they are protected.

    `ask`: somebody may be asked on the terminal. Raises KeysLocked when nobody gives the passphrase, WrongPassphrase,
    UserError and EnvironmentTrouble for a file that cannot be used.
    """
    from desk_app.services.assembly import desk_keys, unlocked_keys
    from desk_app.services.core.secrets import FileStore

    if "opened_keys" in asked:  # nobody is asked twice by one command
        return asked.opened_keys  # type: ignore[no-any-return]
    given = _given(asked)
    keys = desk_keys(folder)
    if not (isinstance(keys, FileStore) and keys.locked):
        return keys
    if given is None and ask:
        given = _typed(words)
    if given is None:
        raise KeysLocked(
            N_(
                "The keys of this desk are protected by a passphrase. Give it on the terminal, in the variable "
                "{variable} or by --passphrase-file."
            ),
            variable=VARIABLE,
        )
    asked.opened_keys = unlocked_keys(folder, given)
    return asked.opened_keys  # type: ignore[no-any-return]


def file_key(asked: argparse.Namespace, folder: DataFolder, words: Words, *files: Path) -> DatabaseKey | None:
    """The key for these database files; where all are plain or missing nobody is asked for a passphrase.

    Raises what `open_keys` raises, and KeysMissing where the recovery code would help.
    """
    from desk_app.services.at_rest import can_recover, held_key, missing
    from desk_app.services.core.sealed_keys import SecretsGone
    from desk_app.services.db.cipher import is_filled, is_plain

    if all(not is_filled(path) or is_plain(path) for path in files):
        return None
    if not folder.secrets.is_dir() and not can_recover(folder):  # nothing was ever encrypted here
        return None
    try:
        key = held_key(open_keys(asked, folder, words))
    except SecretsGone:
        if not can_recover(folder):
            raise
        key = None
    if key is None and can_recover(folder):
        raise missing()
    return key


def _given(asked: argparse.Namespace) -> str | None:
    """From the file named, else from the environment, where no program started by this one finds it."""
    from_environment = os.environ.pop(VARIABLE, None)
    if "passphrase_file" in asked:
        return _read(asked.passphrase_file)
    return from_environment


def _typed(words: Words) -> str | None:
    """From the terminal; None where there is none."""
    import getpass

    if sys.stdin is None or not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(words.text(N_("Passphrase of the keys: "))) or None
    except (EOFError, KeyboardInterrupt):
        return None


def _read(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | _NO_LINKS)
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(handle)
            if not stat.S_ISREG(facts.st_mode) or (sys.platform != "win32" and facts.st_mode & 0o077):
                raise UserError(
                    N_("The file of the passphrase must be readable by its owner alone: chmod 600 {path}"),
                    path=path,
                )
            return file.read(_MOST_BYTES).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as trouble:
        reason = reason_of(trouble) if isinstance(trouble, OSError) else type(trouble).__name__
        raise EnvironmentTrouble(
            N_("The file of the passphrase cannot be read: {reason}."),
            reason=reason or type(trouble).__name__,
        ) from None
