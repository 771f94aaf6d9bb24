from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.catalogue import Services
from desk_app.services.directory.lists import read_tenants
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.ui.tabs.directory.import_page import ImportPage
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.directory.conftest import Desk

Show = Callable[..., Desk]
GOOD = "公司名称,单元,联系人\n新程教育,1501,赵蕾\n云帆科技有限公司,1207,\n远航国际物流,801,\n"
BAD = GOOD + "坏行公司,1205,\n"


def opened(shown: Show) -> tuple[Desk, ImportPage]:
    desk = shown()
    desk.page.import_button.click()
    return desk, desk.page.import_page


def choose(desk: Desk, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    desk.asked.will_answer(path)
    desk.page.import_page.choose.click()


def lines(page: ImportPage) -> list[tuple[int, str]]:
    return [(line.planned.line, line.planned.action.value) for line in page.table.rows_model.rows]


def test_choose_look_import(shown: Show, tmp_path: Path) -> None:
    desk, page = opened(shown)
    assert page.list.currentWidget() is page.nothing and not page.confirm.isEnabled()
    choose(desk, tmp_path / "list.csv", GOOD)
    assert lines(page) == [(2, "add"), (3, "change"), (4, "same")]
    assert "新程教育" not in desk.names
    page.confirm.click()
    assert page.banner.accessibleName() == "Imported. New: 1, changed: 1, as before: 1."
    page.banner.action.click()
    settle()
    assert desk.page.pages.currentWidget() is desk.page.whole and "新程教育" in desk.names


def test_lines_to_mend_are_marked_and_nothing_can_be_imported(shown: Show, tmp_path: Path) -> None:
    desk, page = opened(shown)
    choose(desk, tmp_path / "list.csv", BAD)
    assert lines(page) == [(5, "stop")] and not page.confirm.isEnabled()
    assert page.detail.text() == "Units: Unit 1205 belongs to 云帆科技有限公司." and page.detail.isVisible()
    page.import_all()
    assert "新程教育" not in desk.names
    page.bar.choose("all")
    assert len(lines(page)) == 4
    choose(desk, tmp_path / "list.csv", GOOD)
    assert page.confirm.isEnabled() and not page.detail.isVisible()


def test_a_list_that_says_nothing_new_has_nothing_to_import(shown: Show, tmp_path: Path) -> None:
    desk, page = opened(shown)
    choose(desk, tmp_path / "list.csv", "公司名称,单元\n远航国际物流,801\n")
    assert not page.confirm.isEnabled() and "nothing to import" in page.banner.accessibleName()


def test_a_file_that_is_no_list_says_why(shown: Show, tmp_path: Path) -> None:
    desk, page = opened(shown)
    choose(desk, tmp_path / "list.csv", "hello\n")
    assert "No column of this list is known" in desk.asked.texts[-1]
    assert page.list.currentWidget() is page.nothing and page.banner.isHidden()


def test_no_file_chosen_changes_nothing(shown: Show) -> None:
    desk, page = opened(shown)
    page.choose.click()
    assert page.list.currentWidget() is page.nothing and desk.asked.questions[-1][0] == "open_file"


def test_a_plan_that_went_stale_is_made_again(
    shown: Show, desk: Services, people: People, tmp_path: Path
) -> None:
    window, page = opened(shown)
    choose(window, tmp_path / "list.csv", GOOD)
    desk.get(Directory).add_tenant(people.supervisor, TenantDraft("新程教育"))
    page.confirm.click()
    assert "changed meanwhile" in window.asked.texts[-1]
    assert lines(page)[0] == (2, "change") and page.confirm.isEnabled()


def test_the_empty_list_is_saved(shown: Show, tmp_path: Path, expected_logs: Callable[[str], None]) -> None:
    expected_logs("^WARNING errors: told: StorageTrouble The file could not be saved")
    desk, page = opened(shown)
    desk.asked.will_answer(tmp_path / "tenants.xlsx")
    page.template.click()
    assert read_tenants(tmp_path / "tenants.xlsx").rows == ()
    assert desk.ctx.toasts.toast.text.text() == "Saved as tenants.xlsx"
    desk.asked.will_answer(tmp_path / "no" / "tenants.xlsx")
    page.template.click()
    assert "could not be saved" in desk.asked.texts[-1]


def test_escape_goes_back(shown: Show) -> None:
    desk, page = opened(shown)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.page.pages.currentWidget() is desk.page.whole
