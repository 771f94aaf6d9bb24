"""The tenants of the demo building: 30 floors, 120 companies, their people; some of them leave."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from datetime import date, time, timedelta

from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.demo import people as invent
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.demo.scribble import signature
from desk_app.services.directory import events, places
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.directory.people import new_contact, new_signatory
from desk_app.services.directory.records import ContactDraft, GoodsKind, SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.directory.tables import DepartmentRow, TenantRow, UnitRow
from desk_app.services.directory.tenants import new_tenant
from desk_app.services.journal.work import Work

BASEMENTS, STOREYS, PER_STOREY = ("B2", "B1"), 30, 8
TENANTS = 120
LEAVING_DAYS = 12
"""So many days before the end some tenants announce that they leave."""
_JOBS = ("行政", "前台", "行政经理", "IT", "财务", "总经理助理", "人事")
_MORNING = time(7, 0)
_PHONES = {
    "engineering": "8001",
    "security": "8002",
    "cleaning": "8003",
    "finance": "8004",
    "customer_service": "8000",
}
_FORWARDING = "深圳市南山区科苑路 8 号 3 楼"


def fill(pen: Pen, day: date) -> None:
    """The whole directory on the first day; towards the end a few tenants move out."""
    if day == pen.first_day:
        with pen.bench.work(SYSTEM, "demo.directory", {Role.SYSTEM}) as work:
            pen.tenants.extend(_move_in_all(pen, work))
            _departments(work)
    if day == max(pen.first_day, pen.today - timedelta(days=LEAVING_DAYS)):
        pen.flush(pen.moment(day, _MORNING))
        _move_some_out(pen, day)


def _move_in_all(pen: Pen, work: Work) -> Iterator[DemoTenant]:
    """Every third tenant or so takes units side by side; a quarter of the building stays vacant."""
    units = _units(work)
    storeys = {unit.id: floor for floor, unit in units}
    free = [unit for _, unit in units]
    for draft in _companies(pen.rng):
        row = new_tenant(work, draft, pen.first_day - timedelta(days=pen.rng.randint(30, 3_000)))
        at = pen.rng.randrange(len(free))
        taken = free[at : at + pen.rng.choice((1, 1, 1, 2, 2, 3))]
        del free[at : at + len(taken)]
        numbers = places.take(work, row, taken)
        work.record(events.TENANT_MOVED_IN, row.id, {"units": numbers})
        contacts = tuple(_people_of(pen, work, row))
        yield DemoTenant(row.id, row.short_name or row.name, taken[0].number, storeys[taken[0].id], contacts)


def _units(work: Work) -> list[tuple[str, UnitRow]]:
    floors = [*BASEMENTS, *(str(number) for number in range(1, STOREYS + 1))]
    made = []
    for label in floors:
        floor = places.make_floor(work, label)
        rooms = 3 if label in BASEMENTS else PER_STOREY
        prefix = label if label in BASEMENTS else f"{int(label):02d}"
        made += [
            (label, places.make_unit(work, f"{prefix}{room:02d}", floor)) for room in range(1, rooms + 1)
        ]
    return made


def _companies(rng: random.Random) -> Iterator[TenantDraft]:
    """Companies of different names; one in fifteen has an English name alone."""
    named: set[str] = set()
    for number, name in enumerate(invent.ENGLISH_COMPANIES):
        yield TenantDraft(
            name, short_name=" ".join(name.split()[:2]), english_name=name, mailbox=f"E{number + 1:02d}"
        )
    while len(named) < TENANTS - len(invent.ENGLISH_COMPANIES):
        name, called = invent.chinese_company(rng)
        if called not in named:
            named.add(called)
            yield TenantDraft(
                name,
                short_name=called,
                mailbox=f"{rng.choice('ABCD')}{len(named):02d}",
                after_hours_phone=invent.phone(rng) if rng.random() < 0.7 else "",
                note="快递请放前台，勿直接送上楼" if rng.random() < 0.06 else "",
            )


def _people_of(pen: Pen, work: Work, row: TenantRow) -> Iterator[str]:
    """Two to four contacts, of whom the first is called after hours, and one or two signatories."""
    rng = pen.rng
    named = invent.english_name if row.english_name and rng.random() < 0.7 else invent.chinese_name
    for number in range(rng.randint(2, 4)):
        draft = ContactDraft(named(rng), rng.choice(_JOBS), invent.phone(rng), after_hours=number == 0)
        yield new_contact(work, row.id, draft).name
    for _ in range(rng.choice((1, 1, 2))):
        specimen = signature(rng) if rng.random() < 0.8 else None
        new_signatory(work, row.id, _signatory(pen, named(rng)), specimen)


def _signatory(pen: Pen, name: str) -> SignatoryDraft:
    """Most count for months to come; some end within days, some have ended."""
    rng = pen.rng
    ends = pen.today + timedelta(days=rng.choice((-40, -3, 5, 20, 90, 180, 300, 400)))
    kinds = tuple(kind for kind in GoodsKind if rng.random() < 0.4) if rng.random() < 0.5 else ()
    expires = None if rng.random() < 0.3 else max(ends, pen.first_day)
    return SignatoryDraft(name, invent.phone(rng), expires, kinds)


def _departments(work: Work) -> None:
    for one in DEPARTMENTS:
        row = DepartmentRow(
            code=one.code, name=one.name, english_name=one.english_name, phone=_PHONES[one.code]
        )
        work.session.add(row)
        facts = {"code": one.code, "name": one.name, "english_name": one.english_name, "phone": row.phone}
        work.record(events.DEPARTMENT_CORRECTED, zlib.crc32(one.code.encode()), facts)


def _move_some_out(pen: Pen, day: date) -> None:
    """Two are leaving with finance's clearance, two without; three have left, one of them nobody knows where to."""
    directory = Directory(pen.bench)
    leaving = pen.rng.sample(pen.tenants, 7)
    for number, tenant in enumerate(leaving):
        gone = number < 3
        directory.announce_move_out(
            SYSTEM, tenant.id, day if gone else pen.today + timedelta(days=3 + 4 * number)
        )
        if gone or number < 5:
            directory.clear_finance(SYSTEM, tenant.id)
        if gone:
            directory.moved_out(SYSTEM, tenant.id, _FORWARDING if number else "")
            pen.tenants.remove(tenant)
