"""The property company's people, whether or not they have an account (operating manual, Key register 2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk_app.services.directory.records import Trade

KIND = "colleague"
"""A colleague without an account, as search hits name one."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the property staff: who may sign for a key, and later who is sent to a repair.

    Accounts of the desk are colleagues too, under the id of their account, in the department "customer_service" or
    "security".
    """

    id: int
    name: str = field(repr=False)
    department: str
    """The code of a department (`directory.departments`)."""
    trade: Trade | None = None
    phone: str = field(default="", repr=False)
    has_account: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class ColleagueDraft:
    """A colleague as somebody typed it."""

    name: str = field(repr=False)
    department: str
    trade: Trade | None = None
    phone: str = field(default="", repr=False)
