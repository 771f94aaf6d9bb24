"""What exit passes say about one person: as carrier, as who signed, as carrier of one release."""

from __future__ import annotations

from desk_app.services.core.personal import (
    COMPANY,
    NAME,
    PHONE,
    PLATE,
    UNTIL,
    WORDS,
)
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.passes import rules
from desk_app.services.passes.records import KIND, RELEASE_KIND
from desk_app.services.passes.tables import PassRow, ReleaseRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "passes"
_OPEN = (
    (PassRow.out > 0, N_("Returnable goods are still outside.", "personal")),
    (
        PassRow.state.in_([state.value for state in rules.OPEN]),
        N_("The exit pass may still be used.", "personal"),
    ),
)
_CARRIER = PersonRows(
    _AREA,
    KIND,
    N_("Carried goods out", "personal"),
    PassRow.id,
    PassRow.day,
    (
        Fact(NAME, PassRow.carrier),
        Fact(PHONE, PassRow.carrier_phone),
        Fact(PLATE, PassRow.plate),
        Fact(COMPANY, PassRow.holder),
        Fact(N_("Signed by", "personal"), PassRow.signatory_name, mask_name),
        Fact(UNTIL, PassRow.valid_until),
        Fact(WORDS, PassRow.remark),
    ),
    name=PassRow.carrier,
    phone=PassRow.carrier_phone,
    visit=PassRow.visit,
    number=PassRow.number,
    open=_OPEN,
)
_SIGNATORY = PersonRows(
    _AREA,
    KIND,
    N_("Signed an exit pass", "personal"),
    PassRow.id,
    PassRow.day,
    (
        Fact(NAME, PassRow.signatory_name),
        Fact(COMPANY, PassRow.holder),
        Fact(N_("Carried by", "personal"), PassRow.carrier, mask_name),
    ),
    name=PassRow.signatory_name,
    number=PassRow.number,
    open=_OPEN,
)
_RELEASED = PersonRows(
    _AREA,
    RELEASE_KIND,
    N_("Left with goods", "personal"),
    ReleaseRow.id,
    ReleaseRow.at,
    (
        Fact(NAME, ReleaseRow.carrier),
        Fact(PLATE, ReleaseRow.plate),
        Fact(N_("When", "personal"), ReleaseRow.at),
        Fact(WORDS, ReleaseRow.remark),
    ),
    name=ReleaseRow.carrier,
    joined=((ReleaseRow, ReleaseRow.root == PassRow.pass_id),),
    number=PassRow.number,
    open=_OPEN,
)

personal = FoundIn(_CARRIER, _SIGNATORY, _RELEASED)
