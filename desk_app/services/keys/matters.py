"""What is open with somebody about keys: borrowed, asked for, reserved, and a tenant's keys in trust."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, or_, select

from desk_app.services.colleagues.reading import colleague_of, colleagues
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Read
from desk_app.services.keys.reading import copies, reservations, tenant_names
from desk_app.services.keys.records import Copy
from desk_app.services.keys.tables import CopyRow, HandoutRow, KeyRow, ReservationRow
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, HandoutState, KeyCategory

_AREA = "keys"
_MOST = 20
_OPEN = (HandoutState.REQUESTED.value, HandoutState.APPROVED.value, HandoutState.OUT.value)
GIVE_BACK = "give_back"
"""The step of a borrowing that is out."""


def key_matters(read: Read, party: Party) -> Iterator[Matter]:
    """Keys that are out are to come back; what waits, is reserved or in trust is good to know of."""
    if party.tenant is not None:
        yield from _in_trust(read, party.tenant)
    signers = _signers(read, party.phone) if party.phone else []
    if party.colleague is not None:
        signers.append(party.colleague)
    whose = _whose(party, signers)
    if whose:
        yield from _borrowed(read, or_(*whose))
    if signers:
        yield from _reserved(read, signers)


def handout_person(read: Read, handout: int) -> Person | None:
    """Who has the keys of a borrowing; None for one that was forgotten."""
    row = read.session.get(HandoutRow, handout)
    if row is None or not row.holder:
        return None
    one = colleague_of(read.session, row.colleague)
    return Person(name=row.holder, phone=one.phone if one is not None else "")


def key_person(read: Read, key: int) -> Person | None:
    """The tenant whose key is in trust here; None for any other key."""
    row = read.session.get(KeyRow, key)
    if row is None or row.tenant is None or row.category != KeyCategory.TRUST:
        return None
    return Person(company=tenant_names(read.session).get(row.tenant, ""), unit=row.unit, tenant=row.tenant)


def _signers(read: Read, phone: str) -> list[int]:
    return [one.id for one in colleagues(read.session, inactive=True) if one.phone == phone]


def _whose(party: Party, signers: Sequence[int]) -> list[ColumnElement[bool]]:
    whose: list[ColumnElement[bool]] = []
    if party.visit is not None:
        whose.append(HandoutRow.escorted_visit == party.visit)
    if party.phone:
        whose.append(HandoutRow.escorted_phone == party.phone)
    if signers:
        whose.append(HandoutRow.colleague.in_(signers))
    return whose


def _borrowed(read: Read, whose: ColumnElement[bool]) -> Iterator[Matter]:
    wanted = (
        select(HandoutRow).where(HandoutRow.state.in_(_OPEN), whose).order_by(HandoutRow.due).limit(_MOST)
    )
    rows = read.session.scalars(wanted).all()
    held = copies(read.session, CopyRow.state.in_(["out", "waiting"])) if rows else []
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
        {**said, "number": row.number, "name": row.holder},
        row.out_at or row.asked_at,
        owed=out,
        part=part,
        step=GIVE_BACK if out else "",
    )


def _said(row: HandoutRow, *, late: bool) -> tuple[Message, Part]:
    if row.state != HandoutState.OUT:
        return N_("Keys {codes} are asked for and not handed over yet ({number})."), Part.EXPECTS
    if late:
        return N_("Keys {codes} are overdue since {due}: {name} signed for them."), Part.OWES
    return N_("Keys {codes} are out until {due}: {name} signed for them."), Part.HOLDS


def _reserved(read: Read, signers: Sequence[int]) -> Iterator[Matter]:
    found = reservations(
        read.session,
        ReservationRow.active.is_(True),
        ReservationRow.ends > read.now,
        ReservationRow.colleague.in_(signers),
    )
    for one in found[:_MOST]:
        start, end = (read.local(at).strftime("%m-%d %H:%M") for at in (one.start, one.end))
        text = N_("Key {code} is reserved from {start} to {end}.")
        values = {"code": one.code, "start": start, "end": end}
        yield Matter(_AREA, KEY_KIND, one.key, text, values, one.start, owed=False, part=Part.EXPECTS)


def _in_trust(read: Read, tenant: int) -> Iterator[Matter]:
    theirs = KeyRow.tenant == tenant, KeyRow.category == KeyCategory.TRUST.value, KeyRow.active
    for row in read.session.scalars(select(KeyRow).where(*theirs).order_by(KeyRow.code).limit(_MOST)):
        text = N_("Key {code} is here in trust: {place}.")
        values = {"code": row.code, "place": row.place}
        yield Matter(_AREA, KEY_KIND, row.id, text, values, owed=False, part=Part.NOTED)
