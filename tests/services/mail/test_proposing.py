"""For whom a piece may be: the right tenant first, with the reason, between two keys."""

from __future__ import annotations

import pytest

from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import ContactDraft, TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.mail.records import MailKind, Proposal, WhyTenant
from tests.services.mail.sorting_desk import Counter
from tests.services.statements import asked

K, W = MailKind, WhyTenant


def proposed(counter: Counter, text: str, unit: str = "") -> list[tuple[int, WhyTenant]]:
    found = counter.ask.proposals(counter.clerk, 0, text, unit)
    return [(one.tenant, one.why) for one in found]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1205", W.UNIT),
        ("１２０５", W.UNIT),
        ("120", W.UNIT),
        ("a12", W.MAILBOX),
        ("深圳云帆科技有限公司", W.COMPANY),
        ("云帆", W.COMPANY),
        ("yfkj", W.COMPANY),
        ("yunfan", W.COMPANY),
        ("Yunfan Tech", W.COMPANY),
        ("张伟明", W.PERSON),
        ("zwm", W.PERSON),
    ],
)
def test_the_tenant_is_found_with_the_reason(counter: Counter, text: str, why: WhyTenant) -> None:
    assert proposed(counter, text) == [(counter.cloud, why)]


def test_what_a_proposal_shows(counter: Counter) -> None:
    (one,) = counter.ask.proposals(counter.clerk, 0, "北极星")
    assert one == Proposal(counter.star, "北极星咨询有限公司", "1801", "B07", W.COMPANY)


def test_a_proposal_names_the_person_as_on_record(counter: Counter) -> None:
    counter.piece(tenant=counter.star, recipient="刘思源")
    found = [counter.ask.proposals(counter.clerk, 0, text)[0] for text in ("zwm", "lsy", "yfkj")]
    assert [one.person for one in found] == ["张伟明", "刘思源", ""]


def test_the_unit_comes_before_the_name(counter: Counter) -> None:
    assert proposed(counter, "张伟明", "1801") == [(counter.star, W.UNIT), (counter.cloud, W.PERSON)]
    assert proposed(counter, "", "1801") == [(counter.star, W.UNIT)]


def test_whoever_had_mail_of_this_name_before(counter: Counter) -> None:
    assert proposed(counter, "刘思源") == []
    counter.piece(tenant=counter.star, recipient="刘思源")
    assert proposed(counter, "刘思源") == [(counter.star, W.EARLIER)] == proposed(counter, "lsy")


def test_those_that_moved_out_come_last_with_their_new_address(counter: Counter) -> None:
    twin = counter.move_in("旧梦影业二部", "旧梦", "0905")
    counter.move_out(counter.gone, "深圳市南山区科苑路 8 号")
    first, last = counter.ask.proposals(counter.clerk, 0, "旧梦")
    assert (first.tenant, last.tenant) == (twin, counter.gone)
    assert last.moved_out and last.forwarding == "深圳市南山区科苑路 8 号" and last.unit == ""


def test_of_equals_the_one_with_mail_in_this_batch(counter: Counter) -> None:
    others = [
        counter.move_in(f"明日{name}有限公司", f"明日{name}", unit)
        for name, unit in (("甲", "0701"), ("乙", "0702"))
    ]
    batch = counter.arrive(letter=9)
    for tenant in others:
        counter.sort(batch, K.LETTER, tenant)
        assert counter.ask.proposals(counter.clerk, batch.id, "明日")[0].tenant == tenant
        counter.arrivals.unsort(counter.clerk, batch.id, K.LETTER, tenant, 1)


@pytest.mark.parametrize("text", ["", "  ", "…", "没有这家", "'; DROP TABLE tenants", "*" * 300])
def test_nothing_is_proposed_for_nothing(counter: Counter, text: str) -> None:
    assert proposed(counter, text) == []


def test_a_full_building_is_asked_no_more_than_an_empty_one(counter: Counter) -> None:
    """120 tenants with their contacts, and mail of before: it answers between two keys."""
    directory, people = counter.desk.get(Directory), counter.desk.get(TenantPeople)
    texts, asked_for = ("星河", "xh", "王小明", "wxm", "2000", "刘思源"), []
    counter.piece(recipient="刘思源")
    for number in range(117):
        draft = TenantDraft(f"星河{number}号贸易有限公司", f"星河{number}", mailbox=f"M{number:03d}")
        tenant = directory.add_tenant(counter.boss, draft, f"{20 + number // 10:02d}{number % 10:02d}").result
        people.add_contact(counter.boss, tenant, ContactDraft("王小明"))
        if number in (1, 116):
            asked_for.append([_statements(counter, text) for text in texts])
    few, many = asked_for
    assert many == few and max(many) <= 7


def _statements(counter: Counter, text: str) -> int:
    with asked(counter.desk) as said:
        assert proposed(counter, text)
    return len(said)
