"""The dialog of the passphrase that protects the keys of this PC: set it, change it, take it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.passphrase import MOST, check_passphrase
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.trust.protection import KeyProtection
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.tabs.supervisor.key_dialogs import VerbDialog
from desk_app.ui.widgets.parts import said_label
from desk_app.ui.widgets.secret_field import SecretField


class PassphraseDialog(VerbDialog):
    """Where one is set, it is asked for first."""

    def __init__(self, ctx: AppContext, protected: bool, parent: QWidget) -> None:
        super().__init__(ctx, N_("Passphrase of the keys"), N_("Save"), "primary", parent)
        self._protected = protected
        self.top.addWidget(
            said_label(
                N_(
                    "The program asks for it at every start, at the desk and at the gate. Write it down and lock it "
                    "away: nobody can find it out, and without it the keys do not open. An earlier copy of the folder "
                    "“secrets” opens as before: if it may be in wrong hands, renew the keys."
                ),
                wrap=True,
            )
        )
        self.present = SecretField(N_("Present passphrase"), MOST)
        self.remove = QCheckBox()
        say(self.remove, N_("Take the passphrase away: the keys lie unprotected"))
        self.new, self.again = (
            SecretField(N_("New passphrase"), MOST),
            SecretField(N_("The same again"), MOST),
        )
        self.form.add("present", N_("Present passphrase"), self.present)
        self.form.add("remove", N_("Protection"), self.remove)
        self.form.add(
            "passphrase",
            N_("New passphrase"),
            self.new,
            hint=N_("12 characters or more: four words that have nothing to do with each other are good."),
        )
        self.form.add("again", N_("The same again"), self.again)
        for name in ("present", "remove"):
            self.form.show_field(name, protected)
        self.remove.toggled.connect(self._choose)
        (self.present if protected else self.new).setFocus()

    def _choose(self, remove: bool) -> None:
        for name in ("passphrase", "again"):
            self.form.show_field(name, not remove)

    def verb(self) -> Callable[[Actor], Changes[None]]:
        """Do what was chosen. What was typed leaves the fields when the dialog goes."""
        care = self.ctx.services.get(KeyProtection)
        present = self.present.text()
        if self._protected and not present:
            raise InvalidInput({"present": UserError(N_("Type the present passphrase first."))})
        if self.remove.isChecked():
            return lambda by: care.unprotect(by, present)
        new = self.new.text()
        try:
            check_passphrase(new)
        except UserError as weak:
            raise InvalidInput({"passphrase": weak}) from None
        if new != self.again.text():
            different = UserError(N_("These were two different passphrases. Type the same one twice."))
            raise InvalidInput({"again": different})
        return lambda by: care.protect(by, new, present)

    def done(self, result: int) -> None:
        """Nothing typed stays behind."""
        for field in (self.present, self.new, self.again):
            field.clear()
        super().done(result)
