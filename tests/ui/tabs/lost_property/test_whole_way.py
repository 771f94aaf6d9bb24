"""The whole way in the real page, and that nothing secret is said anywhere before a claimant's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.services.core.people import Actor, role_bits
from desk_app.services.lost_property.records import (
    FOUND_KIND,
    LOST_KIND,
    FoundItem,
    FoundState,
    LostReport,
    View,
)
from desk_app.services.printing import labels
from desk_app.services.search.index import find
from desk_app.ui.tabs.lost_property import papers
from desk_app.ui.tabs.lost_property.claim import ClaimDialog
from desk_app.ui.tabs.lost_property.notice import NoticeDialog
from desk_app.ui.tabs.lost_property.page import LostPropertyPage
from desk_app.ui.widgets.second_person import SecondPersonDialog
from tests.desk_fixtures import PIN, People
from tests.services.lost_property.found_desk import CONTENTS, PHONE, SECRET, FoundDesk
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.lost_property.claim_fixtures import (
    SECRET_WORDS,
    approve,
    identify,
    leaks,
    opened,
    sign,
    speak,
    texts,
)

CTRL = Qt.KeyboardModifier.ControlModifier


class Way:
    """The page in its window, and what has come of it."""

    def __init__(self, stage: Stage, counter: FoundDesk) -> None:
        self.stage, self.counter = stage, counter
        self.page = LostPropertyPage(stage.ctx)
        stage.show(self.page)
        stage.window.activateWindow()
        settle()

    @property
    def printed(self) -> list[object]:
        tray = self.stage.ctx.printing
        return [*tray.printed, *tray.previewed]  # type: ignore[attr-defined]

    def follow(self) -> None:
        """What was opened as a record comes in sight, and the page reads again what changed."""
        kind, said = self.stage.asked.questions[-1]
        assert kind == "open"
        name, record = said.split()
        self.page.show_record(name, int(record))
        settle()

    def press(self, root: QWidget, text: str) -> None:
        buttons = [one for one in root.findChildren(QPushButton) if one.isVisible()]
        next(one for one in buttons if one.accessibleName() == text).click()
        self.page.load()
        settle()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.stage.window, key)
        settle()

    # The steps of the story

    def report(self) -> LostReport:
        """F9; somebody tells what they miss."""
        self.key(Qt.Key.Key_F9)
        assert self.page.on_reports
        fields = self.page.reports.form.fields
        for field, text in ((fields.what, "棕色钱包"), (fields.place, "大堂"), (fields.name, "李娜")):
            field.setText(text)
        fields.phone.setText(PHONE)
        QTest.keyClick(fields.phone, Qt.Key.Key_Return, CTRL)
        settle()
        (report,) = self.counter.ask.reports(self.counter.clerk)
        self.key(Qt.Key.Key_F9)
        return report

    def take_in(self) -> FoundItem:
        """Somebody brings it; a colleague counts the contents with them."""
        fields = self.page.form.fields
        fields.what.setText("棕色钱包")
        fields.features.setPlainText("皮质，短款")
        fields.secret.setPlainText(SECRET)
        fields.contents.setPlainText(CONTENTS)
        fields.place.setText("大堂沙发")
        QTest.keyClick(fields.what, Qt.Key.Key_Return, CTRL)
        second = opened(self.stage.window, SecondPersonDialog)
        second.pin.setText(PIN)
        second.submit()
        settle()
        (item,) = self.counter.ask.items(self.counter.clerk, View.OPEN, self.counter.clock.now().date())
        return item


@pytest.fixture
def way(stage: Callable[[Actor], Stage], counter: FoundDesk, people: People) -> Way:
    return Way(stage(people.receptionist), counter)


def test_reported_found_matched_told_claimed_given_back(way: Way, counter: FoundDesk) -> None:
    report, item = way.report(), way.take_in()
    assert item.state is FoundState.KEPT and not leaks()
    panel = way.page.panel
    assert panel is not None and panel.item.id == item.id, "somebody may miss it: it opens"
    assert panel.matches is not None
    panel.matches.findChildren(QPushButton)[0].click()
    way.follow()
    assert way.page.on_reports and way.page.reports.panel is not None
    way.press(way.page.reports.panel, "Note: owner told")
    assert counter.ask.report(counter.clerk, report.id).found == item.id
    way.page.show_record(FOUND_KIND, item.id)
    settle()
    assert not leaks()
    way.press(panel_of(way), "They claim it…")
    dialog = opened(way.stage.window, ClaimDialog)
    claim_it(way, dialog, item)
    assert counter.now(item).state is FoundState.RETURNED
    assert not counter.ask.report(counter.clerk, report.id).open
    assert not leaks(), "and afterwards it is secret again"


def panel_of(way: Way) -> QWidget:
    assert way.page.panel is not None
    return way.page.panel


def claim_it(way: Way, dialog: ClaimDialog, item: FoundItem) -> None:
    """Words, secrets beside them, identity, signature, receipt."""
    speak(dialog, "钱包里有一千多块现金，还有一张医保卡")
    assert (dialog.compare.secret.text(), dialog.compare.contents.text()) == (SECRET, CONTENTS)
    QTest.keyClick(dialog.compare, Qt.Key.Key_F4)
    settle()
    assert dialog.identity.name.text() == "李娜", "whoever reported it"
    identify(dialog)
    sign(dialog)
    before = len(way.printed)
    dialog.identity.sure.click()
    settle()
    if way.counter.now(item).state is not FoundState.RETURNED:
        approve(dialog)
    (receipt,) = way.printed[before:]
    assert item.number in repr(receipt) and not secret_in(repr(receipt))
    way.page.load()
    settle()


def secret_in(text: str) -> list[str]:
    return [one for one in SECRET_WORDS if one in text]


def test_escape_among_the_reports_stays_there(way: Way, counter: FoundDesk) -> None:
    way.page.show_record(FOUND_KIND, counter.keep().id)
    way.key(Qt.Key.Key_F9)
    QTest.keyClick(way.page.reports.form.fields.what, Qt.Key.Key_Escape)
    assert way.page.on_reports and way.page.panel is not None


# Nothing secret before the words: every widget, search hit and paper


@pytest.fixture
def full(way: Way, counter: FoundDesk) -> Iterator[Way]:
    """Items of every kind with the same secrets, claimed and refused, reported, matched; all lists filled."""
    for item in (counter.purse(), counter.keep(), counter.take_in(), counter.ring()):
        counter.claim(item, "内侧贴有小熊贴纸QX7，还有现金1234元和医保卡ZB9")
        counter.verbs.refuse_claim(counter.clerk, item.id, "说对了QX7，拿不出医保卡ZB9")
    counter.report()
    yield way


def test_no_widget_says_it_before_the_words(full: Way, counter: FoundDesk) -> None:
    page, items = full.page, full.counter.ask.items(counter.clerk, View.OPEN, counter.clock.now().date())
    for view in View:
        page.chips.choose(view)
        settle()
        assert not leaks(), view
    for item in items:
        page.show_record(FOUND_KIND, item.id)
        settle()
        said = "\n".join(texts(page))
        assert item.number in said and not leaks()
    for report in counter.ask.reports(counter.clerk):
        page.show_record(LOST_KIND, report.id)
        settle()
        assert not leaks()
    NoticeDialog(full.stage.ctx, page).open()
    dialog = ClaimDialog(full.stage.ctx, items[0], page)
    dialog.begin(lambda _: None)
    settle()
    assert not leaks()


def test_no_search_hit_says_it(full: Way, counter: FoundDesk) -> None:
    with counter.desk.bench.database.read() as session:
        for text in ("钱包", "雨伞", "钻戒", "李娜", "大堂", *SECRET_WORDS):
            hits = find(session.connection(), text, role=role_bits(counter.clerk.role))
            assert not secret_in("\n".join(f"{one.title} {one.subtitle}" for one in hits))
            assert not (text in SECRET_WORDS and [one for one in hits if one.kind == FOUND_KIND]), text


def test_no_paper_says_it(full: Way, counter: FoundDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full.stage.ctx.printing, "size", lambda kind: labels.SIZES[0])
    page, ctx, today = full.page, full.stage.ctx, counter.clock.now().date()
    for view in View:
        items = counter.ask.items(counter.clerk, view, today)
        papers.print_list(ctx, page, items, view, today)
    here = counter.ask.items(counter.clerk, View.OPEN, today)
    for item in here:
        papers.print_label(ctx, page, item)
    papers.print_notice(ctx, page, here)
    papers.print_expired(ctx, page, here)
    page.show_reports()
    page.print_list()
    assert len(full.printed) >= len(View) + len(here) + 3
    said = repr(full.printed)
    assert "黑色长柄雨伞" in said and not secret_in(said)
