"""How the records lie on this PC's disk, and the way to a recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.recovery_file import CodeState
from desk_app.services.core.words import N_, Message
from desk_app.services.trust.recovery import RecoveryQueries, Safety
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.recovery_dialog import RecoveryErrand
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.parts import Label, button, column, row

_CODES: dict[CodeState, tuple[Message, Tone | None]] = {
    CodeState.NONE: (N_("There is no recovery code yet: print one, and lock it away."), "warning"),
    CodeState.MADE: (
        N_("A recovery code was made, but nobody said that its sheet is in a safe place."),
        "warning",
    ),
    CodeState.KEPT: (N_("The recovery code is on paper, in a safe place."), None),
    CodeState.USED: (N_("The recovery code was used: print a new one."), "warning"),
}


class RestLine(QWidget):
    """Two lines and a button. Shown to supervisors alone."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = CodeState.NONE
        self.errand = RecoveryErrand(ctx, self)
        self.rest, self.code, self.plain = (Label(role="muted") for _ in range(3))
        for label in (self.rest, self.code, self.plain):
            label.setWordWrap(True)
        self.button = button(N_("Recovery code …"), lambda: self.errand.begin(self._state), icon="key")
        self.plain.hide()
        foot = row(self.code, self.button)
        foot.setStretch(0, 1)
        self.setLayout(column(self.rest, self.plain, foot, spacing=4))
        ctx.bus.follow(self, {"recovery"}, self.load)

    def load(self) -> None:
        """Look again."""
        queries = self._ctx.services.get(RecoveryQueries)
        self._ctx.read(queries.safety, owner=self, done=self._show, key="rest")

    def _show(self, safety: Safety) -> None:
        rest = safety.rest
        self._tell_rest(safety)
        self._state = safety.code
        said, tone = _CODES[safety.code]
        say(self.code, said)
        self.code.set_tone(tone)
        self.code.setVisible(rest.wanted)
        self.button.setVisible(rest.wanted)
        self.plain.setVisible(safety.plain_backups > 0)
        say(
            self.plain,
            N_("Backups of before that are being encrypted: {n}. Leave the program open."),
            n=safety.plain_backups,
        )

    def _tell_rest(self, safety: Safety) -> None:
        rest = safety.rest
        tone: Tone | None = None if rest.encrypted and rest.wanted else "warning"
        self.rest.set_tone(tone)
        if rest.lacking_bytes:
            say(
                self.rest,
                N_(
                    "The next start changes the encryption of the records; {megabytes} MB must be free for it."
                ),
                megabytes=rest.lacking_bytes // 1_000_000 + 1,
            )
        elif rest.wanted:
            done = N_("The records and their backups are encrypted on this disk.")
            say(self.rest, done if rest.encrypted else N_("The records will be encrypted at the next start."))
        elif rest.encrypted:
            say(self.rest, N_("The records will lie unencrypted on this disk from the next start on."))
        else:
            say(
                self.rest,
                N_(
                    "The records lie unencrypted on this disk, for this PC has no key store: set a passphrase to "
                    "encrypt them."
                ),
            )
