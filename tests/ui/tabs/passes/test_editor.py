"""The form of an exit pass: by keyboard alone, what speaks against it, and what is wrong at its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes.records import ExitKind, Reason
from desk_app.services.visitors.records import Arrival, Host, Purpose
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.passes.line_row import MOST_DIGITS, units_for
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.conftest import CTRL, Writing, of

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


def focus() -> QWidget | None:
    return QApplication.focusWidget()


# By keyboard alone


def test_from_the_first_field_to_the_pass_by_keyboard_alone(writing: Writing) -> None:
    form = writing.form
    assert form.who.holder.hasFocus(), "ready to type"
    writing.keys("yf")
    form.who.holder._rest.stop()
    form.who.holder.query.emit("yf")
    writing.key(ENTER)  # takes the first suggestion
    assert form.who.tenant == writing.tenant("云帆") and of(writing, "unit").text() == "1205"
    for _ in range(2):  # reason, carrier
        writing.key(ENTER)
    writing.keys("顺达搬家")
    writing.key(ENTER)
    writing.keys("13812345678")
    writing.key(ENTER)
    writing.keys("粤B12345")
    writing.key(ENTER)  # passes over what is folded away
    assert focus() is writing.row.name
    for cell in ("会议桌", "五十张"):
        writing.keys(cell)
        writing.key(ENTER)
    assert writing.row.quantity.text() == "50" and writing.row.unit.text() == "张"
    assert focus() is form.lines.rows[1].name, "a new line at the end: a table has no serial number"
    assert form.who.goods.value == (GoodsKind.FURNITURE,), "told from the name"
    writing.key(ENTER)
    assert focus() is form.signing.signatory, "from the empty line on to the signature"
    writing.key(Qt.Key.Key_Home)
    for _ in range(form.signing.signatory.findText("陈静")):
        writing.key(Qt.Key.Key_Down)
    writing.key(ENTER)
    assert focus() is form.signing.signature
    writing.key(SPACE)
    writing.key(ENTER, CTRL)
    (made,) = writing.issued
    assert (made.holder, made.unit, made.plate) == ("云帆科技有限公司", "1205", "粤B12345")
    assert [(line.name, line.quantity, line.unit) for line in made.lines] == [("会议桌", 50, "张")]
    assert made.signatory_name == "陈静" and made.carrier_phone == "13812345678"
    assert writing.asked.questions == [] and not form.dirty and form.who.holder.hasFocus()


def test_tab_goes_through_the_lines_and_on(writing: Writing) -> None:
    writing.line("甲")
    writing.line("乙")
    seen = []
    writing.row.name.setFocus()
    for _ in range(16):
        seen.append(focus())
        writing.key(TAB)
    cells = [cell for one in writing.form.lines.rows for cell in one.cells]
    assert seen[: len(cells)] == cells and seen[len(cells)] is writing.form.signing.signatory


def test_lines_are_walked_deleted_and_never_run_out(writing: Writing) -> None:
    for name in ("甲", "乙", "丙"):
        writing.line(name)
    rows = writing.form.lines.rows
    assert len(rows) == 4 and rows[-1].blank
    rows[0].quantity.setFocus()
    writing.key(Qt.Key.Key_Down)
    assert focus() is rows[1].quantity
    writing.key(Qt.Key.Key_Up)
    assert focus() is rows[0].quantity
    writing.key(Qt.Key.Key_Delete, CTRL)
    assert [one[0] for one in writing.lines] == ["乙", "丙"] and focus() is rows[0].name
    assert [one.number.text() for one in rows] == ["1", "2", "3"]
    for one in list(rows):
        one.delete.click()
    assert writing.lines == [] and len(rows) == 1 and rows[0].blank


def test_the_kind_is_chosen_with_arrows_and_asks_what_it_needs(writing: Writing) -> None:
    form = writing.form
    form.kind.setFocus()
    writing.key(Qt.Key.Key_Right)
    assert form.kind.value is ExitKind.MOVE_OUT and form.who.reason.value is Reason.MOVE_OUT
    assert (
        form.ticks.isVisible() and not form.who.goods.isVisible() and not writing.row.returnable.isVisible()
    )
    writing.key(Qt.Key.Key_Right)
    assert form.kind.value is ExitKind.TOOLS and form.who.company.isVisible()
    assert not form.who.holder.isVisible() and not form.ticks.isVisible()
    writing.key(Qt.Key.Key_Right)
    assert form.kind.value is ExitKind.RETURNABLE and form.who.due.isVisible()
    assert writing.row.returnable.isChecked() and form.who.reason.value is Reason.REPAIR
    writing.key(ENTER)
    assert focus() is form.who.holder


def test_units_are_offered_by_letter_and_sound() -> None:
    assert units_for("t")[:2] == ["台", "套"] and units_for("张") == ["张"] and units_for("")[0] == "件"
    assert units_for("z")[0] == "张" and units_for("kg") == ["kg"] and units_for("没有") == []


# Who


def test_a_unit_typed_and_left_means_its_tenant(writing: Writing) -> None:
    picker = writing.form.who.holder
    picker.setText("1205")
    picker.editingFinished.emit()
    assert writing.form.who.tenant == writing.tenant("云帆") and picker.text() == "云帆"
    picker.setText("查无此家")
    picker.textEdited.emit("查无此家")
    picker.editingFinished.emit()
    assert writing.form.who.tenant is None and picker.text() == "查无此家"
    assert writing.form.signing.signatory.count() == 1


def test_signatories_say_how_long_and_for_what(writing: Writing) -> None:
    form = writing.form
    writing.choose_tenant()
    texts = [form.signing.signatory.itemText(at) for at in range(form.signing.signatory.count())]
    assert sorted(texts[:3]) == sorted(["陈静", "郑文博", "何俊"]) and texts[3].startswith("Nobody")
    assert form.signing.signatory.value is None, "of several she must say who it was"
    form.signing.signatory.setCurrentIndex(texts.index("陈静"))
    assert (
        form.signing.state.text() == "Until 30 Jun 2027" and form.signing.state.property("tone") == "positive"
    )
    assert form.signing._kinds.text() == "Only: Furniture, Computers" and form.signing._pad.isVisible()
    form.signing.signature.setChecked(True)
    form.signing.signatory.setCurrentIndex(texts.index("郑文博"))
    assert not form.signing.signature.isChecked(), "another signature was not compared yet"
    assert form.signing._none.text().startswith("No specimen") and not form.signing._pad.isVisible()
    assert not form.signing.signature.isEnabled(), "there is nothing to compare with"
    writing.line("会议桌")
    writing.rest()
    assert "Supervisor" in form.save.text(), "her word, or the seal"
    form._sign()
    assert focus() is form.signing.sealed
    writing.choose_tenant("远航")
    assert (
        form.signing.state.text() == "Ends on 30 Nov 2026"
        and form.signing.state.property("tone") == "warning"
    )


def test_reading_again_keeps_what_is_chosen_and_ticked(writing: Writing) -> None:
    form = writing.form
    writing.choose_tenant()
    form.signing.signatory.setCurrentText("陈静")
    form.signing.signature.setChecked(True)
    writing.line("电脑", "3", "台")
    before = form.draft()
    form.load()
    assert form.draft() == before and before.signature and before.signatory is not None


# Contractors' tools


def test_a_visit_of_today_fills_the_contractors_tools(writing: Writing) -> None:
    host = Host(writing.tenant("云帆"), "云帆", "1205", "12")
    visit = Arrival(
        "王海", "13812345678", "华安装饰", host=host, purpose=Purpose.DELIVERY, plate="粤B12345",
        belongings="冲击钻 2 把，人字梯一个",
    )  # fmt: skip
    come = writing.desk.get(Visitors).check_in(writing.people.receptionist, visit).result.visit
    form = writing.form
    form.kind.choose(ExitKind.TOOLS)
    form.who.start()
    writing.keys("hazs")
    form.who.company.query.emit("hazs")
    writing.key(ENTER)
    assert form.who.company.text() == "华安装饰" and of(writing, "carrier").text() == "王海"
    assert writing.lines == [("冲击钻", 2, "把", ""), ("人字梯", 1, "个", "")]
    draft = form.draft()
    assert draft.visit == come.id and draft.tenant is None and draft.plate == "粤B12345"
    writing.sealed()
    form.submit()
    assert writing.issued[0].visit == come.id and writing.issued[0].holder == "华安装饰"


def test_contractors_of_earlier_passes_are_offered_and_no_far_guess(writing: Writing) -> None:
    form = writing.form
    form.kind.choose(ExitKind.TOOLS)
    form.who.company.setText("宏图装饰")
    writing.line("电钻", "2", "把")
    writing.sealed()
    form.submit()
    assert writing.issued[0].holder == "宏图装饰"
    form.kind.choose(ExitKind.TOOLS)
    form.who.start()
    writing.keys("htzs")
    form.who.company.query.emit("htzs")
    assert [one.text for one in form.who.company._model._all] == ["宏图装饰"]
    writing.key(ENTER)
    assert form.who.company.text() == "宏图装饰" and form.who.tenant is None
    form.who.company.setText("jkj")  # inside a tenant's name by sound only
    form.who.company.query.emit("jkj")
    assert "宏图装饰" not in form.who.company.text() and form.who.tenant is None


# What is wrong, at its place


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ({"name": "椅子", "quantity": "-1"}, "quantity"),
        ({"name": "椅子", "quantity": "0"}, "quantity"),
        ({"name": "椅子", "quantity": "1e9"}, "quantity"),
        ({"name": "椅子", "quantity": "1000000000"}, "quantity"),
        ({"name": "椅子", "quantity": "70000"}, "quantity"),
        ({"name": "椅子", "quantity": "若干"}, "quantity"),
        ({"name": "", "quantity": "5"}, "name"),
        ({"name": "长" * 61, "quantity": "5"}, "name"),
        ({"name": "椅子", "serial": "X" * 41}, "serial"),
    ],
)
def test_a_bad_line_is_named_at_its_cell(writing: Writing, typed: dict[str, str], cell: str) -> None:
    writing.choose_tenant()
    writing.sealed()
    writing.line("桌子", "2", "张")
    bad = writing.line(**typed)
    before = bad.draft()
    writing.form.submit()
    settle()
    assert bad.problem and bad.cell(cell).property("problem") and bad.cell(cell).hasFocus()
    assert writing.form.lines.rows[0].problem == "" and writing.issued == []
    assert bad.draft() == before and writing.asked.questions == []
    bad.name.setText("椅子")
    bad.quantity.setText("五十")
    bad.serial.setText("")
    assert bad.problem == "" and not bad.cell(cell).property("problem")
    writing.form.submit()
    assert writing.issued[0].lines[1].quantity == 50


def test_each_problem_stands_at_its_field_and_nothing_is_lost(writing: Writing) -> None:
    form = writing.form
    form.kind.choose(ExitKind.RETURNABLE)
    writing.choose_tenant()
    writing.line("投影仪", "1", "台")
    form.who.main.restore({"plate": "胡说", "carrier_phone": "12", "due": "2026-11-01"})
    form.who.extra.restore({"day": "2026-11-22", "until": "2026-11-20"})
    draft = form.draft()
    form.submit()
    settle()
    main = {name for name in form.who.main.draft() if form.who.main.problem_of(name)}
    extra = {name for name in form.who.extra.draft() if form.who.extra.problem_of(name)}
    assert main == {"plate", "carrier_phone", "due"} and {"day"} <= extra <= {"day", "until"}
    assert form.signing.who.problem_of("signatory") and form.who.more.heading.isChecked()
    assert focus() is of(writing, "carrier_phone") and form.draft() == draft and writing.issued == []


def test_what_is_no_day_is_said_before_anything_is_sent(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("椅子")
    writing.sealed()
    writing.form.who.more.set_open(True)
    writing.form.who.until.setText("下周")
    writing.form.submit()
    assert writing.form.who.extra.problem_of("until") and writing.issued == []
    assert writing.form.who.until.text() == "下周"


def test_no_tenant_no_lines_no_signature(writing: Writing) -> None:
    of(writing, "remark").setText("急")
    writing.form.submit()
    form = writing.form
    assert form.who.main.problem_of("holder") and form.lines._problem.isVisible()
    assert form.signing.who.problem_of("signatory") and form.who.holder.hasFocus()
    form.kind.choose(ExitKind.TOOLS)
    form.submit()
    assert form.who.main.problem_of("company") and form.who.company.hasFocus()


def test_every_wrong_quantity_is_said_at_once(writing: Writing) -> None:
    writing.choose_tenant()
    writing.sealed()
    for quantity in ("1e9", "-1", "70000", "9" * 13):
        writing.line("椅子", quantity)
    writing.form.submit()
    rows = writing.form.lines.rows[:4]
    assert all(one.problem for one in rows) and len(rows[3].quantity.text()) == MOST_DIGITS


def test_a_kind_that_is_clicked_gives_the_keyboard_to_the_tenant(writing: Writing) -> None:
    form = writing.form
    form.lines.rows[0].name.setFocus()
    form.kind._buttons[3].click()
    assert form.kind.value is ExitKind.RETURNABLE and form.who.holder.hasFocus()
    writing.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert form.kind.value is ExitKind.TOOLS and form.who.company.hasFocus()
    assert not of(writing, "carrier").placeholderText()
    writing.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert form.kind.value is ExitKind.GOODS and of(writing, "carrier").placeholderText() == "Advised"


def test_another_year_is_said(writing: Writing) -> None:
    writing.form.who.extra.restore({"day": "2026-12-30", "until": "2027-01-02"})
    assert writing.form.who.more.heading.text().startswith("30 Dec – 2 Jan 2027")
