import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import CHINESE, N_, Words
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.field_value import changed_signal, read, write
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.picker import Picker

CTRL = Qt.KeyboardModifier.ControlModifier
SHORT = UserError(N_("{n} digits are missing."), n=1)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form(columns=2)
    qtbot.addWidget(made)
    made.add("name", N_("Name"), QLineEdit(), required=True, span=2)
    made.add("phone", N_("Phone"), QLineEdit(), hint=N_("11 digits"))
    made.add("known", N_("Known"), QCheckBox(), initial=True)
    made.add("party", N_("Party"), QSpinBox(), initial=1)
    purpose = QComboBox()
    for key in ("meeting", "delivery"):
        purpose.addItem(key.title(), key)
    made.add("purpose", N_("Purpose"), purpose)
    made.add("host", N_("Host"), Picker())
    made.add("remark", N_("Remark"), QPlainTextEdit(), span=2)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_draft_goes_out_and_comes_back(form: Form) -> None:
    empty = form.draft()
    assert not form.dirty
    draft = {
        "name": "张三",
        "phone": "138",
        "known": False,
        "party": 4,
        "purpose": "delivery",
        "host": (7, "华信"),
        "remark": "a\nb",
    }
    form.restore({**draft, "field of another version": 1})
    assert form.draft() == draft
    assert form.dirty
    form.reset()
    assert form.draft() == empty
    assert not form.dirty
    form.reset(draft)
    assert not form.dirty
    assert form.draft() == draft


def test_dirty_is_told_both_ways(form: Form) -> None:
    told: list[bool] = []
    form.dirty_changed.connect(told.append)
    name = form.field("name")
    name.setText("张")
    name.setText("张三")
    name.setText("")
    assert told == [True, False]


def test_problems_stand_beside_their_fields_until_mended(form: Form) -> None:
    assert form.show_problems(InvalidInput({"phone": SHORT, "name": UserError(N_("A name is needed."))}))
    assert form.problem_of("phone") == "1 digits are missing."
    assert form.field("name").hasFocus()
    assert form.field("phone").accessibleDescription() == "1 digits are missing."
    speaker.use(Words(CHINESE, {("", "{n} digits are missing."): "少 {n} 位。"}))
    assert form.problem_of("phone") == "少 1 位。"
    form.field("phone").setText("1")
    assert form.problem_of("phone") == ""
    assert form.problem_of("name") != ""
    form.clear_problems()
    assert form.problem_of("name") == ""


def test_a_problem_without_a_field_is_not_swallowed(form: Form) -> None:
    assert not form.show_problems(InvalidInput({"badge": SHORT}))


def test_enter_moves_on_and_ctrl_enter_saves(form: Form, qtbot) -> None:
    saved: list[bool] = []
    form.submitted.connect(lambda: saved.append(True))
    form.field("name").setFocus()
    qtbot.keyClick(form.field("name"), Qt.Key.Key_Return)
    assert form.field("phone").hasFocus()
    remark = form.field("remark")
    remark.setFocus()
    qtbot.keyClick(remark, Qt.Key.Key_Return)
    assert remark.toPlainText() == "\n"
    qtbot.keyClick(remark, Qt.Key.Key_Return, CTRL)
    assert saved == [True]


def test_fields_have_names_for_those_who_cannot_see_them(form: Form) -> None:
    assert form.field("phone").accessibleName() == "Phone"
    form.show_field("phone", False)
    assert not form.field("phone").isVisible()


def test_rubbish_is_taken_as_typed(form: Form) -> None:
    for rubbish in ("=cmd|' /C calc'!A0", "<b>x</b>", "x" * 10_000, "\u202eabc", "'; DROP TABLE--"):
        form.field("name").setText(rubbish)
        assert form.draft()["name"] == rubbish
    form.show_problems(InvalidInput({"name": UserError(N_("{text} is no name."), text="<b>x</b>")}))
    assert form.problem_of("name") == "<b>x</b> is no name."


def test_a_widget_without_a_value_is_a_bug(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for touch in (read, changed_signal, lambda w: write(w, 1)):
        with pytest.raises(TypeError):
            touch(widget)
