"""What the call log says about one person: as caller, and as whom a call was for."""

from __future__ import annotations

from sqlalchemy import and_

from desk_app.services.calls.searching import KIND
from desk_app.services.calls.tables import CallRow
from desk_app.services.core.personal import COMPANY, NAME, PHONE, WORDS
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "calls"
_OPEN = (
    (
        and_(CallRow.passed_at.is_(None), CallRow.became.is_(None)),
        N_("The call has not been passed on yet.", "personal"),
    ),
)
_CALLER = PersonRows(
    _AREA,
    KIND,
    N_("Caller", "personal"),
    CallRow.id,
    CallRow.at,
    (
        Fact(NAME, CallRow.caller),
        Fact(PHONE, CallRow.phone),
        Fact(COMPANY, CallRow.company),
        Fact(N_("Asked for", "personal"), CallRow.host_name),
        Fact(N_("Person asked for", "personal"), CallRow.host_person, mask_name),
        Fact(WORDS, CallRow.about),
    ),
    name=CallRow.caller,
    phone=CallRow.phone,
    number=CallRow.number,
    open=_OPEN,
)
_CALLED = PersonRows(
    _AREA,
    KIND,
    N_("Person asked for", "personal"),
    CallRow.id,
    CallRow.at,
    (
        Fact(NAME, CallRow.host_person),
        Fact(COMPANY, CallRow.host_name),
        Fact(N_("Caller", "personal"), CallRow.caller, mask_name),
        Fact(WORDS, CallRow.about),
    ),
    name=CallRow.host_person,
    number=CallRow.number,
    open=_OPEN,
)

personal = FoundIn(_CALLER, _CALLED)
