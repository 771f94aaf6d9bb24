"""What is kept of a colleague of the property staff."""

from __future__ import annotations

from desk_app.services.colleagues.records import KIND
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.core.personal import NAME, PHONE, UNTIL
from desk_app.services.core.words import N_
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_COLLEAGUE = PersonRows(
    "colleagues",
    KIND,
    N_("Colleague of the property staff", "personal"),
    ColleagueRow.id,
    None,
    (
        Fact(NAME, ColleagueRow.name),
        Fact(PHONE, ColleagueRow.phone),
        Fact(N_("Department", "personal"), ColleagueRow.department),
        Fact(UNTIL, ColleagueRow.left_at),
    ),
    name=ColleagueRow.name,
    phone=ColleagueRow.phone,
    open=((ColleagueRow.active, N_("They work here.", "personal")),),
)

personal = FoundIn(_COLLEAGUE)
