"""Desks and keys as pages and files see them. Public halves only; plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk_app.services.codes.signing import Purpose, fingerprint
from desk_app.services.core.words import N_, Message

ENDING = "deskkey"
"""Of a key card's file name."""


@dataclass(frozen=True, slots=True)
class CardKey:
    """One public key of a desk."""

    purpose: Purpose
    public: bytes
    valid_from: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None
    vouch: bytes | None = None
    """Made with the sync key that the desk had before, when it renewed its keys (`rules.vouched`)."""

    @property
    def current(self) -> bool:
        """Whether the desk signs with it now."""
        return self.retired_at is None and self.revoked_at is None


@dataclass(frozen=True, slots=True)
class KeyCard:
    """What a desk tells the others about itself: who it is, and the keys that count as its own."""

    building: str
    site_code: str
    site_number: int
    desk_code: str
    desk_number: int
    made_at: datetime
    keys: tuple[CardKey, ...]

    def current(self, purpose: Purpose) -> bytes:
        """The public key the desk signs with now. Raises StopIteration for a card without one: none is read so."""
        return next(one.public for one in self.keys if one.purpose is purpose and one.current)

    @property
    def fingerprint(self) -> str:
        """Of both keys in use, six groups of five digits: the same on both PCs, or the card is not that desk's."""
        return fingerprint(*(self.current(purpose) for purpose in Purpose))


class News(StrEnum):
    """What admitting a card would mean here."""

    NEW_DESK = "new_desk"
    NEW_KEYS = "new_keys"
    NOTHING_NEW = "nothing_new"
    OTHER_PC = "other_pc"


NEWS: dict[News, Message] = {
    News.NEW_DESK: N_("A desk that does not count here yet."),
    News.NEW_KEYS: N_(
        "Desk {code} has renewed its keys. Passes signed with the old ones stay good until they end."
    ),
    News.NOTHING_NEW: N_("Desk {code} counts here already, with these keys."),
    News.OTHER_PC: N_(
        "Desk number {number} is another PC here, {known}. Either this PC took its place: then its keys end now. "
        "Or two PCs were given one number, or one was copied from the other: then set one of them up anew, "
        "with a number of its own."
    ),
}


@dataclass(frozen=True, slots=True)
class CardNews:
    """A card, and what admitting it would mean. `known_code`: the desk that has its number here now, "" for none."""

    card: KeyCard
    news: News
    known_code: str = ""

    @property
    def values(self) -> dict[str, object]:
        """For the sentence in `NEWS`."""
        return {"code": self.card.desk_code, "number": self.card.desk_number, "known": self.known_code}


@dataclass(frozen=True, slots=True)
class KeyAge:
    """The keys this desk signs with. `renew`: they are older than a year, or were ended: it is time for new ones."""

    fingerprint: str
    since: datetime
    age: timedelta
    renew: bool


@dataclass(frozen=True, slots=True)
class KnownDesk:
    """Another desk of the building."""

    number: int
    code: str
    admitted_at: datetime
    heard_at: datetime | None
    active: bool
    fingerprint: str = ""
    """Of the keys it signs with, as far as known here; empty when they were ended."""


class KeyState(StrEnum):
    """How a key stands."""

    IN_USE = "in_use"
    RETIRED = "retired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key on record. `ended_at` and `reason` are there once it is retired or revoked."""

    id: int
    purpose: Purpose
    desk: int
    desk_code: str
    own: bool
    valid_from: datetime
    state: KeyState
    ended_at: datetime | None = None
    reason: str = ""
    by: int = 0
