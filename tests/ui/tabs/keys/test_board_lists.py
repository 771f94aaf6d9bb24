"""The daily check, the reports of lost keys, the key statistics table; everything in Chinese too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from desk_app.services.core.people import Actor
from desk_app.services.core.words import ENGLISH, Words
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, LostDraft, LostReport
from desk_app.services.keys.service import Keys
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.keys.check_dialog import MISSED, REACHED, CheckDialog
from desk_app.ui.tabs.keys.dialogs import FoundDialog
from desk_app.ui.tabs.keys.key_form import KeyDialog
from desk_app.ui.tabs.keys.key_panel import KeyPanel
from desk_app.ui.tabs.keys.lost_dialog import LostReportsDialog
from desk_app.ui.tabs.keys.register_dialog import RINGS, RegisterDialog
from desk_app.ui.tabs.keys.ring_form import RingDialog
from desk_app.ui.tabs.keys.statistics_dialog import LAST_MONTH, OWN, YEAR, StatisticsDialog, period_of
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import CAR, PLANT, STAIRS, VACANT, Counter, dialog_of, later, press
from tests.ui.tabs.visitors.test_texts_and_sizes import chinese, untranslated

K, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speaker.use(Words(ENGLISH))


@pytest.fixture
def late(counter: Counter) -> tuple[Handout, Handout]:
    """Two borrowings that should be back: 王强's first."""
    one = counter.lend(VACANT, due=counter.clock.now() + timedelta(minutes=30))
    two = counter.lend(
        CAR, colleague=counter.colleague("李娜"), due=counter.clock.now() + timedelta(minutes=40)
    )
    counter.lend(STAIRS)
    later(counter.clock, hours=1)
    return one, two


def check_of(counter: Counter) -> CheckDialog:
    counter.stage.window.activateWindow()  # without a window manager nobody does it after a dialog
    settle()
    QTest.keyClick(counter.stage.window, K.Key_F9)
    settle()
    return dialog_of(counter.page, CheckDialog)


def told(dialog: QDialog) -> set[str]:
    return {one.text() for one in dialog.findChildren(QLabel) if one.isVisible()}


def explanations(counter: Counter, one: Handout) -> list[str]:
    card = counter.desk.get(KeyQueries).card(counter.people.receptionist, one.id)
    return [each.reason for each in card.explanations]


def test_every_key_still_out_is_asked_about_by_keyboard_alone(
    counter: Counter, late: tuple[Handout, Handout]
) -> None:
    dialog = check_of(counter)
    assert [one.id for one in dialog.asked] == [one.id for one in late]
    assert {"K0231-1", "13800138001"} <= told(dialog), "what, and whom to phone"
    assert QApplication.focusWidget() is dialog.reason
    dialog.reason.insert("施工未完")
    QTest.keyClick(dialog.reason, K.Key_N, ALT)
    QTest.keyClick(dialog.reason, K.Key_Return)
    settle()
    assert explanations(counter, late[0]) == ["施工未完"]
    card = counter.desk.get(KeyQueries).card(counter.people.receptionist, late[0].id)
    assert [one.reached for one in card.calls] == [False]
    assert dialog.current is not None and dialog.current.id == late[1].id
    assert "23 Nov 2026, Mon: 1 of 2 have a reason" in told(dialog)
    assert (
        not dialog.reason.text()
        and dialog.call.current != MISSED
        and QApplication.focusWidget() is dialog.reason
    )
    dialog.reason.insert("看房超时")
    QTest.keyClick(dialog.reason, K.Key_Return)
    settle()
    assert explanations(counter, late[1]) == ["看房超时"]
    assert not dialog.question.isVisible() and dialog.end.isVisible() and not dialog.paper.isEnabled()
    later(counter.clock, days=1)
    dialog.accept()
    dialog = check_of(counter)
    assert len(dialog.asked) == 3, "another day wants another reason"
    assert "施工未完" in told(dialog), "what was said the day before"


def test_a_reason_written_before_is_chosen_by_its_digit(
    counter: Counter, late: tuple[Handout, Handout]
) -> None:
    keys, clerk = counter.desk.get(Keys), counter.people.receptionist
    keys.explain(clerk, late[0].id, counter.page.today(), "明早归还")
    dialog = check_of(counter)
    QTest.keyClick(dialog.reason, K.Key_1, ALT)
    settle()
    assert dialog.reason.text() == "明早归还"
    QTest.keyClick(dialog.reason, K.Key_Y, ALT)
    assert dialog.call.current == REACHED
    press(dialog, "Note it, next (Enter)")
    assert explanations(counter, late[1]) == ["明早归还"]


def test_no_reason_is_no_answer_and_skipping_comes_round_again(
    counter: Counter, late: tuple[Handout, Handout]
) -> None:
    dialog = check_of(counter)
    QTest.keyClick(dialog.reason, K.Key_Return)
    settle()
    dialog.next()
    settle()
    assert dialog.form.problem_of("reason") and not explanations(counter, late[0])
    press(dialog, "Skip")
    assert dialog.current is not None and dialog.current.id == late[1].id
    press(dialog, "Skip")
    assert dialog.current is not None and dialog.current.id == late[0].id
    press(dialog, "Print what has no reason")
    (paper,) = counter.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == "keys.list" and "王强" in str(paper) and "李娜" in str(paper)
    press(dialog, "Borrowing")
    assert not dialog.isVisible() and counter.panel.handout.id == late[0].id


def test_nothing_to_ask(counter: Counter) -> None:
    dialog = check_of(counter)
    assert dialog.end.isVisible() and not dialog.table.isVisible() and not dialog.question.isVisible()


# Lost keys


@pytest.fixture
def lost(counter: Counter) -> LostReport:
    draft = LostDraft("王强", counter.clock.now(), "电梯厅遗失")
    return (
        counter.desk.get(KeyTroubles)
        .report_lost(counter.people.receptionist, counter.copy(VACANT).id, draft)
        .result
    )


def test_open_reports_are_printed_and_settled(counter: Counter, lost: LostReport) -> None:
    counter.page.register_menu.lost()
    settle()
    dialog = dialog_of(counter.page, LostReportsDialog)
    assert [one.report for one in dialog.table.rows_model.rows] == [lost] and "电梯厅遗失" in told(dialog)
    press(dialog, "Print the report")
    assert counter.printed[-1].kind == "keys.lost"
    press(dialog, "Found again…")
    found = dialog_of(counter.page, FoundDialog)
    found.form.restore({"words": "保安在车库捡到"})
    found.submit()
    settle()
    assert not dialog.table.rows_model.rows and "No report of a lost key is open." in told(dialog)
    dialog.closed.setChecked(True)
    settle()
    (one,) = dialog.table.rows_model.rows
    dialog.table.select(one.id)
    assert not dialog.found.isEnabled()
    press(dialog, "Key")
    assert isinstance(counter.page.panel, KeyPanel) and counter.page.panel.key.code == VACANT


# Statistics


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("month", (date(2026, 11, 1), date(2026, 11, 23))),
        (LAST_MONTH, (date(2026, 10, 1), date(2026, 10, 31))),
        (YEAR, (date(2026, 1, 1), date(2026, 11, 23))),
    ],
)
def test_periods(kind: str, days: tuple[date, date]) -> None:
    assert period_of(kind, date(2026, 11, 23)) == days
    assert period_of(LAST_MONTH, date(2027, 1, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_the_supervisor_reads_what_the_busiest_keys_open(
    counter_of: Callable[[Actor], Counter], people: People
) -> None:
    office = counter_of(people.supervisor)
    office.lend(VACANT)
    office.page.register_menu.statistics()
    settle()
    dialog = dialog_of(office.page, StatisticsDialog)
    assert dialog.statistics is not None
    place = dialog.statistics.places[VACANT]
    assert place and dialog.busiest.text() == f"{VACANT} {place} × 1"
    dialog.print_it()
    (paper,) = office.ctx.printing.previewed  # type: ignore[attr-defined]
    assert VACANT in str(paper) and place not in str(paper)


def test_the_table_of_a_period_on_screen_paper_and_as_a_file(counter: Counter, tmp_path: Path) -> None:
    counter.lend(VACANT)
    counter.lend(CAR)
    counter.page.register_menu.statistics()
    settle()
    dialog = dialog_of(counter.page, StatisticsDialog)
    total = dialog.table.rows_model.rows[-1]
    assert total.figures[:4] == (7, 8, 6, 2) and total.figures[7] == 2
    assert dialog.busiest.text() == f"{VACANT} × 1   {CAR} × 1"
    dialog.print_it()
    (paper,) = counter.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.kind == "keys.statistics"
    counter.asked.will_answer(tmp_path / "table.xlsx")
    dialog.save()
    settle()
    assert (tmp_path / "table.xlsx").exists()
    dialog.period.choose(OWN)
    dialog.last.setText("11-01")
    dialog.first.setText("11-20")
    QTest.keyClicks(dialog.first, " ")
    settle()
    assert dialog.problem.isVisible() and not dialog.print_button.isEnabled()
    dialog.first.setText("10-2")
    QTest.keyClicks(dialog.first, "0")
    settle()
    assert dialog.statistics is not None and dialog.statistics.first == date(2026, 10, 20)
    assert dialog.table.rows_model.rows[-1].figures[7] == 0, "nothing was lent then"


# Words


def test_dialogs_speak_chinese(counter_of: Callable[[Actor], Counter], people: People) -> None:
    counter = counter_of(people.supervisor)
    draft = LostDraft("王强", counter.clock.now(), "电梯厅遗失")
    counter.desk.get(KeyTroubles).report_lost(people.receptionist, counter.copy(VACANT).id, draft)
    counter.lend(CAR, due=counter.clock.now() + timedelta(minutes=30))
    later(counter.clock, hours=1)
    menu, page = counter.page.register_menu, counter.page
    page.board_button.setChecked(True)
    chinese()
    assert not _english(page)
    openers: tuple[Callable[[], object], ...] = (
        menu.register,
        lambda: (menu.register(), dialog_of(page, RegisterDialog).chips.choose(RINGS)),
        menu.reservations,
        menu.check,
        menu.lost,
        menu.statistics,
        menu.person,
        lambda: menu.key_history(counter.key(PLANT)),
        lambda: KeyDialog(counter.ctx, counter.key(PLANT), page).begin(lambda _: None),
        lambda: RingDialog(counter.ctx, counter.ring(), page).begin(lambda _: None),
    )
    for opener in openers:
        opener()
        settle()
        (dialog,) = [one for one in counter.stage.window.findChildren(QDialog) if one.isVisible()]
        assert not _english(dialog)
        dialog.reject()
        settle()


def _english(root: QDialog | object) -> set[str]:
    """What is said in English, beside the codes of keys."""
    return {one for one in untranslated(root) if one not in {"OK"} and not one.startswith("YF-")}  # type: ignore[arg-type]
