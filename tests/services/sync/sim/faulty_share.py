"""A folder on a file server as it is on a bad day: in memory, and every fault drawn from one random source.

`Server` holds the files and has its own misfortunes (bit rot, vanished files, a backup put back); `FaultyShare` is one
party's connection to it and fails in the ways of `Weather`. Nothing here knows what the files mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from desk_app.services.core.words import Message
from desk_app.services.sync.share import Entry, ShareAway, ShareFull, ShareReadOnly

_AWAY = Message("The share does not answer.")
_FULL = Message("The share is full.")
_READ_ONLY = Message("The share is read-only.")


class Died(BaseException):
    """The program ends here, as by a power cut: nothing that follows is run, and nothing tidies up."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How likely each fault is, for each operation."""

    refused: float = 0.0
    """An error, and nothing happened."""
    torn: float = 0.0
    """Only the beginning of a file arrives: with an error, without one, or with the end of the program."""
    behind: float = 0.0
    """The server says it is there, shows it to its writer, and may lose it before it is on its disk."""
    ambiguous: float = 0.0
    """An error though it was done, or no error though it was not."""
    stale: float = 0.0
    """A list or a content of before, or a list that is not whole."""
    mangled: float = 0.0
    """What is read is not what stands there."""
    died: float = 0.0


CALM = Weather()
ROUGH = Weather(refused=0.02, torn=0.03, behind=0.04, ambiguous=0.05, stale=0.06, mangled=0.01, died=0.01)


@dataclass(slots=True)
class File:
    """What stands on the server."""

    content: bytes
    modified_ms: int


@dataclass
class Server:
    """The files of all, by path."""

    random: Random
    now: Callable[[], int]
    """The server's clock, in milliseconds since 1970: nobody else's."""
    files: dict[str, File] = field(default_factory=dict)
    behind: dict[str, tuple[str, File]] = field(default_factory=dict)
    """What only its writer sees yet, by path: (writer, file)."""
    saved: list[dict[str, File]] = field(default_factory=list)
    """Backups of the server."""
    story: list[str] = field(default_factory=list)

    def tell(self, what: str) -> None:
        """Add a line to the story."""
        self.story.append(what)

    def place(self, path: str, content: bytes) -> None:
        """A file stands there, whole."""
        self.files[path] = File(content, self.now())

    def save(self) -> None:
        """A backup of the server is made."""
        self.saved = [
            *self.saved[-2:],
            {path: File(one.content, one.modified_ms) for path, one in self.files.items()},
        ]

    def settle(self, *, kind: bool = False) -> None:
        """The server writes what it holds back, and loses some of it unless it is kind."""
        for path, (_, file) in list(self.behind.items()):
            if kind or self.random.random() < 0.5:
                self.files.setdefault(path, file)
            else:
                self.tell(f"server loses {path}, which it had confirmed")
        self.behind.clear()

    def rot(self) -> None:
        """A bit of a file turns, or its end is gone."""
        path = self._any()
        if path is None or not self.files[path].content:
            return
        content = bytearray(self.files[path].content)
        at = self.random.randrange(len(content))
        if self.random.random() < 0.5:
            content[at] ^= 1 << self.random.randrange(8)
        else:
            del content[at:]
        self.files[path].content = bytes(content)
        self.tell(f"server: {path} rots at byte {at}")

    def lose(self) -> None:
        """A file vanishes."""
        path = self._any()
        if path is not None:
            del self.files[path]
            self.tell(f"server: {path} vanishes")

    def roll_back(self) -> None:
        """The server is restored from its backup: what came later is gone, what was deleted is there again."""
        if self.saved:
            earlier = self.random.choice(self.saved)
            self.files = {path: File(one.content, one.modified_ms) for path, one in earlier.items()}
            self.behind.clear()
            self.tell("server: restored from a backup")

    def copy(self) -> None:
        """Somebody, or a program for copies, leaves a file under another name, in its folder or in another."""
        path = self._any()
        if path is None:
            return
        folder, _, name = path.rpartition("/")
        others = sorted({one.rpartition("/")[0] for one in self.files})
        target = self.random.choice(
            [
                f"{folder}/Copy of {name}",
                f"{folder}/{name[:-4]} (1){name[-4:]}",
                f"{folder}/.~{name}.tmp",
                f"{folder}/desktop.ini",
                f"{self.random.choice(others)}/{name}",
                f"{folder}/{_renumbered(name)}",
            ]
        )
        self.files.setdefault(target, File(self.files[path].content, self.now()))
        self.tell(f"server: {path} is also {target}")

    def _any(self) -> str | None:
        return self.random.choice(sorted(self.files)) if self.files else None


def _renumbered(name: str) -> str:
    """The same content under the next number: a name that looks right and is not."""
    parts = name.split("-")
    for at in range(len(parts) - 1, -1, -1):
        if len(parts[at]) == 10 and parts[at].isdecimal():
            parts[at] = f"{int(parts[at]) + 1:010d}"
            break
    return "-".join(parts)


class FaultyShare:
    """One party's connection. While `away`, `full` or `read_only` it is that, else what the weather does to it."""

    def __init__(self, server: Server, name: str, weather: Weather = CALM) -> None:
        self.server, self.name, self.weather = server, name, weather
        self.away = self.full = self.read_only = False
        self.work = 0
        """Operations so far: what a round costs."""
        self._lists: dict[str, list[Entry]] = {}
        self._contents: dict[str, bytes] = {}

    def fair(self) -> None:
        """The faults are over; caches are fresh."""
        self.weather, self.away, self.full, self.read_only = CALM, False, False, False
        self._lists.clear()
        self._contents.clear()

    def files(self, folder: str) -> list[Entry]:
        self._begin("files", folder)
        found = [
            Entry(path.rpartition("/")[2], len(one.content), one.modified_ms)
            for path, one in self._seen().items()
            if path.rpartition("/")[0] == folder
        ]
        if self._strikes(self.weather.stale):
            kept = self._lists.get(folder, [])
            found = kept if self._half() else [one for one in found if self._half()]
            self._tell("files", folder, "stale or in part")
        self._lists[folder] = found
        if found and self._strikes(self.weather.stale):
            self.server.random.shuffle(found)
        self._end("files", folder)
        return list(found)

    def folders(self, folder: str) -> list[str]:
        self._begin("folders", folder)
        start = f"{folder}/" if folder else ""
        rest = (path[len(start) :] for path in self._seen() if path.startswith(start))
        found = {one.split("/")[0] for one in rest if "/" in one}
        if self._strikes(self.weather.stale):
            found = {one for one in sorted(found) if self._half()}
            self._tell("folders", folder, "in part")
        self._end("folders", folder)
        return sorted(found)

    def read(self, path: str, most: int) -> bytes | None:
        self._begin("read", path)
        file = self._seen().get(path)
        content = None if file is None else file.content
        if content is not None and self._strikes(self.weather.mangled):
            content = self._mangled(path, content)
        elif self._strikes(self.weather.stale):
            content = self._contents.get(path)
            self._tell("read", path, "as it was before")
        elif content is not None and self._strikes(self.weather.stale):
            content = None
            self._tell("read", path, "said to be missing")
        if content is not None:
            self._contents[path] = content
        self._end("read", path)
        return None if content is None or len(content) > most else content

    def create(self, path: str, content: bytes) -> bool:
        self._begin("create", path)
        self._writable(path, content)
        if path in self._seen():
            return False
        file = File(content, self.server.now())
        if self._strikes(self.weather.torn):
            self._torn(path, content)
        elif self._strikes(self.weather.behind):
            self.server.behind[path] = (self.name, file)
            self._tell("create", path, "held back by the server")
        else:
            self.server.files[path] = file
            if self._strikes(self.weather.ambiguous):
                self._tell("create", path, "an error though it was done")
                raise ShareAway(_AWAY)
        self._end("create", path)
        return True

    def rename(self, old: str, new: str) -> None:
        self._begin("rename", new)
        if self.read_only:
            raise ShareReadOnly(_READ_ONLY)
        if old not in self._seen():
            raise FileNotFoundError
        if self._strikes(self.weather.ambiguous):
            self._ambiguous_rename(old, new)
        else:
            self._rename(old, new)
        self._end("rename", new)

    def delete(self, path: str) -> None:
        self._begin("delete", path)
        if self.read_only:
            raise ShareReadOnly(_READ_ONLY)
        if self._strikes(self.weather.ambiguous):
            self._tell("delete", path, "not done")
            if self._half():
                raise ShareAway(_AWAY)
            return
        self.server.files.pop(path, None)
        if self.server.behind.get(path, (None,))[0] == self.name:
            del self.server.behind[path]
        self._end("delete", path)

    def _begin(self, what: str, path: str) -> None:
        self.work += 1
        if self.away:
            raise ShareAway(_AWAY)
        if self._strikes(self.weather.died):
            self._tell(what, path, "the program ends before")
            raise Died
        if self._strikes(self.weather.refused):
            self._tell(what, path, "refused")
            raise ShareAway(_AWAY)

    def _end(self, what: str, path: str) -> None:
        if self._strikes(self.weather.died):
            self._tell(what, path, "the program ends after")
            raise Died

    def _writable(self, path: str, content: bytes) -> None:
        if self.read_only:
            raise ShareReadOnly(_READ_ONLY)
        if self.full:
            if self._half():
                self.server.files.setdefault(path, File(content[: len(content) // 3], self.server.now()))
            raise ShareFull(_FULL)

    def _torn(self, path: str, content: bytes) -> None:
        part = content[: self.server.random.randrange(len(content) + 1)]
        self.server.files[path] = File(part, self.server.now())
        self._tell("create", path, f"{len(part)} of {len(content)} bytes arrive")
        how = self.server.random.randrange(3)
        if how == 0:
            raise ShareAway(_AWAY)
        if how == 1:
            raise Died

    def _ambiguous_rename(self, old: str, new: str) -> None:
        how = self.server.random.randrange(4)
        if how == 0:
            self._rename(old, new)
            self._tell("rename", new, "an error though it was done")
            raise ShareAway(_AWAY)
        if how == 1:
            self._tell("rename", new, "not done, without an error")
        elif how == 2:
            self.server.files.pop(old, None)
            self.server.behind.pop(old, None)
            self._tell("rename", new, "lost, without an error")
        else:
            self._rename(old, new)
            if new in self.server.files:
                self.server.behind[new] = (self.name, self.server.files.pop(new))
            self._tell("rename", new, "held back by the server")

    def _rename(self, old: str, new: str) -> None:
        if new in self._seen() and self._half():
            self._tell("rename", new, "refused, the name is taken")
            raise ShareAway(_AWAY)
        if old in self.server.behind:
            self.server.behind[new] = self.server.behind.pop(old)
        else:
            self.server.files[new] = self.server.files.pop(old)

    def _mangled(self, path: str, content: bytes) -> bytes:
        self._tell("read", path, "mangled on its way")
        if not content:
            return content
        at = self.server.random.randrange(len(content))
        return content[:at] if self._half() else content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    def _seen(self) -> dict[str, File]:
        mine = {path: file for path, (name, file) in self.server.behind.items() if name == self.name}
        return {**self.server.files, **mine} if mine else self.server.files

    def _strikes(self, likely: float) -> bool:
        return likely > 0 and self.server.random.random() < likely

    def _half(self) -> bool:
        return self.server.random.random() < 0.5

    def _tell(self, what: str, path: str, fate: str) -> None:
        self.server.tell(f"{self.name} {what} {path}: {fate}")
