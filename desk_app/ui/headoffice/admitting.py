"""Admitting a desk: its digits as the desk reads them out, or its card brought by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.ui.i18n import say, speaker
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.services.sync.cards import DeskCard
    from desk_app.ui.headoffice.rounds import OfficeRounds

_WIDTH = 540


class AdmitDialog(Dialog):
    """The digits are not in sight while they are to be typed: they must come from the desk."""

    def __init__(self, rounds: OfficeRounds, card: DeskCard, raw: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self._rounds, self._card, self._raw = rounds, card, raw
        say(self, N_("Admit a desk", "head office"), "setWindowTitle")
        who = said_label(plain(f"{card.building} · {card.code} · {card.party}"), "heading", wrap=True)
        self.banner, self.form = Banner(), Form(enter_submits=True)
        self.typed, self.brought, self.replaces = QLineEdit(), QCheckBox(), QCheckBox()
        say(self.brought, N_("I brought the file from that PC myself"))
        say(self.replaces, N_("This PC took the place of the one before"))
        self.digits = Label(role="title")
        self.digits.hide()
        hint = N_("30 digits, on that PC under “Sync”. Call a number that you know.")
        self.form.add("fingerprint", N_("Digits, as the desk reads them out"), self.typed, hint=hint)
        self.form.add("brought", N_("Or without the phone"), self.brought)
        self.form.add("replaces", N_("Place"), self.replaces)
        self.form.show_field("replaces", False)
        self.sure = button(N_("Admit", "head office"), self.send, kind="primary")
        foot = row(button(N_("Cancel"), self.reject), None, self.sure)
        title = said_label(N_("Admit a desk", "head office"), "title")
        self.setLayout(column(title, who, self.banner, self.form, self.digits, foot, spacing=16, margins=24))
        self.setMinimumWidth(_WIDTH)
        self.form.submitted.connect(self.send)
        self.brought.toggled.connect(self._by_hand)
        self.typed.setFocus()

    def _by_hand(self, brought: bool) -> None:
        self.typed.setEnabled(not brought)
        self.digits.setVisible(brought)
        self.digits.setText(self._card.fingerprint if brought else "")
        self.fit_texts()

    def send(self) -> None:
        """Admit it."""
        typed = None if self.brought.isChecked() else self.typed.text().strip()
        if typed == "":
            missing = UserError(N_("Type the digits, or tick that you brought the file yourself."))
            self.form.show_problems(InvalidInput({"fingerprint": missing}))
            self.fit_texts()
            return
        self.banner.hide()
        self.sure.setEnabled(False)
        raw, replaces = self._raw, self.replaces.isChecked()
        self._rounds.do(
            lambda office: office.admit(raw, typed, replaces),
            lambda _: self.accept(),
            self._refused,
            owner=self,
        )

    def _refused(self, error: Exception) -> None:
        from desk_app.services.headoffice.desks import Replaces

        self.sure.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        if isinstance(error, Replaces):
            self.form.show_field("replaces", True)
        self.banner.tell(plain(error.say(speaker.words)), "warning")
        self.fit_texts()
