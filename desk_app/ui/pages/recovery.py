"""The keys are missing: type or scan the recovery code, and everything is as before."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.passphrase import MOST, check_passphrase
from desk_app.services.core.recovery_code import LENGTH, WrongCode, read_code
from desk_app.services.core.words import N_, plain
from desk_app.ui.i18n import say, speaker
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.secret_field import SecretField

_LONGEST_WAIT_S = 60


class RecoveryPage(Cover):
    """One field for the digits; where the keys will lie in files, two for a new passphrase.

    A slip of the finger is told at once, by its group. A code that does not open waits before the next try: one
    second, two, four, at most a minute.
    """

    entered = Signal(str, str)
    """The digits and the new passphrase; the fields are emptied once it is over."""
    again = Signal()
    quit = Signal()

    def __init__(self, with_passphrase: bool) -> None:
        super().__init__(620)
        self._with_passphrase = with_passphrase
        self._wrong = self._left = 0
        self._why = UserError(N_("Type the recovery code."))
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self.code = QLineEdit()
        self.code.setMaxLength(4 * LENGTH)
        say(self.code, N_("Recovery code"), "setAccessibleName")
        say(self.code, N_("8 groups of 6 digits; spaces do not matter"), "setPlaceholderText")
        self.new = SecretField(N_("New passphrase"), MOST)
        self.repeated = SecretField(N_("The same again"), MOST)
        for field in (self.code, self.new, self.repeated):
            field.returnPressed.connect(self._enter)
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.open_button = button(N_("Open the records"), self._enter, kind="primary", icon="unlock")
        again = button(N_("Try again without"), self.again.emit, icon="refresh")
        leave = button(N_("Quit"), self.quit.emit, kind="quiet")
        self._lay_out(row(self.open_button, again, leave, None))

    def _lay_out(self, buttons: QLayout) -> None:
        head = row(
            Sign("key", 32),
            said_label(N_("The keys of this desk are missing"), "title", wrap=True),
            spacing=12,
        )
        head.setStretch(1, 1)
        told = said_label(
            N_(
                "The records are whole, but encrypted, and their keys are not in the key store of this PC or user "
                "account. Type or scan the recovery code from the sheet in the safe: nothing is lost then. Without "
                "the sheet, sign in to the PC as the user who set up the program."
            ),
            "muted",
            wrap=True,
        )
        files = QWidget()
        files.setLayout(
            column(
                said_label(
                    N_("This PC has no key store: the keys are kept in files, sealed by a new passphrase."),
                    wrap=True,
                ),
                said_label(N_("New passphrase"), "label"),
                self.new,
                said_label(N_("The same again"), "label"),
                self.repeated,
            )
        )
        files.setVisible(self._with_passphrase)
        self.set_content(column(head, told, self.code, files, self.problem, buttons, spacing=14))

    def ask(self) -> None:
        """Ready for a try."""
        self._allow(not self._left)
        self.code.setFocus()

    def take_scan(self, raw: str) -> None:
        """The sheet was scanned."""
        self.code.setText(raw)
        if not self._with_passphrase:
            self._enter()

    def refuse(self, why: UserError) -> None:
        """It did not open: wait longer than the last time. What else is wrong is said alone."""
        self._why = why
        if not isinstance(why, WrongCode):
            self._tell(why)
            self._allow(True)
            return
        self._left = min(2**self._wrong, _LONGEST_WAIT_S)
        self._wrong += 1
        self._tell(why)
        self._allow(False)
        self._countdown.start()

    def clear(self) -> None:
        """Nothing typed stays behind."""
        for field in (self.code, self.new, self.repeated):
            field.clear()

    def _enter(self) -> None:
        if not self.open_button.isEnabled():
            return
        try:
            digits = read_code(self.code.text())
            if self._with_passphrase:
                self._check_passphrase()
        except UserError as wrong:
            self._tell(wrong)
            return
        self.problem.hide()
        self._allow(False)
        self.entered.emit(digits, self.new.text())

    def _check_passphrase(self) -> None:
        check_passphrase(self.new.text())
        if self.new.text() != self.repeated.text():
            raise UserError(N_("These were two different passphrases. Type the same one twice."))

    def _tell(self, why: UserError) -> None:
        if self._left:
            said = plain(why.say(speaker.words))
            say(self.problem, N_("{why} Next try in {seconds} s."), why=said, seconds=self._left)
        else:
            speaker.remember(self.problem, "setText", why.message, dict(why.values))
        self.problem.show()

    def _allow(self, free: bool) -> None:
        self.open_button.setEnabled(free)

    def _tick(self) -> None:
        self._left -= 1
        if not self._left:
            self._countdown.stop()
            self._allow(True)
        self._tell(self._why)

    def hideEvent(self, event: object) -> None:
        """Nothing typed stays behind."""
        self.clear()
