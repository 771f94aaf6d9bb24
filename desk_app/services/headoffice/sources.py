"""Where a batch can be read: in its desk's own folder, relayed by another desk, in head office's archive."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from desk_app.services.headoffice.archive import Archive
from desk_app.services.sync import frame, names
from desk_app.services.sync.frame import Refused
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.share import Share, ShareAway, ShareTrouble

_T = TypeVar("_T")
_O = TypeVar("_O")
_log = logging.getLogger("headoffice")


def unless_away(ask: Callable[[], _T], otherwise: _O) -> _T | _O:
    """An answer of the share; `otherwise` where one file or folder is in the way. Raises ShareAway."""
    try:
        return ask()
    except ShareAway:
        raise
    except ShareTrouble as trouble:
        _log.warning("a file or folder of the share cannot be read: %s", type(trouble).__name__)
        return otherwise


class Source(Protocol):
    """One place of one batch."""

    @property
    def path(self) -> str:
        """For quarantine."""
        ...

    def read(self, most: int) -> bytes | None:
        """Its bytes; None when there is nothing to read."""
        ...


@dataclass(frozen=True, slots=True)
class OnShare:
    """A file on the share."""

    share: Share
    path: str

    def read(self, most: int) -> bytes | None:
        """See Source. Raises ShareTrouble."""
        return self.share.read(self.path, most)


@dataclass(frozen=True, slots=True)
class InArchive:
    """A file that head office kept."""

    archive: Archive
    party: Party
    name: BatchName

    @property
    def path(self) -> str:
        """See Source."""
        return f"archive/{self.party}/{self.name}"

    def read(self, most: int) -> bytes | None:
        """See Source."""
        return self.archive.read(self.party, self.name)


@dataclass(frozen=True)
class Sources:
    """Everything that can be read in one round."""

    share: Share
    archive: Archive | None
    relayed: Mapping[Party, Mapping[BatchName, list[Source]]]

    @classmethod
    def of(cls, share: Share, archive: Archive | None) -> Sources:
        """Look round. `archive`: to be read too, by a program that has just begun. Raises ShareAway."""
        relayed: dict[Party, dict[BatchName, list[Source]]] = {}
        for folder in unless_away(partial(share.folders, "relay"), ()):
            if Party.parse(folder) is None:
                continue
            for entry in unless_away(partial(share.files, f"relay/{folder}"), ()):
                name = BatchName.parse(entry.name)
                if name is None or entry.size > frame.MOST_FILE:
                    continue
                source = OnShare(share, f"relay/{folder}/{entry.name}")
                party = _author(source)
                if party is not None:
                    relayed.setdefault(party, {}).setdefault(name, []).append(source)
        return cls(share, archive, relayed)

    def of_desk(self, party: Party) -> dict[BatchName, list[Source]]:
        """What can be read of one desk. Raises ShareAway."""
        found: dict[BatchName, list[Source]] = {}
        folder = names.up(party)
        for entry in unless_away(partial(self.share.files, folder), ()):
            name = BatchName.parse(entry.name)
            if name is not None and entry.size <= frame.MOST_FILE:
                found.setdefault(name, []).append(OnShare(self.share, f"{folder}/{entry.name}"))
        for name, sources in self.relayed.get(party, {}).items():
            found.setdefault(name, []).extend(sources)
        if self.archive is not None:
            for name in self.archive.names(party):
                found.setdefault(name, []).append(InArchive(self.archive, party, name))
        return found


def _author(source: OnShare) -> Party | None:
    """Whose batch a relayed file says that it is; verified later like any other."""
    raw = unless_away(partial(source.read, frame.MOST_FILE), None)
    if raw is None:
        return None
    try:
        return Party.parse(str(frame.peek(frame.Kind.BATCH, raw).get("party")))
    except Refused:
        return None
