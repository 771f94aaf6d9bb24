from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk_app.ui.widgets.picker import Picker, Suggestion

HUA, HENG = Suggestion(1, "华信科技", "1203"), Suggestion(2, "恒鑫贸易", "0807")


@pytest.fixture
def picker(qtbot) -> Iterator[Picker]:
    window, made = QWidget(), Picker()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(made)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def typed(picker: Picker, qtbot, text: str) -> None:
    with qtbot.waitSignal(picker.query) as asked:
        qtbot.keyClicks(picker, text)
    assert asked.args == [picker.text()]


def test_one_question_for_a_burst_of_keys(picker: Picker, qtbot) -> None:
    asked: list[str] = []
    picker.query.connect(asked.append)
    typed(picker, qtbot, "huax")
    assert asked == ["huax"]


def test_enter_takes_the_first_and_arrows_another(picker: Picker, qtbot) -> None:
    typed(picker, qtbot, "hx")
    picker.offer("hx", [HUA, HENG])
    assert picker.takes_enter
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert chosen.args == [HUA]
    assert (picker.choice, picker.text(), picker.takes_enter) == (HUA, "华信科技", False)
    picker.clear()
    typed(picker, qtbot, "hx")
    picker.offer("hx", [HUA, HENG])
    assert picker._list.currentIndex().row() == 0, "what Enter takes is marked"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(picker._list, key)
    assert picker.choice == HENG
    assert picker.text() == "恒鑫贸易"


def test_the_list_leaves_the_field_free(picker: Picker, qtbot) -> None:
    typed(picker, qtbot, "hx")
    picker.offer("hx", [HUA, HENG])
    foot = picker.mapToGlobal(picker.rect().bottomLeft())
    assert (picker._list.x(), picker._list.y()) == (foot.x(), foot.y() + 2)
    assert picker._list.width() == picker.width()


def test_tab_leaves_free_text_as_typed(picker: Picker, qtbot) -> None:
    picker.window().layout().addWidget(QLineEdit())
    typed(picker, qtbot, "hx")
    picker.offer("hx", [HUA, HENG])
    qtbot.keyClick(picker._list, Qt.Key.Key_Tab)
    assert (picker.choice, picker.text()) == (None, "hx")


def test_a_late_answer_is_dropped(picker: Picker, qtbot) -> None:
    typed(picker, qtbot, "h")
    qtbot.keyClicks(picker, "x")
    picker.offer("h", [HUA])
    assert not picker.takes_enter
    picker.offer("hx", [HENG])
    picker.offer("hx", [])
    assert not picker.takes_enter


def test_escape_leaves_free_text(picker: Picker, qtbot) -> None:
    typed(picker, qtbot, "hx")
    picker.offer("hx", [HUA])
    qtbot.keyClick(picker._list, Qt.Key.Key_Escape)
    assert (picker.takes_enter, picker.choice, picker.text()) == (False, None, "hx")


def test_editing_after_a_choice_makes_it_free_again(picker: Picker, qtbot) -> None:
    picker.take(HUA)
    assert picker.draft() == (1, "华信科技")
    typed(picker, qtbot, "x")
    assert picker.draft() == (None, "华信科技x")


def test_a_draft_comes_back(picker: Picker) -> None:
    picker.set_draft((2, "恒鑫贸易"))
    assert picker.choice.value == 2
    picker.set_draft((None, "somebody"))
    assert (picker.choice, picker.text()) == (None, "somebody")
    picker.set_draft(None)
    assert picker.draft() == (None, "")


def test_nothing_pops_up_after_the_field_was_left(picker: Picker, qtbot) -> None:
    typed(picker, qtbot, "hx")
    picker.clearFocus()
    picker.offer("hx", [HUA])
    assert not picker.takes_enter


def test_what_stands_below_makes_a_second_line(picker: Picker, qtbot) -> None:
    two = Suggestion(3, "张伟明", "138****5678", "华信科技")
    typed(picker, qtbot, "zh")
    picker.offer("zh", [HUA, two])
    assert picker._list.sizeHintForRow(1) > picker._list.sizeHintForRow(0) > 0
    said = picker._model.data(picker._model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "张伟明 138****5678 华信科技"
