"""The mark beside the database, outside every backup of it: how far this desk has come. Late is no harm.

A database that is behind its mark was put back from a backup. It starts a new chain of batches (`epochs`), and gives
out later ids and stamps than it ever did: with a clock that is behind, the lost ones would come again for other events.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

_EPOCH = re.compile(r"[0-9a-f]{8}")
_MOST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to what was packed. `epoch` is empty where there is no mark, or none that makes sense."""

    epoch: str = ""
    seq: int = 0
    id: int = 0
    """The greatest id of an event."""
    stamp: int = 0

    @classmethod
    def read(cls, path: Path) -> Mark:
        """The mark in a file."""
        try:
            found = json.loads(path.read_text("ascii"))
            epoch, *numbers = str(found["epoch"]), found["seq"], found.get("id", 0), found.get("stamp", 0)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return cls()
        sound = all(type(one) is int and 0 <= one <= _MOST for one in numbers)
        return cls(epoch, *numbers) if sound and _EPOCH.fullmatch(epoch) else cls()

    def write(self, path: Path) -> None:
        """Put it in place of the one before, durably. Raises OSError."""
        draft = path.with_suffix(".part")
        with draft.open("w", encoding="ascii") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
