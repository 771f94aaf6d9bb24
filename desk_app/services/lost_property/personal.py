"""What lost property says about one person: as finder, as claimant, as who misses something.

The secret features and a claimant's words stay sealed: they prove whose a thing is.
"""

from __future__ import annotations

from desk_app.services.core.personal import DOCUMENT, KEPT_HERE, NAME, PHONE, PLACE, SIGNATURE
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "lost_property"
_HERE = (
    (
        FoundRow.returned_at.is_(None) & FoundRow.disposed_at.is_(None),
        N_("The found item is still here.", "personal"),
    ),
)
_THING = N_("Thing", "personal")
_FINDER = PersonRows(
    _AREA,
    FOUND_KIND,
    N_("Finder", "personal"),
    FoundRow.id,
    FoundRow.day,
    (
        Fact(NAME, FoundRow.finder),
        Fact(PHONE, FoundRow.finder_phone),
        Fact(_THING, FoundRow.what),
        Fact(PLACE, FoundRow.place),
    ),
    name=FoundRow.finder,
    phone=FoundRow.finder_phone,
    number=FoundRow.number,
    open=_HERE,
)
_CLAIMANT = PersonRows(
    _AREA,
    FOUND_KIND,
    N_("Claimed a found item", "personal"),
    ClaimRow.item,
    ClaimRow.at,
    (
        Fact(NAME, ClaimRow.name),
        Fact(PHONE, ClaimRow.phone),
        Fact(DOCUMENT, ClaimRow.document_mask),
        Fact(_THING, FoundRow.what),
        Fact(N_("Proof", "personal"), ClaimRow.proof),
        Fact(SIGNATURE, ClaimRow.signature, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=ClaimRow.name,
    phone=ClaimRow.phone,
    joined=((FoundRow, FoundRow.id == ClaimRow.item),),
    number=FoundRow.number,
    open=_HERE,
)
_LOSER = PersonRows(
    _AREA,
    LOST_KIND,
    N_("Reported a loss", "personal"),
    LostRow.id,
    LostRow.reported_at,
    (
        Fact(NAME, LostRow.name),
        Fact(PHONE, LostRow.phone),
        Fact(_THING, LostRow.what),
        Fact(N_("Features", "personal"), LostRow.features),
        Fact(PLACE, LostRow.place),
    ),
    name=LostRow.name,
    phone=LostRow.phone,
    number=LostRow.number,
    open=((LostRow.open, N_("The report of the loss is still open.", "personal")),),
)

personal = FoundIn(_FINDER, _CLAIMANT, _LOSER)
