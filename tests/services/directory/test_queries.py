from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import role_bits
from desk_app.services.directory.records import ContactDraft, Tenant, TenantStatus
from desk_app.services.directory.typeahead import NOT_FOUND, name_rank, tenant_rank
from desk_app.services.search.index import find
from tests.desk_fixtures import People
from tests.services.directory.conftest import Building
from tests.services.statements import asked

YUNFAN = Tenant(
    1, "云帆科技有限公司", "云帆", "Yunfan Technology", TenantStatus.ACTIVE, ("1205", "B101"), ("12", "B1")
)


@pytest.mark.parametrize(
    "text",
    ["", "1205", "12", "b101", "12F", "１２楼", "b1层", "云", "云帆", "科技", "yf", "YF", "yunfan", "yunf", "yfan",
     "yfkj", "yunfankeji", "kj", "keji", "tech", "yunfan tech", " 云 帆 "],
)  # fmt: skip
def test_a_tenant_is_found(text: str) -> None:
    from desk_app.services.directory.typeahead import folded

    assert tenant_rank(folded(text), YUNFAN) < NOT_FOUND


@pytest.mark.parametrize("text", ["1206", "13f", "fy", "yfk x", "k", "远航", "205", "%", "_", "'"])
def test_what_does_not_fit_is_not_found(text: str) -> None:
    from desk_app.services.directory.typeahead import folded

    assert tenant_rank(folded(text), YUNFAN) == NOT_FOUND


def test_better_matches_have_lower_ranks() -> None:
    ranks = [tenant_rank(text, YUNFAN) for text in ("1205", "12", "云帆", "yf", "tech", "科技", "kj")]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("text", "name"),
    [("szy", "单志远"), ("shan", "单志远"), ("zyy", "曾又又"), ("oy", "欧阳娜"), ("js", "𠮷山")],
)
def test_surnames_have_their_own_readings(text: str, name: str) -> None:
    assert name_rank(text, name) == 3


def test_hosts_are_tenants_and_their_contacts(building: Building, people: People) -> None:
    tenant = building.tenant("云帆科技有限公司", "1205", short_name="云帆")
    other = building.tenant("陈记茶行", "101")
    contact = building.people.add_contact(building.boss, tenant, ContactDraft("陈静")).result
    found = building.queries.find_host(people.guard, "chen")
    assert [(host.name, host.contact_name) for host in found] == [("陈记茶行", ""), ("云帆", "陈静")]
    assert (found[1].tenant, found[1].contact, found[1].units, found[1].floors) == (
        tenant,
        contact,
        ("1205",),
        ("12",),
    )
    assert [host.tenant for host in building.queries.find_host(people.guard, "1f")] == [other]
    assert len(building.queries.find_host(people.guard, "", 2)) == 2


def test_tenants_are_filtered(building: Building, people: People) -> None:
    one = building.tenant("云帆科技", "1205")
    two = building.tenant("远航物流", "305")
    building.directory.announce_move_out(
        building.boss, two, building.queries.tenant(building.boss, two).moved_in
    )
    ask = building.queries.tenants
    assert [row.id for row in ask(people.guard, floor="12")] == [one]
    assert [row.id for row in ask(people.guard, status=TenantStatus.MOVING_OUT)] == [two]
    assert [row.id for row in ask(people.guard, "yuan")] == [two]
    building.directory.moved_out(building.boss, two)
    assert [row.id for row in ask(people.guard)] == [one, two]


def test_the_search_index_follows(building: Building, desk: Services, people: People) -> None:
    tenant = building.tenant("云帆科技", "1205")
    contact = building.people.add_contact(
        building.boss, tenant, ContactDraft("陈静", "行政", "13900001205")
    ).result

    def ids(text: str, role: int) -> set[int]:
        with desk.bench.database.read() as session:
            return {hit.id for hit in find(session.connection(), text, role=role)}

    desk_role, guard = role_bits(people.receptionist.role), role_bits(people.guard.role)
    unit = building.unit("1205")
    assert ids("yfkj", guard) == {tenant}
    assert ids("1205", guard) >= {tenant, unit}
    assert contact in ids("13900001205", desk_role) and contact not in ids("13900001205", guard)
    from desk_app.services.directory.records import TenantDraft

    building.directory.correct_tenant(building.boss, tenant, TenantDraft("远航物流"))
    assert ids("yfkj", guard) == set() and tenant in ids("远航", guard)
    building.people.withdraw_contact(building.boss, contact)
    assert ids("陈静", desk_role) == set()


def test_a_full_building_is_asked_no_more_than_an_empty_one(desk: Services, building: Building) -> None:
    few = _statements(desk, building)
    for number in range(120):
        name = "".join(chr(0x4E00 + (number * 7 + at * 131) % 5000) for at in range(8))
        tenant = building.directory.add_tenant(building.boss, _draft(name)).result
        building.people.add_contact(building.boss, tenant, ContactDraft(name[:3]))
    assert _statements(desk, building) == few
    assert max(few) <= 4


def _statements(desk: Services, building: Building) -> list[int]:
    """What each answer of the type-ahead asks of the database."""
    counts = []
    for text in ("y", "yf", "1205", "chen", "12f", "云"):
        with asked(desk) as said:
            building.queries.find_host(building.boss, text)
        counts.append(len(said))
    return counts


def _draft(name: str):  # type: ignore[no-untyped-def]
    from desk_app.services.directory.records import TenantDraft

    return TenantDraft(name)
