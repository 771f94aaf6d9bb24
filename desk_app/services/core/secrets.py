"""Keys and pepper, outside the database."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class SecretStore(Protocol):
    """Where secrets are kept."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        ...

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The secret, made if it is not there."""
        ...


class FileStore:
    """Secrets in files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The secret, or None."""
        path = self._folder / name
        return path.read_bytes() if path.exists() else None

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The secret, made if it is not there."""
        found = self.get(name)
        if found is None:
            found = make()
            self.put(name, found)
        return found


def open_secret_store(folder: Path, service_name: str) -> SecretStore:
    """The best store of this PC."""
    return FileStore(folder)
