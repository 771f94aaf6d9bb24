"""Both languages, every size of window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.lost_property.records import Category, FoundItem, View
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.lost_property import actions
from desk_app.ui.tabs.lost_property.disposal import DisposalDialog
from tests.services.lost_property.found_desk import FoundDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.lost_property.conftest import Desk
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def busy(front: Desk, counter: FoundDesk) -> Desk:
    """To confirm, high, missed, refused, returned, expired: everything that has a text."""
    counter.report()
    counter.take_in(photo=picture())
    counter.ring()
    refused = counter.keep(what="蓝色折叠伞")
    counter.claim(refused)
    counter.verbs.refuse_claim(counter.clerk, refused.id, "说不出颜色")
    counter.give_back(counter.keep(what="保温杯", category=Category.OTHER))
    counter.take_in(what="面包", category=Category.FOOD)
    front.load()
    return front


def of(busy: Desk, what: str) -> FoundItem:
    return next(one for view in (View.OPEN, View.RETURNED) for one in busy.items(view) if one.what == what)


def test_page_form_and_panels_speak_chinese(busy: Desk) -> None:
    busy.write("钻戒")
    busy.fields.inner.set_open(True)
    busy.fields.by.set_open(True)
    chinese()
    busy.load()
    assert not untranslated(busy.page)
    header = busy.page.table.horizontalHeader().orientation()
    titles = [busy.page.table.rows_model.headerData(at, header) for at in range(8)]
    assert titles == ["编号", "物品", "类别", "拾获时间", "拾获地点", "存放位置", "保管至", "状态"]
    for view in (View.OPEN, View.RETURNED):
        for item in busy.items(view):
            busy.open(item)
            assert not untranslated(busy.panel), item


def test_dialogs_speak_chinese(busy: Desk, counter: FoundDesk) -> None:
    chinese()
    ctx, page = busy.stage.ctx, busy.page
    ring, first = counter.card(of(busy, "钻戒")), counter.card(of(busy, "黑色长柄雨伞"))
    openers: tuple[Callable[[], object], ...] = (
        lambda: actions.tell_next(ctx, page, ring),
        lambda: actions.confirm(ctx, page, first),
        lambda: actions.shelve(ctx, page, first),
        lambda: actions.correct(ctx, page, ring),
        lambda: actions.dispose(ctx, page, ring),
        lambda: DisposalDialog(ctx, [ring.item, first.item], page).open(),
        page.hang_up,
    )
    for opener in openers:
        opener()
        settle()
        (dialog,) = [each for each in busy.stage.window.findChildren(QDialog) if each.isVisible()]
        assert not untranslated(dialog), dialog
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_language_changes_with_a_draft_in_the_form(busy: Desk) -> None:
    busy.write("雨伞", place="")
    busy.submit()
    draft = busy.fields.draft()
    chinese()
    assert busy.fields.draft() == draft and "在哪里" in busy.fields.where.problem_of("place")
    assert not untranslated(busy.form)


@pytest.mark.parametrize("width", [860, 1000, 1290, 1844])
def test_the_page_fits_every_window(busy: Desk, width: int) -> None:
    busy.stage.window.resize(width, 600)
    settle()
    assert busy.page.width() == width
    assert busy.form.width() <= busy.page.side_frame.width()
    busy.open(of(busy, "钻戒"))
    assert busy.panel.width() <= busy.page.side_frame.width()
    busy.page.show_reports()
    settle()
    assert busy.page.width() == width
