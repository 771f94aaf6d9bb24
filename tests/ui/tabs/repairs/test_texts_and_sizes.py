"""Both languages, hostile text, every size of window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QLabel

from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.repairs.records import Order, OrderKind
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.repairs import actions
from tests.services.repairs.repair_desk import LAMP, TUBE, RepairDesk, picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.repairs.conftest import Desk, keep_price
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated

HOSTILE = "<b>王</b>&amp;<img src=x>"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def busy(front: Desk, ledger: RepairDesk) -> Desk:
    """Late, paid, repeated, on hold, done: everything that has a text."""
    keep_price(ledger)
    first = ledger.take_in(paid=True, prices=(LAMP, TUBE), photos=(picture(),))
    ledger.take_in(join=first.id)
    ledger.hold(ledger.take_in(unit="2302"))
    ledger.complaint(unit="2401", serious=True)
    ledger.call_back(ledger.finished(unit="2401"), "还是不亮")
    ledger.finished(unit="2302", description="开关失灵")
    front.clock.advance(minutes=30)
    front.load()
    return front


def one(busy: Desk) -> Order:
    return next(order for order in busy.orders() if order.paid)


def test_page_board_form_and_panels_speak_chinese(busy: Desk) -> None:
    busy.say("2401")
    busy.form.what.kind.choose(OrderKind.COMPLAINT)
    busy.form.what.paid.setChecked(True)
    busy.form.prices.set_lines((LAMP, TUBE))
    busy.form.more.set_open(True)
    chinese()
    busy.load()
    assert not untranslated(busy.page)
    header = busy.page.table.horizontalHeader().orientation()
    titles = [busy.page.table.rows_model.headerData(at, header) for at in range(9)]
    assert titles[:2] == ["单号", "地点"] and titles[7] == "时限"
    busy.page.show_board(True)
    settle()
    assert not untranslated(busy.page)
    for order in busy.orders():
        busy.open(order)
        assert not untranslated(busy.panel), order


def test_dialogs_speak_chinese(busy: Desk) -> None:
    chinese()
    order, ctx, page = one(busy), busy.stage.ctx, busy.page
    openers: tuple[Callable[[], object], ...] = (
        lambda: actions.dispatch(ctx, page, order),
        lambda: actions.arrived_earlier(ctx, page, order),
        lambda: actions.note_progress(ctx, page, order),
        lambda: actions.follow_up(ctx, page, order),
        lambda: actions.hold(ctx, page, order),
        lambda: actions.price(ctx, page, order),
        lambda: actions.done(ctx, page, order),
        lambda: actions.call_back_queue(ctx, page),
        lambda: page._correct(order),
        page.statistics,
        page.price_list,
    )
    for opener in openers:
        opener()
        settle()
        (dialog,) = [each for each in busy.stage.window.findChildren(QDialog) if each.isVisible()]
        assert not untranslated(dialog), dialog
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_language_changes_with_a_draft_in_the_form(busy: Desk) -> None:
    busy.say("2401", "灯管坏了")
    draft = busy.form.draft()
    busy.form.what.description.setPlainText("")
    busy.submit()
    busy.form.what.description.setPlainText("灯管坏了")
    busy.rest()
    chinese()
    assert busy.form.draft() == draft and busy.form.duplicates.isVisible()
    assert not untranslated(busy.form)


def test_what_people_say_is_shown_literally(front: Desk, ledger: RepairDesk) -> None:
    order = ledger.take_in(description=HOSTILE, company=HOSTILE)
    panel = front.open(order)
    assert HOSTILE in {label.text() for label in panel.findChildren(QLabel)}


@pytest.mark.parametrize("width", [860, 1000, 1290, 1844])
def test_the_page_fits_every_window(busy: Desk, width: int) -> None:
    busy.stage.window.resize(width, 600)
    settle()
    assert busy.page.width() == width
    assert busy.form.width() <= busy.page.side_frame.width()
    busy.open(one(busy))
    assert busy.panel.width() <= busy.page.side_frame.width()
    busy.page.show_board(True)
    settle()
    assert busy.page.width() == width
