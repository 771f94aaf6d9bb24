"""What the visitor log says about one person: as visitor, as whoever was visited, on the watch list."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, true

from desk_app.services.core.personal import (
    COMPANY,
    DOCUMENT,
    FROM,
    HELD_PICTURE,
    KEPT_HERE,
    NAME,
    PHONE,
    PLATE,
    PURPOSE,
    UNTIL,
    WORDS,
    Identity,
)
from desk_app.services.core.sealing import Sealer
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.text.masks import mask_name
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read, Work
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import PURPOSE_NAMES, Purpose
from desk_app.services.visitors.searching import KIND
from desk_app.services.visitors.tables import PhotoRow, VisitRow, WatchRow
from desk_app.services.visitors.watch import DOCUMENT as SEALED_AS

WATCH_KIND = "watch"
_AREA = "visitors"
_OPEN = VisitRow.state.in_([state.value for state in rules.OPEN])
_STILL_HERE = N_("The visit is still open: check them out first.", "personal")
_NO_BADGE = N_("The visitor badge has not come back.", "personal")
_ON_LIST = N_(
    "Security of the building: the entry stays until the supervisor ends it on the watch list.", "personal"
)
_PHOTO = select(PhotoRow.visit).where(PhotoRow.visit == VisitRow.id).exists()


def _same_document(read: Read | Work, identity: Identity) -> ColumnElement[bool] | None:
    """The visits whose sealed number is this one: the index finds them, the opened number makes sure."""
    number = compact_code(identity.document)
    if not number:
        return None
    sealer = Sealer(read.secrets)
    wanted = select(VisitRow.id, VisitRow.id_sealed).where(
        VisitRow.id_index == sealer.index(SEALED_AS, number), VisitRow.id_sealed.is_not(None)
    )
    rows = read.session.execute(wanted).all()
    same = [row.id for row in rows if sealer.open(SEALED_AS, row.id_sealed) == number]
    return VisitRow.id.in_(same)


def _watched(read: Read | Work, identity: Identity) -> ColumnElement[bool] | None:
    number = compact_code(identity.document)
    return WatchRow.id_index == Sealer(read.secrets).index(SEALED_AS, number) if number else None


_VISITOR = PersonRows(
    _AREA,
    KIND,
    N_("Visitor", "personal"),
    VisitRow.id,
    VisitRow.day,
    (
        Fact(NAME, VisitRow.name),
        Fact(PHONE, VisitRow.phone),
        Fact(COMPANY, VisitRow.company),
        Fact(PURPOSE, VisitRow.purpose, lambda value: PURPOSE_NAMES[Purpose(value)]),
        Fact(N_("Company visited", "personal"), VisitRow.host_name),
        Fact(N_("Person visited", "personal"), VisitRow.host_person, mask_name),
        Fact(FROM, VisitRow.arrived_at),
        Fact(UNTIL, VisitRow.left_at),
        Fact(DOCUMENT, VisitRow.id_mask),
        Fact(PLATE, VisitRow.plate),
        Fact(N_("Carried in", "personal"), VisitRow.belongings),
        Fact(N_("Permit", "personal"), VisitRow.permit_number),
        Fact(N_("Escorted by", "personal"), VisitRow.escort, mask_name),
        Fact(WORDS, VisitRow.remark),
        Fact(N_("Reason", "personal"), VisitRow.reason),
        Fact(HELD_PICTURE, _PHOTO, lambda there: KEPT_HERE if there else ""),
    ),
    name=VisitRow.name,
    phone=VisitRow.phone,
    visit=VisitRow.id,
    certain=_same_document,
    number=VisitRow.number,
    open=((_OPEN, _STILL_HERE), (VisitRow.badge_returned.is_(False), _NO_BADGE)),
)
_HOST = PersonRows(
    _AREA,
    KIND,
    N_("Person visited", "personal"),
    VisitRow.id,
    VisitRow.day,
    (
        Fact(NAME, VisitRow.host_person),
        Fact(COMPANY, VisitRow.host_name),
        Fact(N_("Visitor", "personal"), VisitRow.name, mask_name),
        Fact(FROM, VisitRow.arrived_at),
        Fact(UNTIL, VisitRow.left_at),
    ),
    name=VisitRow.host_person,
    number=VisitRow.number,
    open=((_OPEN, _STILL_HERE), (VisitRow.badge_returned.is_(False), _NO_BADGE)),
)
_ENTRY = PersonRows(
    _AREA,
    WATCH_KIND,
    N_("On the watch list", "personal"),
    WatchRow.id,
    WatchRow.added_at,
    (
        Fact(NAME, WatchRow.name),
        Fact(PHONE, WatchRow.phone),
        Fact(DOCUMENT, WatchRow.id_mask),
        Fact(N_("Reason", "personal"), WatchRow.reason),
        Fact(UNTIL, WatchRow.until),
    ),
    name=WatchRow.name,
    phone=WatchRow.phone,
    certain=_watched,
    open=((true(), _ON_LIST),),
)

personal = FoundIn(_VISITOR, _HOST, _ENTRY)
