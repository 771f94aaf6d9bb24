"""A batch is worked off by keyboard and scanner: letters counted, special mail registered, the rest onto the pile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.people import Actor
from desk_app.services.mail.options import LABEL_AT_ONCE
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.sorting_finish import FinishDialog
from tests.desk_fixtures import People
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import Desk
from tests.ui.tabs.mail.sorter import CLOUD, GONE, STAR, Sorter, begin, texts


@pytest.fixture
def sorter(front: Desk, counter: Counter) -> Sorter:
    return begin(front, counter, letter=20, registered=3)


@pytest.fixture
def labels(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The numbers on the labels that were printed, sheet by sheet."""
    sheets: list[list[str]] = []
    monkeypatch.setattr(
        papers, "print_labels", lambda ctx, owner, pieces: sheets.append([one.number for one in pieces])
    )
    return sheets


# Letters


def test_letters_are_counted_line_by_line(sorter: Sorter) -> None:
    assert sorter.at == "Unit, company or recipient"
    sorter.type("1205")
    assert sorter.offered == [f"1205 · {CLOUD}, this unit is theirs · mailbox A12"]
    sorter.enter()
    assert sorter.line.text() == "" and not sorter.offered
    assert sorter.place.told.word.text == f"{CLOUD} → mailbox A12"
    sorter.type("yunfan")
    sorter.enter()
    sorter.type("1801*12")
    sorter.enter()
    assert sorter.counts == {("letter", CLOUD): 2, ("letter", STAR): 12}
    assert sorter.done == [
        f"Letter · {STAR} +12 = 12",
        f"Letter · {CLOUD} +1 = 2",
        f"Letter · {CLOUD} +1 = 1",
    ]
    assert sorter.place.side.sum.text() == "14 of 23 sorted"


def test_a_second_enter_books_nothing_more(sorter: Sorter) -> None:
    sorter.type("1205")
    for _ in range(3):
        sorter.enter()
    assert sorter.counts == {("letter", CLOUD): 1}


def test_enter_before_the_answer_takes_the_first(sorter: Sorter) -> None:
    sorter.type("1205", rest=False)
    sorter.enter()
    sorter.type("1801", rest=False)
    sorter.enter()
    assert sorter.counts == {("letter", CLOUD): 1, ("letter", STAR): 1}


def test_arrows_mark_another_one(sorter: Sorter, counter: Counter) -> None:
    twin = counter.move_in("云帆物流有限公司", "云帆物流", "1206")
    assert twin
    sorter.fill("云帆")
    first = sorter.offered[0]
    sorter.key(Qt.Key.Key_Down)
    marked = sorter.place.offer.marked
    assert marked is not None and marked.name not in first
    sorter.enter()
    assert list(sorter.counts) == [("letter", marked.name)]


def test_the_mouse_takes_one_too(sorter: Sorter) -> None:
    sorter.type("1801")
    sorter.place.offer.buttons[0].click()
    settle()
    assert sorter.counts == {("letter", STAR): 1}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9999", "Nobody is on record in 9999. Check the number, or put it on the unmatched pile with F8."),
        (
            "查无此人",
            "Nobody on record is called that. Type the unit, or put it on the unmatched pile with F8.",
        ),
        ("9999 张伟明", "There is no unit 9999 in this building."),
        ("1205*abc", "Type the number after the sign: 1205*12."),
        ("1205*", "Type the number after the sign: 1205*12."),
        ("1205*0", "1 to 1000 letters are counted at a time."),
        ("1205*100000", "1 to 1000 letters are counted at a time."),
        ("1205*99999999999999", "Type the number after the sign: 1205*12."),
    ],
)
def test_what_cannot_be_is_said_at_the_line_and_nothing_is_lost(
    sorter: Sorter, typed: str, said: str
) -> None:
    sorter.letter(typed)
    assert sorter.said == said
    assert sorter.line.text() == typed and sorter.counts == {} and sorter.at == "Unit, company or recipient"
    sorter.fill("1205")
    assert sorter.said == ""
    sorter.enter()
    assert sorter.counts == {("letter", CLOUD): 1}


def test_what_comes_back_late_does_not_disturb_the_next(
    sorter: Sorter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        type(sorter.place.fields), "blank", property(lambda _: False)
    )  # the next is being typed
    sorter.fill("9999 张伟明")
    sorter.enter()
    assert sorter.done == ["Not booked: 9999 张伟明"]
    monkeypatch.undo()
    sorter.finish()
    assert "Not all of it is booked" in texts(sorter.place.notice)
    sorter.place.side.last.rows[0].way.click()
    settle()
    assert sorter.line.text() == "9999 张伟明" and sorter.done == []
    assert sorter.said == "There is no unit 9999 in this building."


def test_undo_counts_back(sorter: Sorter) -> None:
    sorter.letter("1205*3")
    sorter.letter("1801")
    sorter.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sorter.counts == {("letter", CLOUD): 3}
    assert sorter.done[0] == f"Letter · {STAR} +1 = 1 (undone)"
    sorter.place.side.last.rows[1].way.click()
    settle()
    assert sorter.counts == {} and sorter.place.side.sum.text() == "0 of 23 sorted"
    sorter.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sorter.counts == {}, "nothing is left to undo"


def test_a_tenant_that_moved_out_is_marked_with_its_new_address(sorter: Sorter, counter: Counter) -> None:
    counter.move_out(counter.gone, "广州市天河路1号")
    sorter.fill("旧梦")
    assert sorter.offered[0].endswith("moved out, new address: 广州市天河路1号")
    sorter.enter()
    assert sorter.place.told.word.text == f"{GONE}: moved out, keep it apart"


# Correcting, labels, the end


def test_a_registered_piece_is_corrected_by_the_same_key(sorter: Sorter) -> None:
    sorter.place.flow.last_place = "A-1"
    sorter.kind(3)
    sorter.scan("XA12345678944")
    sorter.type("1205")
    sorter.enter()
    sorter.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sorter.line.text() == "1205" and "is being corrected" in texts(sorter.place.notice)
    sorter.fill("1801")
    sorter.enter()
    (piece,) = sorter.pieces
    assert (piece.company, piece.unit, piece.barcode, piece.place) == (STAR, "1801", "XA12345678944", "A-1")
    sorter.place.side.last.rows[0].way.click()
    settle()
    sorter.key(Qt.Key.Key_Escape)
    assert sorter.line.text() == "" and sorter.place.hand.correcting is None
    assert sorter.pieces == [piece]


def test_labels_are_collected_and_printed_together(sorter: Sorter, labels: list[list[str]]) -> None:
    for words in ("甲 收", "乙 收"):
        sorter.fill(words)
        sorter.key(Qt.Key.Key_F8)
    assert sorter.place.side.labels.accessibleName() == "Print labels: 2 (Ctrl+L)" and not labels
    sorter.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert labels == [[one.number for one in reversed(sorter.pieces)]]
    assert not sorter.place.side.labels.isVisible()


def test_a_label_at_once_where_this_pc_is_set_so(sorter: Sorter, labels: list[list[str]]) -> None:
    sorter.front.stage.ctx.local.put(LABEL_AT_ONCE, True)
    sorter.fill("甲 收")
    sorter.key(Qt.Key.Key_F8)
    assert labels == [[sorter.pieces[0].number]] and not sorter.place.side.labels.isVisible()


def test_a_batch_that_adds_up_is_finished_at_once(front: Desk, counter: Counter) -> None:
    sorter = begin(front, counter, letter=2)
    sorter.letter("1205*2")
    sorter.finish()
    assert counter.batch(sorter.batch).sorted_at is not None
    assert front.toast == "Sorted: 邮局, 2 pieces."
    assert front.page.places.currentWidget() is front.page.desk


def test_more_than_announced_is_said_at_once(sorter: Sorter, counter: Counter) -> None:
    beyond = sorter.place.side.beyond
    assert not beyond.isVisible()
    left = sorter.batch.counts[K.LETTER] - sorter.batch.sorted_counts.get(K.LETTER, 0)
    counter.sort(sorter.batch, K.LETTER, counter.cloud, quantity=left)
    sorter.front.load()
    assert not beyond.isVisible()
    counter.sort(sorter.batch, K.LETTER, counter.cloud, quantity=2)
    sorter.front.load()
    assert beyond.isVisible() and beyond.text().startswith("Letter: 2 more than announced")


def test_a_difference_needs_words(sorter: Sorter) -> None:
    sorter.letter("1205*21")
    sorter.type("18")
    sorter.finish()
    assert "Finish the piece being typed first" in texts(sorter.place.notice)
    sorter.key(Qt.Key.Key_Escape)
    sorter.finish()
    dialog = sorter.front.dialog(FinishDialog)
    assert "Letter\n20\n21\nRegistered letter\n3\n0" in texts(dialog)
    dialog.submit()
    settle()
    assert "The carrier said 23, sorted are 21" in dialog.form.problem_of("difference")
    dialog.form.restore({"difference": "挂号信未到，已告知邮局"})
    dialog.submit()
    settle()
    assert sorter.counter.batch(sorter.batch).difference == "挂号信未到，已告知邮局"


def test_the_next_batch_follows(front: Desk, counter: Counter) -> None:
    sorter = begin(front, counter, letter=1)
    later = counter.arrive("顺丰", express=1)
    front.page.sort(sorter.batch.id)
    settle()
    sorter.letter("1205")
    sorter.finish()
    assert sorter.place.flow.batch is not None and sorter.place.flow.batch.id == later.id
    assert sorter.place.hand.kind is K.EXPRESS and sorter.at == "Unit, company or recipient"


def test_another_batch_is_chosen_by_hand(front: Desk, counter: Counter) -> None:
    other = counter.arrive("顺丰", express=1)
    sorter = begin(front, counter, letter=1)
    choice = sorter.place.batches
    assert choice.count() == 2
    choice.choose(other.id)
    choice.activated.emit(choice.currentIndex())
    settle()
    assert sorter.place.flow.batch is not None and sorter.place.flow.batch.id == other.id


# The place itself


def test_escape_drops_then_leaves(sorter: Sorter) -> None:
    sorter.type("12")
    sorter.key(Qt.Key.Key_Escape)
    assert sorter.line.text() == "" and sorter.front.page.places.currentWidget() is sorter.place
    sorter.key(Qt.Key.Key_Escape)
    assert sorter.front.page.places.currentWidget() is sorter.front.page.desk


def test_the_time_left_turns_amber_and_red(sorter: Sorter) -> None:
    pill = sorter.place.side.time.pill
    seen = [(pill.text(), pill.property("tone"))]
    for minutes in (65, 30):
        sorter.front.clock.advance(minutes=minutes)
        sorter.place._counted()
        seen.append((pill.text(), pill.property("tone")))
    assert seen == [("1 h 30 min left", "neutral"), ("25 min left", "warning"), ("5 min late", "danger")]


def test_nothing_to_sort_asks_for_what_arrived(front: Desk) -> None:
    front.page.sort()
    settle()
    assert front.page.sorting.sights.currentWidget() is front.page.sorting.nothing
    assert front.page.take_scan("6901234567892"), "a reading here is meant for no other page"


def test_a_finished_batch_says_so(front: Desk, counter: Counter) -> None:
    batch = counter.arrive(letter=1)
    counter.arrivals.finish(counter.clerk, batch.id, "一封未到")
    front.page.sort(batch.id)
    settle()
    assert "This batch is finished." in texts(front.page.sorting.notice)


def test_finished_elsewhere_meanwhile_says_why_and_keeps_the_line(
    front_of: Callable[[Actor], Desk], people: People, counter: Counter
) -> None:
    sorter = begin(front_of(people.receptionist), counter, letter=1)
    counter.arrivals.finish(counter.clerk, sorter.batch.id, "一封未到")
    sorter.letter("1205")
    assert "is finished" in str(sorter.front.asked.texts)
    assert sorter.line.text() == "1205" and sorter.counts == {}


def test_what_is_typed_outlives_a_reload(sorter: Sorter) -> None:
    sorter.type("12")
    sorter.front.load()
    assert sorter.line.text() == "12" and sorter.offered
