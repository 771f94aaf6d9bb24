"""Loans and items are found by whatever somebody says; a slip that was undone is not."""

from __future__ import annotations

import pytest

from desk_app.services.finder.queries import Finder
from desk_app.services.loans.records import LineDraft
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND
from tests.services.loans.lending_desk import PHONE, Counter


def hits(counter: Counter, text: str) -> list[tuple[str, int]]:
    return [(hit.kind, hit.id) for hit in counter.desk.get(Finder).find(counter.people.receptionist, text)]


@pytest.mark.parametrize(
    "said", ["张伟明", "zwm", "zhangwei", PHONE, "5678", "中润", "zrjd", "{number}", "{code}", "轮椅 001"]
)
def test_a_loan_is_found(counter: Counter, said: str) -> None:
    lines = (LineDraft(counter.umbrellas[0].id), LineDraft(counter.chairs[0].id))
    loan = counter.lend(*lines, company="中润机电")
    assert (LOAN_KIND, loan.id) in hits(counter, said.format(number=loan.number, code=loan.code))


def test_the_hit_shows_no_phone(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], company="中润机电")
    (hit,) = counter.desk.get(Finder).find(counter.people.receptionist, loan.number)
    assert hit.title == "张伟明" and hit.subtitle == f"{loan.number} · 中润机电 · 伞 001"
    assert PHONE not in hit.title + hit.subtitle


def test_an_item_is_found_by_tag_name_and_category(counter: Counter) -> None:
    item = counter.umbrellas[1]
    tag = item.tag
    for said in (tag, f"{tag[:4]} {tag[4:]}", item.name, "爱心伞"):
        assert (ITEM_KIND, item.id) in hits(counter, said)
    verbs = counter.desk.get(Stock)
    verbs.correct_item(counter.people.receptionist, item.id, "长柄伞甲", "K7", "")
    assert (ITEM_KIND, item.id) in hits(counter, "长柄伞") and (ITEM_KIND, item.id) in hits(counter, "k7")
    assert (ITEM_KIND, item.id) not in hits(counter, "伞 002")
    verbs.retire(counter.people.supervisor, item.id, "老化")
    assert (ITEM_KIND, item.id) in hits(counter, tag), "its tag is still scanned"


def test_guards_find_neither(counter: Counter) -> None:
    counter.lend(counter.umbrellas[0])
    for said in ("张伟明", "爱心伞", PHONE):
        assert counter.desk.get(Finder).find(counter.people.guard, said) == []


def test_an_undone_loan_is_gone_and_a_corrected_one_is_as_it_is_now(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0])
    counter.verbs.correct(counter.people.receptionist, loan.id, counter.draft(borrower="欧阳雨涵"))
    assert hits(counter, "张伟明") == [] and hits(counter, "oyyh") == [(LOAN_KIND, loan.id)]
    counter.verbs.undo_lend(counter.people.receptionist, loan.id)
    assert hits(counter, "欧阳") == [] and hits(counter, loan.number) == []


def test_many_are_indexed_at_once(counter: Counter) -> None:
    """As a rebuild of the index asks: more than one statement takes."""
    from desk_app.services.loans.searching import item_entries, loan_entries

    loan = counter.lend(counter.umbrellas[0])
    with counter.desk.bench.database.read() as session:
        assert [one.id for one in loan_entries(session, [*range(1200), loan.id])] == [loan.id]
        ids = [*range(1200), counter.chairs[0].id]
        assert [one.title for one in item_entries(session, ids)] == ["轮椅 001"]
