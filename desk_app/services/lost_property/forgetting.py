"""What of lost property is forgotten after the time of keeping: people, what is secret, pictures, words.

Kind, value, times and outcome stay for the figures. What lies on a shelf is kept, however old.
"""

from __future__ import annotations

from sqlalchemy import case, func

from desk_app.services.core.words import N_
from desk_app.services.lost_property import events
from desk_app.services.lost_property.options import KEEP_YEARS
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow, ToldRow
from desk_app.services.retention.kept import Hanging, Kept, Retained, Unit

_CLAIM = {
    "words_sealed": b"",
    "why_sealed": None,
    "name": "",
    "phone": "",
    "document_kind": "",
    "document_mask": "",
    "proof": "",
    "signature": "",
}

KEPT = (
    Kept(
        FoundRow,
        func.coalesce(FoundRow.returned_at, FoundRow.disposed_at),
        {
            "what": "",
            "features": "",
            "secret_sealed": None,
            "contents_sealed": None,
            "place": "",
            "finder": "",
            "finder_phone": "",
            "photo": "",
            "outcome_words": "",
        },
        events.FORGOTTEN,
        [Hanging(ClaimRow.item, _CLAIM), Hanging(ToldRow.item, {"name": ""})],
        kinds=(FOUND_KIND,),
    ),
    Kept(
        LostRow,
        case((LostRow.open.is_(False), LostRow.reported_at)),
        {"what": "", "features": "", "place": "", "name": "", "phone": "", "closed_why": ""},
        events.REPORT_FORGOTTEN,
        kinds=(LOST_KIND,),
    ),
)
"""What a thing is may name its owner (a badge, a certificate): it goes too, its kind stays."""

RETENTION = (Retained(N_("Lost property: finders, owners, secrets, pictures"), KEEP_YEARS, Unit.YEARS, KEPT),)
