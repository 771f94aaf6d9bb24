"""One card per person and per company: who it is, and what is open with them on every tab."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk_app.services.core.matters import Matter, Party


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody, or a company, who may be meant: one line per person, masked."""

    party: Party
    name: str
    detail: str
    """Company and unit of a person; units of a company."""
    phone_mask: str = ""
    company: bool = False
    """A tenant as a whole, not one person."""
    open: int = 0
    """How many matters are open, as far as it was looked."""
    suspended: bool = False
    """Nothing more is given to them for now."""
    tenant: int | None = None
    """The company that a person belongs to, or that what they are known by belongs to: it has a card of its own."""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that is open with one person or company, each feature's matters together, the owed ones first."""

    face: Face
    phone: str = field(default="", repr=False)
    """Whole, for the desk."""
    matters: tuple[Matter, ...] = ()
    people: tuple[Face, ...] = ()
    """Of a company: its people with something open."""
