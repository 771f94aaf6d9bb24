"""What is open with somebody about keys: borrowed, asked for, reserved, and a tenant's keys in trust."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, or_, select

from desk_app.services.colleagues.reading import IDS_WITH_PHONE, colleagues_of
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.matters import Matter, Part, Party, Person, shortened
from desk_app.services.core.words import N_, Message
from desk_app.services.db.any_of import AnyOf
from desk_app.services.journal.work import Read
from desk_app.services.keys.reading import OPEN_LINES, copies, tenant_names
from desk_app.services.keys.records import Copy
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, LineRow, ReservationRow
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, HandoutState, KeyCategory

_AREA = "keys"
_OPEN = (HandoutState.REQUESTED.value, HandoutState.APPROVED.value, HandoutState.OUT.value)
# Made once: the card asks for a dozen people at each key that is pressed.
_BORROWED = (
    select(HandoutRow)
    .where(
        HandoutRow.state.in_(_OPEN),
        or_(
            HandoutRow.escorted_visit == bindparam("visit"),
            HandoutRow.escorted_phone == bindparam("phone"),
            HandoutRow.colleague.in_(IDS_WITH_PHONE),
            HandoutRow.colleague == bindparam("colleague"),
        ),
    )
    .order_by(HandoutRow.due)
)
_RESERVED = (
    select(ReservationRow, KeyRow.code)
    .join(KeyRow, KeyRow.id == ReservationRow.key)
    .where(
        ReservationRow.active,
        ReservationRow.ends > bindparam("now"),
        or_(ReservationRow.colleague.in_(IDS_WITH_PHONE), ReservationRow.colleague == bindparam("colleague")),
    )
    .order_by(ReservationRow.starts, ReservationRow.id)
)
_IN_TRUST = (
    select(KeyRow)
    .where(KeyRow.tenant == bindparam("tenant"), KeyRow.category == KeyCategory.TRUST.value, KeyRow.active)
    .order_by(KeyRow.code)
)
_ANY = AnyOf(_BORROWED, _IN_TRUST)
_A_COLLEAGUE = AnyOf(select(IDS_WITH_PHONE.subquery()))
GIVE_BACK = "give_back"
"""The step of a borrowing that is out."""


def key_matters(read: Read, party: Party) -> Iterator[Matter]:
    """Keys that are out are to come back; what waits, is reserved or in trust is good to know of."""
    asked = {**party.values, "now": read.now}
    if _ANY.found(read.session, asked):
        yield from shortened(_in_trust(read, asked), N_("More keys here in trust: {n}."))
        yield from shortened(_borrowed(read, asked), N_("More keys borrowed or asked for: {n}."))
    if party.colleague is not None or _A_COLLEAGUE.found(read.session, asked):
        yield from shortened(_reserved(read, asked), N_("More keys reserved: {n}."))


def handout_people(read: Read, handouts: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who signed, and the outside worker they go with; nobody for a borrowing that was forgotten."""
    wanted = select(HandoutRow).where(HandoutRow.id.in_(handouts), HandoutRow.holder != "")
    rows = read.session.scalars(wanted).all()
    known = colleagues_of(read.session, {row.colleague for row in rows})
    return {row.id: [_signer(row, known.get(row.colleague)), *_escorted(row)] for row in rows}


def _signer(row: HandoutRow, one: Colleague | None) -> Person:
    return Person(name=row.holder, phone=one.phone if one is not None else "", colleague=row.colleague)


def _escorted(row: HandoutRow) -> list[Person]:
    if not row.escorted:
        return []
    return [Person(row.escorted, row.escorted_phone, row.escorted_company, visit=row.escorted_visit)]


def key_people(read: Read, keys: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """The tenants whose keys are in trust here; nobody for any other key."""
    wanted = select(KeyRow.id, KeyRow.unit, KeyRow.tenant).where(
        KeyRow.id.in_(keys), KeyRow.tenant.is_not(None), KeyRow.category == KeyCategory.TRUST.value
    )
    rows = read.session.execute(wanted).all()
    names = tenant_names(read.session) if rows else {}
    return {
        row.id: [Person(company=names.get(row.tenant, ""), unit=row.unit, tenant=row.tenant)] for row in rows
    }


def _borrowed(read: Read, asked: Mapping[str, object]) -> Iterator[Matter]:
    rows = read.session.scalars(_BORROWED, asked).all()
    if not rows:
        return
    theirs = select(LineRow.copy).where(OPEN_LINES, LineRow.handout.in_([row.id for row in rows]))
    held = copies(read.session, CopyRow.id.in_(theirs))
    for row in rows:
        yield _matter(read, row, [copy for copy in held if copy.handout == row.id])


def _matter(read: Read, row: HandoutRow, held: Sequence[Copy]) -> Matter:
    said = {
        "codes": "、".join(copy.code for copy in held),
        "due": read.local(row.due).strftime("%m-%d %H:%M"),
    }
    text, part = _said(row, late=row.due < read.now)
    out = row.state == HandoutState.OUT
    return Matter(
        _AREA,
        HANDOUT_KIND,
        row.id,
        text,
        {**said, "number": row.number, "name": row.holder, "escorted": row.escorted},
        row.out_at or row.asked_at,
        owed=out,
        part=part,
        step=GIVE_BACK if out else "",
    )


def _said(row: HandoutRow, *, late: bool) -> tuple[Message, Part]:
    if row.state != HandoutState.OUT:
        return N_("Keys {codes} are asked for and not handed over yet ({number})."), Part.EXPECTS
    if late:
        if row.escorted:
            return N_(
                "Keys {codes} are overdue since {due}: {name} signed for them, {escorted} goes along."
            ), Part.OWES
        return N_("Keys {codes} are overdue since {due}: {name} signed for them."), Part.OWES
    if row.escorted:
        return N_(
            "Keys {codes} are out until {due}: {name} signed for them, {escorted} goes along."
        ), Part.HOLDS
    return N_("Keys {codes} are out until {due}: {name} signed for them."), Part.HOLDS


def _reserved(read: Read, asked: Mapping[str, object]) -> Iterator[Matter]:
    for row, code in read.session.execute(_RESERVED, asked):
        start, end = (read.local(at).strftime("%m-%d %H:%M") for at in (row.starts, row.ends))
        text = N_("Key {code} is reserved from {start} to {end}.")
        values = {"code": code, "start": start, "end": end}
        yield Matter(_AREA, KEY_KIND, row.key, text, values, row.starts, owed=False, part=Part.EXPECTS)


def _in_trust(read: Read, asked: Mapping[str, object]) -> Iterator[Matter]:
    for row in read.session.scalars(_IN_TRUST, asked):
        text = N_("Key {code} is here in trust: {place}.")
        values = {"code": row.code, "place": row.place}
        yield Matter(_AREA, KEY_KIND, row.id, text, values, owed=False, part=Part.NOTED)
