"""A real window for the scanner story: prints what was scanned, what the field holds and what was pressed."""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desk_app.ui.scan import ScanListener


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    app = QApplication(sys.argv)
    window, field, button = QWidget(), QLineEdit("before"), QPushButton("Save")
    window.setWindowTitle("scanner story")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(button)
    button.setShortcut("3")
    button.clicked.connect(lambda: say(pressed=True))
    field.textEdited.connect(lambda text: say(field=text))
    listener = ScanListener()
    listener.watch(app)
    listener.scanned.connect(lambda code: say(scanned=code, field_now=field.text()))
    window.show()
    field.setFocus()
    app.focusWindowChanged.connect(lambda focus: focus and say(ready=True))
    QTimer.singleShot(60_000, app.quit)
    app.exec()


if __name__ == "__main__":
    main()
