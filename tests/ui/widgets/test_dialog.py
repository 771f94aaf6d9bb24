import re
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desk_app.ui.widgets.dialog import Dialog

PACKAGE = Path(__file__).resolve().parents[3] / "desk_app" / "ui"


def test_a_dialog_opens_in_the_middle_and_keeps_its_place(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    window.setGeometry(screen.left() + 60, screen.top() + 40, 500, 400)
    window.show()
    dialog = Dialog(window)
    dialog.resize(200, 120)
    dialog.open()
    assert (dialog.geometry().center() - window.frameGeometry().center()).manhattanLength() <= 8, (
        "but for the frame"
    )
    dialog.move(screen.topLeft() + QPoint(5, 5))
    dialog.hide()
    dialog.show()
    assert dialog.pos() == screen.topLeft() + QPoint(5, 5)


def test_a_dialog_stays_on_the_screen(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    window.setGeometry(screen.right() - 80, screen.bottom() - 60, 300, 300)
    window.show()
    dialog = Dialog(window)
    dialog.resize(300, 200)
    dialog.open()
    assert screen.adjusted(-4, -4, 4, 4).contains(dialog.geometry()), "but for the frame"
    dialog.close()


def test_every_dialog_is_one_that_opens_in_the_middle() -> None:
    bare = re.compile(r"^class \w+\(QDialog\)", re.MULTILINE)
    users = [path.name for path in PACKAGE.rglob("*.py") if bare.search(path.read_text(encoding="utf-8"))]
    assert users == ["dialog.py"]
