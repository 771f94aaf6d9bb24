"""Why the goods stay: seven large reasons, one press each; “other” asks for a few words. A slip is undone, not asked about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy

from desk_app.services.core.words import N_
from desk_app.services.passes.records import REFUSAL_NAMES, RefusalReason
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.parts import column, row, said_label

LONGEST = 200
_HIGHEST = 120


class RefuseSheet(QFrame):
    """`begin` before it is shown; `chosen` carries the reason and the words."""

    chosen = Signal(object, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = said_label(N_("Why does it stay here?"))
        title.setProperty("role", "gate-title")
        self.buttons = {reason: self._button(reason) for reason in RefusalReason}
        self.words = QLineEdit()
        self.words.setProperty("role", "gate-number")
        self.words.setMaxLength(LONGEST)
        self.words.returnPressed.connect(self._said)
        say(self.words, N_("In a few words"), "setPlaceholderText")
        say(self.words, N_("In a few words"), "setAccessibleName")
        self.back, self.done = BigButton(), BigButton()
        say(self.back, N_("Back (Esc)"))
        say(self.done, N_("Refuse (Enter)"))
        self.done.setProperty("kind", "gate-main")
        self.back.clicked.connect(lambda: self.closed.emit())
        self.done.clicked.connect(self._said)
        self._build(title)
        speaker.language_changed.connect(self._retell)

    def _build(self, title: QFrame) -> None:
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, made in enumerate(self.buttons.values()):
            grid.addWidget(made, place // 2, place % 2)
        words = row(self.words, self.done, spacing=10)
        words.setStretch(0, 1)
        grid.addLayout(words, 4, 0, 1, 2)
        head = row(title, None, self.back)
        inside = column(head, grid, spacing=12)
        inside.setStretch(1, 1)
        inside.setContentsMargins(20, 14, 20, 14)
        self.setLayout(inside)

    def _button(self, reason: RefusalReason) -> BigButton:
        made = BigButton()
        made.setProperty("align", "left")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setMaximumHeight(_HIGHEST)
        made.clicked.connect(lambda _=False: self.choose(reason))
        return made

    def begin(self) -> None:
        """Nothing is written yet."""
        self.words.clear()
        self._show_words(False)
        self._retell()

    def choose(self, reason: RefusalReason) -> None:
        """This reason; other: first some words."""
        if reason is RefusalReason.OTHER and not self.words.text().strip():
            self._show_words(True)
            self.words.setFocus()
            return
        self.chosen.emit(reason, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 7."""
        reasons = list(RefusalReason)
        if event.text() in tuple("1234567") and event.text() and not event.isAutoRepeat():
            self.choose(reasons[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)

    def _said(self) -> None:
        words = " ".join(self.words.text().split())
        if words:
            self.chosen.emit(RefusalReason.OTHER, words)

    def _show_words(self, shown: bool) -> None:
        self.words.setVisible(shown)
        self.done.setVisible(shown)

    def _retell(self, _language: str = "") -> None:
        for place, (reason, made) in enumerate(self.buttons.items(), 1):
            name = REFUSAL_NAMES[reason]
            made.setText(f"{place}   {tr(name)}")
