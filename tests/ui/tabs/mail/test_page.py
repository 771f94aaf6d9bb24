"""The list, the places, keys, scans, and what opens the page from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut

from desk_app.services.core.people import Actor, Role
from desk_app.services.mail.records import ReturnReason, View
from desk_app.ui.tab_spec import BarcodePage, CodePage, ScanPage, tabs
from desk_app.ui.tabs.mail import TAB
from desk_app.ui.tabs.mail.arrival import ArrivalDialog
from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.widgets.folding import Folding
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import CTRL, Desk, press


def test_guards_have_no_such_tab() -> None:
    assert TAB in tabs() and Role.GUARD not in TAB.roles
    assert all(issubclass(MailPage, one) for one in (CodePage, ScanPage, BarcodePage))


def test_every_view_has_its_list(front: Desk, counter: Counter) -> None:
    waits = counter.piece(K.PARCEL, place="A-3", recipient="张伟明")
    lost = counter.piece(K.EXPRESS, None, recipient="王经理")
    blind = counter.piece(K.REGISTERED, counter.star)
    for _ in range(2):
        counter.pieces.attempt(counter.clerk, blind.id, "没人")
    back = counter.piece(K.REGISTERED, counter.gone)
    counter.move_out(counter.gone)
    counter.pieces.ask_return(counter.clerk, back.id, ReturnReason.MOVED_UNKNOWN, "")
    front.load()
    shown = {}
    for view in View:
        front.page.chips.choose(view)
        settle()
        shown[view] = {one.id for one in front.rows}
    assert shown[View.WAITING] == {waits.id} and shown[View.UNMATCHED] == {lost.id}
    assert shown[View.UNDELIVERABLE] == {blind.id}
    assert shown[View.RETURNS] == {back.id} == shown[View.MOVED_OUT]
    assert shown[View.DAY] == {waits.id, lost.id, blind.id, back.id} and not shown[View.OVERDUE]


def test_what_is_held_too_long_stands_out(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    front.clock.advance(minutes=31 * 24 * 60)
    front.load()
    front.page.chips.choose(View.OVERDUE)
    settle()
    assert [one.id for one in front.rows] == [piece.id]
    columns = front.page.table.rows_model.columns
    held = next(one for one in columns if one.title == "Held until")
    assert held.tone is not None and held.tone(piece) == "danger"


def test_escape_goes_back_to_who_collects(front: Desk, counter: Counter) -> None:
    panel = front.open(counter.piece(K.PARCEL))
    front.key(Qt.Key.Key_Escape, at=panel)
    assert front.page.panel is None and front.room.who.hasFocus()


def test_another_day_shows_its_list(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL)
    front.clock.advance(minutes=24 * 60)
    front.load()
    front.page.go(-1)
    settle()
    assert front.page.view is View.DAY and [one.id for one in front.rows] == [piece.id]


@pytest.mark.parametrize(("key", "place"), [("F9", "sorting"), ("F7", "outgoing"), ("F5", "round")])
def test_places_open_by_a_key_and_close(front: Desk, counter: Counter, key: str, place: str) -> None:
    counter.arrive(letter=3)
    front.load()
    (shortcut,) = [one for one in front.page.desk.findChildren(QShortcut) if one.key().toString() == key]
    shortcut.activated.emit()
    settle()
    shown = getattr(front.page, place)
    assert front.page.places.currentWidget() is shown
    front.load()
    shown.closed.emit()
    settle()
    assert front.page.places.currentWidget() is front.page.desk
    assert front.stage.window.focusWidget() is front.room.who


def test_keys_of_the_list_sleep_while_a_place_is_in_sight(front: Desk, counter: Counter) -> None:
    counter.arrive(letter=3)
    front.page.go_round()
    settle()
    assert front.page.desk.findChildren(QShortcut) and not front.page.desk.isVisible()
    front.key(Qt.Key.Key_F7, at=front.page.round)
    assert front.page.places.currentWidget() is front.page.round


def test_an_arrival_is_sorted_next(front: Desk, counter: Counter) -> None:
    front.key(Qt.Key.Key_N, CTRL, at=front.page)
    front.dialog(ArrivalDialog).close()
    batch = counter.arrive(letter=3)
    front.page._arrived(batch)
    settle()
    assert front.page.places.currentWidget() is front.page.sorting


def test_search_hits_open_where_they_belong(front: Desk, counter: Counter) -> None:
    batch, piece, item = counter.arrive(letter=3), counter.piece(K.PARCEL), counter.post()
    front.page.show_record("mail_batch", batch.id)
    assert front.page.places.currentWidget() is front.page.sorting
    front.page.show_record("outgoing_mail", item.id)
    assert front.page.places.currentWidget() is front.page.outgoing
    assert front.open(piece).piece.id == piece.id
    assert front.page.places.currentWidget() is front.page.desk


def test_scans_go_to_the_place_in_sight(
    front: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = counter.arrive(letter=3)
    taken: list[str] = []
    monkeypatch.setattr(front.page.sorting, "take_scan", lambda raw: not taken.append(raw))
    assert not front.page.take_scan("40999999"), "our own codes open what they name"
    front.page.sort(batch.id)
    assert front.page.take_scan("1234567890123") and front.page.take_barcode("SF12")
    assert taken == ["1234567890123", "SF12"]
    front.page.go_round()
    assert not front.page.take_scan("1234567890123")


def test_a_barcode_at_the_list_finds_its_piece(front: Desk, counter: Counter) -> None:
    lost = counter.piece(K.EXPRESS, None, barcode="6901234567890")
    front.load()
    assert front.page.take_scan("6901234567890")
    settle()
    assert front.panel.piece.id == lost.id


def test_the_list_is_printed(front: Desk, counter: Counter) -> None:
    counter.piece(K.PARCEL)
    front.load()
    front.page.print_list()
    assert len(front.papers.previewed) == 1


def test_the_list_is_saved(front: Desk, counter: Counter, tmp_path: object) -> None:
    counter.piece(K.PARCEL)
    front.load()
    front.asked.will_answer(None)
    front.page.save_list()
    assert not front.printed


def test_a_narrow_page_keeps_its_tools(front: Desk) -> None:
    front.stage.window.resize(880, 640)
    settle()
    tools = front.page.findChildren(Folding)
    assert len(tools) == 2 and all(one.sign.isVisible() for one in tools)
    assert not any(one.wide.isVisible() for one in tools)


def test_time_goes_on_in_the_room(front: Desk, counter: Counter) -> None:
    counter.arrive(letter=3)
    front.load()
    (card,) = front.room.cards
    assert card.clock.text() == "1 h 30 min left"
    front.clock.advance(minutes=75)
    front.page.room.tick()
    assert card.clock.text() == "only 15 min left"
    front.clock.advance(minutes=20)
    front.page.room.tick()
    assert card.clock.text() == "5 min late"
    press(card, "Sort")
    assert front.page.places.currentWidget() is front.page.sorting


def test_the_room_says_what_is_to_be_delivered(front: Desk, counter: Counter) -> None:
    batch = counter.arrive(letter=3)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=3)
    counter.arrivals.finish(counter.clerk, batch.id, "")
    counter.piece(K.PARCEL)
    front.load()
    assert front.room.round_line.text() == "Letters: 3, tenants: 1. To announce: 1."
    assert len(front.room.cards) == 1, "the parcel's batch is not finished yet"


def test_it_goes_on_over_midnight(front_of: Callable[[Actor], Desk], counter: Counter) -> None:
    front = front_of(counter.clerk)
    counter.piece(K.PARCEL)
    front.clock.advance(minutes=24 * 60)
    front.load()
    assert front.page.day == front.page.today() and front.rows
