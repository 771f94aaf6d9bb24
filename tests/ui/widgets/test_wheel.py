import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desk_app.ui.widgets.choice import Choice, ComboBox
from desk_app.ui.widgets.number_field import NumberField

PACKAGE = Path(__file__).resolve().parents[3] / "desk_app" / "ui"


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_is_left_to_the_page(qtbot, focused: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice, number = Choice([(1, "A"), (2, "B"), (3, "C")]), NumberField(1, 9)
    layout = QVBoxLayout(window)
    layout.addWidget(choice)
    layout.addWidget(number)
    window.show()
    number.setValue(5)
    for field in (choice, number):
        if focused:
            field.setFocus()
        spot, none = QPointF(field.rect().center()), Qt.KeyboardModifier.NoModifier
        turn = QWheelEvent(
            spot,
            spot,
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            none,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turn)
        assert not turn.isAccepted(), "what is not taken goes to the page around it"
    assert (choice.value, number.value()) == (1, 5)
    qtbot.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == 6


def test_no_page_has_a_field_that_turns_with_the_wheel() -> None:
    bare = re.compile(r"\b(QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QTimeEdit|QDateTimeEdit)\(\w*\)(?!:)")
    users = [path.name for path in PACKAGE.rglob("*.py") if bare.search(path.read_text(encoding="utf-8"))]
    assert users == []
    assert ComboBox().focusPolicy() is Qt.FocusPolicy.StrongFocus
