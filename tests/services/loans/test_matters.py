"""What is open with a person or company about loans: on their card, and before their goods leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.core.feature import Named
from desk_app.services.core.findings import Finding, Weight
from desk_app.services.core.matters import Matter, Part, Party
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import SignatoryDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.work import Read
from desk_app.services.loans.matters import (
    item_people,
    loan_matters,
    loan_people,
    named_by,
    suspension_people,
)
from desk_app.services.loans.records import Item, Loan, SuspensionDraft
from desk_app.services.loans.standard import TROLLEY, UMBRELLA
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND, SUSPENSION_KIND
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import LineDraft, PassDraft
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import OTHER, PHONE, Counter
from tests.services.statements import asked, plans


@pytest.fixture
def tenant(counter: Counter) -> int:
    draft = TenantDraft("云帆科技有限公司", "云帆科技")
    return counter.desk.get(Directory).add_tenant(counter.people.supervisor, draft, "1205").result


def matters(counter: Counter, party: Party) -> list[Matter]:
    bench = counter.desk.bench
    with bench.database.read() as session:
        return list(loan_matters(Read(bench, session, counter.people.receptionist, bench.clock.now()), party))


def lend(counter: Counter, item: Item, tenant: int | None = None, **changes: object) -> Loan:
    return counter.lend(item, tenant=tenant, **changes)


def test_what_is_out_is_held_and_can_be_taken_back(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], counter.chairs[0])
    found = matters(counter, Party(phone=PHONE))
    assert {one.target for one in found} == {line.id for line in loan.lines}
    for one in found:
        assert (one.feature, one.kind, one.record) == ("loans", LOAN_KIND, loan.id)
        assert (one.part, one.step, one.owed, one.since) == (Part.HOLDS, "take_back", True, loan.lent_at)
    assert [one.values["item"] for one in found] == ["轮椅 001", "伞 001"], "what is due first comes first"
    counter.take_back(loan)
    assert len(matters(counter, Party(phone=PHONE))) == 1
    assert matters(counter, Party(phone=OTHER)) == []


def test_overdue_is_owed_by_person_and_company(counter: Counter, tenant: int) -> None:
    lend(counter, counter.umbrellas[0], tenant)
    (held,) = matters(counter, Party(tenant))
    assert (held.part, held.owed) == (Part.HOLDS, False), "not due: good to know of a company"
    assert [one.owed for one in matters(counter, Party(tenant, phone=PHONE))] == [True]
    counter.clock.advance(days=2)
    for party in (Party(tenant), Party(phone=PHONE), Party(tenant, phone=OTHER)):
        (late,) = matters(counter, party)
        assert (late.part, late.owed, late.step) == (Part.OWES, True, "take_back")
        assert "overdue" in late.text and late.values["name"] == "张伟明"


def test_a_company_that_leaves_owes_everything(counter: Counter, tenant: int) -> None:
    lend(counter, counter.umbrellas[0], tenant)
    last = counter.clock.now().date() + timedelta(days=20)
    counter.desk.get(Directory).announce_move_out(counter.people.supervisor, tenant, last)
    assert [(one.part, one.owed) for one in matters(counter, Party(tenant))] == [(Part.HOLDS, True)]


def test_a_suspension_is_noted(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0])
    counter.take_back(loan)
    draft = SuspensionDraft(PHONE, "张伟明", "多次逾期")
    counter.desk.get(Suspensions).suspend(counter.people.supervisor, draft)
    (noted,) = matters(counter, Party(phone=PHONE))
    assert (noted.part, noted.owed, noted.step) == (Part.NOTED, False, "")
    assert (noted.kind, noted.record) == (LOAN_KIND, loan.id), "the last loan opens"
    stranger = (
        counter.desk.get(Suspensions).suspend(counter.people.supervisor, replace(draft, phone=OTHER)).result
    )
    (other,) = matters(counter, Party(phone=OTHER))
    assert (other.kind, other.record) == (SUSPENSION_KIND, stranger.id)


def test_every_sentence_can_be_said(counter: Counter) -> None:
    counter.lend(counter.umbrellas[0])
    counter.desk.get(Suspensions).suspend(counter.people.supervisor, SuspensionDraft(PHONE, "", "多次逾期"))
    said = matters(counter, Party(phone=PHONE))
    counter.clock.advance(days=3)
    said += matters(counter, Party(phone=PHONE))
    assert len({one.text for one in said}) == 3
    for language in (CHINESE, ENGLISH):
        words = load_words(language, resources() / "i18n")
        assert all(
            words.text(one.text, **one.values) and words.knows(one.text) is (language == CHINESE)
            for one in said
        )


def test_whom_a_loan_and_an_item_are_about(counter: Counter, tenant: int) -> None:
    loan = lend(counter, counter.umbrellas[0], tenant)
    with counter.desk.bench.database.read() as session:
        here = Read(counter.desk.bench, session, counter.people.receptionist, counter.clock.now())
        found = loan_people(here, [loan.id, 4711])
        (who,) = found[loan.id]
        assert set(found) == {loan.id} and (who.name, who.phone, who.tenant, who.unit) == (
            "张伟明",
            PHONE,
            tenant,
            "1205",
        )
        items = [counter.umbrellas[0].id, counter.umbrellas[1].id, 4711]
        assert item_people(here, items) == {counter.umbrellas[0].id: [who]}
        assert suspension_people(here, [4711]) == {}


def test_tags_and_slips_are_one_series(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0])
    codes = counter.desk.bench.codes[2]
    assert codes is named_by
    with counter.desk.bench.database.read() as session:
        here = Read(counter.desk.bench, session, counter.people.receptionist, counter.clock.now())
        assert codes(here, loan.code) == Named(LOAN_KIND, loan.id)
        assert codes(here, counter.umbrellas[0].tag) == Named(ITEM_KIND, counter.umbrellas[0].id)
        assert codes(here, "20010012") is None


def test_matters_read_what_is_out_not_every_loan_there_ever_was(counter: Counter, tenant: int) -> None:
    lend(counter, counter.umbrellas[0], tenant)
    with asked(counter.desk) as said:
        matters(counter, Party(tenant, 4711, PHONE))
    scans = [
        line for lines in plans(counter.desk, said).values() for line in lines if line.startswith("SCAN ")
    ]
    out = ("ix_loan_lines_due", "uq_loan_lines_out")
    small = ("CONSTANT", "staff", "tenants", "units", "floors", "tenant_contacts", "signatories")
    assert [line for line in scans if line.split()[1] not in small and not line.endswith(out)] == []


# Exit clearance


@pytest.fixture
def goods(counter: Counter, tenant: int) -> PassDraft:
    """A pass of the tenant against which nothing else speaks."""
    draft = SignatoryDraft("陈丽")
    signatory = counter.desk.get(TenantPeople).add_signatory(
        counter.people.supervisor, tenant, draft, picture()
    )
    return PassDraft(
        tenant=tenant,
        lines=(LineDraft("显示器", 5, "台"),),
        signatory=signatory.result,
        signature=True,
        carrier="李师傅",
    )


def findings(counter: Counter, draft: PassDraft) -> tuple[Finding, ...]:
    return counter.desk.get(PassQueries).findings(counter.people.receptionist, draft)


def test_an_overdue_umbrella_warns_before_a_pass_of_the_company(
    counter: Counter, tenant: int, goods: PassDraft
) -> None:
    loan = lend(counter, counter.umbrellas[0], tenant)
    assert findings(counter, goods) == (), "not due yet: it may stay out while boxes leave"
    counter.clock.advance(days=2)
    (found,) = findings(counter, goods)
    assert (found.weight, found.kind, found.record) == (Weight.WARNING, LOAN_KIND, loan.id)
    assert found.values["item"] == "伞 001"
    counter.take_back(loan)
    assert findings(counter, goods) == ()


def test_more_than_twenty_are_not_passed_over_in_silence(counter: Counter, tenant: int) -> None:
    umbrellas = [*counter.umbrellas, *counter.add(UMBRELLA, 22, "长柄伞")]
    for number, one in enumerate(umbrellas):
        lend(counter, one, tenant, phone=f"139{number:08d}")
    found = matters(counter, Party(tenant))
    assert len(found) == 21
    rest = found[-1]
    assert (rest.values, rest.owed, rest.part) == ({"n": 5}, False, Part.HOLDS)
    assert person_of_loan_is_known(counter, rest.record)
    counter.clock.advance(days=3)
    rest = matters(counter, Party(tenant))[-1]
    assert (rest.values, rest.owed, rest.part) == ({"n": 5}, True, Part.OWES)
    chairs = counter.add(TROLLEY, 21, "平板车")
    counter.verbs.lend(counter.people.supervisor, counter.draft(*chairs[:20], phone=OTHER, waiver="搬家用"))
    assert len(matters(counter, Party(phone=OTHER))) == 20
    counter.verbs.lend(counter.people.supervisor, counter.draft(chairs[20], phone=OTHER, waiver="搬家用"))
    rest = matters(counter, Party(phone=OTHER))[-1]
    assert rest.values["n"] == 1 and rest.owed, "their own things are owed by themselves"


def person_of_loan_is_known(counter: Counter, loan: int) -> bool:
    return counter.ask.card(counter.people.receptionist, loan).loan.id == loan
