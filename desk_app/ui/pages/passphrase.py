"""Before the desk opens: the passphrase of its keys, where the operating system does not keep them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from desk_app.services.core.passphrase import MOST
from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.secret_field import SecretField

_LONGEST_WAIT_S = 60


class PassphrasePage(Cover):
    """One field; `entered` carries what was typed, and the field is emptied at once.

    After a wrong one the next try waits: one second, two, four, at most a minute. The derivation is what makes guessing
    slow; the wait is there so that nobody leans on Enter.
    """

    entered = Signal(str)
    forgotten = Signal()
    """The recovery code is to be asked for instead."""
    quit = Signal()

    def __init__(self, folder: str) -> None:
        super().__init__(520)
        self._wrong = self._left = 0
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self.field = SecretField(N_("Passphrase"), MOST)
        self.field.returnPressed.connect(self._enter)
        self.problem = Label(role="problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.open_button = button(N_("Unlock"), self._enter, kind="primary", icon="unlock")
        quit_button = button(N_("Quit"), self.quit.emit, kind="quiet")
        self.lost = said_label(
            N_(
                "Lost? Nobody can find it out. Close the program, put your copy of this folder in its place as a "
                "whole, and use the passphrase of that time: {folder}. Without a copy of the keys this desk must be "
                "set up anew."
            ),
            "muted",
            wrap=True,
            folder=folder,
        )
        self.lost.hide()
        self.forgotten_button = button(N_("Recovery code …"), self.forgotten.emit, kind="link")
        self.forgotten_button.hide()
        head = row(
            Sign("key", 32),
            said_label(N_("The keys of this desk are locked"), "title", wrap=True),
            spacing=12,
        )
        head.setStretch(1, 1)
        told = said_label(N_("Type the passphrase that the supervisor set for this PC."), "muted", wrap=True)
        buttons = row(self.open_button, quit_button, None, self.forgotten_button)
        self.set_content(column(head, told, self.field, self.problem, buttons, self.lost, spacing=14))

    def ask(self) -> None:
        """Ready for a try, unless a wait is on."""
        self._allow(not self._left)

    def offer_recovery(self, possible: bool) -> None:
        """Whether there is something that the recovery code opens."""
        self.forgotten_button.setVisible(possible)

    def refuse(self) -> None:
        """It was the wrong one: wait longer than the last time."""
        self._left = min(2**self._wrong, _LONGEST_WAIT_S)
        self._wrong += 1
        self._allow(False)
        self._say_wait()
        self.problem.show()
        self.lost.show()
        self._countdown.start()

    def _enter(self) -> None:
        if self.open_button.isEnabled() and self.field.text():
            self.problem.hide()
            self._allow(False)
            self.entered.emit(self.field.take())

    def _allow(self, free: bool) -> None:
        self.open_button.setEnabled(free)
        self.field.setFocus()  # she may type the next one while it waits

    def _tick(self) -> None:
        self._left -= 1
        if self._left:
            self._say_wait()
            return
        self._countdown.stop()
        say(self.problem, N_("This is not the passphrase of these keys."))
        self._allow(True)

    def _say_wait(self) -> None:
        say(
            self.problem,
            N_("This is not the passphrase of these keys. Next try in {seconds} s."),
            seconds=self._left,
        )

    def hideEvent(self, event: object) -> None:
        """Nothing typed stays behind."""
        self.field.clear()
