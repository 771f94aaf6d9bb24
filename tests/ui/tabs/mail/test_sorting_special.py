"""Special mail is registered one by one: typed and scanned in either order; what nobody knows goes onto the pile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desk_app.services.mail.records import PieceState
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.mail.conftest import Desk
from tests.ui.tabs.mail.sorter import CLOUD, Sorter, begin, texts


@pytest.fixture
def sorter(front: Desk, counter: Counter) -> Sorter:
    return begin(front, counter, letter=20, registered=3)


# Special mail


def test_typed_first_then_scanned(sorter: Sorter) -> None:
    sorter.kind(3)
    sorter.fill("1205 张伟明")
    sorter.enter()
    assert sorter.at == "Barcode"
    sorter.scan("XA12345678944")
    assert sorter.at == "Place", "nothing is known of where it goes"
    sorter.type("A-3")
    sorter.enter()
    (piece,) = sorter.pieces
    assert (piece.company, piece.unit, piece.recipient) == (CLOUD, "1205", "张伟明")
    assert (piece.barcode, piece.place, piece.kind) == ("XA12345678944", "A-3", K.REGISTERED)
    assert sorter.place.told.word.text == f"{CLOUD} → A-3"
    assert sorter.line.text() == "" and sorter.at == "Unit, company or recipient"


def test_scanned_first_then_typed_books_with_one_enter(sorter: Sorter) -> None:
    sorter.place.flow.last_place = "B-1"
    sorter.kind(3)
    sorter.scan("6901234567892")
    assert sorter.at == "Unit, company or recipient"
    sorter.type("zwm")
    sorter.enter()
    (piece,) = sorter.pieces
    assert (piece.barcode, piece.recipient, piece.place) == ("6901234567892", "张伟明", "B-1")


def test_a_barcode_lands_in_its_field_wherever_the_keyboard_is(sorter: Sorter) -> None:
    sorter.kind(3)
    sorter.type("12")
    sorter.scan("SF1234567890123")
    assert (sorter.line.text(), sorter.place.fields.barcode.line.text()) == ("12", "SF1234567890123")
    assert sorter.at == "Unit, company or recipient"
    sorter.place.fields.place.line.setFocus()
    sorter.type("A")
    sorter.scan("YT99887766")
    assert sorter.place.fields.place.line.text() == "A"
    assert sorter.place.fields.barcode.line.text() == "YT99887766"
    assert "Another barcode in place of SF1234567890123." in texts(sorter.place.notice)


def test_a_barcode_among_letters_is_of_the_kind_still_to_come(sorter: Sorter) -> None:
    sorter.scan("XA12345678944")
    assert sorter.place.hand.kind is K.REGISTERED
    assert "A barcode: Registered letter is sorted now." in texts(sorter.place.notice)


def test_the_place_is_where_the_tenants_last_piece_lies(front: Desk, counter: Counter) -> None:
    counter.piece(tenant=counter.star, place="C-7")
    sorter = begin(front, counter, express=2)
    sorter.kind(9)
    sorter.scan("111111111111")
    sorter.type("1801")
    assert sorter.place.fields.place.line.text() == "C-7"
    sorter.enter()
    assert sorter.pieces[0].place == "C-7"


def test_a_barcode_scanned_twice_is_said_at_once(sorter: Sorter) -> None:
    sorter.place.flow.last_place = "A-1"
    sorter.kind(3)
    sorter.scan("XA12345678944")
    sorter.type("1205")
    sorter.enter()
    number = sorter.pieces[0].number
    sorter.type("1801")
    sorter.scan("XA12345678944")
    said = f"This barcode was scanned in this batch already: {number}, {CLOUD}."
    assert sorter.place.fields.barcode.problem == said
    assert sorter.place.told.word.text == said and sorter.place.told.property("tone") == "danger"
    assert sorter.line.text() == "1801" and sorter.at == "Barcode"
    sorter.enter()
    assert len(sorter.pieces) == 1 and sorter.place.fields.barcode.problem == said
    sorter.scan("XA99999999999")
    assert len(sorter.pieces) == 2, "the other one's was all that lacked"


def test_a_place_that_was_only_proposed_goes_with_what_was_dropped(front: Desk, counter: Counter) -> None:
    counter.piece(tenant=counter.cloud, place="A-02")
    sorter = begin(front, counter, registered=3)
    place = sorter.place.fields.place.line
    sorter.scan("XA12345678944")
    sorter.type("1205")
    sorter.enter()
    sorter.type("1205")
    sorter.scan("XA12345678944")
    assert sorter.place.fields.barcode.problem and place.text() == "A-02"
    sorter.key(Qt.Key.Key_Escape)
    assert (sorter.line.text(), place.text(), sorter.place.fields.own_place) == ("", "", False)
    counter.piece(tenant=counter.star, place="C-7")
    sorter.place.flow.load_places()
    sorter.scan("XA00000000001")
    sorter.type("1801")
    sorter.enter()
    assert (sorter.pieces[0].unit, sorter.pieces[0].place) == ("1801", "C-7")


def test_a_proposed_place_of_a_refused_piece_is_proposed_anew(front: Desk, counter: Counter) -> None:
    counter.piece(tenant=counter.cloud, place="A-02")
    counter.piece(tenant=counter.star, place="C-7")
    sorter = begin(front, counter, registered=3)
    counter.sort(sorter.batch, tenant=counter.cloud, barcode="XA12345678944", place="A-02")
    sorter.scan("XA12345678944")
    sorter.type("1205")
    sorter.place.flow.pieces = []  # another desk sorted it: only the record knows
    sorter.enter()
    assert sorter.place.fields.barcode.problem and sorter.line.text() == "1205"
    sorter.line.setFocus()
    sorter.fill("1801")
    assert sorter.place.fields.place.line.text() == "C-7"


def test_many_at_once_are_letters_only(sorter: Sorter) -> None:
    sorter.kind(3)
    sorter.scan("XA12345678944")
    sorter.type("1205*2")
    sorter.place.fields.place.line.setText("A")
    sorter.enter()
    assert sorter.said == "Special and unmatched mail is registered piece by piece." and not sorter.pieces


def test_a_newspaper_needs_no_barcode(front: Desk, counter: Counter) -> None:
    sorter = begin(front, counter, newspaper=1)
    assert sorter.place.hand.kind is K.NEWSPAPER, "what most of the batch is"
    sorter.type("1205")
    sorter.enter()
    assert sorter.at == "Place"
    sorter.enter()
    assert [one.barcode for one in sorter.pieces] == [""]


# The unmatched pile


def test_nobody_known_goes_to_the_pile_with_the_words_on_the_envelope(sorter: Sorter) -> None:
    sorter.key(Qt.Key.Key_F8)
    assert sorter.said == "Type what stands on the envelope: that is how it is found."
    sorter.fill("王经理 收")
    sorter.key(Qt.Key.Key_F8)
    (piece,) = sorter.pieces
    assert (piece.state, piece.recipient, piece.kind) == (PieceState.UNMATCHED, "王经理 收", K.LETTER)
    assert sorter.done == [f"Letter {piece.number[-3:]} · unmatched"]
    assert sorter.line.text() == "" and sorter.counts == {}


def test_the_pile_is_no_shelf_that_was_only_proposed(sorter: Sorter) -> None:
    sorter.place.flow.last_place = "A-1"
    sorter.kind(3)
    sorter.scan("XA12345678944")
    sorter.fill("王经理 收")
    assert sorter.place.fields.place.line.text() == "A-1"
    sorter.key(Qt.Key.Key_F8)
    (piece,) = sorter.pieces
    assert (piece.barcode, piece.place) == ("XA12345678944", "")
