"""The notice to hang up, and what becomes of things that nobody fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.records import (
    Category,
    FoundItem,
    FoundState,
    Outcome,
    View,
)
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.tabs.lost_property import actions
from desk_app.ui.tabs.lost_property.disposal import DisposalDialog
from desk_app.ui.tabs.lost_property.notice import NoticeDialog
from tests.desk_fixtures import PIN, People
from tests.services.lost_property.found_desk import SECRET, FoundDesk
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.lost_property.conftest import Desk, press, told


def today(front: Desk) -> date:
    return front.clock.now().astimezone(front.clock.zone).date()


# The notice


def test_a_notice_is_noted_and_shown(front: Desk, counter: FoundDesk) -> None:
    umbrella, ring = counter.keep(), counter.ring(place="总经理室门口")
    front.key(Qt.Key.Key_F5)
    dialog = front.dialog(NoticeDialog)
    assert {one.id for one in dialog.chosen} == {umbrella.id, ring.id}
    dialog.submit()
    settle()
    assert all(counter.now(one).noticed_on == today(front) for one in (umbrella, ring))
    (sheet,) = front.tray.previewed
    said = repr(sheet)
    assert "黑色长柄雨伞" in said and ring.number in said
    assert not any(word in said for word in (SECRET, "木柄", "钻戒", "总经理室门口", "保洁王姐"))
    assert "for 2 items" in front.toast


def test_the_first_notice_counts_and_is_said(front: Desk, counter: FoundDesk) -> None:
    old, new = counter.keep(), counter.keep(what="保温杯", category=Category.OTHER)
    front.clock.advance(days=3)
    counter.verbs.notice(counter.clerk, [old.id], today(front))
    front.clock.advance(days=2)
    front.page.hang_up()
    dialog = front.dialog(NoticeDialog)
    assert [one.id for one in dialog.chosen] == [new.id], "without a notice so far"
    assert "hangs since" in dialog.ticks[old.id].text()
    press(dialog, "All")
    assert dialog.count.text() == "2 items on the sheet"
    dialog.submit()
    settle()
    assert counter.now(old).noticed_on != counter.now(new).noticed_on == today(front)
    assert "for 1 items" in front.toast


def test_nothing_ticked_hangs_nothing_up(front: Desk, counter: FoundDesk) -> None:
    counter.keep()
    front.page.hang_up()
    dialog = front.dialog(NoticeDialog)
    press(dialog, "None")
    assert not dialog.sure.isEnabled()
    dialog.submit()
    assert not front.tray.previewed


@pytest.mark.parametrize("typed", ["gestern", "2099-01-01", ""])
def test_a_day_that_cannot_be_is_said_at_its_field(front: Desk, counter: FoundDesk, typed: str) -> None:
    item = counter.keep()
    front.page.hang_up()
    dialog = front.dialog(NoticeDialog)
    dialog.day.setText(typed)
    dialog.submit()
    settle()
    assert dialog.isVisible() and dialog.form.problem_of("day") and counter.now(item).noticed_on is None


# What becomes of it


@pytest.fixture
def expired(front: Desk, counter: FoundDesk) -> list[FoundItem]:
    """Two umbrellas and a ring, kept long enough."""
    items = [counter.keep(), counter.keep(what="蓝色折叠伞"), counter.ring()]
    front.clock.advance(days=400)
    front.load()
    return items


def decided(front: Desk) -> DisposalDialog:
    """The supervisor gave a PIN at the receptionist's desk."""
    front.page.decide()
    asked = front.dialog(ApprovalDialog)
    asked.pin.setText(PIN)
    asked._enter()
    settle()
    return front.dialog(DisposalDialog)


def test_expired_items_are_decided_one_after_the_other(
    front: Desk, counter: FoundDesk, expired: list[FoundItem]
) -> None:
    dialog = decided(front)
    assert [one.id for one in dialog.queue] == [one.id for one in front.items(View.EXPIRED)]
    first = dialog.item
    dialog.next()
    second = dialog.item
    assert first.id != second.id and dialog.count.text() == "2 of 3"
    dialog.outcome.choose(Outcome.DONATED)
    dialog.words.setText("送社区")
    dialog.submit()
    settle()
    now = counter.now(second)
    assert (now.state, now.outcome) == (FoundState.DISPOSED, Outcome.DONATED)
    assert counter.card(second).outcome_by == counter.boss.staff_id
    assert len(dialog.queue) == 2 and dialog.words.text() == ""


def test_the_police_give_a_receipt(front: Desk, counter: FoundDesk, expired: list[FoundItem]) -> None:
    dialog = decided(front)
    dialog.outcome.choose(Outcome.POLICE)
    dialog.submit()
    settle()
    assert dialog.form.problem_of("receipt") and len(dialog.queue) == 3
    first = dialog.item
    dialog.receipt.setText("回执2026-118")
    dialog.submit()
    settle()
    assert counter.now(first).receipt == "回执2026-118"


def test_a_thing_of_value_without_notice_goes_to_the_police_alone(
    front: Desk, counter: FoundDesk, expired: list[FoundItem]
) -> None:
    dialog = decided(front)
    while dialog.item.id != expired[2].id:
        dialog.next()
    assert dialog.outcome._values == [Outcome.POLICE]
    assert "none so far" in told(dialog)


def test_nobody_else_decides(front: Desk, counter: FoundDesk, expired: list[FoundItem]) -> None:
    front.page.decide()
    asked = front.dialog(ApprovalDialog)
    asked.pin.setText("000000")
    asked._enter()
    settle()
    assert asked.isVisible() and asked.form.problem_of("pin")
    asked.reject()
    assert not front.stage.window.findChildren(DisposalDialog)
    assert all(counter.now(one).state is FoundState.KEPT for one in expired)


def test_the_supervisor_signed_in_needs_no_pin(
    front_of: Callable[[Actor], Desk], people: People, counter: FoundDesk
) -> None:
    item = counter.keep()
    front = front_of(people.supervisor)
    front.clock.advance(days=400)
    actions.dispose(front.stage.ctx, front.page, counter.card(item))
    dialog = front.dialog(DisposalDialog)
    dialog.outcome.choose(Outcome.DESTROYED)
    dialog.submit()
    settle()
    assert counter.now(item).outcome is Outcome.DESTROYED
    assert not [one for one in front.stage.window.findChildren(DisposalDialog) if one.isVisible()]
    assert "Destroyed" in front.toast


def test_what_is_expired_goes_on_paper(front: Desk, expired: list[FoundItem]) -> None:
    dialog = decided(front)
    assert front.page.view is View.EXPIRED, "the list that is decided about is in sight"
    press(dialog, "Expired list")
    front.page.print_list()
    assert len(front.tray.previewed) == 2
    for paper in front.tray.previewed:
        assert all(one.number in repr(paper) for one in expired) and SECRET not in repr(paper)
        assert "Decision" in repr(paper), "written in by hand"


def test_nothing_expired_is_said(front: Desk, counter: FoundDesk) -> None:
    counter.keep()
    front.page.decide()
    settle()
    assert front.toast == "Nothing is expired."


def test_a_finder_who_is_not_known_gets_nothing(front: Desk, counter: FoundDesk) -> None:
    counter.keep(finder="")
    front.clock.advance(days=400)
    dialog = decided(front)
    dialog.outcome.choose(Outcome.TO_FINDER)
    dialog.submit()
    settle()
    assert dialog.form.problem_of("outcome")
