"""The report in the window: days, months, years; closing; what was entered later; files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desk_app.services.calls.records import TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE
from desk_app.services.report.closing import DayBook
from desk_app.services.report.queries import ReportQueries
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from desk_app.ui.approval import ApprovalDialog
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.shift.report_close import CloseDayDialog
from desk_app.ui.tabs.shift.report_page import ReportPage
from desk_app.ui.tabs.shift.report_papers import save_pdf, save_xlsx
from desk_app.ui.widgets.parts import Label
from desk_app.ui.widgets.plot import Plot
from desk_app.ui.widgets.row_view import RowTable
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.ui.page_context import PaperTray
from tests.ui.tabs.conftest import Stage, settle

TODAY = date(2026, 11, 23)
MakeStage = Callable[[Actor], Stage]


def call(desk: Services, people: People) -> None:
    desk.get(Calls).take_call(
        people.receptionist, TypedCall(phone="13812345678", caller="王芳", about="请回电")
    )


def shown(stage: Stage) -> ReportPage:
    page = ReportPage(stage.ctx)
    stage.show(page)
    return page


def texts(page: ReportPage) -> list[str]:
    return [one.text() for one in page.area.findChildren(Label)]


def row_of(page: ReportPage, title: str) -> int:
    rows = [page.sections.item(place).text() for place in range(page.sections.count())]
    return next(place for place, text in enumerate(rows) if text.startswith(title))


def test_an_empty_day_says_so_kindly(stage: MakeStage, people: People) -> None:
    page = shown(stage(people.receptionist))
    assert page.nothing.isVisible() and not page.whole.isVisible()
    assert page.told.text().startswith("23 Nov 2026")


def test_figures_plots_and_lists(stage: MakeStage, desk: Services, people: People) -> None:
    call(desk, people)
    page = shown(stage(people.receptionist))
    assert page.whole.isVisible() and not page.nothing.isVisible()
    page.sections.setCurrentRow(row_of(page, "Calls"))
    assert "Calls taken" in texts(page) and "1" in texts(page)
    (plot,) = page.area.findChildren(Plot)
    assert "09: 1" in plot.bars.accessibleDescription()
    (table,) = page.area.findChildren(RowTable)
    assert table.rows_model.rowCount() == 1
    item = page.sections.item(row_of(page, "Calls"))
    assert not item.icon().isNull()


def test_steps_in_time_never_into_what_has_not_come(stage: MakeStage, desk: Services, people: People) -> None:
    call(desk, people)
    page = shown(stage(people.receptionist))
    page.go(1)
    assert page.day == TODAY and not page.on.isEnabled()
    page.go(-1)
    assert page.day == TODAY - timedelta(days=1) and page.to_today.isVisible()
    page.chips.choose(Span.MONTH)
    assert page.report is not None and page.report.period.first == date(2026, 11, 1)
    page.go(-1)
    assert page.report.period.first == date(2026, 10, 1) and page.told.text() == "2026-10"
    page.chips.choose(Span.YEAR)
    page.go(0)
    assert page.report.period.span is Span.YEAR and page.day == TODAY


def test_a_day_to_come_is_told_and_today_is_shown(stage: MakeStage, people: People) -> None:
    window = stage(people.receptionist)
    page = shown(window)
    page.day_field.setText("2027-03-01")
    settle()
    assert any("has not come" in text for text in window.asked.texts)
    assert page.day == TODAY


def test_what_changes_is_read_again_without_a_flicker(
    stage: MakeStage, desk: Services, people: People
) -> None:
    call(desk, people)
    window = stage(people.receptionist)
    page = shown(window)
    page.sections.setCurrentRow(row_of(page, "Calls"))
    before = page.area.widget()
    page.load()
    assert page.area.widget() is before, "nothing changed, nothing is painted anew"
    call(desk, people)
    page.load()
    assert page.area.widget() is not before and "2" in texts(page)
    assert page.sections.currentRow() == row_of(page, "Calls")


def sign(dialog: CloseDayDialog, words: str = "") -> None:
    dialog.on_paper.setChecked(True)
    dialog.words.setPlainText(words)
    dialog.sure.click()
    settle()


def dialog_of(page: ReportPage) -> CloseDayDialog:
    settle()
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, CloseDayDialog) and one.isVisible()
    )


def test_the_supervisor_closes_the_day(
    stage: MakeStage, desk: Services, people: People, clock: FakeClock
) -> None:
    call(desk, people)
    clock.advance(hours=12)
    window = stage(people.supervisor)
    page = shown(window)
    page.close_it.click()
    dialog = dialog_of(page)
    assert dialog.sure.isEnabled()
    dialog.sure.click()
    assert dialog.problem.isVisible(), "neither signed nor on paper"
    sign(dialog, "钥匙已核对")
    assert page.report is not None and page.report.closing is not None
    assert page.report.closing.words == "钥匙已核对" and page.report.closing.signature is None
    assert page.state.isVisible() and not page.close_it.isVisible()
    clock.advance(minutes=5)
    call(desk, people)
    page.load()
    assert page.late.isVisible()
    page.sections.setCurrentRow(row_of(page, "Calls"))
    assert "Calls taken (now: 2)" in texts(page)
    page._again()
    tray = window.ctx.printing
    assert isinstance(tray, PaperTray) and len(tray.previewed) == 1


def test_a_check_out_after_closing_is_told_on_top(
    stage: MakeStage, desk: Services, people: People, clock: FakeClock
) -> None:
    arrival = Arrival("来客", "13800001234", host=Host(person="陈丽", floor="12"))
    visit = desk.get(Visitors).check_in(people.receptionist, arrival).result.visit
    clock.advance(hours=12)
    desk.get(DayBook).close_day(people.supervisor, TODAY, None, "")
    page = shown(stage(people.receptionist))
    assert not page.late.isVisible()
    clock.advance(minutes=5)
    desk.get(Visitors).check_out(people.receptionist, visit.id)
    page.load()
    assert page.late.isVisible() and "changed since: 1" in page.late._text.text()


def test_days_out_of_the_calendar_are_told_and_today_is_shown(stage: MakeStage, people: People) -> None:
    window = stage(people.receptionist)
    page = shown(window)
    for day in (date.min, date.max):
        page._choose(day)
        settle()
        assert page.day == TODAY
    assert any("outside what is on record" in text for text in window.asked.texts)


def test_before_closing_time_it_is_told_why_not(stage: MakeStage, desk: Services, people: People) -> None:
    call(desk, people)
    window = stage(people.supervisor)
    page = shown(window)
    page.close_it.click()
    assert any("after closing time" in text for text in window.asked.texts)
    assert page.findChildren(CloseDayDialog) == [], "nobody signs for nothing"
    assert desk.get(ReportQueries).report(people.supervisor, Span.DAY, TODAY).closing is None


def test_at_the_desk_the_supervisor_gives_her_pin(
    stage: MakeStage, desk: Services, people: People, clock: FakeClock
) -> None:
    call(desk, people)
    clock.advance(days=1)
    page = shown(stage(people.receptionist))
    page.go(-1)
    page.close_it.click()
    settle()
    ask = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, ApprovalDialog) and one.isVisible()
    )
    ask.pin.setText(PIN)
    ask._buttons[0].click()
    sign(dialog_of(page))
    assert page.report is not None and page.report.closing is not None
    assert page.report.closing.by == people.supervisor.staff_id


def test_saved_into_a_folder(
    stage: MakeStage, desk: Services, people: People, tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("There is no folder")
    call(desk, people)
    window = stage(people.receptionist)
    page = shown(window)
    out = tmp_path / "out"
    window.asked.will_answer(out, False)
    page._with(save_xlsx)
    assert any("no folder" in text.lower() for text in window.asked.texts)
    out.mkdir()
    for save, ending in ((save_xlsx, "xlsx"), (save_pdf, "pdf")):
        window.asked.will_answer(out)
        page._with(save)
        assert (out / f"report-YF-A1-2026-11-23.{ending}").stat().st_size > 1000
        assert ending in window.toast


def test_in_chinese(stage: MakeStage, desk: Services, people: People) -> None:
    call(desk, people)
    page = shown(stage(people.receptionist))
    page.sections.setCurrentRow(row_of(page, "Calls"))
    set_language(CHINESE)
    settle()
    assert page.sections.item(page.sections.currentRow()).text().startswith("来电")
    assert page.told.text() == "2026年11月23日 周一"
