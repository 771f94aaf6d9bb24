"""A shared folder in a directory, as simple as can be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk_app.services.sync.share import Entry


@dataclass(frozen=True)
class PlainShare:
    root: Path

    def files(self, folder: str) -> list[Entry]:
        path = self.root / folder
        found = [one for one in path.iterdir() if one.is_file()] if path.is_dir() else []
        return [Entry(one.name, one.stat().st_size, int(one.stat().st_mtime * 1000)) for one in found]

    def folders(self, folder: str) -> list[str]:
        path = self.root / folder
        return [one.name for one in path.iterdir() if one.is_dir()] if path.is_dir() else []

    def read(self, path: str, most: int) -> bytes | None:
        try:
            raw = (self.root / path).read_bytes()
        except FileNotFoundError:
            return None
        return raw if len(raw) <= most else None

    def create(self, path: str, content: bytes) -> bool:
        to = self.root / path
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            with to.open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
        return True

    def rename(self, old: str, new: str) -> None:
        (self.root / old).rename(self.root / new)

    def delete(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
