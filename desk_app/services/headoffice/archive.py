"""Batches as they came, sealed as they came, in files beside the database: the database may be restored without them.

They hold personal data, sealed for head office: after `KEPT` they go, whatever a desk forgot since then with them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.private_files import private_folder
from desk_app.services.core.words import N_
from desk_app.services.sync import frame
from desk_app.services.sync.names import BatchName, Party

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Archive:
    """A folder with a folder for each desk. A file that a crash or a disk spoiled is written again when it comes."""

    folder: Path

    def keep(self, party: Party, name: BatchName, raw: bytes) -> None:
        """Keep a batch, before it is applied. Raises StorageTrouble."""
        path = self.folder / str(party) / str(name)
        try:
            if path.exists() and path.read_bytes() == raw:
                return
            private_folder(path.parent)
            draft = path.with_name(f"{secrets.token_hex(8)}.part")
            with open(draft, "xb", opener=_privately) as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as trouble:
            raise StorageTrouble(
                N_("Head office's folder cannot be written: {reason}. Nothing was saved."),
                reason=reason_of(trouble),
            ) from None

    def names(self, party: Party) -> Iterator[BatchName]:
        """What is kept of a desk."""
        folder = self.folder / str(party)
        for path in folder.iterdir() if folder.is_dir() else ():
            if (name := BatchName.parse(path.name)) is not None:
                yield name

    def read(self, party: Party, name: BatchName) -> bytes | None:
        """A batch that is kept."""
        path = self.folder / str(party) / str(name)
        try:
            return path.read_bytes() if path.stat().st_size <= frame.MOST_FILE else None
        except OSError:
            return None

    def clean(self, now: datetime) -> int:
        """Delete what was kept long enough; how many files went."""
        gone = 0
        for path in self.folder.glob("*/*") if self.folder.is_dir() else ():
            if now.timestamp() - path.stat().st_mtime >= KEPT.total_seconds():
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def _privately(path: str, how: int) -> int:
    return os.open(path, how, 0o600)
