"""The list, its chips, scans, the two places, search hits, the supervisor's list and the shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desk_app.services.core.people import Actor
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND, Category, View
from desk_app.ui.tab_spec import CodePage, tabs
from desk_app.ui.tabs.lost_property import TAB
from tests.desk_fixtures import People
from tests.services.lost_property.found_desk import CONTENTS, SECRET, FoundDesk
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.lost_property.conftest import Desk, told


def test_the_tab_is_there_and_takes_its_codes(front: Desk, people: People) -> None:
    assert TAB in tabs() and isinstance(front.page, CodePage)
    assert people.guard.role not in TAB.roles and people.receptionist.role in TAB.roles
    assert {FOUND_KIND, LOST_KIND} == TAB.kinds


def test_the_chips_count_and_filter(front: Desk, counter: FoundDesk) -> None:
    counter.take_in()
    counter.ring()
    counter.give_back(counter.keep(what="蓝色折叠伞"))
    counter.take_in(what="面包", category=Category.FOOD)
    front.load()
    for view in View:
        front.page.chips.choose(view)
        settle()
        assert [one.id for one in front.rows] == [one.id for one in front.items(view)], view
        assert front.page.chips._counts[view] == len(front.rows)
    assert front.page.chips._counts[View.EXPIRED] == 1, "food goes the same day"


def test_a_scanned_label_opens_the_item_here_or_gone(front: Desk, counter: FoundDesk) -> None:
    item = counter.keep()
    front.page.show_code(item.code)
    settle()
    assert front.panel.item.id == item.id and not front.page.notice.isVisible()
    counter.give_back(item)
    front.page.show_code(item.code)
    settle()
    assert "is not here any more" in front.page.notice._text.text()
    front.page.show_code("60009999")
    assert "No found item on this PC" in front.page.notice._text.text()


def test_f9_turns_between_found_and_lost(front: Desk, counter: FoundDesk) -> None:
    report = counter.report()
    front.key(Qt.Key.Key_F9)
    assert front.page.on_reports and [one.id for one in front.page.reports.rows] == [report.id]
    front.key(Qt.Key.Key_F9)
    assert front.page.places.currentWidget() is front.page.desk


def test_search_hits_open_where_they_belong(front: Desk, counter: FoundDesk) -> None:
    item, report = counter.keep(), counter.report()
    front.page.show_record(LOST_KIND, report.id)
    settle()
    assert front.page.on_reports and front.page.reports.panel is not None
    front.page.show_record(FOUND_KIND, item.id)
    settle()
    assert not front.page.on_reports and front.panel.item.id == item.id


def test_the_keys_of_an_item_rest_among_the_reports(front: Desk, counter: FoundDesk) -> None:
    front.open(counter.keep())
    front.page.show_reports()
    front.key(Qt.Key.Key_F8, at=front.page)
    front.key(Qt.Key.Key_F4, at=front.page)
    assert not front.tray.printed
    assert not [one for one in front.stage.window.findChildren(QDialog) if one.isVisible()]


def test_another_day_shows_its_list(front: Desk, counter: FoundDesk) -> None:
    counter.keep()
    front.clock.advance(days=1)
    front.page.go(-1)
    settle()
    assert front.page.view is View.DAY and len(front.rows) == 1


def test_escape_leads_back_to_the_form(front: Desk, counter: FoundDesk) -> None:
    front.open(counter.keep())
    front.key(Qt.Key.Key_Escape, at=front.page)
    assert front.page.panel is None and front.page.side.currentWidget() is front.form


def test_the_list_on_paper_and_as_a_spreadsheet(front: Desk, counter: FoundDesk, tmp_path: Path) -> None:
    counter.purse()
    front.load()
    front.page.print_list()
    (paper,) = front.tray.previewed
    assert paper.title == "Found items here"
    front.asked.will_answer(tmp_path / "list.xlsx")
    front.page.save_list()
    settle()
    assert (tmp_path / "list.xlsx").stat().st_size > 0
    assert SECRET not in repr(paper) and CONTENTS not in repr(paper)


def test_nothing_secret_is_on_the_page(front_of: Callable[[Actor], Desk], counter: FoundDesk) -> None:
    for actor in (counter.clerk, counter.boss):
        front = front_of(actor)
        for item in (counter.keep(), counter.purse(), counter.give_back(counter.keep())):
            front.load()
            front.open(item)
            front.clock.advance(seconds=1)
            said = told(front.stage.window)
            assert item.number in said
            assert not any(word in said for word in (SECRET, CONTENTS, "小熊贴纸", "1234元"))
            assert not any(
                word in (column.tip(one) or "" if column.tip else "") + column.text(one)
                for column in front.page.table.rows_model.columns
                for one in front.rows
                for word in (SECRET, CONTENTS)
            )


def test_the_page_left_open_shows_what_expired(front: Desk, counter: FoundDesk) -> None:
    item = counter.keep()
    front.clock.advance(days=(item.keep_until - item.day + timedelta(days=1)).days)
    front.page.chips.choose(View.EXPIRED)
    front.load()
    assert [one.id for one in front.rows] == [item.id]
