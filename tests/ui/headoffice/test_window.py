"""Head office's window: rounds, admitting by digits, what a person decides, and the first start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.services.core.paths import resources
from desk_app.services.core.words import load_words
from desk_app.services.headoffice import config
from desk_app.services.headoffice.incidents import Trouble, raise_incident
from desk_app.services.headoffice.totals import By
from desk_app.services.sync.cards import read_desk_card
from desk_app.services.sync.fault_words import FAULTS
from desk_app.services.sync.frame import Fault
from desk_app.services.sync.troubles import away
from desk_app.ui.headoffice import window
from desk_app.ui.headoffice.columns import TROUBLES
from desk_app.ui.headoffice.first import FirstPage
from desk_app.ui.headoffice.office_page import OfficePage
from desk_app.ui.headoffice.pages import DesksPage, IncidentsPage, RefusedPage, WaitingPage
from desk_app.ui.headoffice.report_page import ReportPage
from desk_app.ui.headoffice.window import OfficeWindow
from desk_app.ui.widgets.row_view import RowTable
from tests.fakes import Asked, FakeClock
from tests.ui.headoffice.conftest import Stage


def shown(page: ReportPage) -> list[list[str]]:
    """What the report's list says, row by row."""
    table = page.table.currentWidget()
    assert isinstance(table, RowTable)
    return [[one.text(row) for one in table.rows_model.columns] for row in table.rows_model.rows]


def test_every_fault_and_trouble_has_its_words() -> None:
    assert set(FAULTS) == set(Fault)
    assert set(TROUBLES) == set(Trouble)


def test_a_desk_that_asks_is_admitted_by_the_digits_it_reads_out(stage: Stage) -> None:
    desk = stage.desk(7, 1)
    stage.rounds.now()
    page = stage.tab(WaitingPage)
    assert stage.page.tabs.tabText(1) == "To admit (1)"
    stage.choose(page)
    page.admit()
    dialog = page.dialog
    assert dialog.digits.isHidden(), "they must come from the desk"
    dialog.send()
    assert dialog.form.problem_of("fingerprint")
    dialog.typed.setText("1" * 30)
    dialog.send()
    assert "fingerprint is another one" in dialog.banner._text.text() and not stage.office.desks()
    dialog.typed.setText(read_desk_card(desk.card()).fingerprint)
    dialog.send()
    assert [str(one.party) for one in stage.office.desks()] == ["7-01"]
    assert not dialog.isVisible()
    assert stage.rounds.view.waiting == () and stage.tab(DesksPage).table.rows_model.rowCount() == 1


def test_another_pc_of_the_same_number_must_be_said(stage: Stage) -> None:
    stage.admitted(7, 1)
    second = stage.desk(7, 1)
    second = type(second)(stage.office, second.party, seed=2)
    page = stage.tab(WaitingPage)
    page._begin(second.card())
    page.dialog.brought.setChecked(True)
    assert page.dialog.digits.text() == read_desk_card(second.card()).fingerprint
    page.dialog.send()
    assert page.dialog.isVisible() and not page.dialog.replaces.isHidden()
    page.dialog.replaces.setChecked(True)
    page.dialog.send()
    assert [one.counts for one in stage.office.desks()[0].keys].count(True) == 1


def test_what_desks_put_there_is_counted_and_saved_as_a_spreadsheet(stage: Stage, tmp_path: Path) -> None:
    desk = stage.admitted(7, 1)
    desk.pack(*[desk.event("visit.checked_in") for _ in range(3)], desk.event("loan.lent"))
    desk.put(stage.share)
    stage.rounds.now()
    page = stage.tab(ReportPage)
    page.first.set_value(date(2026, 1, 1))
    page.last.set_value(date(2027, 12, 31))
    page.load()
    assert shown(page) == [["Visitors checked in", "3", "3"], ["Things lent", "1", "1"]]
    table = page.table.currentWidget()
    desk.put(stage.share, desk.pack(desk.event("loan.lent")))
    stage.rounds.now()
    assert shown(page)[1] == ["Things lent", "2", "2"] and page.table.currentWidget() is table
    page.by.choose(By.DESK)
    assert [line[:3] for line in shown(page)] == [
        ["Tower 7", "D1", "Visitors checked in"],
        ["Tower 7", "D1", "Things lent"],
        ["All buildings", "", "Visitors checked in"],
        ["All buildings", "", "Things lent"],
    ]
    page.by.choose(By.DAY)
    assert len(shown(page)[0]) == 5
    page.by.choose(By.BUILDING)
    other = stage.admitted(8, 1)
    other.pack(other.event("loan.lent"))
    other.put(stage.share)
    stage.rounds.now()
    assert shown(page)[1] == ["Things lent", "3", "2", "1"]
    stage.asked.will_answer(tmp_path / "all.xlsx")
    page.save_sheet()
    assert (tmp_path / "all.xlsx").stat().st_size > 1000


def test_an_incident_is_settled_with_a_note(stage: Stage, clock: FakeClock) -> None:
    with stage.office.store.write() as session:
        raise_incident(session, Trouble.GAP, "7-1", {"seq": 4}, clock.now(), "00aa11bb")
    stage.rounds.load()
    page = stage.tab(IncidentsPage)
    stage.choose(page)
    stage.asked.will_answer("电话核实：旧硬盘损坏")
    page.settle()
    assert [one.note for one in stage.office.incidents()] == ["电话核实：旧硬盘损坏"]
    assert not page.buttons[0].isEnabled()


def test_a_damaged_file_stands_with_its_reason(stage: Stage) -> None:
    desk = stage.admitted(7, 1)
    desk.pack(desk.event())
    name, raw = desk.batches[0]
    stage.share.create(f"up/{desk.party}/{name}", raw[:-1] + b"x")
    stage.rounds.now()
    page = stage.tab(RefusedPage)
    assert page.table.rows_model.rows[0].fault is Fault.DIGEST


def test_a_share_that_is_away_is_told_and_nothing_else_stops(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(folder: str) -> list[str]:
        raise away()

    stage.admitted(7, 1)
    monkeypatch.setattr(stage.share, "folders", gone)
    monkeypatch.setattr(stage.share, "files", gone)
    monkeypatch.setattr(stage.share, "read", lambda *_: gone(""))
    monkeypatch.setattr(stage.share, "create", lambda *_: gone(""))
    stage.rounds.now()
    assert not stage.page.banner.isHidden() and stage.tab(DesksPage).table.rows_model.rowCount() == 1


def test_the_card_for_desks_is_saved(stage: Stage, tmp_path: Path) -> None:
    stage.asked.will_answer(tmp_path / "card.headoffice")
    stage.page.save_card()
    assert (tmp_path / "card.headoffice").read_bytes() == stage.office.card()


def test_the_first_start_founds_it_and_goes_to_work(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "open_share", lambda path: pytest.fail("no folder was named"))
    one = OfficeWindow(tmp_path / "office", Asked())
    qtbot.addWidget(one)
    one.show()
    one.begin()
    page = one.centralWidget()
    assert isinstance(page, FirstPage)
    page.send()
    assert page.form.problem_of("name") and not config.is_there(one.folder)
    page.name.setText("云帆物业总部")
    page.send()
    qtbot.waitUntil(lambda: isinstance(one.centralWidget(), OfficePage), timeout=20_000)
    rounds = one.rounds
    assert rounds is not None
    qtbot.waitUntil(lambda: rounds.trouble is not None and rounds.view.name == "云帆物业总部", timeout=20_000)
    assert "No shared folder" in rounds.trouble.say(load_words("en", resources() / "i18n"))  # type: ignore[union-attr]
    one.end()
