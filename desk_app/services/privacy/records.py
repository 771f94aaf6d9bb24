"""What goes in and out of requests: plain, frozen, without a database behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desk_app.services.core.looking import Why
from desk_app.services.core.personal import PersonalRecord
from desk_app.services.core.words import N_, Message


class RequestKind(StrEnum):
    """What was asked for."""

    COPY = "copy"
    ERASURE = "erasure"


REQUEST_NAMES: dict[RequestKind, Message] = {
    RequestKind.COPY: N_("Copy given", "personal"),
    RequestKind.ERASURE: N_("Erased", "personal"),
}


class Asked(StrEnum):
    """Who asked."""

    SELF = "self"
    AGENT = "agent"
    """Somebody with their written word."""
    FAMILY = "family"
    """Parents of a child, the next of kin of somebody who died."""
    AUTHORITY = "authority"


ASKED_NAMES: dict[Asked, Message] = {
    Asked.SELF: N_("The person themself, identity checked", "personal"),
    Asked.AGENT: N_("Somebody with their written authority", "personal"),
    Asked.FAMILY: N_("Next of kin or guardian", "personal"),
    Asked.AUTHORITY: N_("An authority, with papers", "personal"),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Who asked and why: stands on record. `words` name nobody."""

    asked: Asked
    why: Why
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was carried out."""

    id: int
    number: str
    kind: RequestKind
    at: datetime
    by: int
    second: int
    asked: Asked
    why: Why
    records: int
    stayed: int


@dataclass(frozen=True, slots=True)
class Copy:
    """What is given to the person: their records, as they were found."""

    request: Request
    records: tuple[PersonalRecord, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stayed:
    """One record that could not be erased, and why."""

    what: Message
    number: str
    day: date
    why: Message
    feature: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased, by feature, and what had to stay."""

    request: Request
    erased: tuple[tuple[str, int], ...]
    stayed: tuple[Stayed, ...]
    elsewhere: int = 0
    """How many of the erased another desk wrote: they are erased there with the next exchange."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at, gave away or erased what is otherwise masked."""

    seq: int
    at: datetime
    day: date
    staff: int
    beside: int
    action: str
    refused: bool
    why: Why | None
    words: str = field(repr=False)
    of: tuple[int, ...] = ()
    """The records it was about."""
    second: int = 0
    """The colleague who vouched; 0 where none is asked for."""


@dataclass(frozen=True, slots=True)
class KeptFor:
    """One rule of keeping, for the notice: what, and how long."""

    title: Message
    amount: int
    unit: str
