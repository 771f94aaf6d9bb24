"""What the duty log says about one person: that they are named in it."""

from __future__ import annotations

from sqlalchemy import true

from desk_app.services.core.personal import NAME, WORDS
from desk_app.services.core.words import N_
from desk_app.services.duty_log.tables import EntryRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

KIND = "duty_entry"
_NAMED = PersonRows(
    "duty_log",
    KIND,
    N_("Named in the duty log", "personal"),
    EntryRow.id,
    EntryRow.happened_at,
    (Fact(NAME, EntryRow.who), Fact(WORDS, EntryRow.words)),
    name=EntryRow.who,
    open=((true(), N_("An entry of the duty log stays until its time of keeping is over.", "personal")),),
)

personal = FoundIn(_NAMED)
