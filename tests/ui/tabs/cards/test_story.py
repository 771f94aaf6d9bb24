"""A tag is scanned, and what was lent comes back from the card of whoever has it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.loans.records import SuspensionDraft
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.terms import LineState
from desk_app.ui.tabs.cards import TAB
from desk_app.ui.tabs.loans.page import LoansPage
from desk_app.ui.tabs.loans.suspensions_dialog import SuspensionsDialog
from tests.services.keys.register_help import Register
from tests.services.loans.lending_desk import PHONE
from tests.services.loans.lending_desk import Counter as Lending
from tests.ui.tabs.cards.conftest import Counter, said
from tests.ui.tabs.conftest import settle


@pytest.fixture
def lending(counter: Counter) -> Lending:
    lobby = counter.lobby
    return Lending(lobby.desk, lobby.people, lobby.clock)


def test_a_lent_umbrella_is_scanned_and_taken_back_from_the_card(counter: Counter, lending: Lending) -> None:
    loan = lending.lend(lending.umbrellas[0])
    assert counter.scan(lending.umbrellas[0].tag)
    assert counter.view.card.face.name == "张伟明" and PHONE in said(counter.view)
    assert counter.steps == ["Take back"] and "伞 001" in said(counter.view)
    counter.click("Take back")
    clerk = counter.lobby.people.receptionist
    assert lending.ask.card(clerk, loan.id).loan.lines[0].state is LineState.RETURNED
    assert "Nothing is open" in said(counter.view)
    counter.ctx.toasts.undo()
    settle()
    assert counter.steps == ["Take back"]
    assert lending.ask.card(clerk, loan.id).loan.lines[0].state is LineState.OUT


def test_an_umbrella_on_its_hook_is_with_nobody_and_can_be_shown(counter: Counter, lending: Lending) -> None:
    lending.lend(lending.umbrellas[0])
    assert counter.scan(lending.umbrellas[0].tag) and counter.view.card.face.name == "张伟明"
    free = lending.umbrellas[1]
    assert counter.scan(free.tag)
    assert counter.page.right.currentWidget() is counter.page.thing, "nobody else's card stays in sight"
    assert counter.page.thing.action is not None
    counter.page.thing.action.click()
    assert len(counter.opened) == 1 and str(free.id) in str(counter.opened)


def test_the_tag_of_a_key_shows_a_colleague_without_a_phone(counter: Counter) -> None:
    lobby = counter.lobby
    register = Register(lobby.desk, lobby.people, lobby.clock)
    one = (
        lobby.desk.get(Colleagues)
        .add(lobby.people.supervisor, ColleagueDraft("钱大勇", "engineering"))
        .result
    )
    copy = register.key("K1").copies[0]
    register.borrow(copy, colleague=one.id)
    assert counter.scan(copy.tag)
    assert counter.view.card.face.name == "钱大勇" and "K1-1" in said(counter.view)
    counter.page.show_record("colleague", one.id)
    settle()
    assert "colleague" in TAB.kinds and counter.names == ["钱大勇"]


def test_a_suspension_opens_in_the_list_of_the_suspended(counter: Counter) -> None:
    lobby = counter.lobby
    verbs = lobby.desk.get(Suspensions)
    draft = SuspensionDraft(PHONE, "张伟明", "雨伞多次逾期未还")
    one = verbs.suspend(lobby.people.supervisor, draft).result
    counter.type("张伟")
    assert "Suspended" in said(counter.view)
    counter.click("Open")
    assert counter.opened == [f"loan_suspension {one.id}"]
    page = LoansPage(counter.ctx, counter.page)
    page.show_record("loan_suspension", one.id)
    settle()
    (dialog,) = page.findChildren(SuspensionsDialog)
    assert [row.id for row in dialog.table.selection()] == [one.id]
    dialog.close()
    QApplication.processEvents()
