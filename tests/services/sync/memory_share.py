"""A share in memory: right, at once, and the same for all who are given it. Faults are put on top by who tests them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from desk_app.services.sync.folder import parts_of
from desk_app.services.sync.share import Entry


@dataclass
class MemoryShare:
    """`share.Share` on a dict. `now_ms`: the server's clock, milliseconds since 1970."""

    now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    content: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    """Each file's content and when it was written, by its path."""

    def files(self, folder: str) -> list[Entry]:
        parts = parts_of(folder) if folder else ()
        return [
            Entry(path.rpartition("/")[2], len(content), written)
            for path, (content, written) in list(self.content.items())
            if tuple(path.split("/")[:-1]) == parts
        ]

    def folders(self, folder: str) -> list[str]:
        parts = parts_of(folder) if folder else ()
        deep = len(parts)
        split = [tuple(path.split("/")) for path in list(self.content)]
        return sorted({one[deep] for one in split if one[:deep] == parts and len(one) > deep + 1})

    def read(self, path: str, most: int) -> bytes | None:
        parts_of(path)
        content, _ = self.content.get(path, (None, 0))
        return content if content is not None and len(content) <= most else None

    def create(self, path: str, content: bytes) -> bool:
        parts_of(path)
        mine = (bytes(content), self.now_ms())
        return self.content.setdefault(path, mine) is mine

    def rename(self, old: str, new: str) -> None:
        if parts_of(old)[:-1] != parts_of(new)[:-1]:
            raise ValueError("renaming stays in a folder")
        if old not in self.content:
            raise FileNotFoundError(old)
        self.content[new] = self.content.pop(old)

    def delete(self, path: str) -> None:
        parts_of(path)
        self.content.pop(path, None)
