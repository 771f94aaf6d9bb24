"""Preview, waiting papers and print settings, as somebody uses them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.printing.kinds import Way, Where
from desk_app.services.printing.model import Size
from desk_app.services.printing.ports import no_printer
from desk_app.ui.i18n import set_language
from desk_app.ui.printing.preview import PreviewDialog
from desk_app.ui.printing.settings_page import PrintSettingsDialog
from desk_app.ui.printing.waiting import WaitingDialog
from desk_app.ui.tasks import Tasks
from tests.ui.printing.conftest import LIST, PASS, Bench, Make, long_list, slip

CONTROL = Qt.KeyboardModifier.ControlModifier


def preview(bench: Bench, make=slip) -> PreviewDialog:  # type: ignore[no-untyped-def]
    bench.desk.preview(make, owner=bench.window)
    assert isinstance(bench.desk.dialog, PreviewDialog)
    return bench.desk.dialog


@pytest.mark.parametrize(("language", "paper"), [(ENGLISH, "A6 badge"), (CHINESE, "A6 胸牌")])
def test_the_preview_shows_the_paper_and_prints_nothing(bench: Bench, language: str, paper: str) -> None:
    set_language(language)
    dialog = preview(bench)
    assert dialog.size_mm.text() == "105 × 148 mm"
    assert paper in [label.text() for label in dialog.findChildren(type(dialog.size_mm))]
    assert dialog.view._image.width() > 200 and dialog.windowTitle().endswith("YF-A1-261123-001")
    assert bench.port.printed == [] and bench.outbox.waiting() == ()
    dialog.close()


def test_the_page_fits_and_real_size_is_real(bench: Bench) -> None:
    dialog = preview(bench)
    room = dialog.area.viewport().size()
    fitting = dialog.view._image.deviceIndependentSize()
    assert fitting.height() <= room.height() and fitting.width() <= room.width()
    dialog.zoom(False)
    inches = dialog.view._image.deviceIndependentSize().width() / dialog.logicalDpiX()
    assert abs(inches * 25.4 - 105) < 0.5
    dialog.close()


def test_pages_are_turned_by_keys(bench: Bench, qtbot: QtBot) -> None:
    dialog = preview(bench, long_list)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.pages.text().startswith("1 / ") and not dialog.back.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.pages.text().startswith("2 / ")
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    dialog.turn(-1)
    assert dialog.pages.text().startswith("1 / ")
    dialog.turn(99)
    assert not dialog.next.isEnabled()
    dialog.close()


def test_printing_from_the_preview(bench: Bench, qtbot: QtBot) -> None:
    bench.local.put(PASS.where, str(Where(Way.PRINTER, "Back office")))
    dialog = preview(bench)
    assert dialog.where.where == Where(Way.PRINTER, "Back office")
    dialog.copies.setValue(2)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CONTROL)
    assert [printer for _, printer in bench.port.printed] == ["Back office"] * 2
    assert not dialog.isVisible()


def test_saving_from_the_preview(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = preview(bench)
    qtbot.waitUntil(dialog.isActiveWindow)
    bench.asked.will_answer(tmp_path / "x.pdf")
    qtbot.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    assert (tmp_path / "x.pdf").exists() and dialog.isVisible()
    dialog.close()


def test_the_preview_tells_of_missing_glyphs(bench: Bench) -> None:
    dialog = preview(bench, lambda: slip("王\U0001f600"))
    assert dialog._drawn.missing == ("\U0001f600",)
    from desk_app.ui.widgets.banner import Banner

    (banner,) = dialog.findChildren(Banner)
    assert banner.isVisible() and "\U0001f600" in banner.accessibleName()
    dialog.close()


def test_the_preview_is_drawn_off_the_gui_thread(make: Make, qtbot: QtBot) -> None:
    tasks = Tasks(lambda error, owner: None)
    bench = make(tasks)
    bench.desk.preview(slip, owner=bench.window)
    assert bench.desk.dialog is None
    qtbot.waitUntil(
        lambda: isinstance(bench.desk.dialog, PreviewDialog) and bench.desk.dialog._shown is not None
    )
    bench.desk.dialog.close()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert tasks.close()


def waiting(bench: Bench, papers: int) -> WaitingDialog:
    bench.port.trouble = no_printer()
    for number in range(papers):
        bench.desk.print(partial(slip, number=f"V{number}"), owner=bench.window)
    bench.port.trouble = None
    bench.toasts.toast.action.click()
    assert isinstance(bench.desk.dialog, WaitingDialog)
    return bench.desk.dialog


def test_the_warning_leads_to_what_waits_and_enter_prints_it(bench: Bench, qtbot: QtBot) -> None:
    dialog = waiting(bench, 2)
    assert [job.number for job in dialog.table.rows_model.rows] == ["V0", "V1"]
    assert "No printer is set up" in dialog.detail.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert bench.port.printed == [("张伟明 V0", None)]
    assert [job.number for job in dialog.table.rows_model.rows] == ["V1"]
    dialog.close()


def test_print_all_uses_each_kinds_printer_unless_one_is_chosen(bench: Bench) -> None:
    bench.local.put(PASS.where, str(Where(Way.PRINTER, "Back office")))
    dialog = waiting(bench, 2)
    dialog.all.click()
    assert [printer for _, printer in bench.port.printed] == ["Back office"] * 2
    assert dialog._pages.currentWidget() is dialog._empty
    dialog.close()


def test_another_printer_for_a_paper_that_waits(bench: Bench) -> None:
    dialog = waiting(bench, 1)
    dialog.where.activated.emit(dialog.where.findText("Back office"))
    dialog.again.click()
    assert bench.port.printed == [("张伟明 V0", "Back office")]
    dialog.close()


def test_giving_up_is_asked(bench: Bench, qtbot: QtBot) -> None:
    dialog = waiting(bench, 1)
    dialog.give_up.click()
    assert bench.desk.waiting == 1 and bench.asked.texts[-1] == "Give up “Visitor pass · 张伟明 · V0”?"
    bench.asked.will_answer(True)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Delete)
    assert bench.desk.waiting == 0 and bench.port.printed == []
    dialog.close()


def test_a_paper_saved_waits_no_more(bench: Bench, tmp_path: Path) -> None:
    dialog = waiting(bench, 1)
    bench.asked.will_answer(tmp_path / "pass.pdf")
    dialog.save.click()
    assert bench.desk.waiting == 0 and (tmp_path / "pass.pdf").exists()
    dialog.close()


def test_a_list_of_papers_says_who_and_which_copy_and_one_reason_once(bench: Bench) -> None:
    bench.port.trouble = no_printer()
    bench.desk.print(lambda: slip(copy=1), owner=bench.window)
    dialog = waiting(bench, 1)
    model = dialog.table.rows_model
    assert model.index(0, 1).data() == "Visitor pass · 张伟明 · YF-A1-261123-001 · copy 1"
    set_language(CHINESE)
    assert model.index(0, 1).data() == "访客证 · 张伟明 · YF-A1-261123-001 · 副本 1"
    assert dialog.table.isColumnHidden(2) and "本机未设置打印机" in dialog.detail.text()
    folder = os.environ.get("DESK_APP_SHOTS")
    if folder:
        dialog.grab().save(str(Path(folder) / "waiting.png"))
    dialog.close()


def test_a_counted_paper_is_printed_by_its_own_verb(bench: Bench) -> None:
    printed: list[str] = []
    bench.desk.preview(slip, owner=bench.window, print_it=lambda: printed.append("counted"))
    dialog = bench.desk.dialog
    assert isinstance(dialog, PreviewDialog) and not dialog.copies.isVisible()
    dialog.print_button.click()
    assert printed == ["counted"] and bench.port.printed == []


def test_the_reason_follows_the_language(bench: Bench) -> None:
    dialog = waiting(bench, 1)
    set_language(CHINESE)
    assert "本机未设置打印机" in dialog.detail.text() and dialog.windowTitle() == "待打印单据"
    dialog.close()


def settings(bench: Bench) -> PrintSettingsDialog:
    bench.desk.settings_dialog(bench.window)
    assert isinstance(bench.desk.dialog, PrintSettingsDialog)
    return bench.desk.dialog


def test_settings_are_kept_at_once(bench: Bench, tmp_path: Path) -> None:
    dialog = settings(bench)
    box = dialog.page.boxes[PASS.id]
    box.activated.emit(box.findText("Back office"))
    dialog.page.sizes[PASS.id].activated.emit(1)
    dialog.page.copies[LIST.id].setValue(3)
    assert bench.desk.where(PASS.id) == Where(Way.PRINTER, "Back office")
    assert bench.desk.size(PASS.id) is Size.RECEIPT_80
    assert bench.local.get(LIST.copies) == 3
    assert not dialog.page.sizes[LIST.id].isEnabled()
    dialog.close()


def test_a_folder_is_asked_for(bench: Bench, tmp_path: Path) -> None:
    dialog = settings(bench)
    box = dialog.page.boxes[PASS.id]
    box.activated.emit(box.findText("PDF in a folder…"))
    assert bench.desk.where(PASS.id) == Where() and box.currentIndex() == 0
    bench.asked.will_answer(tmp_path)
    box.activated.emit(box.findText("PDF in a folder…"))
    assert bench.desk.where(PASS.id) == Where(Way.FOLDER, str(tmp_path))
    assert box.currentText() == f"PDF in {tmp_path}"
    dialog.close()


def test_settings_follow_the_language(bench: Bench) -> None:
    bench.local.put(PASS.where, str(Where(Way.PRINTER, "Gone")))
    dialog = settings(bench)
    assert dialog.page.boxes[PASS.id].currentText() == "Gone (not found)"
    set_language(CHINESE)
    assert dialog.page.boxes[PASS.id].currentText() == "Gone（未找到）"
    assert dialog.page.sizes[PASS.id].itemText(1) == "80 mm 小票"
    dialog.close()


@pytest.mark.parametrize("kept", ["", "nonsense", "printer:", "folder:", "?:x"])
def test_a_hand_edited_setting_means_the_default_printer(kept: str) -> None:
    assert Where.read(kept) == Where()


@pytest.mark.parametrize(
    "where", [Where(), Where(Way.ASK), Where(Way.PRINTER, "a:b"), Where(Way.FOLDER, "C:\\p")]
)
def test_a_way_is_kept_as_text(where: Where) -> None:
    assert Where.read(str(where)) == where
