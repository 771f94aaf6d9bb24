"""Lending by keyboard alone, once, to whom one may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.core.findings import Weight
from desk_app.services.core.people import Actor
from desk_app.services.loans.options import PRINT_AT_LENDING
from desk_app.services.loans.records import LoanDraft
from desk_app.services.loans.standard import TROLLEY
from desk_app.services.loans.terms import ItemState
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.records import Host
from desk_app.services.visitors.service import Visitors
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.loans.signing import SignDialog
from tests.desk_fixtures import PIN, People
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import Counter
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import CTRL, Lobby, press, suspend, tenant
from tests.ui.tabs.visitors.conftest import KNOWN

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def test_a_contact_of_a_tenant_borrows_by_keyboard_alone(lobby: Lobby) -> None:
    assert lobby.form.who.borrower.hasFocus()
    lobby.choose(lobby.form.who.borrower, "陈静")
    assert lobby.form.lines.field.hasFocus()
    lobby.choose(lobby.form.lines.field, "伞 002")
    assert [one.item.name for one in lobby.form.lines.rows] == ["伞 002"]
    lobby.key(ENTER)
    assert lobby.form.save.hasFocus()
    lobby.key(ENTER)
    loan = lobby.only()
    assert (loan.borrower, loan.phone, loan.tenant) == ("陈静", "13900001205", tenant(lobby.counter))
    assert [line.item_name for line in loan.lines] == ["伞 002"]
    assert not lobby.form.dirty and "伞 002" in lobby.toast and "陈静" in lobby.toast


def test_a_visitor_on_site_is_offered_and_stands_at_the_loan(lobby: Lobby) -> None:
    people = lobby.counter.people
    visit = lobby.counter.desk.get(Visitors).check_in(people.receptionist, KNOWN).result.visit
    lobby.choose(lobby.form.who.phone, "5678")
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.submit()
    assert lobby.only().visit == visit.id


def test_another_name_is_another_person(lobby: Lobby) -> None:
    lobby.counter.desk.get(Visitors).check_in(lobby.counter.people.receptionist, KNOWN)
    lobby.choose(lobby.form.who.phone, "5678")
    lobby.form.who.borrower.textEdited.emit("王芳")
    assert lobby.form.draft().visit is None


def test_two_presses_lend_once(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.submit()
    lobby.form.submit()
    assert len(lobby.on_record()) == 1
    assert lobby.asked.questions == []


def test_while_it_is_under_way_nothing_is_lent_again(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.lending.busy = True
    lobby.form.submit()
    assert lobby.on_record() == []


def test_nobody_and_nothing_are_told_at_their_fields(lobby: Lobby) -> None:
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.submit()
    assert lobby.form.who.form.problem_of("borrower") and lobby.form.who.form.problem_of("phone")
    lobby.form.lines.remove(lobby.form.lines.rows[0])
    lobby.who()
    lobby.form.submit()
    assert lobby.form.lines._problem.isVisible()
    assert lobby.on_record() == []


def test_a_deposit_is_asked_receipted_and_lies_in_the_drawer(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.chairs[0])
    assert "100" in lobby.form.total.text()
    lobby.form.lines.rows[0].deposit.setText("80.50")
    lobby.form.submit()
    assert lobby.only().deposit == 8050 == lobby.counter.drawer.held
    assert "80.50" in lobby.toast
    assert len(lobby.printed) == 1


def test_a_deposit_may_be_left_out(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.chairs[0])
    lobby.form.lines.rows[0].deposit.setText("")
    lobby.form.submit()
    assert lobby.only().deposit == 0 and lobby.printed == []


def test_bad_amounts_and_times_are_told_at_their_line(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.take_item(lobby.counter.chairs[0])
    settle()
    row = lobby.form.lines.rows[1]
    for bad in ("五十", "-1", "1000000000", "1.234"):
        row.deposit.setText(bad)
        lobby.form.submit()
        assert row._problem.isVisible() and not lobby.form.lines.rows[0]._problem.isVisible(), bad
    row.deposit.setText("")
    row.due.time.setText("25")
    lobby.form.submit()
    assert row._problem.isVisible()
    row.due.set_value(lobby.clock.now() - timedelta(hours=2))
    lobby.form.submit()
    assert row._problem.isVisible()
    assert lobby.on_record() == []


def test_the_due_time_shown_is_the_categories_own_and_a_typed_one_holds(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    row = lobby.form.lines.rows[0]
    assert (row.due.day.text(), row.due.time.text()) == ("2026-11-24", "18:00")
    assert row.draft().due is None
    row.due.day.setText("27")
    lobby.form.submit()
    due = lobby.only().lines[0].due.astimezone(lobby.clock.zone)
    assert due.isoformat()[:16] == "2026-11-27T18:00"


def test_the_advice_of_a_category_stands_at_its_item(lobby: Lobby) -> None:
    lobby.form.take_item(lobby.counter.trolleys[0])
    lobby.judge()
    category = lobby.form.lines.rows[0]._category
    assert category.id == TROLLEY and category.advice
    assert all("advice" not in one.values for one in lobby.form.findings.findings)


def test_an_item_stands_on_a_loan_once(lobby: Lobby) -> None:
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.take_item(lobby.counter.umbrellas[0])
    assert len(lobby.form.lines.rows) == 1


def test_only_what_is_here_is_offered(lobby: Lobby) -> None:
    lobby.counter.lend(lobby.counter.umbrellas[0])
    lobby.form.lines.field.setFocus()
    lobby.form.lines.field.setText("伞")
    lobby.form.lines.field.query.emit("伞")
    names = [one.text for one in lobby.form.lines.field._model._all]
    assert names == ["伞 002", "伞 003"]


def test_a_suspended_borrower_is_marked_and_takes_the_supervisor(lobby: Lobby) -> None:
    suspend(lobby.counter, "13812345678")
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.judge()
    assert lobby.form.findings.weight is Weight.APPROVAL
    lobby.form.submit()
    dialog = lobby.dialog(ApprovalDialog)
    dialog.who.choose(lobby.counter.people.supervisor.staff_id)
    dialog.pin.setText(PIN)
    dialog.reason.setText("仅此一次")
    press(dialog, "Lend all the same")
    loan = lobby.only()
    assert (loan.approved_by, loan.waiver) == (lobby.counter.people.supervisor.staff_id, "仅此一次")
    assert loan.suspended


def test_the_supervisor_herself_gives_a_reason_alone(
    lobby_of: Callable[[Actor], Lobby], people: People, counter: Counter
) -> None:
    counter.lend(counter.umbrellas[1])
    lobby = lobby_of(people.supervisor)
    lobby.who()
    lobby.form.take_item(counter.umbrellas[0])
    lobby.judge()
    assert lobby.form.save.text() == "Reason, then lend"
    lobby.form.submit()
    dialog = lobby.dialog(ApprovalDialog)
    dialog.reason.setText("两人同行")
    press(dialog, "Lend all the same")
    assert len(lobby.on_record()) == 2


def test_what_is_typed_stays_while_a_loan_is_looked_at(lobby: Lobby) -> None:
    other = lobby.counter.lend(lobby.counter.umbrellas[1], borrower="王芳", phone="13900000001")
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.open(other)
    lobby.load()
    lobby.page.new_loan()
    assert lobby.form.draft().borrower == "张伟明" and len(lobby.form.lines.rows) == 1


def test_a_signature_on_the_screen_is_kept_with_the_loan(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    press(lobby.form, "Signature…")
    dialog = lobby.dialog(SignDialog)
    dialog.png = picture()
    dialog.accept()
    settle()
    assert lobby.form.sign.text() == "Signed"
    lobby.form.submit()
    assert lobby.only().signed


def test_the_receipt_prints_when_the_setting_says_so(lobby: Lobby) -> None:
    lobby.counter.desk.get(SettingsService).change(lobby.counter.people.supervisor, PRINT_AT_LENDING, True)
    lobby.who()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.form.submit()
    assert len(lobby.printed) == 1


def test_undo_from_the_toast_takes_the_loan_back(lobby: Lobby) -> None:
    lobby.who()
    lobby.form.take_item(lobby.counter.chairs[0])
    lobby.key(ENTER, CTRL, at=lobby.form.lines.field)
    assert len(lobby.on_record()) == 1
    lobby.ctx.toasts.undo()
    assert lobby.on_record() == [] and lobby.counter.drawer.held == 0
    assert lobby.counter.item(lobby.counter.chairs[0]).state is ItemState.AVAILABLE
    assert "100" in lobby.toast


def test_a_draft_of_somebody_known_is_the_whole_person(lobby: Lobby) -> None:
    lobby.form.who.fill(LoanDraft((), "王芳", phone="13900000001", company="华岳贸易", unit="9F"))
    assert lobby.form.who.draft() == LoanDraft((), "王芳", phone="13900000001", company="华岳贸易", unit="9F")


def test_the_unit_names_the_company(lobby: Lobby) -> None:
    who = lobby.form.who
    who.unit.setFocus()
    for typed, company in (("1205", "云帆"), ("120", ""), ("801", "远航")):
        who.unit.selectAll()
        QTest.keyClicks(who.unit, typed)
        settle()
        assert who.company.text() == company, typed
    assert who.draft().tenant == tenant(lobby.counter, "远航")
    who.company.set_draft((None, "另一家公司"))
    who.unit.selectAll()
    QTest.keyClicks(who.unit, "1205")
    settle()
    assert who.company.text() == "另一家公司"


def test_several_companies_of_a_unit_are_offered(lobby: Lobby) -> None:
    who, here = lobby.form.who, [Host(1, "甲公司", "1501"), Host(2, "乙公司", "1501")]
    who.unit.setText("1501")
    who.company.setFocus()
    settle()
    who.unit_lookup._say("1501", here)
    assert who.company.takes_enter and who.company.text() == ""
    lobby.key(ENTER, at=who.company)
    assert who.draft().tenant == 1 and who.draft().unit == "1501"


def test_nothing_is_said_for_a_loan_before_it_has_a_borrower_and_an_item(lobby: Lobby) -> None:
    lobby.judge()
    assert not lobby.form.findings.isVisible()
    lobby.who()
    lobby.judge()
    assert not lobby.form.findings.isVisible()
    lobby.form.take_item(lobby.counter.umbrellas[0])
    lobby.judge()
    assert lobby.form.findings.isVisible()


def test_the_borrower_stays_in_sight_when_the_items_take_the_room(lobby: Lobby) -> None:
    lobby.stage.window.resize(1290, 460)
    lobby.who()
    for item in (lobby.counter.umbrellas[0], lobby.counter.chairs[0], lobby.counter.umbrellas[1]):
        lobby.form.take_item(item)
    settle()
    bar = lobby.form._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert "张伟明" in lobby.form.whom.text()
    bar.setValue(0)
    assert lobby.form.whom.text() == ""
