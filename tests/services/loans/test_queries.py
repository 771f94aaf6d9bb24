"""What is out, what is due, who may be meant, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.loans.records import (
    Item,
    LineDraft,
    Loan,
    LoanCounts,
    LoanDraft,
    Source,
    SuspensionDraft,
    View,
)
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.loans.lending_desk import OTHER, PHONE, Counter
from tests.services.statements import asked, plans

TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    return Counter(desk, people, clock)


def listed(counter: Counter, view: View, day: date = TODAY) -> list[int]:
    found = counter.ask.loans(counter.people.receptionist, view, day)
    counts = counter.ask.counts(counter.people.receptionist, day)
    assert getattr(counts, view.value) == len(found), "the number above the list is the list's"
    return [loan.id for loan in found]


def tenant_of(counter: Counter, name: str) -> int:
    return counter.desk.get(Directory).add_tenant(counter.people.supervisor, TenantDraft(name)).result


# Lists


def test_each_view_shows_what_it_says(counter: Counter) -> None:
    clerk = counter.people.receptionist
    one, two, three = counter.umbrellas
    trolley = counter.lend(counter.trolleys[0])
    umbrella = counter.lend(one, phone=OTHER)
    undone = counter.lend(two, phone="13712345670")
    counter.verbs.undo_lend(clerk, undone.id)
    lost = counter.lend(three, phone="13612345670")
    counter.verbs.report_lost(clerk, lost.lines[0].id, "丢了", "", "")
    assert listed(counter, View.OUT) == [trolley.id, umbrella.id], "what is due first stands first"
    assert listed(counter, View.DUE_TODAY) == [trolley.id]
    assert listed(counter, View.OVERDUE) == []
    assert listed(counter, View.DAY) == [lost.id, umbrella.id, trolley.id]
    assert listed(counter, View.LOST) == [lost.id]
    counter.clock.advance(days=1)
    assert listed(counter, View.OVERDUE, TODAY) == [trolley.id]
    assert listed(counter, View.DUE_TODAY) == [umbrella.id]
    counter.take_back(trolley)
    assert listed(counter, View.DAY, TODAY + timedelta(days=1)) == [trolley.id]
    assert listed(counter, View.DAY, TODAY) == [lost.id, umbrella.id, trolley.id]
    counter.clock.advance(days=90)
    assert listed(counter, View.LOST) == []
    assert listed(counter, View.OUT) == listed(counter, View.OVERDUE) == [umbrella.id]


def test_a_loan_with_several_lines_counts_once(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], *counter.chairs[:1], counter.trolleys[0])
    counter.take_back(loan, 1)
    counts = counter.ask.counts(counter.people.receptionist, TODAY)
    assert counts == LoanCounts(out=1, overdue=0, due_today=1, day=1, lost=0)


def test_a_card_tells_what_came_before(counter: Counter) -> None:
    clerk = counter.people.receptionist
    for days in (0, 2):
        counter.lend(counter.umbrellas[0])
        counter.clock.advance(days=days)
        counter.scan_back(counter.umbrellas[0].tag)
    undone = counter.lend(counter.umbrellas[0])
    counter.verbs.undo_lend(clerk, undone.id)
    last = counter.lend(counter.umbrellas[0])
    card = counter.ask.card(clerk, last.id)
    assert (card.loans_before, card.late_before) == (2, 1)
    assert (card.calls, card.extensions, card.signature) == ((), (), None)


def test_the_suspended_are_shown_wherever_the_name_is(counter: Counter) -> None:
    clerk, boss = counter.people.receptionist, counter.people.supervisor
    counter.lend(counter.umbrellas[0])
    counter.lend(counter.umbrellas[1], phone=OTHER)
    counter.desk.get(Suspensions).suspend(boss, SuspensionDraft(PHONE, "张伟明", "屡次不还"))
    loans = counter.ask.loans(clerk, View.OUT, TODAY)
    assert {loan.phone: loan.suspended for loan in loans} == {PHONE: True, OTHER: False}
    assert [one.suspended for one in counter.ask.by_tail(clerk, "5678")] == [True]


def test_due_times_are_those_that_lending_gives(counter: Counter) -> None:
    clerk = counter.people.receptionist
    items = [counter.umbrellas[0], counter.trolleys[0]]
    said = counter.ask.due_times(clerk, [*(one.id for one in items), 4711])
    loan = counter.lend(*items)
    assert said == {line.item: line.due for line in loan.lines}
    assert counter.ask.due_times(clerk, []) == {}


def test_what_is_due_by_company_for_the_notices(counter: Counter) -> None:
    clerk = counter.people.receptionist
    tenant = tenant_of(counter, "云帆科技有限公司")
    one, two, three = counter.umbrellas
    counter.lend(one, tenant=tenant, unit="1203")
    counter.lend(two, phone=OTHER, company="云帆科技有限公司")
    counter.lend(three, phone="13712345670", company="来客公司")
    alone = counter.lend(counter.trolleys[0], phone="13612345670")
    later = counter.lend(
        LineDraft(counter.chairs[0].id, due=counter.clock.now() + timedelta(days=9)), phone="13512345670"
    )
    until = datetime.combine(TODAY + timedelta(days=1), time(23, 59), counter.clock.zone)
    due = counter.ask.by_company(clerk, until)
    assert [(one.company, one.tenant, len(one.loans)) for one in due] == [
        ("云帆科技有限公司", tenant, 2),
        ("来客公司", None, 1),
        ("", None, 1),
    ]
    assert due[0].unit == "1203" and [loan.id for loan in due[2].loans] == [alone.id]
    assert later.id not in {loan.id for one in due for loan in one.loans}
    counter.scan_back(three.tag)
    assert [one.company for one in counter.ask.by_company(clerk, until)] == ["云帆科技有限公司", ""]


def test_the_history_of_a_person(counter: Counter) -> None:
    clerk = counter.people.receptionist
    first = counter.lend(counter.umbrellas[0], borrower="张伟明")
    counter.take_back(first)
    second = counter.lend(counter.umbrellas[0], rain=True, borrower="")
    other = counter.lend(counter.umbrellas[1], phone=OTHER, borrower="张伟")
    slip = counter.lend(counter.chairs[0])
    counter.verbs.undo_lend(clerk, slip.id)

    def history(phone: str, name: str) -> list[int]:
        return [loan.id for loan in counter.ask.history_of_person(clerk, phone, name)]

    assert history("138 1234-5678", "") == [second.id, first.id]
    assert history("", "张伟明") == [first.id]
    assert history("", "张伟") == [other.id]
    assert history("12", "张伟明") == history("", "") == []


def test_numbers_for_the_audit_log(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0])
    assert counter.ask.numbers(counter.people.supervisor, {loan.id, 4711}) == {loan.id: loan.number}


# Codes


def test_what_a_code_is(counter: Counter) -> None:
    clerk, umbrella = counter.people.receptionist, counter.umbrellas[0]
    loan = counter.lend(umbrella)
    grouped = f"{umbrella.tag[:4]} {umbrella.tag[4:]}\r"
    found = counter.ask.by_tag(clerk, grouped)
    assert found is not None and (found.id, found.loan) == (umbrella.id, loan.id)
    assert counter.ask.by_tag(clerk, loan.code) is None
    item, receipt = counter.ask.what_is(clerk, umbrella.tag), counter.ask.what_is(clerk, loan.code)
    assert isinstance(item, Item) and isinstance(receipt, Loan)
    assert (item.id, receipt.id) == (umbrella.id, loan.id)
    for other in ("", "伞 001", umbrella.tag[:-1], ShortNumber(Kind.KEY, 1, 1).digits, "9" * 200):
        assert counter.ask.what_is(clerk, other) is None


# Who may be meant


def contact(counter: Counter, tenant: int, name: str, phone: str) -> int:
    people = counter.desk.get(TenantPeople)
    return people.add_contact(counter.people.supervisor, tenant, ContactDraft(name, phone=phone)).result


def visitor(counter: Counter, name: str, phone: str, company: str = "来客公司") -> int:
    arrival = Arrival(name=name, phone=phone, company=company, host=Host(tenant="云帆科技", unit="1205"))
    return counter.desk.get(Visitors).check_in(counter.people.receptionist, arrival).result.visit.id


def test_four_digits_name_visitors_then_contacts_then_earlier_borrowers(counter: Counter) -> None:
    clerk = counter.people.receptionist
    tenant = tenant_of(counter, "云帆科技有限公司")
    counter.lend(counter.umbrellas[0], phone="13000005678", borrower="旧借人")
    contact(counter, tenant, "陈丽丽", "0755-22225678-12")
    contact(counter, tenant, "王中间", "13856781234")
    visit = visitor(counter, "李建国", "13912345678")
    gone = visitor(counter, "孙离开", "13812345678")
    counter.desk.get(Visitors).check_out(clerk, gone)
    found = counter.ask.by_tail(clerk, "５６７８")
    assert [(one.name, one.source) for one in found] == [
        ("李建国", Source.VISIT),
        ("陈丽丽", Source.CONTACT),
        ("旧借人", Source.LOAN),
        ("孙离开", Source.EARLIER),
    ], "whoever came another time may be meant too"
    assert (found[3].visit, found[3].company, found[3].phone) == (None, "来客公司", "13812345678")
    assert (found[0].visit, found[0].tenant, found[0].company, found[0].unit) == (
        visit,
        None,
        "来客公司",
        "1205",
    )
    assert (found[1].tenant, found[1].company) == (tenant, "云帆科技有限公司")
    assert (found[2].has_out, found[2].overdue) == (1, 0)
    assert found[2].phone_mask == "130****5678"
    for typed in ("567", "56789", "abcd", "", "五六七八", "٥٦٧٨"):
        assert counter.ask.by_tail(clerk, typed) == []


def test_one_person_is_one_line(counter: Counter) -> None:
    clerk = counter.people.receptionist
    tenant = tenant_of(counter, "云帆科技有限公司")
    contact(counter, tenant, "张伟明", PHONE)
    named = counter.lend(counter.umbrellas[0], phone=OTHER, borrower="李建国")
    counter.take_back(named)
    counter.lend(counter.umbrellas[0], phone=OTHER, borrower="", rain=True)
    counter.clock.advance(days=2)
    (one,) = counter.ask.by_tail(clerk, "5679")
    assert (one.name, one.has_out, one.overdue) == ("李建国", 1, 1), "the nameless loan takes its older name"
    counter.lend(counter.umbrellas[1])
    visitor(counter, "张伟明", PHONE)
    (same,) = counter.ask.by_tail(clerk, "5678")
    assert (same.source, same.has_out) == (Source.VISIT, 1)


def test_of_a_slip_nothing_is_learned(counter: Counter) -> None:
    clerk = counter.people.receptionist
    slip = counter.lend(counter.umbrellas[0])
    counter.verbs.undo_lend(clerk, slip.id)
    assert counter.ask.by_tail(clerk, "5678") == counter.ask.borrowers(clerk, "张伟明") == []


@pytest.mark.parametrize("typed", ["张伟", "zwm", "zhangwei", "1381234", "5678"])
def test_a_borrower_by_name_initials_or_phone(counter: Counter, typed: str) -> None:
    clerk = counter.people.receptionist
    tenant = tenant_of(counter, "云帆科技有限公司")
    contact(counter, tenant, "赵六六", "13500000001")
    contact(counter, tenant, "张伟明", PHONE)
    (found,) = counter.ask.borrowers(clerk, typed)
    assert (found.name, found.phone, found.source) == ("张伟明", PHONE, Source.CONTACT)
    visit = visitor(counter, "张伟明", PHONE)
    counter.lend(counter.umbrellas[0])
    (found,) = counter.ask.borrowers(clerk, typed)
    assert (found.visit, found.has_out) == (visit, 1)


def test_no_more_borrowers_than_asked_for(counter: Counter) -> None:
    clerk = counter.people.receptionist
    tenant = tenant_of(counter, "云帆科技有限公司")
    for n in range(12):
        contact(
            counter, tenant, f"张伟{'一二三四五六七八九十甲乙'[n]}", f"1381234567{n % 10}" if n < 10 else ""
        )
    assert len(counter.ask.borrowers(clerk, "张伟")) == 8
    assert len(counter.ask.borrowers(clerk, "张伟", 3)) == 3
    assert counter.ask.borrowers(clerk, "  ") == counter.ask.borrowers(clerk, "1205") == []


def test_a_contact_that_was_withdrawn_is_nobody(counter: Counter) -> None:
    clerk, boss = counter.people.receptionist, counter.people.supervisor
    tenant = tenant_of(counter, "云帆科技有限公司")
    kept = contact(counter, tenant, "张伟明", PHONE)
    (found,) = counter.ask.by_tail(clerk, "5678")
    counter.desk.get(TenantPeople).withdraw_contact(boss, kept)
    assert found.name == "张伟明" and counter.ask.by_tail(clerk, "5678") == []


# What it costs

SMALL = ("staff", "tenants", "units", "floors", "contacts", "loan_categories", "loan_stock", "loan_suspensions",
         "CONSTANT", "search_class", "loan_items")  # fmt: skip
"""Tables that stay small whatever happens: they may be read whole."""
ORDERED = ("journal_events", "audit_entries", "search_entry")
PARTIAL = ("uq_loan_lines_out", "ix_loan_lines_due", "ix_visits_badge_kept")
"""Indexes of what is still open: they may be read whole too."""
Question = Callable[[Counter], object]
SOON = datetime(2026, 11, 25, tzinfo=UTC)
QUESTIONS: dict[str, Question] = {
    **{f"loans {view}": lambda c, view=view: c.ask.loans(c.people.receptionist, view, TODAY) for view in View},
    "counts": lambda c: c.ask.counts(c.people.receptionist, TODAY),
    "card": lambda c: c.ask.card(
        c.people.receptionist, c.ask.loans(c.people.receptionist, View.OUT, TODAY)[0].id
    ),
    "findings": lambda c: c.ask.findings(c.people.receptionist, c.draft(c.umbrellas[1])),
    "due times": lambda c: c.ask.due_times(c.people.receptionist, [c.umbrellas[1].id]),
    "borrowers": lambda c: c.ask.borrowers(c.people.receptionist, "张伟"),
    "by tail": lambda c: c.ask.by_tail(c.people.receptionist, "5678"),
    "by tag": lambda c: c.ask.by_tag(c.people.receptionist, c.umbrellas[0].tag),
    "what is": lambda c: c.ask.what_is(c.people.receptionist, "2001047117"),
    "by company": lambda c: c.ask.by_company(c.people.receptionist, SOON),
    "history by phone": lambda c: c.ask.history_of_person(c.people.receptionist, PHONE, ""),
    "history by name": lambda c: c.ask.history_of_person(c.people.receptionist, "", "张伟明"),
    "numbers": lambda c: c.ask.numbers(c.people.supervisor, [1]),
    "lend": lambda c: c.lend(c.trolleys[0], request="again"),
    "take back by tag": lambda c: c.scan_back(c.umbrellas[0].tag, "scan"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_that_grows_is_read_whole(counter: Counter, name: str) -> None:
    counter.lend(counter.umbrellas[0], counter.chairs[0])
    with asked(counter.desk) as said:
        QUESTIONS[name](counter)
    answers = plans(counter.desk, said)
    assert answers
    assert [line for lines in answers.values() for line in whole_tables(lines)] == []


def whole_tables(lines: list[str]) -> list[str]:
    sorts = any("TEMP B-TREE" in line for line in lines)
    return [
        line
        for line in lines
        if line.startswith("SCAN ")
        and "VIRTUAL TABLE" not in line
        and line.split()[1] not in (SMALL if sorts else SMALL + ORDERED)
        and line.split()[-1] not in PARTIAL
    ]


@pytest.mark.parametrize(
    ("name", "most"), [("lend", 40), ("take back by tag", 30), ("by tail", 12), ("counts", 2)]
)
def test_a_queue_asks_no_more_than_it_must(counter: Counter, name: str, most: int) -> None:
    counter.lend(counter.umbrellas[0], counter.chairs[0])
    with asked(counter.desk) as said:
        QUESTIONS[name](counter)
    assert len(said) <= most, "\n".join(said)


def test_a_list_costs_the_same_however_long_it_is(counter: Counter) -> None:
    def cost() -> int:
        with asked(counter.desk) as said:
            counter.ask.loans(counter.people.receptionist, View.OUT, TODAY)
        return len(said)

    counter.lend(counter.umbrellas[0])
    few = cost()
    for at, item in enumerate((*counter.umbrellas[1:], *counter.chairs)):
        counter.lend(item, phone=f"1370000000{at}")
    assert cost() == few


def test_a_draft_without_anything_has_no_findings(counter: Counter) -> None:
    assert counter.ask.findings(counter.people.receptionist, LoanDraft(())) == ()
