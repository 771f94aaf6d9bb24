"""Names on the share. Whatever does not match one of them exactly is not ours: it is skipped and counted.

A party is a desk of a building, `<site>-<desk>`; head office has no folder of its own but `down`. A file's name carries
the first 64 bits of the SHA-256 of its content, so no two contents ever want one name.
To add a kind of file: a pattern and its maker here, a `frame.Kind`, and its row in PROTOCOL.md.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

DOWN_TRUST = "down/trust"
GIVEN_BACK = "down/restore"
FORMAT = "format.lbf"
_BATCH = re.compile(r"([0-9a-f]{8})-([0-9]{10})-([0-9a-f]{16})\.lbx")
_NUMBERED = re.compile(r"(snap-(?=.*\.lbx))?([0-9]{10})-([0-9a-f]{16})\.(lbx|ack|mst|tru|rev)")
_CARD = re.compile(r"([0-9a-f]{16})\.dcd")
_PART = re.compile(r"~[0-9a-f]{16}\.part")
_PARTY = re.compile(r"([1-9][0-9]{0,7})-(?!00)([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A desk among all desks: its building's number and its own number there."""

    site: int
    desk: int

    def __str__(self) -> str:
        return f"{self.site}-{self.desk:02d}"

    @classmethod
    def parse(cls, text: str) -> Party | None:
        """The party of a folder's name; None for any other name."""
        found = _PARTY.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True, order=True)
class BatchName:
    """A batch's file: `<epoch>-<seq>-<hash16>.lbx`."""

    epoch: str
    seq: int
    hash16: str

    def __str__(self) -> str:
        return f"{self.epoch}-{self.seq:010d}-{self.hash16}.lbx"

    @classmethod
    def parse(cls, name: str) -> BatchName | None:
        """None for any other name."""
        found = _BATCH.fullmatch(name)
        return cls(found[1], int(found[2]), found[3]) if found else None


@dataclass(frozen=True, slots=True, order=True)
class Numbered:
    """A file that head office numbers: `[snap-]<n>-<hash16>.<ending>`."""

    number: int
    hash16: str
    ending: str
    snapshot: bool = False

    def __str__(self) -> str:
        return f"{'snap-' if self.snapshot else ''}{self.number:010d}-{self.hash16}.{self.ending}"

    @classmethod
    def parse(cls, name: str) -> Numbered | None:
        """None for any other name."""
        found = _NUMBERED.fullmatch(name)
        return cls(int(found[2]), found[3], found[4], found[1] is not None) if found else None


def is_card(name: str) -> bool:
    """Whether a name is a desk card's: `<hash16>.dcd`."""
    return _CARD.fullmatch(name) is not None


def card(hash16: str) -> str:
    """The name of a desk's card."""
    return f"{hash16}.dcd"


def part() -> str:
    """A name for a file that is being written."""
    return f"~{secrets.token_hex(8)}.part"


def is_part(name: str) -> bool:
    """Whether a name is of a file that is being written, or was left behind."""
    return _PART.fullmatch(name) is not None


def up(party: Party) -> str:
    """Where a desk puts its batches; nobody else writes there."""
    return f"up/{party}"


def relay(party: Party) -> str:
    """Where a desk puts copies of other desks' batches that head office lacks."""
    return f"relay/{party}"


def join(party: Party) -> str:
    """Where a desk puts its card, to be admitted."""
    return f"join/{party}"


def acks(party: Party) -> str:
    """Where head office tells a desk what it has."""
    return f"down/ack/{party}"


def feed(site: int) -> str:
    """Where head office tells a building's desks what the others of the building told."""
    return f"down/site/{site}"


def master(site: int) -> str:
    """Where head office puts a building's master data."""
    return f"down/master/site-{site}"


def revoked(site: int) -> str:
    """Where head office puts the list of a building's revoked passes."""
    return f"down/rev/{site}"


def given_back(party: Party) -> str:
    """Where head office puts a desk's own records for the PC that takes its place."""
    return f"{GIVEN_BACK}/{party}"
