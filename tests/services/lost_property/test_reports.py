"""What somebody misses: taken, matched, told, closed; and what the person's card says of it."""

from __future__ import annotations

from datetime import date, timedelta

from desk_app.services.core.matters import Part, Party
from desk_app.services.core.people import SYSTEM
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.matters import item_people, lost_matters, report_people
from desk_app.services.lost_property.records import Category
from tests.services.lost_property.found_desk import OTHER_PHONE, PHONE, FoundDesk


def matters(counter: FoundDesk, party: Party) -> list[tuple[str, Part, str, bool]]:
    bench = counter.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, counter.clerk, bench.clock.now())
        return [(str(one.text), one.part, one.step, one.owed) for one in lost_matters(read, party)]


def test_a_report_is_taken_once_and_corrected(counter: FoundDesk) -> None:
    report = counter.report(request="r1")
    assert report.open and report.number.startswith("YF-A1-")
    assert counter.report(request="r1").id == report.id
    assert counter.report(request="r1", what="黑色雨伞\u200b ").id == report.id
    draft = counter.lost_draft(what="红色雨伞", phone=OTHER_PHONE)
    mended = counter.lost.correct(counter.clerk, report.id, draft).result
    assert (mended.what, mended.phone, mended.number) == ("红色雨伞", OTHER_PHONE, report.number)
    assert counter.ask.reports(counter.clerk) == [mended]
    assert PHONE not in repr(mended) and "李娜" not in repr(mended)


def test_what_cannot_be_taken_as_typed(counter: FoundDesk) -> None:
    now = counter.clock.now()
    draft = counter.lost_draft(
        what="",
        name="",
        phone="晚点打给我",
        lost_from=now - timedelta(hours=1),
        lost_until=now - timedelta(hours=2),
    )
    said = counter.problems(counter.lost.report, draft)
    assert set(said) == {"what", "name", "phone", "lost_until"}
    ahead = counter.lost_draft(phone="", lost_from=now + timedelta(hours=1), tenant=4711)
    assert set(counter.problems(counter.lost.report, ahead)) == {"phone", "lost_from"}
    assert set(counter.problems(counter.lost.report, counter.lost_draft(tenant=4711))) == {"tenant"}


def test_both_ways_give_the_same_candidates(counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report()
    (ours,) = counter.ask.matches_of_item(counter.clerk, item.id)
    assert counter.ask.matches_of_report(counter.clerk, report.id) == [ours]
    assert counter.ask.good_matches(counter.clerk) == [ours]
    assert (ours.found, ours.lost) == (item.id, report.id) and "雨伞" in ours.words
    counter.give_back(item)
    assert counter.ask.matches_of_report(counter.clerk, report.id) == []


def test_secret_features_are_not_matched(counter: FoundDesk) -> None:
    item = counter.keep(what="物品", category=Category.OTHER, features="", secret="小熊贴纸")
    counter.report(what="小熊贴纸", category=Category.OTHER)
    assert all("小熊" not in one.words for one in counter.ask.matches_of_item(counter.clerk, item.id))


def test_given_back_on_a_report_closes_it(counter: FoundDesk) -> None:
    item, theirs, others = counter.keep(), counter.report(), counter.report(phone=OTHER_PHONE)
    for one in (theirs, others):
        assert counter.lost.tell_match(counter.clerk, one.id, item.id).result.found == item.id
    counter.give_back(item, lost_report=theirs.id)
    closed, going_on = (
        counter.ask.report(counter.clerk, theirs.id),
        counter.ask.report(counter.clerk, others.id),
    )
    assert (closed.open, closed.found) == (False, item.id)
    assert (going_on.open, going_on.found) == (True, None), "it was somebody else's"
    assert "closed already" in counter.refused(counter.lost.close, theirs.id, "找到了")
    assert "given back" in counter.refused(counter.lost.tell_match, others.id, item.id)
    again = counter.keep()
    counter.claim(again)
    said = counter.refused(counter.verbs.give_back, again.id, counter.claim_draft(lost_report=theirs.id))
    assert "closed already" in said


def test_a_report_is_closed_with_a_reason(counter: FoundDesk) -> None:
    report = counter.report()
    assert list(counter.problems(counter.lost.close, report.id, "")) == ["why"]
    closed = counter.lost.close(counter.clerk, report.id, "家里找到了").result
    assert (closed.open, closed.closed_why) == (False, "家里找到了")
    assert counter.ask.reports(counter.clerk) == []
    assert counter.ask.reports(counter.clerk, False) == [closed]
    assert counter.ask.counts(counter.clerk, date(2026, 11, 23)).reports == 0


def test_the_card_says_what_they_miss_and_that_it_may_be_here(counter: FoundDesk) -> None:
    counter.report(what="红色围巾", category=Category.CLOTHES)
    counter.report()
    assert [one[2] for one in matters(counter, Party(phone=PHONE))] == ["", ""]
    counter.keep()
    first, second = matters(counter, Party(phone=PHONE))
    assert "was found" in first[0] and first[1:] == (Part.EXPECTS, "show_matches", False)
    assert "nothing like it" in second[0] and second[2] == ""
    assert matters(counter, Party(phone=OTHER_PHONE)) == []
    assert matters(counter, Party(visit=4711)) == []


def test_whom_a_record_is_about(counter: FoundDesk) -> None:
    tenant = counter.desk.get(Directory).add_tenant(SYSTEM, TenantDraft("云启科技有限公司")).result
    report, item = counter.report(tenant=tenant), counter.keep()
    bench = counter.desk.bench

    def ask(question, record):  # type: ignore[no-untyped-def]
        with bench.database.read() as session:
            read = Read(bench, session, counter.clerk, bench.clock.now())
            return question(read, [record]).get(record, [])

    (person,) = ask(report_people, report.id)
    assert (person.name, person.phone, person.company, person.tenant) == (
        "李娜",
        PHONE,
        "云启科技有限公司",
        tenant,
    )
    assert ask(report_people, 4711) == [] == ask(item_people, item.id)
    counter.give_back(item)
    assert [one.name for one in ask(item_people, item.id)] == ["张伟明"]
    assert len(matters(counter, Party(tenant=tenant))) == 1
