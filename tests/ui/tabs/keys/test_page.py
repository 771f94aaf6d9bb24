"""List, chips, key panel, papers, languages and sizes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import ReservationDraft, View
from desk_app.services.keys.register import KeyRegister
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.keys.dialogs import FaultDialog
from desk_app.ui.tabs.keys.handout_panel import HandoutPanel
from desk_app.ui.tabs.keys.key_panel import KeyPanel
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import CAR, PLANT, STAIRS, VACANT, Counter, dialog_of, press


def cells(counter: Counter, row: int = 0) -> list[str]:
    model = counter.page.table.rows_model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_list_says_what_is_out(counter: Counter) -> None:
    counter.lend(VACANT, CAR)
    assert cells(counter)[:6] == [
        "K0231-1 +1",
        "23楼空置单元、巡逻电瓶车",
        "王强",
        "Engineering",
        "Repair",
        "09:00",
    ]
    counter.clock.advance(hours=14)
    assert cells(counter)[-1] == "Overdue"


def test_a_ring_is_said_by_its_code(counter: Counter) -> None:
    counter.lend(STAIRS)
    assert cells(counter)[0] == "R01"


def test_chips_count_and_choose(counter: Counter) -> None:
    counter.lend(VACANT, due=counter.clock.now() + timedelta(minutes=5))
    counter.lend(PLANT)
    counter.clock.advance(minutes=10)
    counter.page.load()
    settle()
    shown = {key: one.text() for key, one in counter.page.chips._buttons.items() if one.isVisible()}
    assert shown[View.OUT].endswith("1") and shown[View.OVERDUE].endswith("1")
    assert shown[View.TO_APPROVE].endswith("1") and shown[View.UNEXPLAINED].endswith("1")
    counter.page.chips.choose(View.OVERDUE)
    settle()
    assert len(counter.rows) == 1


def test_a_key_shows_copies_faults_and_reservations(counter: Counter) -> None:
    key = counter.key(PLANT)
    counter.desk.get(KeyTroubles).report_fault(counter.people.receptionist, key.copies[0].id, "断齿", True)
    start = counter.clock.now() + timedelta(hours=1)
    wanted = ReservationDraft(key.id, counter.colleague(), start, start + timedelta(hours=1), "检修")
    counter.desk.get(KeyRegister).reserve(counter.people.receptionist, wanted)
    counter.page.show_record("key", key.id)
    settle()
    panel = counter.page.panel
    assert isinstance(panel, KeyPanel)
    said = "\n".join(one.text() for one in panel.findChildren(QLabel))
    for part in ("地下一层配电房", "断齿", "Critical", "检修", "2 hours after it was taken"):
        assert part in said
    assert "Lend this key" not in counter.steps
    counter.asked.will_answer("换新锁芯")
    counter.step("Mended…")
    assert not counter.copy(PLANT).critical
    assert "Lend this key" in counter.steps


def test_a_fault_is_reported_from_the_key(counter: Counter) -> None:
    counter.page.show_record("key", counter.key(PLANT).id)
    settle()
    counter.step("Fault…")
    dialog = dialog_of(counter.page, FaultDialog)
    dialog.submit()
    assert dialog.form.problem_of("words")
    dialog.form.restore({"words": "生锈"})
    dialog.submit()
    assert counter.copy(PLANT).faulty and not counter.copy(PLANT).critical


def test_a_key_is_lent_from_its_panel(counter: Counter) -> None:
    counter.page.show_record("key", counter.key(VACANT).id)
    settle()
    counter.step("Lend this key")
    assert [one.code for one in counter.form.copies.copies] == ["K0231-1"]
    assert counter.page.side.currentWidget() is counter.page.borrow


def test_the_borrowing_is_one_press_from_the_key(counter: Counter) -> None:
    one = counter.lend(VACANT)
    counter.page.show_record("key", counter.key(VACANT).id)
    settle()
    counter.step("Borrowing")
    assert isinstance(counter.page.panel, HandoutPanel) and counter.page.panel.handout.id == one.id


def test_escape_goes_back_to_lending(counter: Counter) -> None:
    counter.open(counter.lend(VACANT))
    counter.press(Qt.Key.Key_Escape, at=counter.page)
    assert counter.page.panel is None and counter.page.side.currentWidget() is counter.page.borrow


def test_the_list_is_printed_and_saved(counter: Counter, tmp_path: Path) -> None:
    counter.lend(VACANT)
    counter.page.print_list()
    assert [one.kind for one in counter.ctx.printing.previewed] == ["keys.list"]  # type: ignore[attr-defined]
    counter.asked.will_answer(tmp_path / "keys.xlsx")
    counter.page.save_list()
    assert (tmp_path / "keys.xlsx").stat().st_size > 1000


def test_another_day_shows_that_days_borrowings(counter: Counter) -> None:
    counter.lend(VACANT)
    counter.page.go(-1)
    settle()
    assert counter.page.view is View.DAY and not counter.rows
    counter.page.go(0)
    settle()
    assert len(counter.rows) == 1


@pytest.mark.parametrize("size", [(1290, 650), (860, 600), (1844, 960)])
def test_nothing_is_cut_off_and_both_languages_are_said(counter: Counter, size: tuple[int, int]) -> None:
    one = counter.lend(VACANT)
    counter.stage.window.resize(*size)
    for language, word in (("zh_CN", "归还 (F4)"), ("en", "Take back (F4)")):
        set_language(language)
        counter.open(one)
        assert word in counter.steps
        panel = counter.page.panel
        assert panel is not None
        assert panel.minimumSizeHint().width() <= panel.width()
        press(counter.page.side, _back(language))
        assert counter.page.borrow.minimumSizeHint().width() <= counter.page.borrow.width()
        counter.scan_copy(VACANT)
        assert counter.page.back.minimumSizeHint().width() <= counter.page.back.width()
        counter.press(Qt.Key.Key_Escape)


def _back(language: str) -> str:
    return "领用钥匙" if language == "zh_CN" else "Lend keys"
