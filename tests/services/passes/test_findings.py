"""What speaks against a pass: what nobody may set aside, what the supervisor may, what somebody must have read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk_app.services.calendar.options import EXTRA_DAYS, HOLIDAYS
from desk_app.services.core.findings import Weight
from desk_app.services.core.matters import Party
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, ENGLISH, load_words
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import GoodsKind, SignatoryDraft
from desk_app.services.directory.service import Directory
from desk_app.services.passes.options import NOTICE_DAYS
from desk_app.services.passes.records import ExitKind, ExitPass, PassDraft, Reason
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.services.blobs.test_pictures import picture
from tests.services.passes.conftest import LAPTOP, Counter, weights

MONDAY = date(2026, 11, 23)
W = Weight


def move_out(counter: Counter, **changes: object) -> PassDraft:
    return counter.draft(kind=ExitKind.MOVE_OUT, reason=Reason.MOVE_OUT, **changes)


def announce(counter: Counter, *, cleared: bool = True) -> None:
    directory = counter.desk.get(Directory)
    directory.announce_move_out(counter.people.supervisor, counter.tenant, MONDAY + timedelta(days=20))
    if cleared:
        directory.clear_finance(counter.people.supervisor, counter.tenant)
    else:
        directory.block_finance(counter.people.supervisor, counter.tenant)


# Nobody may


def test_a_move_out_needs_notice_and_clearance_each_in_its_own_words(counter: Counter) -> None:
    counter.desk.get(Directory).block_finance(counter.people.supervisor, counter.tenant)
    for supervisor in (False, True):
        draft = move_out(counter, acknowledged=True, waiver="老客户")
        found = counter.unsettled(draft, supervisor=supervisor)
        assert weights(found) == [W.REFUSED, W.REFUSED]
        assert ["notice" in str(one.text) for one in found] == [True, False]
        assert {(one.kind, one.record) for one in found} == {("tenant", counter.tenant)}


def test_a_notice_needs_its_working_days(counter: Counter) -> None:
    announce(counter)
    found = counter.unsettled(move_out(counter, day=MONDAY + timedelta(days=2)))
    assert weights(found) == [W.REFUSED]
    assert found[0].values["earliest"] == MONDAY + timedelta(days=3)
    assert counter.verbs.issue(
        counter.people.receptionist, move_out(counter, day=MONDAY + timedelta(days=3))
    ).result


def test_holidays_do_not_count_and_worked_weekends_do(counter: Counter) -> None:
    announce(counter)
    settings, by = counter.desk.get(SettingsService), counter.people.supervisor
    settings.change(by, HOLIDAYS, "2026-11-25, 2026-11-26, 2026-11-27")
    settings.change(by, EXTRA_DAYS, "2026-11-28")
    found = counter.unsettled(move_out(counter, day=MONDAY + timedelta(days=3)))
    assert found[0].values["earliest"] == date(2026, 11, 30)
    settings.change(by, NOTICE_DAYS, 0)
    assert counter.issue(kind=ExitKind.MOVE_OUT).kind is ExitKind.MOVE_OUT


def test_finance_must_clear_a_move_out_but_is_a_warning_for_goods(counter: Counter) -> None:
    announce(counter, cleared=False)
    found = counter.unsettled(move_out(counter, day=MONDAY + timedelta(days=7)))
    assert weights(found) == [W.REFUSED], "not said twice"
    found = counter.unsettled(counter.draft())
    assert weights(found) == [W.WARNING] and (found[0].kind, found[0].record) == ("tenant", counter.tenant)
    assert counter.issue(acknowledged=True)


def test_who_has_moved_out_gets_no_pass(counter: Counter) -> None:
    announce(counter)
    counter.desk.get(Directory).moved_out(counter.people.supervisor, counter.tenant)
    for kind in (ExitKind.GOODS, ExitKind.MOVE_OUT):
        found = counter.unsettled(
            counter.draft(kind=kind, acknowledged=True, waiver="老客户"), supervisor=True
        )
        assert weights(found) == [W.REFUSED] and "moved out" in str(found[0].text)


# The supervisor may


def limited(counter: Counter) -> PassDraft:
    return counter.draft(
        signatory=counter.signatory_for(GoodsKind.DOCUMENTS),
        goods=(GoodsKind.DOCUMENTS, GoodsKind.COMPUTERS, GoodsKind.FURNITURE),
    )


def test_a_lapsed_signature_needs_a_second_approval(counter: Counter) -> None:
    by = counter.people.supervisor
    draft = SignatoryDraft("周过期", expires=MONDAY)
    lapsed = counter.desk.get(TenantPeople).add_signatory(by, counter.tenant, draft, picture()).result
    assert counter.issue(signatory=lapsed), "its last day still counts"
    counter.clock.advance(days=1)
    assert weights(counter.unsettled(counter.draft(signatory=lapsed))) == [W.APPROVAL]


def test_a_signature_without_specimen_is_the_supervisor_s_to_accept(counter: Counter) -> None:
    people = counter.desk.get(TenantPeople)
    bare = people.add_signatory(counter.people.supervisor, counter.tenant, SignatoryDraft("周无样")).result
    for ticked in (True, False):
        draft = counter.draft(signatory=bare, signature=ticked)
        assert weights(counter.unsettled(draft)) == [W.APPROVAL], "whatever was ticked"
    assert "No specimen" in str(counter.unsettled(draft)[0].text)
    one = counter.verbs.issue(counter.people.supervisor, replace(draft, waiver="电话已确认")).result
    assert (one.signatory_name, one.waiver) == ("周无样", "电话已确认")
    sealed = counter.issue(signatory=bare, sealed=True)
    assert (sealed.signatory, sealed.signatory_name) == (None, ""), "the seal alone was checked"


def test_goods_that_one_may_not_sign_for(counter: Counter) -> None:
    draft = limited(counter)
    found = counter.unsettled(draft)
    assert weights(found) == [W.APPROVAL, W.APPROVAL]
    assert weights(counter.unsettled(replace(draft, waiver="电话已确认"))) == [W.APPROVAL] * 2, (
        "not a receptionist"
    )
    assert weights(counter.unsettled(draft, supervisor=True)) == [W.APPROVAL] * 2, "not without a reason"
    at_desk = counter.people.receptionist.staff_id
    approved = replace(draft, waiver="电话已确认", at_desk=at_desk)
    one = counter.verbs.issue(counter.people.supervisor, approved).result
    assert (one.approved_by, one.issued_by, one.waiver) == (
        counter.people.supervisor.staff_id,
        at_desk,
        "电话已确认",
    )
    card = counter.ask.card(counter.people.receptionist, one.id)
    assert (card.approved_by, card.issued_by) == ("周敏", "林小雨")


def test_a_waiver_without_need_is_not_on_record(counter: Counter) -> None:
    one = counter.verbs.issue(counter.people.supervisor, counter.draft(waiver="多余", at_desk=7)).result
    assert (one.approved_by, one.waiver, one.issued_by) == (0, "", counter.people.supervisor.staff_id)


def test_a_move_out_needs_a_signature_without_limits_or_the_seal(counter: Counter) -> None:
    announce(counter)
    some = counter.signatory_for(GoodsKind.FURNITURE)
    draft = move_out(counter, signatory=some, day=MONDAY + timedelta(days=3))
    assert weights(counter.unsettled(draft)) == [W.APPROVAL]
    assert counter.verbs.issue(counter.people.receptionist, replace(draft, sealed=True)).result


# Somebody must have read


def overdue(counter: Counter) -> ExitPass:
    one = counter.issue(lines=(LAPTOP,), due=MONDAY)
    counter.release(one)
    return one


def test_what_is_owed_warns_and_what_is_not_does_not(counter: Counter) -> None:
    one = overdue(counter)
    counter.issue(acknowledged=True)  # valid and unused: good to know, no warning
    found = counter.unsettled(counter.draft())
    assert weights(found) == [W.WARNING] and (found[0].kind, found[0].record) == ("exit_pass", one.id)
    assert "outside until" in str(found[0].text)
    counter.clock.advance(days=1)
    assert "overdue since" in str(counter.unsettled(counter.draft())[0].text)
    assert counter.issue(acknowledged=True)
    counter.take_back(one, {1: 2})
    assert counter.issue()


def test_what_must_be_settled_comes_at_once_the_heaviest_first(counter: Counter) -> None:
    overdue(counter)
    draft = limited(counter)
    assert weights(counter.unsettled(draft)) == [W.APPROVAL, W.APPROVAL, W.WARNING]
    assert weights(counter.unsettled(replace(draft, acknowledged=True))) == [W.APPROVAL, W.APPROVAL]
    assert weights(counter.unsettled(replace(draft, waiver="已确认"), supervisor=True)) == [W.WARNING]


def test_the_form_is_told_the_same_while_it_is_typed(counter: Counter) -> None:
    overdue(counter)
    by, draft = counter.people.receptionist, limited(counter)
    assert counter.ask.findings(by, draft) == counter.unsettled(draft)
    assert counter.ask.findings(by, PassDraft()) == ()
    assert counter.ask.findings(by, PassDraft(tenant=4711)) == ()
    assert (
        weights(counter.ask.findings(by, PassDraft(holder="云帆", kind=ExitKind.MOVE_OUT, day=date.max)))[0]
        is W.REFUSED
    )
    assert counter.ask.findings(by, PassDraft(kind=ExitKind.TOOLS, carrier_phone="138")) == ()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_matter_can_be_said(counter: Counter, language: str) -> None:
    overdue(counter)
    words = load_words(language, resources() / "i18n")
    for one in counter.ask.matters(counter.people.receptionist, Party(counter.tenant)):
        assert "{" not in words.text(one.text, **one.values)


# What the visitor log says


def test_badges_and_visitors_inside(counter: Counter) -> None:
    visitors, by = counter.desk.get(Visitors), counter.people.receptionist
    arrival = Arrival("张伟", "13800001234", badge="V001", host=Host(tenant="云帆"))
    visit = visitors.check_in(by, arrival).result.visit
    ask = counter.ask.matters
    assert [one.owed for one in ask(by, Party(counter.tenant))] == [False]
    for party in (Party(visit=visit.id), Party(phone="13800001234")):
        assert [(one.owed, one.kind, one.record) for one in ask(by, party)] == [(True, "visit", visit.id)]
    both = ask(by, Party(counter.tenant, visit.id))
    assert [one.owed for one in both] == [True], "the visit itself is not a visitor still inside"
    tools = counter.draft(kind=ExitKind.TOOLS, tenant=None, holder="宏图装饰", signatory=None, signature=False,
                          sealed=True, carrier_phone="138 0000 1234")  # fmt: skip
    assert weights(counter.unsettled(tools)) == [W.WARNING]
    visitors.check_out(by, visit.id, badge_returned=False)
    for party in (Party(counter.tenant), Party(visit=visit.id), Party(phone="13800001234")):
        assert [one.owed for one in ask(by, party)] == [True]
    assert ask(by, Party(tenant=4711)) == ask(by, Party(phone="13900000000")) == []
