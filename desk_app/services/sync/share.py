"""The shared folder as the protocol sees it: five operations, each of which may fail, lie or take minutes.

Paths are relative, with `/`, and made by `names` alone. `folder.FolderShare` is the real one; `remote.RemoteShare` runs
it in a process of its own. Nobody relies on a lock, on a time, on a complete list or on a rename that said it worked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desk_app.services.core.errors import EnvironmentTrouble


class ShareTrouble(EnvironmentTrouble):
    """The shared folder is in the way; what is recorded on this PC is safe, and the next round tries again."""


class ShareAway(ShareTrouble):
    """It cannot be reached, does not answer in time, or answers with an error of its device."""


class ShareFull(ShareTrouble):
    """No room, or the quota is used up."""


class ShareReadOnly(ShareTrouble):
    """This PC may not write there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a folder. `modified_ms`: by the server's clock, milliseconds since 1970."""

    name: str
    size: int
    modified_ms: int


class Share(Protocol):
    """A shared folder. Every operation raises ShareTrouble when the folder is in the way."""

    def files(self, folder: str) -> list[Entry]:
        """The files of a folder (`""`: the share itself) in any order; none when there is no such folder.

        It may be incomplete or old.
        """
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        ...

    def read(self, path: str, most: int) -> bytes | None:
        """A file's content through a fresh handle; None when there is none, or it is larger than `most` bytes."""
        ...

    def create(self, path: str, content: bytes) -> bool:
        """Write a new file whole, and have the server keep it; False, and nothing written, when one of this name
        is there. Folders on the way are made. After an error part of it may stand there.
        """
        ...

    def rename(self, old: str, new: str) -> None:
        """Give a file another name in its folder; one of that name is replaced, or the renaming is refused.

        Raises FileNotFoundError when there is none of the old name.
        """
        ...

    def delete(self, path: str) -> None:
        """Delete a file; nothing happens when there is none."""
        ...
