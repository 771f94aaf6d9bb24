"""The delivery round: floor by floor, ticked off one by one or together; what is kept apart; the sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desk_app.services.mail.records import Batch, TenantRound
from desk_app.ui.tabs.mail.round import RoundPlace
from tests.fakes import InstantTasks
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import Desk, offered, press


@pytest.fixture
def sorted_batch(counter: Counter) -> Batch:
    """Three letters and a printed matter on the 12th, two letters on the 18th."""
    counter.move_in("邻居贸易有限公司", "邻居", "1206", mailbox="A13")
    batch = counter.arrive(letter=9, printed=1)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=3)
    counter.sort(batch, K.PRINTED, counter.cloud)
    counter.sort(batch, K.LETTER, counter.star, quantity=2)
    return batch


@pytest.fixture
def place(front: Desk, sorted_batch: Batch) -> RoundPlace:
    front.page.go_round()
    settle()
    return front.page.round


def waiting(counter: Counter, front: Desk) -> list[int]:
    rounds = counter.ask.round_sheet(counter.clerk, front.page.today())
    return [one.tenant for one in rounds if one.ordinary and one.delivered_at is None]


def cells(place: RoundPlace, at: int) -> list[str]:
    model = place.table.rows_model
    return [one.text(model.rows[at]) for one in model.columns]


def test_what_goes_where(place: RoundPlace, front: Desk, counter: Counter) -> None:
    assert cells(place, 0)[1:6] == ["1205", "深圳云帆科技有限公司", "A12", "3", "1"]
    assert cells(place, 0)[7] == "To deliver" and place.sum.text().startswith("Letters: 6, tenants: 2.")
    counter.piece(K.PARCEL, counter.star, place="B-2")
    front.load()
    assert cells(place, 1)[6] == "Parcel · B-2"


def test_enter_ticks_off_and_goes_on(place: RoundPlace, front: Desk, counter: Counter) -> None:
    current: TenantRound = place.table.current_row()
    assert current.tenant == counter.cloud
    front.key(Qt.Key.Key_Return, at=place.table)
    front.load()
    assert waiting(counter, front) == [counter.star] and front.toast == "Letters in the mailboxes: 4."
    assert place.table.current_row().tenant == counter.star
    assert "Delivered" in cells(place, 0)[7]
    front.key(Qt.Key.Key_Return, at=place.table)
    front.load()
    assert not waiting(counter, front) and "The whole round (F9)" not in offered(place)


def test_a_floor_at_once(place: RoundPlace, front: Desk, counter: Counter, sorted_batch: Batch) -> None:
    neighbour = next(one for one in counter.ask.proposals(counter.clerk, sorted_batch.id, "1206"))
    counter.sort(sorted_batch, K.LETTER, neighbour.tenant)
    front.load()
    place.table.select(counter.cloud)
    press(place, "This floor (F8)")
    assert waiting(counter, front) == [counter.star]


def test_the_whole_round_after_a_word(place: RoundPlace, front: Desk, counter: Counter) -> None:
    front.asked.will_answer(False)
    press(place, "The whole round (F9)")
    assert len(waiting(counter, front)) == 2 and "Letters: 6, tenants: 2." in front.asked.texts[-1]
    front.asked.will_answer(True)
    press(place, "The whole round (F9)")
    assert not waiting(counter, front)


def test_nothing_is_ticked_off_twice(
    place: RoundPlace, front: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[tuple[object, ...]] = []
    monkeypatch.setattr(InstantTasks, "run", lambda self, *args, **_: held.append(args))
    place.deliver_one()
    place.deliver_one()
    assert len(held) == 1 and not {"In the mailbox (Enter)", "This floor (F8)"} & set(offered(place))


def test_a_matched_letter_goes_along(place: RoundPlace, front: Desk, counter: Counter) -> None:
    lost = counter.piece(K.LETTER, None)
    counter.pieces.match(counter.clerk, lost.id, counter.star, "", "")
    front.load()
    assert cells(place, 1)[4] == "3"
    place.table.select(counter.star)
    place.deliver_one()
    assert counter.now(lost).handed_at is not None


def test_mail_of_the_moved_out_is_kept_apart(front: Desk, counter: Counter) -> None:
    counter.move_out(counter.gone)
    counter.sort(counter.arrive(letter=2), K.LETTER, counter.gone, quantity=2)
    front.page.go_round()
    settle()
    place = front.page.round
    (apart,) = place.apart
    assert apart.tenant == counter.gone and not place.rounds and place.nothing.isVisible()
    place.kept.select(counter.gone)
    assert "Send it off" not in offered(place), "no address, and its time is not over"
    front.clock.advance(minutes=15 * 24 * 60)
    front.load()
    press(place, "Send it off")
    front.load()
    assert not place.apart and front.toast == "Letters that go back to their senders: 2."
    assert not place.kept_box.isVisible()


def test_with_a_new_address_it_goes_on_at_once(front: Desk, counter: Counter) -> None:
    counter.move_out(counter.gone, "深圳市南山区科苑路8号")
    counter.sort(counter.arrive(letter=1), K.LETTER, counter.gone)
    front.page.go_round()
    settle()
    place = front.page.round
    place.kept.select(counter.gone)
    front.key(Qt.Key.Key_Return, at=place.kept)
    assert front.toast == "Letters that go on to 深圳市南山区科苑路8号: 1."


def test_the_sheet_is_printed(place: RoundPlace, front: Desk) -> None:
    press(place, "Print the sheet")
    assert len(front.papers.previewed) == 1


def test_escape_leaves(place: RoundPlace, front: Desk) -> None:
    front.key(Qt.Key.Key_Escape, at=place.table)
    assert front.page.places.currentWidget() is front.page.desk


def test_a_tick_is_undone_from_the_toast(place: RoundPlace, front: Desk, counter: Counter) -> None:
    front.key(Qt.Key.Key_Return, at=place.table)
    assert waiting(counter, front) == [counter.star]
    front.stage.ctx.toasts.undo()
    front.load()
    assert waiting(counter, front) == [counter.cloud, counter.star]
