"""`recovery.sealed`: all secrets of a desk in one file that the recovery code opens, on this PC or another one.

The form is that of the sealed keys. The code has its full 133 bits of randomness, so that deriving the key from it
costs next to nothing: there is nothing to guess. The code itself lies in the secret store, beside the secrets that it
seals, so that the file can follow when a secret is added; it is not among the secrets in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.private_files import read_private, write_private
from desk_app.services.core.recovery_code import WrongCode, read_code
from desk_app.services.core.sealed_keys import SealKey, SecretsTrouble, Strength, WrongPassphrase
from desk_app.services.core.secrets import FileStore, KeyringStore, SecretStore
from desk_app.services.core.words import N_

CODE_SECRET = "recovery-code"  # noqa: S105 - a name, not a password
LIGHT = Strength(time=1, memory_kib=1024, lanes=1)


class CodeState(StrEnum):
    """How far the recovery code of a desk is."""

    NONE = "none"
    MADE = "made"
    """Made, but nobody said that the sheet is in a safe place."""
    KEPT = "kept"
    USED = "used"
    """It was typed in: whoever saw it then may have noted it down. A new one is due."""


class HeldCode(NamedTuple):
    """The code in force."""

    state: CodeState
    digits: str

    def __repr__(self) -> str:
        return f"HeldCode({self.state.value})"


def held_code(store: SecretStore) -> HeldCode | None:
    """The code that the file of this desk is sealed by; None where none was made."""
    raw = store.get(CODE_SECRET)
    if raw is None:
        return None
    state, _, digits = raw.decode("ascii").partition(" ")
    return HeldCode(CodeState(state), digits)


def hold_code(store: SecretStore, state: CodeState, digits: str) -> None:
    """Remember the code and how far it is."""
    store.put(CODE_SECRET, f"{state.value} {digits}".encode("ascii"))


def refresh(path: Path, store: KeyringStore | FileStore) -> bool:
    """Have the file hold what the store holds; whether it was written. Does nothing where there is no code.

    Raises OSError when the disk does not take it, and what the store raises.
    """
    held = held_code(store)
    if held is None:
        return False
    secrets = {name: secret for name, secret in store.everything().items() if name != CODE_SECRET}
    with suppress(OSError, WrongPassphrase, SecretsTrouble):  # then it is written anew
        raw = read_private(path)
        if SealKey.of(raw, held.digits).open(raw) == secrets:
            return False
    write_private(path, SealKey.make(held.digits, LIGHT).seal(secrets))
    return True


def open_with_code(path: Path, typed: str) -> tuple[str, Mapping[str, bytes]]:
    """The code as it is kept, and the secrets it seals.

    Raises WrongCode for a slip of the finger and for another desk's or an older code, StorageTrouble and SecretsTrouble
    for a file that cannot be read.
    """
    digits = read_code(typed)
    try:
        raw = read_private(path)
    except OSError:
        raise StorageTrouble(
            N_("The file recovery.sealed cannot be read. Take it from a backup: it lies beside the backups.")
        ) from None
    try:
        return digits, SealKey.of(raw, digits).open(raw)
    except WrongPassphrase:
        raise WrongCode(
            N_("No digit is mistyped, but this is not the code of these records: look for a newer sheet.")
        ) from None
