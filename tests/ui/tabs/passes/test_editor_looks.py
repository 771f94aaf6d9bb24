"""Both languages, every size of window, and what people type and paste."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.passes.records import ExitKind
from desk_app.ui.tabs.passes.editor import TALL
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.conftest import CTRL, Writing
from tests.ui.tabs.passes.shots import GOODS
from tests.ui.tabs.visitors.test_texts_and_sizes import HOSTILE, chinese, clipped, outside, untranslated


def english_in(form: QWidget) -> set[str]:
    return {
        text
        for text in untranslated(form)
        if re.search("[A-Za-z]{2,}", re.sub(r"Esc|(Ctrl|Alt)\+\w+", "", text))
    }


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_list_is_pasted_into_any_cell_and_fills_as_many_lines(writing: Writing) -> None:
    writing.line("先写的", "2", "个")
    paste(GOODS)
    writing.row.quantity.setFocus()
    writing.key(Qt.Key.Key_V, CTRL)
    assert len(writing.lines) == 13 and writing.lines[0] == ("先写的", 2, "个", "")
    assert writing.lines[5] == ("HP M404 打印机", 1, "台", "CNB3K12345") and writing.lines[3][1] == 20
    assert writing.form.lines.rows[-1].blank and len(writing.form.lines.rows) == 14
    assert writing.form.lines._total.text() == "Lines: 13 · pieces: 93"


def test_a_quantity_the_list_does_not_tell_must_be_written(writing: Writing) -> None:
    writing.choose_tenant()
    writing.sealed()
    paste("今天要搬的东西：\n1. 显示器 2台\n2. 文件 3箱半\n一共6件，谢谢！")
    writing.form._paste()
    row = writing.form.lines.rows[1]
    assert row.quantity.text() == "" and row.quantity.property("asked") and len(writing.lines) == 2
    total = writing.form.lines._total
    assert total.text().endswith("the pasted list says 6") and total.property("tone") == "warning"
    writing.form.submit()
    assert row.problem.startswith("The list does not say") and writing.issued == []
    row.quantity.setText("4")
    assert not row.quantity.property("asked") and "says" not in total.text()
    writing.form.submit()
    assert [line.quantity for line in writing.issued[0].lines] == [2, 4]


def test_a_word_is_pasted_where_the_cursor_is(writing: Writing) -> None:
    row = writing.line("显示器", "2", "台")
    paste("SN 100 200")
    row.serial.setFocus()
    writing.key(Qt.Key.Key_V, CTRL)
    assert writing.lines == [("显示器", 2, "台", "SN 100 200")]


def test_one_sentence_fills_an_empty_line(writing: Writing) -> None:
    paste("显示器 20 台，椅子五把")
    writing.row.name.setFocus()
    writing.key(Qt.Key.Key_V, CTRL)
    assert writing.lines == [("显示器", 20, "台", ""), ("椅子", 5, "把", "")]


def test_the_button_pastes_and_says_when_there_is_nothing(writing: Writing) -> None:
    paste("")
    writing.form._paste()
    assert writing.stage.toast.startswith("Nothing to paste") and writing.lines == []
    paste("椅子 5 把")
    writing.form._paste()
    assert writing.lines == [("椅子", 5, "把", "")]


def test_no_english_is_left_in_chinese_and_the_draft_stays(writing: Writing) -> None:
    form = writing.form
    form.kind.choose(ExitKind.MOVE_OUT)
    writing.choose_tenant("远航")
    writing.line("椅子", "70000", "把")
    form.who.main.restore({"plate": "x"})
    form.who.extra.restore({"day": "2026-11-01", "trips": 3})
    form.submit()
    writing.rest()
    draft = form.draft()
    assert untranslated(form)
    chinese()
    assert english_in(form) == set() and form.draft() == draft
    form.kind.choose(ExitKind.TOOLS)
    form.submit()
    form.start()
    settle()
    assert english_in(form) == set()


@pytest.mark.parametrize("size", [(864, 400), (1100, 560), (1290, 650), (1836, 960)])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_is_clipped_or_overlaps(writing: Writing, size: tuple[int, int], language: str) -> None:
    if language == CHINESE:
        chinese()
    form = writing.form
    form.window().resize(*size)
    settle()
    assert form.width() == size[0], f"the form needs {form.minimumSizeHint()}"
    assert form.who.more.heading.isChecked() is (size[1] >= TALL)
    writing.choose_tenant()
    paste(GOODS)
    form._paste()
    for kind in ExitKind:
        form.kind.choose(kind)
        writing.rest()
        assert clipped(form) == [] and outside(form) == []
        area = form.lines.area
        assert area.widget().width() <= area.viewport().width(), "no cell lies outside of the table"


def test_what_is_typed_outlives_lock_and_another_tab(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("椅子", "4", "把")
    draft = writing.form.draft()
    writing.form.hide()
    writing.form.load()
    settle()
    writing.form.show()
    settle()
    assert writing.form.draft() == draft and writing.form.dirty


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_kept_and_shown_as_it_is(writing: Writing, text: str) -> None:
    form = writing.form
    writing.choose_tenant()
    writing.line(text, "1", text[:20], text[:30])
    form.who.main.restore({"carrier": text})
    form.who.extra.restore({"remark": text[:200]})
    writing.sealed()
    writing.rest()
    form.submit()
    assert writing.issued or form.lines.rows[0].problem or form.who.main.problem_of("carrier")
    assert writing.issued or form.lines.rows[0].name.text() == text
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in form.findChildren(QLabel))


def test_suggestions_survive_anything_typed(writing: Writing) -> None:
    for kind in (ExitKind.GOODS, ExitKind.TOOLS):
        writing.form.kind.choose(kind)
        for text in HOSTILE.values():
            for picker in (writing.form.who._picker, writing.row.unit):
                picker.setText(text)
                picker.query.emit(text)
    assert writing.asked.questions == []
