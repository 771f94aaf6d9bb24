import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk_app.services.core.words import CHINESE, N_, Words, plain
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.toast import Toasts

CTRL = Qt.KeyboardModifier.ControlModifier


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.toasts = Toasts(self)
        self.undone: list[str] = []


@pytest.fixture
def window(qtbot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def left(window: Window, name: str, **options) -> None:
    window.toasts.show(
        N_("{name} left"), undo=lambda: window.undone.append(name), name=plain(name), **options
    )


def test_ctrl_z_undoes_once(window: Window, qtbot) -> None:
    left(window, "a{b}")
    assert window.toasts.toast.text.text() == "a{b} left"
    assert window.rect().contains(window.toasts.toast.geometry())
    for _ in range(2):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert window.undone == ["a{b}"]
    assert not window.toasts.toast.isVisible()


def test_a_field_with_something_to_undo_goes_first(window: Window, qtbot) -> None:
    left(window, "A")
    window.field.setFocus()
    qtbot.keyClicks(window.field, "x")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert (window.field.text(), window.undone) == ("", [])


def test_the_button_is_reached_by_f6_and_time_stands_still_there(window: Window, qtbot) -> None:
    left(window, "A", seconds=0.3)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F6)
    assert window.toasts.toast.undo.hasFocus()
    for _ in range(10):
        window.toasts._tick()
    assert window.toasts.toast.isVisible()
    qtbot.keyClick(window.toasts.toast.undo, Qt.Key.Key_Space)
    assert window.undone == ["A"]


def test_it_goes_by_itself_and_then_nothing_is_undone(window: Window, qtbot) -> None:
    left(window, "A", seconds=0.2)
    qtbot.waitUntil(lambda: not window.toasts.toast.isVisible())
    window.toasts.undo()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert window.undone == []


def test_the_newest_counts_and_speaks_the_language(window: Window) -> None:
    left(window, "A")
    left(window, "B")
    speaker.use(Words(CHINESE, {("", "{name} left"): "{name} 已离开"}))
    assert window.toasts.toast.text.text() == "B 已离开"
    window.toasts.undo()
    assert window.undone == ["B"]
    window.toasts.show(N_("Saved"))
    assert window.toasts.toast.undo.isHidden()


def test_it_stays_inside_a_window_that_shrinks(window: Window) -> None:
    left(window, "A" * 40)
    window.resize(420, 200)
    assert window.rect().contains(window.toasts.toast.geometry())


def test_while_nobody_is_there_only_a_warning_waits(window: Window) -> None:
    toasts, shown = window.toasts, window.toasts.toast
    left(window, "A")
    toasts.pause()
    left(window, "B")
    assert not shown.isVisible()
    toasts.warn(N_("No paper."), {}, action=N_("Show"), on=lambda: None)
    assert not shown.isVisible()
    toasts.resume()
    assert (shown.isVisible(), shown.text.text()) == (True, "No paper.")
    toasts.close()
    toasts.resume()
    assert not shown.isVisible()


def test_escape_closes_it_and_what_was_done_stays_done(window: Window, qtbot) -> None:
    left(window, "A")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.toasts.toast.isVisible() and window.undone == []


def test_escape_in_the_toast_goes_back_to_the_field(window: Window, qtbot) -> None:
    window.field.setFocus()
    left(window, "A")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F6)
    assert window.toasts.toast.undo.hasFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert window.field.hasFocus() and not window.toasts.toast.isVisible()
