"""Somebody stands at the counter: found in a few keys, several pieces on one signature, a proxy, paper, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk_app.services.core.matters import Matter
from desk_app.services.core.words import N_
from desk_app.services.mail.records import Piece, PieceState
from desk_app.ui.tabs.mail import TAB
from desk_app.ui.tabs.mail.hand_over import HandOverDialog
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import Desk, press, sign

ENTER = Qt.Key.Key_Return


@pytest.fixture
def three(counter: Counter) -> list[Piece]:
    """Three parcels for one company, one for another."""
    counter.piece(K.PARCEL, counter.star, place="C-1", barcode="SF90")
    names = ("张伟明", "张伟明", "李四")
    return [
        counter.piece(K.PARCEL, place=f"A-{at}", barcode=f"SF10{at}", recipient=name)
        for at, name in enumerate(names)
    ]


def begin(front: Desk, text: str) -> HandOverDialog:
    """Typed at the counter, Enter."""
    front.load()
    front.choose(front.room.who, text)
    return front.dialog(HandOverDialog)


def test_three_parcels_with_one_signature_in_a_few_keys(
    front: Desk, counter: Counter, three: list[Piece]
) -> None:
    dialog = begin(front, "1205")
    assert [one.id for one in dialog.chosen] == [one.id for one in three]
    assert dialog.name.hasFocus() and dialog.name.text() == "", "two recipients: nobody is guessed"
    dialog.name.setText("张伟明")
    front.key(ENTER, at=dialog.name)
    assert dialog.pad.hasFocus()
    sign(dialog.pad)
    assert dialog.sure.hasFocus(), "Enter goes on"
    front.key(ENTER, at=dialog.sure)
    assert front.none_open(HandOverDialog)
    now = [counter.now(one) for one in three]
    assert {one.state for one in now} == {PieceState.HANDED_OVER} and all(one.signed for one in now)
    assert {one.handed_to for one in now} == {"张伟明"}
    assert front.toast == "3 pieces are handed over to 张伟明."
    assert len({counter.ask.card(counter.clerk, one.id).signature for one in three}) == 1
    front.stage.ctx.toasts.undo()
    settle()
    assert {counter.now(one).state for one in three} == {PieceState.STORED}
    assert "undone" in front.toast


def test_whoever_collects_for_somebody_is_a_proxy(front: Desk, counter: Counter, three: list[Piece]) -> None:
    dialog = begin(front, "李四")
    assert [one.tick.isChecked() for one in dialog.lines] == [True, False, False], "the others are offered"
    assert dialog.name.text() == "李四" and not dialog.proxy.isChecked()
    dialog.name.setText("王五")
    assert dialog.proxy.isChecked()
    front.key(Qt.Key.Key_F2, at=dialog)
    assert len(dialog.chosen) == 3
    sign(dialog.pad)
    dialog.submit()
    settle()
    one = counter.now(three[2])
    assert one.proxy and one.handed_to == "王五"


def test_what_she_says_of_a_proxy_stands(front: Desk, three: list[Piece]) -> None:
    dialog = begin(front, "李四")
    dialog.proxy.click()
    dialog.name.setText("王五")
    dialog.proxy.click()
    dialog.name.setText("赵六")
    assert not dialog.proxy.isChecked()


def test_signed_on_paper_prints_the_sheet(front: Desk, counter: Counter, three: list[Piece]) -> None:
    dialog = begin(front, "1205")
    dialog.name.setText("张伟明")
    front.key(Qt.Key.Key_F8, at=dialog)
    assert len(front.printed) == 1 and dialog.on_paper.isChecked()
    front.key(ENTER, at=dialog.sure)
    card = counter.ask.card(counter.clerk, three[0].id)
    assert card.piece.state is PieceState.HANDED_OVER and card.piece.signed and card.signature is None


def test_what_is_missing_is_said_and_nothing_is_lost(
    front: Desk, counter: Counter, three: list[Piece]
) -> None:
    dialog = begin(front, "1205")
    dialog.submit()
    settle()
    assert dialog.form.problem_of("name") and dialog.unsigned.isVisible()
    dialog.name.setText("张伟明")
    dialog.submit()
    settle()
    assert not dialog.form.problem_of("name") and "signature" in dialog.unsigned.text()
    assert dialog.pad.hasFocus()
    dialog.tick_all()
    assert not dialog.chosen
    dialog.submit()
    settle()
    assert "at least one" in dialog.problem.text() and counter.now(three[0]).state is PieceState.STORED


def test_a_second_enter_hands_over_once(front: Desk, counter: Counter, three: list[Piece]) -> None:
    dialog = begin(front, "1205")
    dialog.name.setText("张伟明")
    sign(dialog.pad)
    before = counter.events()
    dialog.submit()
    dialog.submit()
    settle()
    assert counter.events() == before + 3


def test_a_scanned_label_is_ready_to_be_signed_for(front: Desk, counter: Counter, three: list[Piece]) -> None:
    front.page.show_code(three[1].code)
    dialog = front.dialog(HandOverDialog)
    assert [one.id for one in dialog.chosen] == [three[1].id] and len(dialog.lines) == 3
    assert dialog.take_scan(three[0].code) and dialog.take_barcode("SF102")
    assert len(dialog.chosen) == 3
    assert dialog.take_barcode("SF90"), "another company's"
    assert "none of these" in dialog.problem.text()
    assert not dialog.take_scan("10000017"), "what is no mail at all goes where it belongs"


def test_a_carriers_barcode_is_as_good(front: Desk, three: list[Piece]) -> None:
    front.load()
    assert front.page.take_barcode("SF102")
    assert [one.barcode for one in front.dialog(HandOverDialog).chosen] == ["SF102"]


def test_enter_before_the_answer_still_finds_them(front: Desk, three: list[Piece]) -> None:
    front.room.who.setText("云帆")
    front.key(ENTER, at=front.room.who)
    assert len(front.dialog(HandOverDialog).chosen) == 3


def test_several_companies_are_offered_one_at_a_time(front: Desk, three: list[Piece]) -> None:
    front.type(front.room.who, "SF")
    assert front.room.who.takes_enter
    front.key(Qt.Key.Key_Down)
    front.key(ENTER)
    assert [one.barcode for one in front.dialog(HandOverDialog).chosen] == ["SF90"]


def test_nothing_lies_here(front: Desk, three: list[Piece]) -> None:
    front.type(front.room.who, "4711")
    assert front.room.told.isVisible() and "Nothing lies here" in front.room.told.text()
    front.type(front.room.who, "")
    assert not front.room.told.isVisible()


def test_what_nobody_may_take_opens(front: Desk, counter: Counter) -> None:
    lost = counter.piece(K.EXPRESS, None, recipient="王经理", place="D-9")
    front.load()
    front.choose(front.room.who, "王经理")
    assert front.panel.piece.id == lost.id


def test_what_was_collected_already_is_said(front: Desk, counter: Counter, three: list[Piece]) -> None:
    counter.hand_over(three[0])
    front.page.show_code(three[0].code)
    settle()
    assert front.none_open(HandOverDialog) and front.panel.piece.id == three[0].id
    assert "cannot be collected" in front.page.notice._text.text()
    front.page.show_code("40999999")
    settle()
    assert "No mail" in front.page.notice._text.text()


def test_from_somebodys_card(front: Desk, three: list[Piece]) -> None:
    matter = Matter("mail", "mail", three[0].id, N_("Hand over…", "mail tab"))
    TAB.steps["hand_over"].run(front.stage.ctx, front.page, matter)
    assert [one.id for one in front.dialog(HandOverDialog).chosen] == [three[0].id]


def test_where_each_lies_is_read_at_a_glance(front: Desk, three: list[Piece]) -> None:
    dialog = begin(front, "1205")
    places = {one.text() for one in dialog.findChildren(QLabel) if one.property("role") == "heading"}
    assert {"A-0", "A-1", "A-2"} <= places
    press(dialog, "Cancel")
    assert front.none_open(HandOverDialog)
