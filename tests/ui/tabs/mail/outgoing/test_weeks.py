"""A past week is held against what each carrier states."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desk_app.services.mail.records import Postage
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.week_lines import COLUMNS, Line
from desk_app.ui.tabs.mail.weeks import WEEK, Weeks
from tests.services.mail.sorting_desk import TODAY
from tests.services.mail.test_outgoing import DIGEST
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post


@pytest.fixture
def weeks(post: Post) -> Weeks:
    """Two carriers had items last week."""
    counter = post.counter
    counter.post("12"), counter.post("8", paid=Postage.ACCOUNT), counter.post("", paid=Postage.RECIPIENT)
    counter.post("20", carrier="京东")
    counter.clock.advance(minutes=7 * 24 * 60)
    return post.to_weeks()


def cells(weeks: Weeks) -> list[list[str]]:
    return [[column.text(line) for column in COLUMNS] for line in weeks.table.rows_model.rows]


def states(weeks: Weeks) -> list[str]:
    return [row[5] for row in cells(weeks)]


def give(weeks: Weeks, stated: str, why: str = "") -> None:
    weeks.entry.restore({"stated": stated, "explanation": why})
    weeks.submit()
    settle()


def test_last_week_waits_carrier_by_carrier(weeks: Weeks) -> None:
    assert weeks.monday == TODAY
    assert [row[:3] for row in cells(weeks)] == [["京东", "1", "¥20.00"], ["顺丰", "2", "¥20.00"]]
    assert states(weeks) == ["To reconcile"] * 2 and weeks.carrier.value == "京东"
    assert weeks.sums.text() == "Register ¥40.00. To reconcile: 2 of 2 carriers."


def test_by_keyboard_alone_the_next_carrier_follows(post: Post, weeks: Weeks) -> None:
    weeks.take_keyboard()
    post.type("20")
    assert weeks.said.text() == "Register and statement agree."
    post.enter()
    assert "京东: reconciled, it agrees." in post.toast
    assert weeks.carrier.value == "顺丰" and weeks.stated.text() == "" and post.field() is weeks.stated
    post.type("25.5")
    assert weeks.said.text().startswith("Difference: +¥5.50")
    post.enter()
    assert weeks.entry.problem_of("explanation") and post.field() is weeks.words
    post.type("漏登一件")
    post.enter()
    assert "顺丰: reconciled, difference +¥5.50." in post.toast
    assert cells(weeks)[1][3:7] == ["¥25.50", "+¥5.50", "Differs", "漏登一件"]
    assert "林小雨" in cells(weeks)[1][7]
    assert weeks.sums.text() == "Register ¥40.00, the carriers state ¥45.50."


@pytest.mark.parametrize("typed", ["", "abc", "1,5", "-3"])
def test_an_amount_that_is_none_is_said_at_its_field(weeks: Weeks, typed: str) -> None:
    give(weeks, typed)
    assert weeks.entry.problem_of("stated") and weeks.stated.text() == typed
    assert states(weeks) == ["To reconcile"] * 2


def test_a_done_one_is_shown_and_may_be_done_again(weeks: Weeks) -> None:
    give(weeks, "20")
    weeks.table.select("京东")
    settle()
    assert weeks.carrier.value == "京东" and weeks.stated.text() == "20.00"
    give(weeks, "21", "包装费")
    assert states(weeks) == ["Differs", "To reconcile"]


def test_a_carrier_without_items_may_state_something(post: Post, weeks: Weeks) -> None:
    weeks.carrier.choose("EMS")
    assert weeks.line.registered == 0
    give(weeks, "5", "上月补收")
    assert cells(weeks)[0][:5] == ["EMS", "0", "¥0.00", "¥5.00", "+¥5.00"]


def test_the_week_that_runs_is_only_looked_at(weeks: Weeks) -> None:
    weeks.go(1)
    assert weeks.monday == TODAY + WEEK and not weeks.save.isEnabled() and not weeks.entry.isEnabled()
    assert "not over" in weeks.said.text()
    weeks.submit()
    weeks.go(1)
    assert weeks.monday == TODAY + WEEK, "there is no week after it"
    weeks.go(0)
    assert weeks.monday == TODAY and weeks.save.isEnabled() and weeks.weeks.home.isHidden()
    weeks.go(-1)
    assert weeks.lists.currentWidget() is weeks.empty and weeks.sums.text() == ""


def test_the_week_that_runs_waits_for_nobody(post: Post, weeks: Weeks) -> None:
    post.counter.post("7")
    weeks.go(1)
    assert states(weeks) == ["In progress"]


def test_an_archived_week_stays_as_it_is(post: Post, weeks: Weeks) -> None:
    give(weeks, "20")
    counter = post.counter
    counter.clock.advance(minutes=4 * 24 * 60)
    counter.posts.close_month(counter.boss, TODAY.replace(day=1), DIGEST)
    weeks.load()
    settle()
    weeks.carrier.choose("京东")
    assert not weeks.save.isEnabled() and "archived" in weeks.said.text()
    weeks.carrier.choose("顺丰")
    assert weeks.save.isEnabled(), "what was never reconciled still may be"


def test_what_is_typed_survives_news(post: Post, weeks: Weeks) -> None:
    weeks.carrier.choose("顺丰")
    weeks.entry.restore({"stated": "19", "explanation": "少收"})
    post.load()
    assert (weeks.carrier.value, weeks.stated.text(), weeks.words.text()) == ("顺丰", "19", "少收")


def test_the_keys_lead_through_the_weeks(post: Post, weeks: Weeks) -> None:
    weeks.take_keyboard()
    post.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert weeks.monday == TODAY - timedelta(days=7)


def test_the_sheet_is_of_the_week_in_sight(post: Post, weeks: Weeks, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(papers, "preview_week", lambda *args: asked.append(args[-1]))
    post.place.print_list()
    assert asked == [TODAY]


def test_a_scan_is_nobodys_here(post: Post, weeks: Weeks) -> None:
    assert not post.place.take_scan("SF1")
    assert isinstance(weeks.table.rows_model.rows[0], Line)
