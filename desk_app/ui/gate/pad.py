"""Keys on the screen for a finger in a glove. What is tapped is only told: the keyboard stays where it was.

`Pad` is the bare grid; `QuantityDialog` asks for the count of one line. A PIN (`supervisor`) and a plate (`real_plate`)
are typed on one too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from desk_app.services.core.words import N_
from desk_app.services.passes.records import ExitLine
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.i18n import say, tr
from desk_app.ui.icons import icon
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.fit_text import FitText
from desk_app.ui.widgets.parts import Label, column, row

KEY = 72
"""Pixels of a key, at least."""
BACK, DONE, GAP = "<", "=", " "
DIGITS = ("123", "456", "789")
_GAP_PX = 8


class Pad(QWidget):
    """`rows` of keys, a character each: itself, or BACK, DONE, GAP. `pressed` tells which; `width` is a key's least."""

    pressed = Signal(str)

    def __init__(self, rows: Sequence[str], width: int = KEY) -> None:
        super().__init__()
        self.keys: dict[str, BigButton] = {}
        grid = QGridLayout()
        grid.setSpacing(_GAP_PX)
        grid.setContentsMargins(0, 0, 0, 0)
        for line, letters in enumerate(rows):
            for place, letter in enumerate(letters):
                if letter != GAP:
                    grid.addWidget(self._key(letter, width), line, place)
        self.setLayout(grid)

    def _key(self, letter: str, width: int) -> BigButton:
        made = self.keys[letter] = BigButton()
        made.setProperty("pad", "true")
        made.setMinimumSize(width, KEY)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _=False: self.pressed.emit(letter))
        if letter == BACK:
            made.setIcon(icon("arrow-left", "text"))
            made.setIconSize(QSize(30, 30))
            say(made, N_("Delete the last one"), "setAccessibleName")
        elif letter == DONE:
            made.setProperty("kind", "gate-main")
            say(made, N_("OK", "gate"))
        else:
            made.setText(letter)
        return made


def type_into(field: QLineEdit, key: str) -> None:
    """A key of a pad, into a field."""
    if key == BACK:
        field.backspace()
    else:
        field.insert(key)


class QuantityDialog(Dialog):
    """How many of one line: by pad, by keyboard, all or none. `count` holds once it was accepted."""

    def __init__(self, line: ExitLine, most: int, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._most, self._unit = most, line.unit
        self.count = count
        self._fresh = True
        """The first digit begins a new number."""
        self.setProperty("role", "gate-ask")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say(self, N_("How many?"), "setWindowTitle")
        self.name = Label(line.name)
        self.name.setProperty("role", "gate-next")
        self.name.setWordWrap(True)
        self.figure = FitText(40, 96)
        self.of = Label()
        self.of.setProperty("role", "gate-until")
        self.note = Label()
        self.note.setProperty("role", "gate-until")
        self.note.setWordWrap(True)
        self.pad = Pad((*DIGITS, f"{BACK}0{DONE}"), 88)
        self.pad.pressed.connect(self.press)
        self._build()
        self._tell()
        self.setFocus()

    def _build(self) -> None:
        self.all, self.none, self.back = BigButton(), BigButton(), BigButton()
        say(self.all, N_("All {n}", "gate"), n=self._most)
        say(self.none, N_("None", "gate"))
        say(self.back, N_("Back (Esc)"))
        self.all.clicked.connect(lambda: self._put(self._most))
        self.none.clicked.connect(lambda: self._put(0))
        self.back.clicked.connect(self.reject)
        for one in (self.all, self.none, self.back):
            one.setAutoDefault(False)
            one.setMinimumHeight(KEY)
        self.figure.setMinimumHeight(110)
        said = column(self.name, self.figure, self.of, self.note, None, spacing=6)
        left = column(said, row(self.all, self.none, spacing=8), self.back, spacing=8)
        left.setStretch(0, 1)
        across = row(left, self.pad, spacing=24, margins=20)
        across.setStretch(0, 1)
        self.setLayout(across)
        self.setMinimumWidth(660)

    def press(self, key: str) -> None:
        """A key of the pad."""
        if key == DONE:
            self.accept()
        elif key == BACK:
            self._put(self.count // 10, fresh=False)
        else:
            self._put((0 if self._fresh else self.count * 10) + int(key), fresh=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Backspace, Enter; Escape leaves it as it was."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.accept()
        elif len(text) == 1 and text in "0123456789":
            self.press(text)
        elif key == Qt.Key.Key_Backspace:
            self.press(BACK)
        else:
            super().keyPressEvent(event)

    def _put(self, count: int, *, fresh: bool = True) -> None:
        cut = count > self._most
        self.count, self._fresh = min(count, self._most), fresh or cut
        self._tell(cut)

    def _tell(self, cut: bool = False) -> None:
        self.figure.show_text(str(self.count), "warning" if self.count < self._most else "text")
        self.of.setText(tr(N_("of {n} {unit}", "gate"), n=self._most, unit=self._unit).strip())
        self.note.setText(tr(N_("There are no more than {n}."), n=self._most) if cut else "")
        self.setAccessibleName(f"{self.name.text()} {self.count}/{self._most}")
