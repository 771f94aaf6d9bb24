"""The demo building's directory."""

from __future__ import annotations

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantStatus
from tests.services.demo.conftest import NOW


def test_thirty_floors_and_a_hundred_and_twenty_tenants(demo: Services) -> None:
    directory = demo.get(DirectoryQueries)
    assert [floor.label for floor in directory.floors(SYSTEM)] == ["B2", "B1", *map(str, range(1, 31))]
    tenants = directory.tenants(SYSTEM)
    assert len(tenants) == 120 and len({one.name for one in tenants}) == 120
    assert sum(one.name.isascii() for one in tenants) >= 6
    status = [one.status for one in tenants]
    assert status.count(TenantStatus.MOVED_OUT) == 3 and status.count(TenantStatus.MOVING_OUT) == 4
    assert all(bool(one.units) is (one.status is not TenantStatus.MOVED_OUT) for one in tenants)
    assert any(unit.tenant is None for unit in directory.units(SYSTEM))
    assert all(one.phone for one in directory.departments(SYSTEM))


def test_people_signatures_and_who_is_not_cleared(demo: Services) -> None:
    directory = demo.get(DirectoryQueries)
    cards = [directory.tenant(SYSTEM, one.id) for one in directory.tenants(SYSTEM)]
    assert all(2 <= len(card.contacts) <= 4 for card in cards)
    assert all(any(one.after_hours and one.phone for one in card.contacts) for card in cards)
    leaving = [card for card in cards if card.tenant.status is TenantStatus.MOVING_OUT]
    assert {card.cleared for card in leaving} == {True, False}
    assert all(card.moving_out is not None and card.moving_out > NOW.date() for card in leaving)
    gone = [card for card in cards if card.tenant.status is TenantStatus.MOVED_OUT]
    assert {bool(card.forwarding) for card in gone} == {True, False}
    signatories = [one for card in cards for one in card.signatories]
    assert {one.expired(NOW.date()) for one in signatories} == {True, False}
    assert any(one.expires is None for one in signatories) and any(one.kinds for one in signatories)
    pictures = {directory.specimen(SYSTEM, one.id) for one in signatories if one.specimen}
    assert len(pictures) > 80 and all(one is not None and one.startswith(b"\xff\xd8\xff") for one in pictures)
