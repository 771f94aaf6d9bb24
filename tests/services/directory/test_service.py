from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.core.people import Role
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import (
    ContactDraft,
    GoodsKind,
    SignatoryDraft,
    TenantDraft,
    TenantStatus,
)
from desk_app.services.directory.service import Directory
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import allowed_roles
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blobs.test_pictures import picture
from tests.services.directory.conftest import Building

TODAY = date(2026, 11, 23)


def kinds(desk: Services) -> list[str]:
    with desk.bench.database.read() as session:
        return list(session.scalars(select(EventRow.kind).order_by(EventRow.stamp)))


def test_only_the_supervisor_changes_the_directory() -> None:
    verbs = [allowed_roles(getattr(kind, name)) for kind in (Directory, TenantPeople) for name in vars(kind)]
    found = [roles for roles in verbs if roles is not None]
    assert len(found) == 22 and set(found) == {frozenset({Role.SUPERVISOR, Role.SYSTEM})}


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.GUARD])
def test_others_are_refused(building: Building, people: People, role: Role) -> None:
    with pytest.raises(NotPermitted):
        building.directory.add_tenant(people.of(role), TenantDraft("云帆科技"))
    assert building.queries.tenants(building.boss) == []


def test_a_tenant_with_units_has_a_card(building: Building) -> None:
    tenant = building.tenant(
        "云帆科技有限公司", "1206", "1205", short_name="云帆", mailbox="A12", note="一\n二"
    )
    card = building.queries.tenant(building.boss, tenant)
    assert (card.tenant.called, card.tenant.units, card.tenant.floors) == ("云帆", ("1205", "1206"), ("12",))
    assert (card.moved_in, card.mailbox, card.note, card.cleared) == (TODAY, "A12", "一\n二", False)
    assert [unit.tenant_name for unit in card.units] == ["云帆", "云帆"]


def test_two_tenants_have_two_names_and_no_unit_twice(building: Building) -> None:
    building.tenant("云帆（上海）科技", "1205")
    with pytest.raises(InvalidInput) as refused:
        building.tenant("云帆(上海) 科技")
    assert set(refused.value.problems) == {"name"}
    with pytest.raises(InvalidInput) as refused:
        building.directory.add_tenant(building.boss, TenantDraft("另一家"), "1205")
    assert set(refused.value.problems) == {"units"}
    assert len(building.queries.tenants(building.boss)) == 1


def test_a_tenant_is_corrected(building: Building) -> None:
    tenant = building.tenant("云帆科技")
    building.tenant("远航物流")
    building.directory.correct_tenant(building.boss, tenant, TenantDraft("云帆科技", english_name="Yunfan"))
    assert building.queries.tenant(building.boss, tenant).tenant.english_name == "Yunfan"
    with pytest.raises(InvalidInput):
        building.directory.correct_tenant(building.boss, tenant, TenantDraft("远航物流"))
    with pytest.raises(NotFound):
        building.directory.correct_tenant(building.boss, 1, TenantDraft("云帆"))


def test_units_are_listed_as_people_do(building: Building) -> None:
    boss, verbs = building.boss, building.directory
    tenant = verbs.add_tenant(boss, TenantDraft("云帆科技"), "1205、1206 商铺1", "1F").result
    assert building.queries.tenant(boss, tenant).tenant.floors == ("1", "12")
    verbs.correct_tenant(boss, tenant, TenantDraft("云帆科技"), "1206，1301")
    assert building.queries.tenant(boss, tenant).tenant.units == ("1206", "1301")
    verbs.correct_tenant(boss, tenant, TenantDraft("云帆"))
    assert building.queries.tenant(boss, tenant).tenant.units == ("1206", "1301")
    for units, floor, field in (("<", "", "units"), ("商铺2", "", "floor"), ("商铺2", "<>", "floor")):
        with pytest.raises(InvalidInput) as refused:
            verbs.correct_tenant(boss, tenant, TenantDraft("别名"), units, floor)
        assert set(refused.value.problems) == {field}
    assert building.queries.tenant(boss, tenant).tenant.name == "云帆"


def test_moving_in_giving_up_and_out_and_in_again(building: Building, desk: Services) -> None:
    boss, verbs = building.boss, building.directory
    tenant = building.tenant("云帆科技", "1205")
    more = verbs.add_unit(boss, "1301").result
    verbs.move_in(boss, tenant, [more, more, building.unit("1205")])
    verbs.give_up_units(boss, tenant, [building.unit("1205")])
    with pytest.raises(IllegalStep):
        verbs.give_up_units(boss, tenant, [building.unit("1205")])
    with pytest.raises(IllegalStep):
        verbs.moved_out(boss, tenant)
    with pytest.raises(InvalidInput):
        verbs.announce_move_out(boss, tenant, TODAY - timedelta(days=1))
    verbs.announce_move_out(boss, tenant, TODAY + timedelta(days=3))
    verbs.call_off_move_out(boss, tenant)
    verbs.announce_move_out(boss, tenant, TODAY)
    verbs.clear_finance(boss, tenant)
    verbs.moved_out(boss, tenant, "深圳市南山区 1 号")
    card = building.queries.tenant(boss, tenant)
    assert (card.tenant.status, card.units, card.moved_out) == (TenantStatus.MOVED_OUT, (), TODAY)
    assert (card.forwarding, card.cleared, card.moving_out) == ("深圳市南山区 1 号", True, TODAY)
    assert building.queries.find_host(boss, "云帆") == []
    verbs.set_forwarding(boss, tenant, "")
    assert building.queries.tenant(boss, tenant).forwarding == ""
    with pytest.raises(InvalidInput):
        verbs.move_in(boss, tenant, [])
    verbs.move_in(boss, tenant, [more])
    card = building.queries.tenant(boss, tenant)
    assert (card.tenant.status, card.tenant.units, card.cleared, card.moved_out) == (
        TenantStatus.ACTIVE, ("1301",), False, None,
    )  # fmt: skip
    assert kinds(desk).count("unit.vacated") == 2 and kinds(desk).count("unit.taken") == 3


def test_finance_clears_and_blocks(building: Building) -> None:
    tenant = building.tenant("云帆科技")
    building.directory.clear_finance(building.boss, tenant)
    assert building.queries.tenant(building.boss, tenant).cleared
    building.directory.block_finance(building.boss, tenant)
    card = building.queries.tenant(building.boss, tenant)
    assert (card.cleared, card.cleared_at, card.cleared_by) == (False, None, "")


def test_a_clearance_says_since_when_by_whom_and_on_what(building: Building, clock: FakeClock) -> None:
    tenant = building.tenant("云帆科技")
    with pytest.raises(InvalidInput) as long:
        building.directory.clear_finance(building.boss, tenant, "单" * 61)
    assert set(long.value.problems) == {"reference"}
    building.directory.clear_finance(building.boss, tenant, "  结清单 2026-118 ")
    card = building.queries.tenant(building.boss, tenant)
    assert (card.cleared_at, card.cleared_by) == (clock.now(), building.boss.name)
    assert card.cleared_reference == "结清单 2026-118"


def test_notice_may_have_been_given_before_today(building: Building) -> None:
    boss, verbs, tenant = building.boss, building.directory, building.tenant("云帆科技", "1205")
    with pytest.raises(InvalidInput) as wrong:
        verbs.announce_move_out(boss, tenant, TODAY + timedelta(days=9), TODAY + timedelta(days=1))
    assert set(wrong.value.problems) == {"notice_on"}
    verbs.announce_move_out(boss, tenant, TODAY + timedelta(days=9), TODAY - timedelta(days=3))
    assert building.queries.tenant(boss, tenant).notice_on == TODAY - timedelta(days=3)
    verbs.call_off_move_out(boss, tenant)
    verbs.announce_move_out(boss, tenant, TODAY + timedelta(days=9))
    assert building.queries.tenant(boss, tenant).notice_on == TODAY


def test_floors_and_units(building: Building) -> None:
    boss, verbs = building.boss, building.directory
    assert verbs.add_floor(boss, "12F").result == verbs.add_floor(boss, "12").result
    verbs.add_unit(boss, "商铺1", "1")
    verbs.add_unit(boss, "B101")
    assert [floor.label for floor in building.queries.floors(boss)] == ["B1", "1", "12"]
    for number, floor, field in (
        ("商铺2", "", "floor"),
        ("b101", "", "number"),
        ("<", "", "number"),
        ("1", "<", "floor"),
    ):
        with pytest.raises(InvalidInput) as refused:
            verbs.add_unit(boss, number, floor)
        assert set(refused.value.problems) == {field}
    with pytest.raises(InvalidInput):
        verbs.add_floor(boss, "<>")


def test_a_vacant_unit_is_withdrawn_and_comes_back(building: Building) -> None:
    boss, verbs = building.boss, building.directory
    building.tenant("云帆科技", "1205")
    with pytest.raises(IllegalStep):
        verbs.withdraw_unit(boss, building.unit("1205"))
    vacant = verbs.add_unit(boss, "1206").result
    verbs.withdraw_unit(boss, vacant)
    assert [unit.number for unit in building.queries.units(boss)] == ["1205"]
    with pytest.raises(NotFound):
        verbs.withdraw_unit(boss, vacant)
    assert verbs.add_unit(boss, "1206").result == vacant


def test_contacts(building: Building) -> None:
    boss, verbs = building.boss, building.people
    tenant = building.tenant("云帆科技")
    contact = verbs.add_contact(boss, tenant, ContactDraft("陈静", "行政", "13900001205")).result
    verbs.correct_contact(boss, contact, ContactDraft("陈静", "主管", "13900001206", after_hours=True))
    card = building.queries.tenant(boss, tenant)
    assert [(one.job, one.phone, one.after_hours) for one in card.contacts] == [("主管", "13900001206", True)]
    verbs.withdraw_contact(boss, contact)
    assert building.queries.tenant(boss, tenant).contacts == ()
    with pytest.raises(NotFound):
        verbs.correct_contact(boss, contact, ContactDraft("陈静"))
    with pytest.raises(NotFound):
        verbs.add_contact(boss, 1, ContactDraft("陈静"))


def test_signatories_and_their_specimens(building: Building, people: People) -> None:
    boss, verbs = building.boss, building.people
    tenant = building.tenant("云帆科技")
    draft = SignatoryDraft("陈静", "13900001205", TODAY, (GoodsKind.FURNITURE,))
    with pytest.raises(InvalidInput) as refused:
        verbs.add_signatory(boss, tenant, draft, b"GIF89a")
    assert set(refused.value.problems) == {"specimen"}
    one = verbs.add_signatory(boss, tenant, draft, picture()).result
    (found,) = building.queries.signatories(people.receptionist, tenant)
    assert found.may_release(GoodsKind.FURNITURE, TODAY) and not found.may_release(GoodsKind.DOCUMENTS, TODAY)
    assert found.expired(TODAY + timedelta(days=1)) and not found.expired(TODAY)
    shown = building.queries.specimen(people.receptionist, one)
    assert shown is not None and shown.startswith(b"\xff\xd8\xff")
    with pytest.raises(NotPermitted):
        building.queries.specimen(people.guard, one)
    verbs.correct_signatory(boss, one, SignatoryDraft("陈晓静", "", TODAY))
    assert building.queries.specimen(boss, one) == shown
    verbs.renew_signatory(boss, one, None)
    (found,) = building.queries.signatories(boss, tenant)
    assert (found.name, found.expires, found.kinds) == ("陈晓静", None, ())
    assert found.may_release(GoodsKind.DOCUMENTS, TODAY)
    with pytest.raises(InvalidInput):
        verbs.renew_signatory(boss, one, TODAY - timedelta(days=1))
    verbs.renew_signatory(boss, one, TODAY)
    verbs.withdraw_signatory(boss, one)
    assert building.queries.signatories(boss, tenant) == []
    with pytest.raises(NotFound):
        verbs.withdraw_signatory(boss, one)
    assert building.queries.specimen(boss, 1) is None


def test_an_expired_signatory_is_corrected_without_renewing(building: Building, clock) -> None:  # type: ignore[no-untyped-def]
    tenant = building.tenant("云帆科技")
    one = building.people.add_signatory(building.boss, tenant, SignatoryDraft("陈静", "", TODAY)).result
    clock.advance(days=2)
    building.people.correct_signatory(building.boss, one, SignatoryDraft("陈晓静", "", TODAY))
    with pytest.raises(InvalidInput):
        building.people.correct_signatory(
            building.boss, one, SignatoryDraft("陈静", "", TODAY + timedelta(days=1))
        )


def test_guards_see_names_but_no_phones_except_for_after_hours(building: Building, people: People) -> None:
    tenant = building.tenant("云帆科技", "1205", mailbox="A12", after_hours_phone="13800001205", note="密")
    building.people.add_contact(building.boss, tenant, ContactDraft("陈静", "", "13900000001"))
    building.people.add_contact(
        building.boss, tenant, ContactDraft("吴亮", "", "13900000002", after_hours=True)
    )
    building.people.add_signatory(building.boss, tenant, SignatoryDraft("陈静", "13900000003"), picture())
    card = building.queries.tenant(people.guard, tenant)
    assert {one.name: one.phone for one in card.contacts} == {"陈静": "", "吴亮": "13900000002"}
    assert (card.after_hours_phone, card.mailbox, card.note, card.tenant.units) == (
        "13800001205",
        "",
        "",
        ("1205",),
    )
    assert [(one.name, one.phone, one.specimen) for one in card.signatories] == [("陈静", "", "")]
    with pytest.raises(NotPermitted):
        building.queries.signatories(people.guard, tenant)


def test_departments_have_names_trades_and_a_phone(building: Building, people: People) -> None:
    boss = building.boss
    building.directory.correct_department(boss, "engineering", "工程维修部", "Engineering", "6119")
    building.directory.correct_department(boss, "engineering", "工程维修部", "Engineering", "6120")
    found = building.queries.departments(people.guard)
    assert [one.name for one in found] == ["工程维修部", "保安部", "保洁部", "财务部", "客服部"]
    assert found[0].phone == "6120" and len(found[0].trades) == 8 and found[1].trades == ()
    with pytest.raises(NotFound):
        building.directory.correct_department(boss, "magic", "魔法部", "Magic", "")


def test_names_and_phones_stand_in_the_private_part_of_events(building: Building, desk: Services) -> None:
    tenant = building.tenant("云帆科技", after_hours_phone="13800001205")
    building.people.add_contact(building.boss, tenant, ContactDraft("陈静", "", "13900000001"))
    with desk.bench.database.read() as session:
        payloads = "".join(session.scalars(select(EventRow.payload)))
    assert "13800001205" not in payloads and "陈静" not in payloads


def test_a_card_that_is_not_there_says_so(building: Building) -> None:
    with pytest.raises(NotFound):
        building.queries.tenant(building.boss, 1)
    assert isinstance(building.queries, DirectoryQueries)
