"""Handing over the shift by keyboard: count blind, explain, read, sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.drawer.service import Drawer
from desk_app.services.duty_log.records import IncidentDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.duty_log.standard import STANDARD
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.queries import NoticeQueries, ShiftQueries
from desk_app.services.shift.records import NoticeDraft
from desk_app.services.staff.service import Staff
from desk_app.ui.approval import ApprovalDialog, Decided
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.handover_page import HandoverPage
from tests.desk_fixtures import PIN, People
from tests.ui.page_context import PaperTray
from tests.ui.tabs.conftest import Stage, settle

CASH = "drawer:cash"


class Desk:
    """The page, and what is typed into it."""

    def __init__(self, stage: Stage, services: Services, people: People, coming: int) -> None:
        self.stage, self.services, self.people, self.coming = stage, services, people, coming
        self.page = HandoverPage(stage.ctx)
        stage.show(self.page)

    def begin(self) -> None:
        self.page.list.begin.click()
        self.page.count.coming.choose(self.coming)

    def type_counts(self, **counts: str) -> None:
        for key, one in self.page.count.rows.items():
            one.number.setText(counts.get(key.partition(":")[2], "200" if key == CASH else "0"))

    def counted(self, **counts: str) -> None:
        self.begin()
        self.type_counts(**counts)
        self.page.count.sure.click()
        settle()

    def sign(self, *, known: bool = True, coming: str = PIN) -> None:
        review = self.page.review
        review.unsent.setChecked(known)
        review.leaving.setText(PIN)
        review.coming.setText(coming)
        review.sure.click()
        settle()

    @property
    def last(self) -> object:
        return self.services.get(ShiftQueries).last_handover(self.people.receptionist)

    @property
    def papers(self) -> PaperTray:
        tray = self.stage.ctx.printing
        assert isinstance(tray, PaperTray)
        return tray


@pytest.fixture
def hand(stage: Callable[[Actor], Stage], desk: Services, people: People) -> Iterator[Desk]:
    coming = desk.get(Staff).add(SYSTEM, "陈思琪", Role.RECEPTIONIST, PIN).result
    desk.get(Drawer).put_in(people.receptionist, "200", "备用金")
    yield Desk(stage(people.receptionist), desk, people, coming)
    set_language(ENGLISH)


def test_the_whole_way_ends_with_a_signed_sheet(hand: Desk) -> None:
    hand.counted()
    page = hand.page
    assert page.views.currentWidget() is page.review
    assert not page.review.agrees.isHidden() and page.review.rows == {}
    hand.sign()
    assert page.views.currentWidget() is page.done
    assert hand.last is not None
    (paper,) = hand.papers.printed
    assert paper.kind == "shift.handover" and paper.copy == 0
    assert page.review.leaving.text() == "" == page.review.coming.text()
    page.done.back.click()
    assert len(page.list.table.rows_model.rows) == 1


def test_nothing_of_what_is_expected_stands_on_the_counting_page(hand: Desk) -> None:
    hand.begin()
    texts = [one.text() for one in hand.page.count.findChildren(QLineEdit)]
    assert not any(texts) and "200" not in "".join(one.label.text() for one in hand.page.count.rows.values())


def test_enter_goes_from_number_to_number_and_to_the_button(hand: Desk) -> None:
    hand.begin()
    rows = list(hand.page.count.rows.values())
    rows[0].number.setFocus()
    for one in rows[:-1]:
        assert QApplication.focusWidget() is one.number
        QTest.keyClicks(one.number, "0")
        QTest.keyClick(one.number, Qt.Key.Key_Return)
    QTest.keyClick(rows[-1].number, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is rows[-1].why
    QTest.keyClicks(rows[-1].why, "locked")
    QTest.keyClick(rows[-1].why, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is hand.page.count.sure


def test_the_blackout_kit_is_offered_after_signing(hand: Desk) -> None:
    hand.counted()
    hand.sign()
    hand.page.done.print_kit.click()
    settle()
    assert len(hand.papers.printed) == 2


def test_what_was_not_counted_is_said_at_its_line(hand: Desk) -> None:
    hand.begin()
    hand.type_counts(cash="")
    hand.page.count.sure.click()
    line = hand.page.count.rows[CASH]
    assert hand.page.views.currentWidget() is hand.page.count
    assert not line.problem.isHidden() and QApplication.focusWidget() is line.number
    line.why.setText("抽屉锁着，钥匙在财务")
    assert line.problem.isHidden()
    hand.page.count.sure.click()
    assert hand.page.views.currentWidget() is hand.page.review


def test_a_difference_is_explained_before_anything_is_signed(hand: Desk) -> None:
    hand.counted(cash="190")
    review = hand.page.review
    (line,) = review.rows.values()
    assert "¥190.00" in line.told.text() and "¥200.00" in line.told.text()
    hand.sign()
    assert hand.last is None and not line.problem.isHidden()
    line.why.setText("找零多找了十元")
    hand.sign()
    assert hand.last is not None


def test_what_moved_since_is_counted_once_more(hand: Desk) -> None:
    hand.counted()
    hand.services.get(Drawer).put_in(hand.people.receptionist, "5", "零钱")
    hand.sign()
    line = hand.page.review.rows[CASH]
    assert hand.last is None and QApplication.focusWidget() is line.again
    line.again.setText("205")
    hand.sign()
    assert hand.last is not None


def test_a_wrong_pin_signs_nothing_and_loses_nothing(hand: Desk) -> None:
    hand.counted()
    hand.page.review.remarks.setPlainText("手推车明早还")
    hand.sign(coming="111111")
    assert hand.last is None and hand.page.review.pins.problem_of("coming")
    assert hand.page.review.remarks.toPlainText() == "手推车明早还"
    hand.sign()
    assert getattr(hand.last, "remarks", "") == "手推车明早还"


def test_notices_and_unsent_records_are_ticked(hand: Desk) -> None:
    today = hand.services.bench.clock.now().date()
    draft = NoticeDraft("周三消防演练", today, today)
    notice = hand.services.get(Notices).post(hand.people.receptionist, draft).result
    hand.counted()
    review = hand.page.review
    hand.sign(known=False)
    assert hand.last is None and not review.problem.isHidden()
    assert QApplication.focusWidget() is review.ticks[notice.id]
    review.ticks[notice.id].setChecked(True)
    hand.sign()
    assert hand.last is not None
    (read,) = hand.services.get(NoticeQueries).all(hand.people.receptionist)
    assert hand.coming in read.readers


def test_an_open_incident_asks_the_supervisor(hand: Desk) -> None:
    hand.services.get(DutyLog).begin(hand.people.receptionist, IncidentDraft(STANDARD[0].id, "3 号客梯"))
    hand.counted()
    review = hand.page.review
    assert not review.incidents.isHidden() and not review.agree.isHidden()
    hand.sign()
    assert hand.last is None and not review.problem.isHidden()
    there = hand.people.supervisor.at_session_of(hand.people.receptionist)
    hand.page._agreed(Decided("agree", there, "维保在途"))
    assert review.agree.isHidden()
    hand.sign()
    assert getattr(hand.last, "waiver", "") == "维保在途"


def test_money_that_was_not_counted_asks_the_supervisor(hand: Desk) -> None:
    hand.begin()
    hand.type_counts(cash="")
    hand.page.count.rows[CASH].why.setText("抽屉锁着")
    hand.page.count.sure.click()
    settle()
    review = hand.page.review
    assert not review.gap.isHidden() and not review.agree.isHidden() and review.incidents.isHidden()
    hand.sign()
    assert hand.last is None and "money was not counted" in review.problem.text()
    hand.page.ask_supervisor()
    settle()
    (dialog,) = hand.page.window().findChildren(ApprovalDialog)
    assert "without counting" in dialog.windowTitle()
    dialog.reject()
    there = hand.people.supervisor.at_session_of(hand.people.receptionist)
    hand.page._agreed(Decided("agree", there, "钥匙在财务"))
    hand.sign()
    assert getattr(hand.last, "waiver", "") == "钥匙在财务"
    hand.page.done.back.click()
    hand.counted()
    assert review.gap.isHidden() and review.agree.isHidden() and not review.agreed.text()


def test_somebody_else_than_who_took_over_last_is_said_before_signing(hand: Desk) -> None:
    hand.counted()
    assert hand.page.review.holder.isHidden()
    hand.sign()
    hand.page.done.back.click()
    hand.counted()
    review = hand.page.review
    assert not review.holder.isHidden() and "陈思琪" in review.holder._text.text()
    hand.sign()
    story = getattr(hand.last, "story", None)
    assert story is not None and story.holder.staff == hand.coming


def test_a_draft_outlives_a_reload_and_the_other_language(hand: Desk) -> None:
    hand.begin()
    hand.type_counts(cash="7")
    hand.page.load()
    set_language(CHINESE)
    settle()
    line = hand.page.count.rows[CASH]
    assert line.number.text() == "7" and "钱箱" in line.label.text()
    hand.page.count.sure.click()
    settle()
    row = hand.page.review.rows[CASH]
    row.why.setText("少了")
    hand.page.load()
    set_language(ENGLISH)
    settle()
    assert hand.page.review.rows[CASH] is row and row.why.text() == "少了"
    assert "recorded" in row.told.text()


def test_a_count_that_nobody_signed_is_gone_on_with(hand: Desk) -> None:
    hand.counted(cash="190")
    other = HandoverPage(hand.stage.ctx)
    other.load()
    assert not other.list.unsigned.isHidden()
    other.list.unsigned.action.click()
    assert other.views.currentWidget() is other.review and CASH in other.review.rows
    other.deleteLater()


def test_counting_anew_asks_first(hand: Desk) -> None:
    hand.counted(cash="190")
    hand.page.review.anew.click()
    assert hand.page.views.currentWidget() is hand.page.review
    hand.stage.asked.will_answer(True)
    hand.page.review.anew.click()
    assert hand.page.views.currentWidget() is hand.page.count


def test_whoever_has_just_signed_goes_on_without_another_pin(
    hand: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Actor] = []
    session = hand.stage.ctx.session
    monkeypatch.setattr(session, "sign_in", begun.append, raising=False)
    monkeypatch.setattr(session, "lock", lambda: begun.append(SYSTEM), raising=False)
    hand.counted()
    hand.sign()
    hand.page.done.switch.click()
    assert begun == [Actor(hand.coming, "陈思琪", Role.RECEPTIONIST)]
    settle()
    hand.counted()
    hand.sign()
    hand.page._signed_at -= 100
    hand.page.done.switch.click()
    assert begun[-1] is SYSTEM
