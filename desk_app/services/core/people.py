"""Who works the desk: roles, and the person on whose behalf a verb runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.words import N_, Message


class Role(StrEnum):
    """What somebody may do. Rules: operating manual, People and things."""

    RECEPTIONIST = "receptionist"
    GUARD = "guard"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"
    """The program itself: closing time, purge, first start. Nobody can sign in as it."""


ROLE_NAMES: dict[Role, Message] = {
    Role.RECEPTIONIST: N_("Receptionist"),
    Role.GUARD: N_("Guard"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.SYSTEM: N_("The program"),
}

SUPERVISORS = frozenset({Role.SUPERVISOR, Role.SYSTEM})
DESK = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR, Role.SYSTEM})
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf a verb runs."""

    staff_id: int
    name: str
    role: Role
    beside: int = 0
    """At whose session the person acted: a supervisor who types her PIN at the receptionist's desk."""
    happened_at: datetime | None = None
    """What this person saves happened then, and is typed in afterwards; None: it happens now."""
    form: str = ""
    """The number of the paper form it was written on meanwhile; "" for none."""

    def at_session_of(self, other: Actor) -> Actor:
        """This person, acting at the desk where `other` is signed in, on what is being entered there."""
        return replace(self, beside=other.staff_id, happened_at=other.happened_at, form=other.form)

    @property
    def live(self) -> Actor:
        """This person, acting now."""
        return replace(self, happened_at=None, form="")


SYSTEM = Actor(0, "", Role.SYSTEM)


_BITS = {
    role: 1 << place
    for place, role in enumerate((Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR, Role.SYSTEM))
}


def role_bits(*roles: Role) -> int:
    """Roles as a bit mask: who may see a search entry. The bits stand in the database and stay."""
    return sum(_BITS[role] for role in set(roles))
