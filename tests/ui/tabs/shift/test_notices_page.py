"""Notices on the screen: posted, read, withdrawn, who has not read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk_app.services.core.people import Actor
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.queries import NoticeQueries
from desk_app.services.shift.records import NoticeDraft
from desk_app.ui.tabs.shift.notice_dialogs import PostDialog, WithdrawDialog
from desk_app.ui.tabs.shift.notices_page import NoticesPage
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import Stage, settle


@pytest.fixture
def notices(stage: Callable[[Actor], Stage], people: People) -> tuple[Stage, NoticesPage]:
    made = stage(people.receptionist)
    page = NoticesPage(made.ctx)
    made.show(page)
    return made, page


def test_what_is_posted_stands_in_the_list(notices: tuple[Stage, NoticesPage]) -> None:
    stage, page = notices
    page.post.click()
    dialog = stage.window.findChild(PostDialog)
    assert dialog is not None
    dialog.submit()
    assert dialog.form.problem_of("text")
    dialog.words.setPlainText("周三消防演练")
    dialog.submit()
    settle()
    assert page.chosen is not None and page.chosen.text == "周三消防演练"
    assert page.read.isHidden() and not page.withdraw.isHidden()
    assert "赵刚" in page.missing.text() and "林小雨" in page.readers.text()


def test_whoever_reads_it_is_on_record(notices: tuple[Stage, NoticesPage], people: People) -> None:
    stage, page = notices
    clock = stage.ctx.services.bench.clock
    day = clock.now().astimezone(clock.zone).date()
    notice = (
        stage.ctx.services.get(Notices).post(people.supervisor, NoticeDraft("样板间不开放", day, day)).result
    )
    page.load()
    page.show_record(notice.id)
    settle()
    assert not page.read.isHidden() and page.withdraw.isHidden()
    page.read.click()
    settle()
    assert page.read.isHidden() and "林小雨" in page.readers.text()
    (again,) = stage.ctx.services.get(NoticeQueries).all(people.receptionist)
    assert people.receptionist.staff_id in again.readers


def test_a_withdrawn_one_says_why(notices: tuple[Stage, NoticesPage], people: People) -> None:
    stage, page = notices
    clock = stage.ctx.services.bench.clock
    day = clock.now().astimezone(clock.zone).date()
    stage.ctx.services.get(Notices).post(people.receptionist, NoticeDraft("停水", day, day))
    page.load()
    page.table.selectRow(0)
    page.withdraw.click()
    dialog = stage.window.findChild(WithdrawDialog)
    assert dialog is not None
    dialog.form.restore({"reason": "已恢复供水"})
    dialog.submit()
    settle()
    assert "已恢复供水" in page.missing.text() and page.withdraw.isHidden()
