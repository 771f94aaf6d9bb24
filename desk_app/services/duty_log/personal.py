"""What the duty log says about one person: that they are named in it, as whoever acted or somewhere in the words."""

from __future__ import annotations

from sqlalchemy import func, select, true

from desk_app.services.core.personal import NAME, PLACE, WORDS
from desk_app.services.core.words import N_
from desk_app.services.duty_log.records import KIND as INCIDENT
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

KIND = "duty_entry"
_INCIDENT = select(IncidentRow.number).where(IncidentRow.id == EntryRow.incident).scalar_subquery()
_WHY = N_("Why the time stands", "personal")
_STAYS = true(), N_("An entry of the duty log stays until its time of keeping is over.", "personal")
_NAMED = PersonRows(
    "duty_log",
    KIND,
    N_("Named in the duty log", "personal"),
    EntryRow.id,
    EntryRow.happened_at,
    (Fact(NAME, EntryRow.who), Fact(WORDS, EntryRow.words), Fact(_WHY, EntryRow.why)),
    name=EntryRow.who,
    words=(EntryRow.who, EntryRow.words, EntryRow.why),
    number=func.coalesce(_INCIDENT, ""),
    open=(_STAYS,),
)
_PLACE = PersonRows(
    "duty_log",
    INCIDENT,
    N_("Place of an incident", "personal"),
    IncidentRow.id,
    IncidentRow.reported_at,
    (Fact(PLACE, IncidentRow.place),),
    name=IncidentRow.place,
    words=(IncidentRow.place,),
    number=IncidentRow.number,
    open=(_STAYS,),
)

personal = FoundIn(_NAMED, _PLACE)
