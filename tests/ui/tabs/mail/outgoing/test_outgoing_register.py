"""The day's register: money, what the carrier takes, what is taken back or corrected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk_app.services.core.people import Actor
from desk_app.services.mail.records import Outgoing, Postage
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.outgoing_columns import state_line
from desk_app.ui.tabs.mail.outgoing_verbs import TakeBackDialog
from tests.desk_fixtures import People
from tests.services.mail.sorting_desk import TODAY
from tests.services.mail.test_outgoing import DIGEST
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post


@pytest.fixture
def day(post: Post) -> Post:
    """Three items of two carriers."""
    counter = post.counter
    counter.post("12", barcode="SF1", sender="张伟明")
    counter.post("8", paid=Postage.ACCOUNT, barcode="SF2")
    counter.post("", paid=Postage.RECIPIENT, carrier="京东", barcode="JD1")
    post.load()
    return post


def pick(post: Post, *items: Outgoing) -> None:
    post.register.choose([one.id for one in items])
    settle()


def give_reason(post: Post, words: str = "打错") -> None:
    dialog = post.dialog(TakeBackDialog)
    dialog.form.restore({"reason": words})
    dialog.submit()
    settle()
    post.load()


def test_the_days_money_adds_up_by_carrier_and_way_of_paying(day: Post) -> None:
    assert day.register.totals.texts == [
        ["京东", "1", "–", "–", "1", "¥0.00"],
        ["顺丰", "2", "¥12.00", "¥8.00", "–", "¥20.00"],
        ["Sum", "3", "¥12.00", "¥8.00", "1", "¥20.00"],
    ]


def test_an_empty_day_says_so(post: Post) -> None:
    register = post.register
    assert register.lists.currentWidget() is register.empty
    assert register.totals.isHidden() and register.steps.isHidden()


def test_all_of_a_carrier_are_chosen_by_one_press_and_handed_over_by_another(day: Post) -> None:
    register = day.register
    assert [one.text() for one in register._picks] == ["京东  1", "顺丰  2"]  # type: ignore[attr-defined]
    assert not register.gone.isEnabled()
    register._picks[1].click()  # type: ignore[attr-defined]
    assert register.gone.text() == "Handed to the carrier: 2"
    register.gone.click()
    day.load()
    assert "Handed to the carrier: 2." in day.toast
    assert [one.carrier for one in register.here] == ["京东"]
    assert sorted(map(state_line, day.items)) == ["Gone 09:00", "Gone 09:00", "Here"]
    assert not register.gone.isEnabled(), "those chosen are gone"


def test_what_was_left_behind_yesterday_is_one_press_away(day: Post) -> None:
    register = day.register
    assert register.earlier.isHidden()
    day.counter.clock.advance(minutes=24 * 60)
    day.load()
    assert register.earlier.text() == "Of earlier days: 3"
    register.earlier.click()
    assert register.day == TODAY and register.earlier.isHidden(), "they are in sight"
    pick(day, *register.here)
    day.key(Qt.Key.Key_F4)
    register.go(0)
    assert register.earlier.isHidden()


def test_scanning_at_the_pick_up_gathers_what_the_carrier_takes(day: Post) -> None:
    for code in ("sf1", "JD1"):
        assert day.place.take_scan(code)
    assert {one.barcode for one in day.register.table.selection()} == {"SF1", "JD1"}
    assert day.form.barcode.text() == ""
    assert day.place.take_scan("NEW9") and day.form.barcode.text() == "NEW9"
    assert day.place.take_scan("SF2") and day.form.barcode.text() == "SF2", "an item is being typed"
    assert not day.place.take_scan("   ")


def test_a_slip_of_today_is_void_and_the_cash_goes_back(day: Post) -> None:
    cash = next(one for one in day.items if one.paid is Postage.CASH)
    pick(day, cash)
    day.register.back.click()
    dialog = day.dialog(TakeBackDialog)
    dialog.submit()
    assert dialog.form.problem_of("reason"), "a reason is needed"
    give_reason(day)
    assert day.counter.cash == 0 and "is void. ¥12.00 back from the drawer." in day.toast
    now = next(one for one in day.items if one.id == cash.id)
    assert state_line(now) == "Void" and day.register.totals.texts[-1][-1] == "¥8.00"
    pick(day, now)
    assert not day.register.back.isEnabled() and not day.register.correct.isEnabled()


def test_an_entry_of_yesterday_is_taken_back_by_a_new_one(day: Post) -> None:
    day.counter.clock.advance(minutes=24 * 60)
    day.load()
    assert day.items == [] and day.register.days.home.isHidden()
    day.register.go(-1)
    cash = next(one for one in day.items if one.paid is Postage.CASH)
    pick(day, cash)
    day.register.back.click()
    dialog = day.dialog(TakeBackDialog)
    said = {label.text() for label in dialog.findChildren(type(day.register.days.label))}
    assert any("a new one of today takes its ¥12.00 back" in text for text in said)
    give_reason(day)
    assert state_line(next(one for one in day.items if one.id == cash.id)) == "Here", "it stands"
    day.register.go(0)
    (back,) = day.items
    assert (back.corrects, back.postage, state_line(back)) == (cash.id, -1200, "Correction")
    assert f"takes {cash.number} back" in day.toast and day.counter.cash == 0
    pick(day, back)
    assert not day.register.back.isEnabled()


def test_an_entry_of_a_closed_month_says_that_it_stands(day: Post) -> None:
    counter = day.counter
    counter.clock.advance(minutes=10 * 24 * 60)
    counter.posts.close_month(counter.boss, TODAY.replace(day=1), DIGEST)
    day.register.show_day(TODAY)
    pick(day, day.items[-1])
    day.register.back.click()
    dialog = day.dialog(TakeBackDialog)
    said = " ".join(label.text() for label in dialog.findChildren(type(day.register.days.label)))
    assert "The month 2026-11 is closed" in said
    give_reason(day)
    day.register.go(0)
    (back,) = day.items
    assert back.day > TODAY and back.corrects is not None


def test_a_correction_takes_back_and_fills_the_form(day: Post) -> None:
    cash = next(one for one in day.items if one.paid is Postage.CASH)
    pick(day, cash)
    day.register.correct.click()
    give_reason(day, "邮资打错")
    form = day.form
    assert form.tenant.text() == cash.company and form.postage.text() == "12.00"
    form.postage.setText("15")
    form.submit()
    day.load()
    new = max(day.items, key=lambda one: one.id)
    assert (new.tenant, new.postage, new.barcode, new.sender) == (cash.tenant, 1500, "SF1", "张伟明")
    assert day.counter.cash == 1500


def test_what_is_being_typed_is_not_lost_to_a_correction(day: Post) -> None:
    day.form.person.setText("李晓明")
    pick(day, day.items[0])
    day.register.correct.click()
    assert "is being typed" in day.stage.asked.texts[-1]
    assert not [one for one in day.stage.window.findChildren(TakeBackDialog) if one.isVisible()]
    assert day.form.person.text() == "李晓明"


def test_an_entry_of_any_day_comes_in_sight(day: Post) -> None:
    first = day.items[-1]
    day.counter.clock.advance(minutes=3 * 24 * 60)
    day.place.begin(first.id)
    settle()
    assert day.register.day == TODAY
    assert [one.id for one in day.register.table.selection()] == [first.id]
    day.place.begin()
    day.register.go(1)
    assert day.register.day > TODAY


def test_posting_on_another_day_comes_back_to_today(day: Post) -> None:
    day.register.go(-5)
    day.form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    day.form.submit()
    assert day.register.day == TODAY and len(day.items) == 4


def test_the_keys_lead_through_the_days_and_out(day: Post) -> None:
    left: list[bool] = []
    day.place.closed.connect(lambda: left.append(True))
    day.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert day.register.day < TODAY
    day.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    day.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert day.register.day == TODAY, "there is no tomorrow"
    day.key(Qt.Key.Key_Escape)
    assert left == [True]


def test_papers_are_of_the_day_in_sight(day: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    for name in ("preview_money", "save_money", "print_outgoing", "save_outgoing"):
        monkeypatch.setattr(papers, name, lambda *args, name=name: asked.append((name, args[-1])))
    for action in day.register.money_button.menu().actions():
        action.trigger()
    day.place.print_list()
    day.register.save_list()
    assert asked == [
        ("preview_money", TODAY), ("save_money", TODAY), ("print_outgoing", TODAY), ("save_outgoing", TODAY),
    ]  # fmt: skip


def test_a_supervisor_posts_as_well(post_of: Callable[[Actor], Post], people: People) -> None:
    post = post_of(people.supervisor)
    post.form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    post.form.submit()
    assert "posted" in post.toast
