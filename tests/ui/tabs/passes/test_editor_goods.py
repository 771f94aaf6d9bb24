"""The goods in the form: kinds proposed, few keys, serial numbers advised, findings that open what they name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk_app.services.core.findings import Finding, Weight
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.records import GoodsKind, SignatoryDraft
from desk_app.services.passes.records import LineDraft, Template
from desk_app.ui.widgets.findings_view import FindingRow
from desk_app.ui.widgets.picker import Suggestion
from tests.services.blobs.test_pictures import picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.conftest import CTRL, Writing

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
ALT = Qt.KeyboardModifier.AltModifier
K = GoodsKind


def focus() -> QWidget | None:
    return QApplication.focusWidget()


def signer(writing: Writing, *kinds: GoodsKind) -> int:
    """Somebody of the tenant in 1205 who may sign for these kinds only."""
    people = writing.desk.get(TenantPeople)
    draft = SignatoryDraft("陈有限", kinds=kinds)
    return people.add_signatory(writing.people.supervisor, writing.tenant("云帆"), draft, picture()).result


# Few keys


def test_three_lines_of_a_known_tenant_take_few_keys(writing: Writing) -> None:
    form, keys = writing.form, 0

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        keys += 1
        writing.key(key, modifiers)

    writing.keys("yf")
    form.who.holder._rest.stop()
    form.who.holder.query.emit("yf")
    press(ENTER)
    form.signing.signatory.setCurrentText("陈静")  # of two who may sign; an only one is proposed
    press(Qt.Key.Key_G, ALT)
    for line in ("会议桌 3张", "办公椅 十二把", "纸箱 5箱"):
        assert focus() is form.lines.rows[-1].name
        writing.keys(line)
        press(ENTER)
    press(ENTER)  # the empty line
    assert focus() is form.signing.signature, "who signed is known already"
    press(SPACE)
    press(ENTER, CTRL)
    (made,) = writing.issued
    assert [(one.name, one.quantity, one.unit) for one in made.lines] == [
        ("会议桌", 3, "张"), ("办公椅", 12, "把"), ("纸箱", 5, "箱"),
    ]  # fmt: skip
    assert keys == 8


@pytest.mark.parametrize(
    ("name", "quantity", "stops"),
    [
        ("会议桌", "3", ["quantity", "unit", "next"]),
        ("会议桌", "3张", ["quantity", "next"]),
        ("会议桌 3张", "", ["next"]),
        ("显示器 20 台", "", ["serial", "next"]),
        ("显示器", "20台", ["quantity", "serial", "next"]),
        ("iPhone 15", "2部", ["quantity", "next"]),
    ],
)
def test_enter_stops_where_something_is_to_be_said(
    writing: Writing, name: str, quantity: str, stops: list[str]
) -> None:
    row = writing.row
    row.name.setFocus()
    writing.keys(name)
    for stop in stops:
        writing.key(ENTER)
        if stop == "next":
            assert focus() is writing.form.lines.rows[1].name
            break
        assert focus() is row.cell(stop)
        if stop == "quantity":
            writing.keys(quantity)
        if stop == "unit":
            writing.keys("张")
    assert (row.draft().name, row.draft().quantity) != ("", 0)


def test_one_enter_takes_the_unit_and_goes_on(writing: Writing) -> None:
    row = writing.line("会议桌", "3", "")
    row.unit.setFocus()
    row.unit.take(Suggestion("张", "张"))  # as Enter on the open list does
    settle()
    assert row.unit.text() == "张" and focus() is writing.form.lines.rows[1].name


# Kinds


def test_kinds_are_told_from_names_and_stay_as_she_left_them(writing: Writing) -> None:
    goods = writing.form.who.goods
    writing.line("会议桌")
    writing.line("笔记本电脑")
    assert goods.value == (K.FURNITURE, K.COMPUTERS)
    chips = dict(zip(K, goods._buttons, strict=True))
    chips[K.FURNITURE].click()
    chips[K.OTHER].click()
    writing.line("椅子")
    assert goods.value == (K.COMPUTERS, K.OTHER), "clicked away stays away"
    writing.form.lines._delete(writing.form.lines.rows[1])
    assert goods.value == (K.OTHER,), "what only the line told goes with it"
    writing.form.start()
    writing.line("会议桌")
    assert goods.value == (K.FURNITURE,), "a new pass begins anew"


def test_what_a_signature_does_not_cover_is_said_at_the_kinds(writing: Writing) -> None:
    form, limited = writing.form, signer(writing, K.FURNITURE)
    note = form.who._goods_note
    writing.choose_tenant()
    form.signing.signatory.choose(limited)
    writing.line("绿植")
    writing.rest()
    assert "绿植" in note.text() and note.isVisible(), "asked for, as no word tells it"
    writing.line("显示器")
    form.signing.signature.setChecked(True)
    writing.rest()
    assert note.text() == "Not to be signed for by 陈有限: Computers"
    assert "Supervisor" in form.save.text()
    form.signing.sealed.setChecked(True)
    writing.rest()
    assert not note.isVisible()


# Serial numbers


def test_a_serial_number_is_advised_not_asked_for(writing: Writing) -> None:
    row = writing.line("显示器", "2", "台")
    assert row.serial.placeholderText() == "Advised"
    row.name.setText("会议桌")
    assert row.serial.placeholderText() == ""
    writing.choose_tenant()
    row.name.setText("显示器")
    writing.sealed()
    writing.form.submit()
    assert writing.issued


def test_the_same_serial_twice_is_said_at_the_cell(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("显示器", "1", "台", "SN-1")
    second = writing.line("显示器", "1", "台", "sn-1")
    writing.sealed()
    writing.form.submit()
    assert second.problem == "Line 1 has this serial number already." and focus() is second.serial


# Where it came from, and what is behind a finding


def test_the_template_is_in_the_draft(writing: Writing) -> None:
    template = Template(77, "周五", writing.form.draft().kind, None, (K.COMPUTERS,), (LineDraft("网线", 2),))
    writing.form.earlier.template_chosen.emit(template)
    assert writing.form.draft().template == 77
    assert set(writing.form.who.goods.value) == {K.COMPUTERS, K.MATERIALS}
    writing.form.start()
    assert writing.form.draft().template is None and not writing.form.dirty


def test_a_finding_opens_what_it_names_and_the_draft_stays(writing: Writing) -> None:
    form = writing.form
    writing.line("显示器")
    form._judged(
        [Finding(Weight.WARNING, "Owed.", kind="exit_pass", record=5), Finding(Weight.WARNING, "Plain.")]
    )
    rows: list[FindingRow] = form.findings.rows
    assert [len(one.findChildren(QPushButton)) for one in rows] == [1, 0]
    link = rows[0].link
    assert isinstance(link, QPushButton)
    link.click()
    assert writing.asked.questions == [("open", "exit_pass 5")]
    assert writing.lines == [("显示器", 1, "件", "")]


def test_a_visit_that_is_none_is_said_at_the_contractor(writing: Writing) -> None:
    form = writing.form
    form.kind.choose(form.kind._items[2][0])
    form.who.company.setText("宏图装饰")
    writing.line("电钻")
    writing.sealed()
    form.who._visit = 4711
    form.submit()
    assert "not on record" in form.who.main.problem_of("company")
