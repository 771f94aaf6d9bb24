"""Both languages, hostile text, every size of window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QLabel

from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.mail.records import PieceCard, ReturnReason, View
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.mail import actions
from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import Desk
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated

HOSTILE = "<b>王</b>&amp;<img src=x>"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def busy(front: Desk, counter: Counter) -> Desk:
    """A piece in every state, letters to deliver and kept apart, a late batch."""
    clerk, verbs = counter.clerk, counter.pieces
    batch = counter.arrive(letter=9)
    counter.sort(batch, K.LETTER, counter.cloud, quantity=3)
    waits = counter.piece(K.PARCEL, place="架一", recipient="张伟明", barcode="12345678", damaged=True)
    verbs.attempt(clerk, waits.id, "无人")
    counter.piece(K.EXPRESS, None, recipient="王经理")
    asked = counter.piece(K.REGISTERED, counter.star)
    verbs.ask_return(clerk, asked.id, ReturnReason.UNCLEAR, "无门牌")
    back = counter.piece(K.MAGAZINE, counter.star)
    verbs.ask_return(clerk, back.id, ReturnReason.UNKNOWN, "")
    verbs.approve_return(counter.boss, back.id, "同意")
    verbs.close(counter.boss, counter.piece(K.NEWSPAPER).id, "已取走")
    counter.hand_over(counter.piece(K.AIRMAIL), proxy=True)
    counter.piece(K.MONEY_ORDER, counter.gone)
    counter.sort(batch, K.LETTER, counter.gone)
    counter.move_out(counter.gone, "科苑路")
    counter.sort(batch, K.LETTER, counter.gone)
    front.clock.advance(minutes=100)
    front.load()
    return front


def cards(busy: Desk) -> list[PieceCard]:
    return [busy.counter.ask.card(busy.counter.clerk, one.id) for one in busy.pieces(View.DAY)]


def test_page_room_and_panels_speak_chinese(busy: Desk) -> None:
    chinese()
    busy.load()
    busy.room.who.setFocus()
    assert not untranslated(busy.page)
    header = busy.page.table.horizontalHeader().orientation()
    titles = [busy.page.table.rows_model.headerData(at, header) for at in range(8)]
    assert titles == ["种类", "单号", "单元与公司", "收件人", "存放位置", "到件时间", "保管至", "状态"]
    for card in cards(busy):
        busy.open(card.piece)
        assert not untranslated(busy.panel), card
    busy.page.go_round()
    settle()
    assert not untranslated(busy.page.round)


def test_dialogs_speak_chinese(busy: Desk) -> None:
    chinese()
    ctx, page, some = busy.stage.ctx, busy.page, cards(busy)
    special = next(one for one in some if one.piece.kind is K.PARCEL)
    asked = next(one for one in some if one.piece.form_number and not one.piece.approved_by)
    openers: tuple[Callable[[], object], ...] = (
        lambda: actions.hand_over(ctx, page, special),
        lambda: actions.match(ctx, page, special),
        lambda: actions.correct(ctx, page, special),
        lambda: actions.move(ctx, page, special),
        lambda: actions.attempt(ctx, page, special),
        lambda: actions.send_back(ctx, page, special),
        lambda: actions.close(ctx, page, special),
        lambda: actions.decide_return(ctx, page, asked),
    )
    for opener in openers:
        opener()
        settle()
        (dialog,) = [each for each in busy.stage.window.findChildren(QDialog) if each.isVisible()]
        assert not untranslated(dialog), dialog
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_language_changes_with_a_piece_in_sight(busy: Desk) -> None:
    busy.open(busy.pieces()[0])
    chinese()
    settle()
    assert not untranslated(busy.panel)


def test_what_people_write_is_shown_literally(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL, recipient=HOSTILE, remark=HOSTILE)
    panel = front.open(piece)
    assert HOSTILE in {label.text() for label in panel.findChildren(QLabel)}


@pytest.mark.parametrize("width", [860, 1000, 1290, 1844])
def test_the_page_fits_every_window(busy: Desk, width: int) -> None:
    busy.stage.window.resize(width, 600)
    settle()
    assert busy.page.width() == width
    assert busy.room.width() <= busy.page.side_frame.width()
    for one in busy.pieces(View.DAY):
        busy.open(one)
        assert busy.panel.width() <= busy.page.side_frame.width()
    busy.page.go_round()
    settle()
    assert busy.page.width() == width
