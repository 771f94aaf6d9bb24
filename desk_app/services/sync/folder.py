"""A share that is a folder of the operating system: a UNC path, a mounted file server, a USB stick.

Every call may hang for minutes when the server is gone: the window and the rounds use `remote.RemoteShare`, which runs
this in a process of its own. Not here: what the files mean (`frame`), which of them are ours (`names`), trying again.
A fault of the operating system becomes one of `share`'s troubles in `troubles`, and nowhere else.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desk_app.services.core.words import N_
from desk_app.services.sync.plain_files import (
    create_plain,
    flush_folder,
    is_file,
    is_folder,
    is_link,
    read_plain,
)
from desk_app.services.sync.share import Entry, ShareTrouble
from desk_app.services.sync.troubles import as_trouble, away

_PART = re.compile(r"[a-z0-9~-][a-z0-9.~-]{0,63}(?<!\.)")  # Windows takes a last dot off
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def parts_of(path: str) -> tuple[str, ...]:
    """The parts of a path on the share. Raises ValueError for one that is not strictly ours: a bug, never a fault."""
    parts = tuple(path.split("/"))
    if not all(map(_is_ours, parts)):
        raise ValueError("not a path on the share")
    return parts


def _is_ours(part: str) -> bool:
    return (
        _PART.fullmatch(part) is not None and ".." not in part and _TAKEN_BY_WINDOWS.fullmatch(part) is None
    )


class FolderShare:
    """`share.Share` on a folder that is there already: it is never made, lest a missing drive became a folder here."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def files(self, folder: str) -> list[Entry]:
        """As `Share.files`. Links are left out; names of others are in, so that they can be counted."""
        with _told():
            return [
                Entry(_spelled(one.name), facts.st_size, facts.st_mtime_ns // 1_000_000)
                for one, facts in self._listed(folder)
                if stat.S_ISREG(facts.st_mode)
            ]

    def folders(self, folder: str) -> list[str]:
        """As `Share.folders`. Links are left out."""
        with _told():
            return [_spelled(one.name) for one, facts in self._listed(folder) if stat.S_ISDIR(facts.st_mode)]

    def read(self, path: str, most: int) -> bytes | None:
        """As `Share.read`. A link, a folder or a device in its place is no file."""
        with _told():
            place = self._place(path)
            if place is not None and is_file(place):
                with suppress(FileNotFoundError):
                    return read_plain(place, most)
            self._must_be_there()
            return None

    def create(self, path: str, content: bytes) -> bool:
        """As `Share.create`. What was begun on a full share is taken away again, where that is possible."""
        with _told():
            place = self._place(path, make=True)
            if place is None:
                raise ShareTrouble(
                    N_(
                        "In the shared folder something else stands where the folder “{path}” belongs. Have it "
                        "taken away; nothing is lost, everything is sent then."
                    ),
                    path=path.rpartition("/")[0],
                )
            try:
                create_plain(place, content)
            except FileExistsError:
                return False
            return True

    def rename(self, old: str, new: str) -> None:
        """As `Share.rename`. A file of the new name is replaced."""
        if old.rpartition("/")[0] != new.rpartition("/")[0]:
            raise ValueError("renaming stays in a folder")
        with _told():
            source, target = self._place(old), self._place(new)
            if source is not None and target is not None and is_file(source):
                with suppress(FileNotFoundError):
                    source.replace(target)
                    flush_folder(target.parent)
                    return
            self._must_be_there()
        raise FileNotFoundError(old)

    def delete(self, path: str) -> None:
        """As `Share.delete`. A link itself is deleted, never what it points to."""
        with _told():
            place = self._place(path)
            if place is not None:
                with suppress(FileNotFoundError):
                    place.unlink()
                    return
            self._must_be_there()

    def remove_folder(self, path: str) -> None:
        """Take an empty folder away; nothing happens when it is not empty, or cannot go. Raises ShareTrouble."""
        with _told():
            place = self._place(path)
            if place is not None and is_folder(place):
                with suppress(OSError):
                    place.rmdir()
            self._must_be_there()

    def free_bytes(self) -> int | None:
        """Room left for this account; None where the folder does not tell. Raises ShareTrouble."""
        with _told():
            self._must_be_there()
            with suppress(NotImplementedError):
                return shutil.disk_usage(self.root).free
        return None

    def _must_be_there(self) -> None:
        """Raises ShareAway when the folder itself is missing: then nothing is known about what is in it."""
        try:
            facts = self.root.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise away() from None
        if not stat.S_ISDIR(facts.st_mode):
            raise away()

    def _place(self, path: str, *, make: bool = False) -> Path | None:
        """Where a path lies; None when a folder on the way is missing, or is something else."""
        *folders, name = parts_of(path)
        place = self.root
        for part in folders:
            place = place / part
            if not is_folder(place) and not (make and _made(place)):
                return None
        return place / name

    def _listed(self, folder: str) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        place = self._place(folder) if folder else self.root
        if place is None or (folder and not is_folder(place)):
            self._must_be_there()
            return
        try:
            found = os.scandir(place)
        except (FileNotFoundError, NotADirectoryError):  # just deleted, or never was one
            self._must_be_there()
            return
        with found:
            for one in found:
                with suppress(FileNotFoundError):  # just deleted or renamed
                    facts = one.stat(follow_symlinks=False)
                    if not is_link(facts):
                        yield one, facts


def _made(folder: Path) -> bool:
    """Make one folder in one that is there; False when something else stands in its place."""
    try:
        folder.mkdir()
    except FileExistsError:
        return is_folder(folder)
    flush_folder(folder.parent)
    return True


@contextmanager
def _told() -> Iterator[None]:
    """Faults of the operating system as the share's troubles."""
    try:
        yield
    except OSError as fault:
        raise as_trouble(fault) from fault


def _spelled(name: str) -> str:
    """A name that can be written down; one that is not text never is one of ours."""
    return name.encode(errors="replace").decode()
