"""Master data comes down whole, and what this desk changed itself stays until head office has decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import features
from desk_app.services.core.errors import UserError
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.directory.events import TENANTS
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.service import Directory
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import STAFF, Staff
from desk_app.services.sync.proposals import MasterQueries, Proposal
from tests.desk_fixtures import PIN
from tests.services.sync.conftest import SITE, Peer
from tests.services.sync.mastering import Rows, key_of, rows_of, say_master
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]


def proposals(one: Peer) -> list[Proposal]:
    return one.services.get(MasterQueries).proposals(SYSTEM.__class__(0, "", Role.SYSTEM)) if False else _asked(one)


def _asked(one: Peer) -> list[Proposal]:
    staff = one.services.get(StaffQueries).who_can_sign_in()[0]
    actor = SYSTEM.__class__(staff.id, staff.name, staff.role)
    return one.services.get(MasterQueries).proposals(actor)


def value(one: Peer, sql: str) -> object:
    with one.services.bench.database.read() as session:
        return session.execute(text(sql)).scalar()


def test_all_of_it_goes_in_and_is_found(joined: Make, share: MemoryShare, office: Office) -> None:
    one, two = joined(1), joined(2)
    tenant = one.services.get(Directory).add_tenant(SYSTEM_OF(one), name="海通证券").result
    one.services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN)
    say_master(office, SITE, rows_of(one.services))
    done = two.sync.round(share)
    assert done.trouble is None
    assert tenant in done.touched[TENANTS]
    assert STAFF in done.touched
    assert value(two, "SELECT name FROM tenants") == "海通证券"
    assert value(two, "SELECT action FROM audit_entries ORDER BY seq DESC LIMIT 1") == "master.applied"
    with two.services.bench.database.read() as session:
        assert list(verify(session)) == []
    again = two.sync.round(share)
    assert again.touched == {}


def SYSTEM_OF(one: Peer):  # type: ignore[no-untyped-def]
    staff = one.services.get(StaffQueries).who_can_sign_in()[0]
    return SYSTEM.__class__(staff.id, staff.name, staff.role)
