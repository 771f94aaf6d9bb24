"""What leaves the staff service."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.core.people import Role


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works the desk."""

    id: int
    name: str
    role: Role
    phone: str
    active: bool
    must_change: bool = False
    has_pin: bool = True
    """Somebody of another PC has none here: a supervisor sets one, then they can sign in."""
