"""Register, weeks and months in one place: keys, both languages, hostile text, every size of window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel

from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.mail.records import OUTGOING_KINDS, Postage
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.mail.close_month import CloseMonthDialog
from tests.services.mail.sorting_desk import TODAY
from tests.services.mail.test_outgoing import DIGEST
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.outgoing.conftest import Post
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated

ALT = Qt.KeyboardModifier.AltModifier
HOSTILE = "<b>王</b>&amp;<img src=x>"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def busy(post: Post) -> Post:
    """Every kind, every way of paying, void, gone and taken back; a week that differs, a month that is closed."""
    counter = post.counter
    for place, kind in enumerate(OUTGOING_KINDS):
        paid = list(Postage)[place % 3]
        counter.post("" if paid is Postage.RECIPIENT else "12.5", kind=kind, paid=paid)
    counter.clock.advance(minutes=10 * 24 * 60)
    first = counter.ask.outgoing(counter.clerk, TODAY)[0]
    counter.posts.void(counter.clerk, first.id, "打错")
    gone, slip = counter.post("8"), counter.post("9")
    counter.post("7")
    counter.posts.gone(counter.clerk, [gone.id])
    counter.posts.void(counter.clerk, slip.id, "打错")
    counter.posts.reconcile(counter.clerk, TODAY, "顺丰", "99", "包装费")
    counter.posts.close_month(counter.boss, TODAY.replace(day=1), DIGEST)
    post.load()
    return post


def test_the_keys_lead_from_place_to_place(busy: Post) -> None:
    busy.key(Qt.Key.Key_2, ALT)
    assert busy.place.view is busy.weeks
    assert busy.field() is busy.weeks.table, "archived: nothing is to be typed"
    busy.weeks.carrier.choose("EMS")
    busy.weeks.take_keyboard()
    assert busy.field() is busy.weeks.stated
    busy.key(Qt.Key.Key_3, ALT)
    assert busy.place.view is busy.months and busy.field() is busy.months.table
    busy.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert busy.place.view is busy.register and busy.field() is busy.form.tenant
    waits = [one.id for one in busy.register.here]
    busy.register.choose(waits)
    busy.key(Qt.Key.Key_F4)
    busy.load()
    assert waits and busy.register.here == []


def test_no_english_is_left_in_chinese(busy: Post) -> None:
    chinese()
    busy.form.form.restore({"phone": "下午再打"})
    busy.form.submit()
    assert not untranslated(busy.place)
    for view in (busy.register, busy.to_weeks(), busy.to_months()):
        view.load()
        settle()
        assert not untranslated(view)
        header = view.table.horizontalHeader().orientation()
        model = view.table.rows_model
        titles = [str(model.headerData(at, header)) for at in range(model.columnCount())]
        assert not any(title.isascii() for title in titles), titles
    for line in busy.months.lines:
        busy.months.table.select(line.id)
        settle()
        assert not untranslated(busy.months)


def test_dialogs_speak_chinese(busy: Post) -> None:
    chinese()
    one, register = busy.register.here[0], busy.register
    dialogs = (
        lambda: register._take_back(one),
        lambda: register.correct_entry(one),
        lambda: CloseMonthDialog(busy.stage.ctx, busy.to_months().lines[0].month, busy.place).open(),
    )
    for opener in dialogs:
        opener()
        settle()
        (dialog,) = [each for each in busy.stage.window.findChildren(QDialog) if each.isVisible()]
        assert {text for text in untranslated(dialog) if "PDF" not in text} == set(), dialog
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_language_changes_and_what_is_typed_stays(busy: Post) -> None:
    busy.form.form.restore({"sender": "李晓明", "destination": "北京", "postage": "8"})
    draft = busy.form.draft()
    weeks = busy.to_weeks()
    weeks.carrier.choose("EMS")
    weeks.entry.restore({"stated": "3"})
    chinese()
    assert busy.form.draft() == draft and busy.form.money.text() == "¥8.00 收入钱箱"
    assert weeks.stated.text() == "3" and weeks.said.text().startswith("差异")
    assert busy.register.totals.texts[-1][0] == "合计"


def test_what_people_write_is_shown_literally(post: Post) -> None:
    counter = post.counter
    counter.post("7", carrier=HOSTILE[:30])
    post.load()
    labels = {label.text() for label in post.register.totals.findChildren(QLabel)}
    assert HOSTILE[:30] in labels


@pytest.mark.parametrize("width", [860, 1000, 1290, 1844])
def test_it_fits_every_window(busy: Post, width: int) -> None:
    for view in (busy.register, busy.weeks, busy.months):
        busy.place.views.setCurrentWidget(view)
        busy.stage.window.resize(width, 600)
        settle()
        assert busy.place.width() == width and view.width() <= width
