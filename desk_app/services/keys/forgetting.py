"""What is forgotten after the time of keeping (operating manual, Key register 6): people, not figures.

Rows lose names, phones, words and signatures, their events the private part, the search index the entry. Nothing is
deleted but pictures that nobody else refers to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import case, func, or_, select

from desk_app.services.core.words import N_
from desk_app.services.keys import events
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    CopyRow,
    CustodyRow,
    ExplanationRow,
    ExtensionRow,
    FaultRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
    ReservationRow,
)
from desk_app.services.keys.terms import HANDOUT_KIND, CopyState
from desk_app.services.retention.kept import Hanging, Kept, Retained, Told, Unit

_NOBODY = 0
_HANDOUTS = Kept(
    HandoutRow,
    HandoutRow.closed_at,
    {
        "colleague": _NOBODY,
        "holder": "",
        "words": "",
        "escorted": "",
        "escorted_company": "",
        "escorted_phone": "",
        "escorted_visit": None,
        "refused_why": "",
        "signature": "",
        "asked": "",
        "forgotten": True,
    },
    events.FORGOTTEN,
    [
        Hanging(LineRow.handout, {"returned_by": "", "remark": "", "checks": "", "asked": ""}),
        Hanging(ApprovalRow.handout, {"reason": ""}),
        Hanging(CustodyRow.handout, {"holder": ""}),
        Hanging(HandOnRow.handout, {"gave": _NOBODY, "giver": "", "taker": "", "words": "", "signature": ""}),
        Hanging(ExtensionRow.handout, {"reason": ""}),
        Hanging(ExplanationRow.handout, {"reason": ""}),
        Hanging(CallRow.handout, {"spoke_to": "", "phone": "", "words": "", "asked": ""}),
    ],
    kinds=(HANDOUT_KIND,),
    left=HandoutRow.forgotten.is_(False),
)
EMPTIED: dict[type[Any], Mapping[str, Any]] = {
    HandoutRow: _HANDOUTS.emptied,
    **{cast("type[Any]", part.owner.class_): part.emptied or {} for part in _HANDOUTS.hanging},
}
"""What a borrowing and whatever hangs on it lose: the demo building writes old ones so at once."""
_LOST = Kept(
    LostRow,
    func.coalesce(LostRow.found_at, LostRow.reported_at),
    {"who": "", "how": ""},
    events.KEY_FORGOTTEN,
    left=LostRow.who != "",
    filed=select(CopyRow.key).where(CopyRow.id == LostRow.copy).scalar_subquery(),
)
_RETIRED_AT = (
    select(CopyRow.since)
    .where(CopyRow.id == FaultRow.copy, CopyRow.state == CopyState.RETIRED.value)
    .scalar_subquery()
)
_FAULTS = Kept(
    FaultRow,
    func.coalesce(FaultRow.mended_at, _RETIRED_AT),  # mended, or never to be: the copy is out of use
    {"words": "", "mended_words": ""},
    events.KEY_FORGOTTEN,
    left=or_(FaultRow.words != "", FaultRow.mended_words != ""),
    filed=select(CopyRow.key).where(CopyRow.id == FaultRow.copy).scalar_subquery(),
)
_KEYS = Kept(
    KeyRow,
    KeyRow.deactivated_at,
    {"deactivated_why": "", "owner": "", "owner_phone": ""},
    events.KEY_FORGOTTEN,
    left=or_(KeyRow.deactivated_why != "", KeyRow.owner != "", KeyRow.owner_phone != ""),
    private=False,
)
_RESERVATIONS = Kept(
    ReservationRow,
    ReservationRow.ends,
    {"colleague": _NOBODY, "name": "", "words": "", "asked": "", "active": False},
    events.KEY_FORGOTTEN,
    left=ReservationRow.name != "",
    filed=ReservationRow.key,
)

_CUSTODY = Kept(
    CustodyRow,
    case((CustodyRow.handout == 0, CustodyRow.at)),  # as other desks told; ours go with their borrowing
    {"holder": ""},
    None,
    left=CustodyRow.holder != "",
    private=False,
)

RETENTION = (
    Retained(
        N_("Borrowed keys: holders, escorted people, calls, words"),
        KEEP_YEARS,
        Unit.YEARS,
        (_HANDOUTS, _CUSTODY, _LOST, _FAULTS, _KEYS, _RESERVATIONS, Told(KeyRow.id, events.KEY_FORGOTTEN)),
    ),
)
