"""The borrower signs on the screen, with mouse, finger or pen; or on paper, then nothing is kept here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.signature_pad import SignaturePad

_WIDTH, _HEIGHT = 560, 220


class SignDialog(Dialog):
    """`png` holds the signature after `accepted`."""

    def __init__(self, parent: QWidget, said: str) -> None:
        """`said`: what is signed for, in the reader's language."""
        super().__init__(parent)
        self.png = b""
        title = N_("The borrower signs here")
        say(self, title, "setWindowTitle")
        self.pad = SignaturePad()
        self.pad.setMinimumSize(_WIDTH, _HEIGHT)
        self.take = button(N_("Take the signature"), self._take, kind="primary", icon="check")
        self.take.setEnabled(False)
        self.pad.changed.connect(lambda: self.take.setEnabled(not self.pad.is_empty))
        clear = button(N_("Clear", "signature"), self.pad.clear, kind="quiet")
        foot = row(clear, None, button(N_("Cancel"), self.reject), self.take)
        about = said_label(N_("Signed for: {what}"), "muted", wrap=True, what=said)
        self.setLayout(column(said_label(title, "title"), about, self.pad, foot, spacing=16, margins=24))

    def _take(self) -> None:
        self.png = self.pad.png()
        self.accept()
