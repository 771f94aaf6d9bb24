from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desk_app.ui.widgets.number_field import NumberField


def wheel(field: NumberField) -> None:
    middle, none = QPointF(field.rect().center()), Qt.KeyboardModifier.NoModifier
    turn = QPoint(0, 120)
    event = QWheelEvent(
        middle, middle, QPoint(), turn, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(field, event)


def test_a_page_scrolled_past_changes_no_number(qtbot) -> None:
    field = NumberField(1, 9)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.clearFocus()
    wheel(field)
    assert field.value() == 1
    field.setFocus()
    wheel(field)
    assert field.value() == 2
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 3
