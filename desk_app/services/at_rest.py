"""Encryption at rest, put together: which secret opens the database, when it is worth encrypting, how keys come back.

The database is encrypted where its key is kept apart from it: by the operating system, or in files sealed by a
passphrase. Beside plain key files it stays plain: a lock with its key beside it protects nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, DeskError, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.recovery_code import read_code
from desk_app.services.core.recovery_file import CodeState, hold_code, open_with_code, refresh
from desk_app.services.core.sealed_keys import SecretsTrouble
from desk_app.services.core.secrets import (
    FileStore,
    KeyringStore,
    SecretStore,
    keyring_is_real,
    service_name,
)
from desk_app.services.core.words import N_
from desk_app.services.db.backups import Backups, keep_beside
from desk_app.services.db.cipher import DatabaseKey, is_filled, is_plain, new_key
from desk_app.services.db.converting import clean_up, convert, lacks_space, space_needed

KEY_SECRET = "database-key"  # noqa: S105 - a name, not a password
_LAST = ("pin-pepper", KEY_SECRET)
"""Put last when keys come back: as long as they are missing, the start asks for the code again."""
_log = logging.getLogger("at_rest")


class KeysMissing(DatabaseTrouble):
    """The database is there, but not the keys that belong to it. New ones must not be made in silence."""


@dataclass(frozen=True)
class Rest:
    """How the records lie on the disk."""

    encrypted: bool
    wanted: bool
    """Whether the keys are kept so that encrypting is worth it; if it differs, the next start changes the file."""
    lacking_bytes: int
    """What must be free on the disk for that, when too little is; else 0."""


def is_worth_it(store: SecretStore) -> bool:
    """Whether the keys are kept apart from the database."""
    return isinstance(store, KeyringStore) or (isinstance(store, FileStore) and store.protected)


def follow(folder: DataFolder, store: SecretStore) -> None:
    """From now on the recovery file holds what this store holds."""
    if isinstance(store, FileStore | KeyringStore):
        store.changed = lambda: keep_recovery(folder, store)


def keep_recovery(folder: DataFolder, store: SecretStore) -> None:
    """Bring the recovery file up to date, and the copy beside the backups. What the disk refuses is tried again."""
    if not isinstance(store, FileStore | KeyringStore):
        return
    try:
        if refresh(folder.recovery, store):
            keep_beside(folder)
    except (OSError, DeskError) as trouble:
        _log.warning("the recovery file could not be written: %s", type(trouble).__name__)


def held_key(store: SecretStore) -> DatabaseKey | None:
    """The key that a store holds for the database, if it holds one. Raises what the store raises."""
    raw = store.get(KEY_SECRET)
    return None if raw is None else DatabaseKey(raw)


def key_of(folder: DataFolder, store: SecretStore) -> DatabaseKey | None:
    """The database's key, made where encrypting is worth it and none was needed so far.

    Raises KeysMissing for an encrypted database whose key is gone: a new one would open nothing.
    """
    key = held_key(store)
    if key is not None:
        return key
    path = folder.database
    if is_filled(path) and not is_plain(path):
        if can_recover(folder):
            raise missing()
        return None  # never encrypted by us: damaged, and told as that
    if not is_worth_it(store):
        return None
    return DatabaseKey(store.get_or_make(KEY_SECRET, new_key))


def missing() -> KeysMissing:
    """What is said where the recovery code would help."""
    return KeysMissing(
        N_(
            "The keys of this desk are missing: the records cannot be read without them. Start the program and type "
            "the recovery code. Nothing was changed."
        )
    )


def rest_of(folder: DataFolder, store: SecretStore) -> Rest:
    """How the records lie on the disk now."""
    path = folder.database
    encrypted, wanted = is_filled(path) and not is_plain(path), is_worth_it(store)
    lacking = space_needed(path) if encrypted != wanted and lacks_space(path) else 0
    return Rest(encrypted, wanted, lacking)


def settle(folder: DataFolder, clock: Clock, store: SecretStore, told: Callable[[], object]) -> None:
    """Bring the file into the form that the keys are worth, before it is opened; `told` once that takes a moment.

    Nobody else may have the data open. A disk too full, or a file that is busy, leaves it as it is: the desk works, and
    the supervisor's page says what is lacking. Raises DatabaseDamaged, and what the store raises.
    """
    if not folder.root.is_dir():
        return
    clean_up(folder.database)
    key, plain = key_of(folder, store), not is_worth_it(store)
    if key is None or not is_filled(folder.database) or is_plain(folder.database) == plain:
        return
    if lacks_space(folder.database):
        _log.info("too little space on the disk to change the encryption of the records")
        return
    told()
    try:
        if not plain:
            Backups(folder, clock, key).make("before-encryption")
        convert(folder.database, key, plain=plain)
    except DatabaseDamaged:
        raise
    except (StorageTrouble, DatabaseTrouble) as trouble:
        _log.warning("the encryption of the records was not changed: %s", trouble)
    else:
        _log.info("the records are now %s", "plain" if plain else "encrypted")


# The keys come back


def can_recover(folder: DataFolder) -> bool:
    """Whether there is a file that the recovery code opens."""
    return any(path.is_file() for path in _sealed(folder))


def wants_passphrase(folder: DataFolder) -> bool:
    """Whether recovered keys are kept in files, sealed by a new passphrase: there is no key store, or it was so."""
    files = FileStore(folder.secrets)
    return files.protected or bool(files.everything()) or not keyring_is_real()


def recover(folder: DataFolder, typed: str, passphrase: str = "") -> SecretStore:
    """Put the keys that the code seals into this PC's store; the code is used up then, a new one is due.

    `passphrase` is the new one where `wants_passphrase`. Raises WrongCode, UserError for a weak passphrase,
    SecretsTrouble, StorageTrouble; cut short, it is done again.
    """
    digits, secrets = _opened(folder, read_code(typed))
    store: SecretStore
    if wants_passphrase(folder):
        files = store = FileStore(folder.secrets)
        files.put_all(secrets, passphrase)
    else:
        store = KeyringStore(service_name(folder.root), folder.secrets)
        for name in sorted(secrets, key=lambda one: (one in _LAST, one)):
            store.put(name, secrets[name])
    hold_code(store, CodeState.USED, digits)
    if isinstance(store, FileStore):
        KeyringStore("", folder.secrets).forget_witnesses()
    follow(folder, store)
    keep_recovery(folder, store)
    return store


def _opened(folder: DataFolder, typed: str) -> tuple[str, Mapping[str, bytes]]:
    """By the file of this folder; if that is damaged or away, by the one beside the backups."""
    first: Exception | None = None
    for path in _sealed(folder):
        try:
            return open_with_code(path, typed)
        except (SecretsTrouble, StorageTrouble) as trouble:
            first = first or trouble
    assert first is not None
    raise first


def _sealed(folder: DataFolder) -> tuple[Path, Path]:
    return folder.recovery, folder.backups / folder.recovery.name
