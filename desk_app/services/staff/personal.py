"""What is kept of somebody who works the desk."""

from __future__ import annotations

from sqlalchemy import true

from desk_app.services.core.people import ROLE_NAMES, Role
from desk_app.services.core.personal import NAME, PHONE
from desk_app.services.core.words import N_
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows
from desk_app.services.staff.tables import StaffRow

_ACCOUNT = PersonRows(
    "staff",
    "staff",
    N_("Account at this desk", "personal"),
    StaffRow.id,
    StaffRow.created,
    (
        Fact(NAME, StaffRow.name),
        Fact(PHONE, StaffRow.phone),
        Fact(N_("Role", "personal"), StaffRow.role, lambda value: ROLE_NAMES[Role(value)]),
    ),
    name=StaffRow.name,
    phone=StaffRow.phone,
    open=(
        (
            true(),
            N_("The name stands with what they did; the phone can be taken out under “Staff”.", "personal"),
        ),
    ),
)

personal = FoundIn(_ACCOUNT)
