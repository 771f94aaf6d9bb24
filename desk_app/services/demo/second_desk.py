"""The demo building's second PC, at the freight gate: admitted, heard from just now, and one copy was used there.

It exists by its keys and one file of records alone, taken in by the verbs that people use. Its keys are thrown away.
"""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta

from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import SEED_BYTES, Purpose, SigningKey
from desk_app.services.core.clocks import Stamps
from desk_app.services.core.people import Actor, Role
from desk_app.services.gate.options import FRONT_DESK_PHONE, GATE_NAMES, SUPERVISOR_PHONE
from desk_app.services.passes.meeting import GateRecords
from desk_app.services.passes.record_file import write
from desk_app.services.passes.records import ExitKind
from desk_app.services.passes.tables import PassRow
from desk_app.services.passes.telling import tell
from desk_app.services.passes.told import Told, ToldRelease
from desk_app.services.settings.service import SettingsService
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.trust.records import CardKey, KeyCard
from desk_app.services.trust.ring import KEYS_SINCE
from desk_app.services.trust.service import Trust

GATES = "大堂门岗,货运门岗"
_PHONES = {FRONT_DESK_PHONE: "8001", SUPERVISOR_PHONE: "8008"}
_CODE, _NUMBER, _GATE, _GUARD = "B1", 2, 2, "马志远"
_LATER = timedelta(minutes=25)


def name_gates(services: Services, by: Actor) -> None:
    """What the gates are called, and whom the guard phones."""
    settings = services.get(SettingsService)
    settings.change(by, GATE_NAMES, GATES)
    for setting, number in _PHONES.items():
        settings.change(by, setting, number)


def meet(services: Services) -> int:
    """Admit the second PC and take its records in; returns the rows that came."""
    staff = services.get(StaffQueries).who_can_sign_in()
    boss = next(Actor(one.id, one.name, one.role) for one in staff if one.role is Role.SUPERVISOR)
    keys = {purpose: SigningKey(purpose, secrets.token_bytes(SEED_BYTES)) for purpose in Purpose}
    now = services.bench.clock.now()
    services.get(Trust).admit(boss, _card(services, keys, now), None)
    told = _told(services, now)
    services.get(GateRecords).receive(boss, write(told, keys[Purpose.SYNC]))
    return len(told.releases) + sum(len(one.moved) for one in told.releases)


def _card(services: Services, keys: dict[Purpose, SigningKey], now: datetime) -> KeyCard:
    here = services.bench.desk
    own = tuple(CardKey(purpose, key.public, KEYS_SINCE) for purpose, key in keys.items())
    return KeyCard(here.building, here.site_code, here.site_number, _CODE, _NUMBER, now, own)


def _told(services: Services, now: datetime) -> Told:
    """A copy of a pass that was used here before today was used at the other gate too: nobody there knew of it."""
    bench = services.bench
    midnight = datetime.combine(now.astimezone(bench.clock.zone).date(), time(), bench.clock.zone)
    with bench.database.read() as session:
        here = tell(session, bench.desk.site_number, bench.desk.desk_number, now)
        goods = set(session.scalars(select(PassRow.pass_id).where(PassRow.kind == ExitKind.GOODS)))
    codes = {one.pass_id: one for one in here.passes}
    used = [
        one
        for one in here.releases
        if one.closes and one.whole and one.at < midnight and one.pass_id in goods & codes.keys()
    ]
    if not used:
        return Told(bench.desk.site_number, _NUMBER, now)
    first = max(used, key=lambda one: (one.at, one.id))
    again, code = _again(first, first.at + _LATER), codes[first.pass_id]
    return Told(bench.desk.site_number, _NUMBER, now, releases=(again,), passes=(code,))


def _again(first: ToldRelease, at: datetime) -> ToldRelease:
    return ToldRelease(
        id=Stamps(lambda: at, _NUMBER).new_id(),
        desk=_NUMBER,
        root=first.root,
        pass_id=first.pass_id,
        place=1,
        gate=_GATE,
        at=at,
        by_name=_GUARD,
        trip=1,
        closes=True,
        whole=True,
        slip=None,
        seen=(),
        moved=first.moved,
    )
