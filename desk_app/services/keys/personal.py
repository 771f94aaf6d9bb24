"""What the key register says about one person: as holder, as outside worker, as owner of a key in trust."""

from __future__ import annotations

from sqlalchemy import true

from desk_app.services.core.personal import COMPANY, FROM, KEPT_HERE, NAME, PHONE, SIGNATURE, UNTIL, WORDS
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.keys.tables import (
    CallRow,
    HandOnRow,
    HandoutRow,
    KeyRow,
    LineRow,
    LostRow,
    ReservationRow,
)
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, HandoutState
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "keys"
_OPEN = (
    (
        HandoutRow.state.in_(
            [HandoutState.REQUESTED.value, HandoutState.APPROVED.value, HandoutState.OUT.value]
        ),
        N_("The keys are out or asked for.", "personal"),
    ),
)
_HOLDER = PersonRows(
    _AREA,
    HANDOUT_KIND,
    N_("Key holder", "personal"),
    HandoutRow.id,
    HandoutRow.day,
    (
        Fact(NAME, HandoutRow.holder),
        Fact(N_("Department", "personal"), HandoutRow.department),
        Fact(FROM, HandoutRow.out_at),
        Fact(UNTIL, HandoutRow.closed_at),
        Fact(N_("Went with", "personal"), HandoutRow.escorted, mask_name),
        Fact(WORDS, HandoutRow.words),
        Fact(SIGNATURE, HandoutRow.signature, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=HandoutRow.holder,
    number=HandoutRow.number,
    open=_OPEN,
)
_ESCORTED = PersonRows(
    _AREA,
    HANDOUT_KIND,
    N_("Outside worker at a key", "personal"),
    HandoutRow.id,
    HandoutRow.day,
    (
        Fact(NAME, HandoutRow.escorted),
        Fact(PHONE, HandoutRow.escorted_phone),
        Fact(COMPANY, HandoutRow.escorted_company),
        Fact(N_("Key holder", "personal"), HandoutRow.holder, mask_name),
        Fact(FROM, HandoutRow.out_at),
        Fact(UNTIL, HandoutRow.closed_at),
    ),
    name=HandoutRow.escorted,
    phone=HandoutRow.escorted_phone,
    visit=HandoutRow.escorted_visit,
    number=HandoutRow.number,
    open=_OPEN,
)
_BROUGHT_BACK = PersonRows(
    _AREA,
    HANDOUT_KIND,
    N_("Brought a key back", "personal"),
    LineRow.handout,
    LineRow.returned_at,
    (Fact(NAME, LineRow.returned_by), Fact(WORDS, LineRow.remark)),
    name=LineRow.returned_by,
    joined=((HandoutRow, HandoutRow.id == LineRow.handout),),
    number=HandoutRow.number,
    open=_OPEN,
)
_GAVE_ON = PersonRows(
    _AREA,
    HANDOUT_KIND,
    N_("Passed a key on", "personal"),
    HandOnRow.handout,
    HandOnRow.at,
    (
        Fact(N_("Given by", "personal"), HandOnRow.giver, mask_name),
        Fact(N_("Taken by", "personal"), HandOnRow.taker, mask_name),
        Fact(WORDS, HandOnRow.words),
    ),
    name=HandOnRow.giver,
    joined=((HandoutRow, HandoutRow.id == HandOnRow.handout),),
    number=HandoutRow.number,
    open=_OPEN,
)
_RUNG = PersonRows(
    _AREA,
    HANDOUT_KIND,
    N_("Was rung about a key", "personal"),
    CallRow.handout,
    CallRow.at,
    (Fact(NAME, CallRow.spoke_to), Fact(PHONE, CallRow.phone), Fact(WORDS, CallRow.words)),
    name=CallRow.spoke_to,
    phone=CallRow.phone,
    joined=((HandoutRow, HandoutRow.id == CallRow.handout),),
    number=HandoutRow.number,
    open=_OPEN,
)
_LOST = PersonRows(
    _AREA,
    "key_lost",
    N_("Lost a key", "personal"),
    LostRow.id,
    LostRow.reported_at,
    (Fact(NAME, LostRow.who), Fact(WORDS, LostRow.how)),
    name=LostRow.who,
    number=LostRow.number,
    open=((true(), N_("Loss of a key: it stays on record for the time of keeping.", "personal")),),
)
_RESERVED = PersonRows(
    _AREA,
    KEY_KIND,
    N_("Reserved a key", "personal"),
    ReservationRow.key,
    ReservationRow.starts,
    (
        Fact(NAME, ReservationRow.name),
        Fact(FROM, ReservationRow.starts),
        Fact(UNTIL, ReservationRow.ends),
        Fact(WORDS, ReservationRow.words),
    ),
    name=ReservationRow.name,
    joined=((KeyRow, KeyRow.id == ReservationRow.key),),
    number=KeyRow.code,
    open=((true(), N_("Goes with the key's reservations after the time of keeping.", "personal")),),
)
_OWNER = PersonRows(
    _AREA,
    KEY_KIND,
    N_("Owner of a key in trust", "personal"),
    KeyRow.id,
    None,
    (Fact(NAME, KeyRow.owner), Fact(PHONE, KeyRow.owner_phone), Fact(WORDS, KeyRow.instruction)),
    name=KeyRow.owner,
    phone=KeyRow.owner_phone,
    number=KeyRow.code,
    open=(
        (
            true(),
            N_("The key is in trust here: change its owner in the key register.", "personal"),
        ),
    ),
)

personal = FoundIn(_HOLDER, _ESCORTED, _BROUGHT_BACK, _GAVE_ON, _RUNG, _LOST, _RESERVED, _OWNER)
