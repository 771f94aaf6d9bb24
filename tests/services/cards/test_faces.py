"""Who may be meant: one line a person, from every feature that announces whom its records are about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.core.matters import Party, Person
from desk_app.services.visitors.records import Host
from desk_app.services.visitors.service import Visitors
from tests.services.cards.conftest import Lobby

ZHANG = "13812345678"
NUMERALS = "零一二三四五六七八九"


@pytest.mark.parametrize("typed", ["5678", "张伟", "zwm", "13812345678", "zhang wei"])
def test_a_person_is_found_by_phone_digits_name_and_initials(lobby: Lobby, typed: str) -> None:
    visit = lobby.come("张伟明", ZHANG, company="华岳贸易")
    (face,) = lobby.faces(typed)
    assert (face.name, face.detail, face.company) == ("张伟明", "华岳贸易", False)
    assert face.party == Party(visit=visit.id, phone=ZHANG)
    assert "1234" not in face.phone_mask and face.phone_mask.endswith("5678")


def test_several_records_of_one_phone_are_one_person(lobby: Lobby) -> None:
    for _ in range(3):
        visit = lobby.come("张伟明", ZHANG)
        lobby.desk.get(Visitors).check_out(lobby.people.receptionist, visit.id)
        lobby.clock.advance(days=1)
    lobby.parcel(Person("张先生", ZHANG, "华岳贸易"))
    assert [(face.name, face.detail, face.open) for face in lobby.faces("5678")] == [
        ("张伟明", "华岳贸易", 1)
    ]


def test_without_a_phone_name_and_company_tell_people_apart(lobby: Lobby) -> None:
    today = lobby.clock.now().date()
    open_one = lobby.expect("李强", company="甲公司")
    lobby.expect("李强", company="甲公司", day=today + timedelta(days=3))
    lobby.expect("李强", company="乙公司")
    faces = {face.detail: face for face in lobby.faces("李强")}
    assert set(faces) == {"甲公司", "乙公司"}
    assert faces["甲公司"].party == Party(visit=open_one.id), "the visit with something open is the one meant"


@pytest.mark.parametrize("typed", ["1205", "云帆", "yunfan", "yfkj"])
def test_a_company_is_found_by_unit_and_name(lobby: Lobby, typed: str) -> None:
    tenant = lobby.tenant("云帆")
    company = next(face for face in lobby.faces(typed) if face.company)
    assert company.party == Party(tenant) and company.name == "云帆科技有限公司"
    assert company.detail == "1205、1206"


def test_visitors_of_a_company_do_not_crowd_it_out(lobby: Lobby) -> None:
    host = Host(tenant="云帆科技有限公司", tenant_id=lobby.tenant("云帆"))
    for number in range(30):
        lobby.come(
            f"客人{NUMERALS[number // 10]}{NUMERALS[number % 10]}", f"138000000{number:02d}", host=host
        )
    assert lobby.names("云帆")[0] == "云帆科技有限公司"
    assert not [name for name in lobby.names("云帆") if name.startswith("客人")], "they only came to see it"


def test_a_contact_of_a_tenant_is_a_person_with_its_company(lobby: Lobby) -> None:
    (face,) = [face for face in lobby.faces("陈静") if not face.company]
    assert face.detail == "云帆科技有限公司 · 1205、1206" and face.tenant == lobby.tenant("云帆")
    assert face.party == Party(phone="13900001205")


def test_whoever_has_something_open_stands_first(lobby: Lobby) -> None:
    first = lobby.come("王芳", "13800000001")
    lobby.desk.get(Visitors).check_out(lobby.people.receptionist, first.id)
    lobby.clock.advance(hours=1)
    second = lobby.come("王芳菲", "13800000002")
    lobby.desk.get(Visitors).check_out(lobby.people.receptionist, second.id)
    assert lobby.names("王芳")[0] == "王芳菲", "the newest first"
    lobby.parcel(Person("王芳", "13800000001"))
    assert [(face.name, face.open) for face in lobby.faces("王芳")] == [("王芳", 1), ("王芳菲", 0)]


def test_a_badge_number_names_its_wearer_after_whoever_is_called_so(lobby: Lobby) -> None:
    lobby.come("张伟明", ZHANG, badge="V017")
    assert lobby.names("V017") == ["张伟明"]


def test_nothing_typed_and_nobody_found(lobby: Lobby) -> None:
    assert lobby.faces("") == lobby.faces("   ") == lobby.faces("!?") == lobby.faces("无此人") == []


def test_there_are_no_more_than_asked_for(lobby: Lobby) -> None:
    for number in range(6):
        lobby.come(f"赵{NUMERALS[number]}", f"138000000{number:02d}")
    assert len(lobby.faces("赵", limit=4)) == 4


def test_a_record_names_its_person_and_a_vacant_unit_nobody(lobby: Lobby) -> None:
    who = lobby.people.receptionist
    visit = lobby.come("张伟明", ZHANG)
    assert lobby.ask.face_of(who, "visit", visit.id) == lobby.faces("5678")[0]
    assert lobby.ask.face_of(who, "visit", 4711) is None
    assert lobby.ask.face_of(who, "no such kind", visit.id) is None
    record = lobby.parcel(Person("无名", "", "散客"))
    assert lobby.ask.face_of(who, "parcel", record) is None, "nothing to ask about them"


def test_a_code_names_its_person(lobby: Lobby) -> None:
    visit, who = lobby.come("张伟明", ZHANG), lobby.people.receptionist
    record = lobby.parcel(Person("李四", "13700001111"))
    for raw, name in (
        (visit.pass_code, "张伟明"),
        (f"{visit.pass_code}\n", "张伟明"),
        (lobby.parcels.code(record), "李四"),
        (f"{lobby.parcels.code(record + 1)}\n{visit.pass_code}", "张伟明"),
    ):
        face = lobby.ask.by_code(who, raw)
        assert face is not None and face.name == name
    for raw in ("", "12345", "6901234567892", lobby.parcels.code(record + 1), "https://example.com/x"):
        assert lobby.ask.by_code(who, raw) is None
