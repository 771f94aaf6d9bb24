"""Showing whole what is masked: against a reason on record, for half a minute, and not a moment out of sight.

For every masked thing: a `Masked` in the panel, and `reveal(…)` on its button. What is whole is masked again when its
time is over and whenever it leaves the screen: another record, another tab, the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.clocks import Clock
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.looking import WHY_NAMES, Why, checked_words
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.i18n import say, speaker
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.parts import Label, button, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REVEAL_SECONDS = 30
_LOOK_EVERY_MS = 500
_SHOW = "show"
_EXPLAINED = N_(
    "It is shown for {seconds} seconds. Who looked, when and why stands in the audit log.", "reveal"
)
Ask = Callable[[Actor, Why, str], Changes[str]]
"""The verb that opens it: who, why, in which words."""


class Masked(Label):
    """A value behind its mask. Time is counted on the monotonic clock: setting the PC's clock shows it no longer."""

    def __init__(self, mask: str, clock: Clock) -> None:
        super().__init__(mask)
        self._mask, self._clock, self._until = mask, clock, 0.0
        self._left = Label(role="muted")
        self.hide_now = button(N_("Hide now", "reveal"), self.hide_whole, kind="link")
        self.note = QWidget()
        """For the line below: how long it is shown still, and the way to end it."""
        self.note.setLayout(row(self._left, self.hide_now, None, spacing=8))
        self.note.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def whole(self) -> bool:
        """Whether more than the mask is shown."""
        return self._timer.isActive()

    def show_whole(self, text: str) -> None:
        """Show it for half a minute; nothing when the panel is out of sight meanwhile."""
        if not self.isVisible():
            return
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # to read, not to copy
        self._until = self._clock.monotonic() + REVEAL_SECONDS
        self.setText(text)
        self._count()
        self.note.show()
        self._timer.start()

    def hide_whole(self) -> None:
        """The mask again, at once."""
        self._timer.stop()
        self.note.hide()
        self.setText(self._mask)

    def look(self) -> None:
        """Mask it when its time is over."""
        if self._clock.monotonic() >= self._until:
            self.hide_whole()
        else:
            self._count()

    def _count(self) -> None:
        seconds = ceil(self._until - self._clock.monotonic())
        speaker.remember(self._left, "setText", N_("{seconds} s left", "reveal"), {"seconds": seconds})

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight: the lock, another tab, another record."""
        self.hide_whole()
        super().hideEvent(event)


class RevealDialog(ApprovalDialog):
    """Why it must be seen; at a colleague's desk with the supervisor's PIN."""

    def __init__(self, ctx: AppContext, title: Message, parent: QWidget) -> None:
        super().__init__(
            ctx,
            title,
            _EXPLAINED,
            [Decision(_SHOW, N_("Show", "reveal"), "primary")],
            parent,
            values={"seconds": REVEAL_SECONDS},
            without_reason={_SHOW},
        )
        self.why = Choice([(None, N_("Choose …", "reveal")), *WHY_NAMES.items()])
        self.form.add("why", N_("What for", "reveal"), self.why, required=True)
        say(self.later, N_("Cancel"))

    def _problems(self, key: str, reason: str) -> dict[str, DeskError]:
        problems = super()._problems(key, reason)
        if self.why.value is None:
            return {**problems, "why": UserError(N_("Choose what for.", "reveal"))}
        try:
            checked_words(self.why.value, reason)
        except InvalidInput as invalid:
            problems.setdefault("reason", invalid.problems["words"])
        return problems


def reveal(ctx: AppContext, owner: QWidget, title: Message, masked: Masked, ask: Ask) -> None:
    """Ask why, have it opened, show it."""
    dialog = RevealDialog(ctx, title, owner)

    def decided(word: Decided) -> None:
        why = dialog.why.value
        ctx.do(lambda actor: ask(actor, why, word.reason), owner=masked, done=masked.show_whole, by=word.by)

    dialog.begin(decided)
