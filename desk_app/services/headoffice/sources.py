"""Where a batch can be read: in its desk's own folder, relayed by another desk, in head office's archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from desk_app.services.headoffice.archive import Archive
from desk_app.services.sync import frame, names
from desk_app.services.sync.frame import Refused
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.share import Share


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
        """Look round. `archive`: to be read too, by a program that has just begun. Raises ShareTrouble."""
        relayed: dict[Party, dict[BatchName, list[Source]]] = {}
        for folder in share.folders("relay"):
            if Party.parse(folder) is None:
                continue
            for entry in share.files(f"relay/{folder}"):
                name = BatchName.parse(entry.name)
                if name is None or entry.size > frame.MOST_FILE:
                    continue
                source = OnShare(share, f"relay/{folder}/{entry.name}")
                party = _author(source)
                if party is not None:
                    relayed.setdefault(party, {}).setdefault(name, []).append(source)
        return cls(share, archive, relayed)

    def of_desk(self, party: Party) -> dict[BatchName, list[Source]]:
        """What can be read of one desk. Raises ShareTrouble."""
        found: dict[BatchName, list[Source]] = {}
        folder = names.up(party)
        for entry in self.share.files(folder):
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
    raw = source.read(frame.MOST_FILE)
    if raw is None:
        return None
    try:
        return Party.parse(str(frame.peek(frame.Kind.BATCH, raw).get("party")))
    except Refused:
        return None
