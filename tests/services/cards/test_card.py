"""What stands on a card: every feature's matters under their headings, the people of a company, who is barred."""

from __future__ import annotations

import pytest

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import NotFound
from desk_app.services.core.matters import Part, Party, Person
from desk_app.services.core.paths import resources
from desk_app.services.core.words import LANGUAGES, load_words
from desk_app.services.directory.service import Directory
from desk_app.services.keys.records import Escorted
from desk_app.services.loans.records import SuspensionDraft
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Host
from desk_app.services.visitors.service import Visitors
from tests.services.cards.conftest import Lobby
from tests.services.keys.register_help import Register

ZHANG = "13812345678"


def test_a_visitor_holds_a_place_in_the_books_until_checked_out(lobby: Lobby) -> None:
    visit = lobby.come("张伟明", ZHANG)
    (matter,) = lobby.card(Party(phone=ZHANG)).matters
    assert (matter.part, matter.step, matter.owed) == (Part.HOLDS, "check_out", False)
    assert (matter.kind, matter.record) == ("visit", visit.id)
    lobby.desk.get(Visitors).check_out(lobby.people.receptionist, visit.id)
    assert lobby.card(Party(phone=ZHANG)).matters == ()


def test_a_badge_is_taken_back_with_the_check_out_and_owed_when_it_was_kept(lobby: Lobby) -> None:
    visit = lobby.come("张伟明", ZHANG, badge="V017")
    (matter,) = lobby.card(Party(phone=ZHANG)).matters
    assert (matter.part, matter.step, matter.owed) == (Part.HOLDS, "check_out_badge", True)
    lobby.desk.get(Visitors).check_out(lobby.people.receptionist, visit.id, badge_returned=False)
    (matter,) = lobby.card(Party(phone=ZHANG)).matters
    assert (matter.part, matter.owed) == (Part.OWES, True)


def test_who_is_announced_for_today_is_checked_in_from_the_card(lobby: Lobby) -> None:
    visit = lobby.expect("李建国", phone="13912345678")
    (matter,) = lobby.card(Party(phone="13912345678")).matters
    assert (matter.part, matter.step, matter.owed) == (Part.EXPECTS, "check_in", False)
    assert (matter.kind, matter.record) == ("expected", visit.id)
    lobby.clock.advance(days=1)
    assert lobby.card(Party(phone="13912345678")).matters == (), "that was yesterday"


def test_a_company_sees_whom_it_expects_and_who_is_inside(lobby: Lobby) -> None:
    host = Host(tenant="云帆科技", tenant_id=lobby.tenant("云帆"))
    lobby.expect("李建国", host=host)
    lobby.come("张伟明", ZHANG, host=host)
    card = lobby.card(Party(lobby.tenant("云帆")))
    assert [(one.part, one.owed) for one in card.matters] == [(Part.EXPECTS, False), (Part.NOTED, False)]
    assert {face.name for face in card.people} == {"张伟明", "李建国"} and card.phone == ""
    assert card.face.company and card.face.detail == "1205、1206"


def test_what_is_owed_comes_first_then_what_they_hold(lobby: Lobby) -> None:
    lobby.come("张伟明", ZHANG)
    lobby.parcel(Person("张伟明", ZHANG))
    lobby.parcels.part = Part.OWES
    card = lobby.card(Party(phone=ZHANG))
    assert [one.part for one in card.matters] == [Part.OWES, Part.HOLDS]
    assert [one.feature for one in card.matters] == ["parcels", "visitors"]
    assert card.phone == ZHANG and card.face.open == 2 and card.people == ()


def test_a_company_that_is_moving_out_uncleared_is_told_of(lobby: Lobby) -> None:
    tenant = lobby.tenant("远航")
    lobby.desk.get(Directory).block_finance(lobby.people.supervisor, tenant)
    (matter,) = lobby.card(Party(tenant)).matters
    assert (matter.part, matter.owed) == (Part.NOTED, True)


def test_whoever_is_barred_is_marked(lobby: Lobby) -> None:
    lobby.parcel(Person("李四", "13700001111"))
    assert not lobby.faces("李四")[0].suspended
    lobby.parcels.barred = True
    assert lobby.faces("李四")[0].suspended and lobby.card(Party(phone="13700001111")).face.suspended


def test_a_suspended_borrower_is_barred(lobby: Lobby) -> None:
    lobby.come("张伟明", ZHANG)
    boss = lobby.people.supervisor
    lobby.desk.get(Suspensions).suspend(boss, SuspensionDraft(ZHANG, "张伟明", "雨伞多次逾期未还"))
    card = lobby.card(Party(phone=ZHANG))
    assert card.face.suspended and [one.part for one in card.matters] == [Part.HOLDS, Part.NOTED]


def test_somebody_suspended_who_never_borrowed_is_found_by_name_and_phone(lobby: Lobby) -> None:
    boss = lobby.people.supervisor
    draft = SuspensionDraft(ZHANG, "张伟明", "雨伞多次逾期未还")
    one = lobby.desk.get(Suspensions).suspend(boss, draft).result
    for typed in ("张伟明", "zwm", "5678"):
        (face,) = lobby.faces(typed)
        assert (face.name, face.suspended, face.open) == ("张伟明", True, 1)
    (matter,) = lobby.card(face.party).matters
    assert (matter.kind, matter.record) == ("loan_suspension", one.id)
    lobby.desk.get(Suspensions).lift(boss, one.id, "已补交费用")
    assert lobby.faces("张伟明") == []


def test_suspended_is_told_where_visits_and_passes_are(lobby: Lobby) -> None:
    clerk, visit = lobby.people.receptionist, lobby.come("张伟明", ZHANG)
    visitors = lobby.desk.get(VisitorQueries)
    assert visitors.card(clerk, visit.id).barred is None and not visitors.recall(clerk, "张伟")[0].barred
    lobby.desk.get(Suspensions).suspend(lobby.people.supervisor, SuspensionDraft(ZHANG, "张伟明", "多次逾期"))
    barred = visitors.card(clerk, visit.id).barred
    assert barred is not None and barred.values["reason"] == "多次逾期"
    assert visitors.recall(clerk, "张伟")[0].barred
    assert visitors.card(lobby.people.guard, visit.id).barred is None, "the desk's to know"


def test_a_colleague_without_a_phone_has_a_card(lobby: Lobby) -> None:
    draft = ColleagueDraft("钱大勇", "engineering")
    one = lobby.desk.get(Colleagues).add(lobby.people.supervisor, draft).result
    (face,) = lobby.faces("qdy")
    assert face.party == Party(colleague=one.id) and face.name == "钱大勇" and not face.company
    assert lobby.card(face.party).matters == ()
    lobby.desk.get(Colleagues).leave(lobby.people.supervisor, one.id)
    assert lobby.faces("qdy") == []


def test_the_tag_of_a_key_that_is_out_shows_who_has_it_and_who_goes_along(
    lobby: Lobby,
) -> None:
    register = Register(lobby.desk, lobby.people, lobby.clock)
    draft = ColleagueDraft("钱大勇", "engineering")
    one = lobby.desk.get(Colleagues).add(lobby.people.supervisor, draft).result
    copy = register.key("K1").copies[0]
    register.borrow(copy, colleague=one.id, escorted=Escorted("欧阳师傅", "宏图装饰", "13911112222"))
    face = lobby.ask.by_code(lobby.people.receptionist, copy.tag)
    assert face is not None and (face.name, face.party, face.open) == ("钱大勇", Party(colleague=one.id), 1)
    (worker,) = lobby.faces("欧阳")
    assert (worker.name, worker.open) == ("欧阳师傅", 1)
    assert lobby.card(worker.party).face.detail == "宏图装饰"


def test_who_goes_along_without_a_phone_is_found_through_the_signer(lobby: Lobby) -> None:
    register = Register(lobby.desk, lobby.people, lobby.clock)
    register.borrow(register.key("K1").copies[0], escorted=Escorted("欧阳师傅", "宏图装饰"))
    (face,) = lobby.faces("欧阳")
    assert face.name == "李卫国" and face.open == 1


def test_people_of_a_company_are_those_behind_its_matters_each_once(lobby: Lobby) -> None:
    tenant = lobby.tenant("云帆")
    for _ in range(2):
        lobby.parcel(Person("陈静", "13900001205", "云帆科技有限公司", tenant=tenant))
    lobby.parcel(Person(company="云帆科技有限公司", tenant=tenant))
    (face,) = lobby.card(Party(tenant)).people
    assert (face.name, face.open, face.party) == ("陈静", 2, Party(phone="13900001205"))


def test_nobody_is_made_up(lobby: Lobby) -> None:
    for party in (Party(phone="13000000000"), Party(tenant=4711), Party(visit=4711)):
        with pytest.raises(NotFound):
            lobby.card(party)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(lobby: Lobby, language: str) -> None:
    lobby.come("张伟明", ZHANG)
    lobby.come("张伟明", ZHANG, badge="V1", again=True)
    lobby.expect("张伟明", phone=ZHANG)
    words = load_words(language, resources() / "i18n")
    card = lobby.card(Party(phone=ZHANG))
    assert len(card.matters) == 3
    for matter in card.matters:
        assert "{" not in words.text(matter.text, **matter.values)
