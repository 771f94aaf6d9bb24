"""Admitting a desk: its digits as the desk reads them out, or its card brought by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.ui.headoffice.dialogs import OfficeDialog
from desk_app.ui.i18n import say
from desk_app.ui.widgets.parts import Label, put

if TYPE_CHECKING:
    from desk_app.services.sync.cards import DeskCard
    from desk_app.ui.headoffice.rounds import OfficeRounds


class AdmitDialog(OfficeDialog):
    """The digits are not in sight while they are to be typed: they must come from the desk."""

    def __init__(
        self, rounds: OfficeRounds, card: DeskCard, raw: bytes, parent: QWidget, *, replaces: bool = False
    ) -> None:
        who = plain(f"{card.building} · {card.code} · {card.party}")
        title, sure = N_("Admit a desk", "head office"), N_("Admit", "head office")
        super().__init__(rounds, title, sure, parent, about=who)
        self._card, self._raw = card, raw
        self.typed, self.brought, self.replaces = QLineEdit(), QCheckBox(), QCheckBox()
        say(self.brought, N_("I brought the file from that PC myself"))
        say(self.replaces, N_("This PC took the place of the one before"))
        self.digits = Label(role="title")
        self.digits.hide()
        hint = N_("30 digits, on that PC under “Sync”. Call a number that you know.")
        self.form.add("fingerprint", N_("Digits, as the desk reads them out"), self.typed, hint=hint)
        self.form.add("brought", N_("Or without the phone"), self.brought)
        self.form.add("replaces", N_("Place"), self.replaces)
        self.form.show_field("replaces", replaces)
        put(self.below, self.digits)
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
            self.refused(InvalidInput({"fingerprint": missing}))
            return
        raw, replaces = self._raw, self.replaces.isChecked()
        self.do(lambda office: office.admit(raw, typed, replaces))

    def refused(self, error: Exception) -> None:
        """That a PC is replaced must be said."""
        from desk_app.services.headoffice.desks import Replaces

        if isinstance(error, Replaces):
            self.form.show_field("replaces", True)
        super().refused(error)
