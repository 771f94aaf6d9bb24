"""A shared folder in memory that does what it is told."""

from __future__ import annotations

import time
from collections.abc import Callable

from desk_app.services.sync.share import Entry


class MemoryShare:
    """A folder without a fault. `now_ms`: the server's clock."""

    def __init__(self, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self.content: dict[str, tuple[bytes, int]] = {}
        self._now_ms = now_ms

    def files(self, folder: str) -> list[Entry]:
        start = f"{folder}/"
        return [
            Entry(path[len(start) :], len(raw), at)
            for path, (raw, at) in self.content.items()
            if path.startswith(start) and "/" not in path[len(start) :]
        ]

    def folders(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        rest = (path[len(start) :] for path in self.content if path.startswith(start))
        return sorted({one.split("/")[0] for one in rest if "/" in one})

    def read(self, path: str, most: int) -> bytes | None:
        raw = self.content.get(path, (None, 0))[0]
        return raw if raw is not None and len(raw) <= most else None

    def create(self, path: str, content: bytes) -> bool:
        if path in self.content:
            return False
        self.content[path] = content, self._now_ms()
        return True

    def rename(self, old: str, new: str) -> None:
        if old not in self.content:
            raise FileNotFoundError(old)
        if new in self.content:
            raise FileExistsError(new)
        self.content[new] = self.content.pop(old)

    def delete(self, path: str) -> None:
        self.content.pop(path, None)
