"""A shared folder is looked at before this desk is set up with it; whoever wants to goes on although it is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.sync.share import ShareTrouble
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.tasks import Lane

if TYPE_CHECKING:
    from desk_app.ui.ask import Asker
    from desk_app.ui.tasks import Runner

TRYING = N_("Trying the shared folder …")
_ANYWAY = N_("The shared folder cannot be used now. Go on without it?")


def look_first(
    tasks: Runner,
    ask: Asker,
    window: QWidget,
    look: Callable[[], object],
    go: Callable[[bool], object],
    stay: Callable[[Exception], object],
    *,
    anyway: Message,
) -> None:
    """`look` in the background, then `go` with whether the folder can be used now, or `stay` with what is wrong.

    `anyway`: the verb of who goes on although it cannot be used.
    """

    def failed(error: Exception) -> None:
        # As a danger: Enter stays here.
        if isinstance(error, ShareTrouble) and ask.confirm(
            window, tr(_ANYWAY), tr(anyway), error.say(speaker.words), danger=True
        ):
            go(False)
        else:
            stay(error)

    tasks.run(look, lambda _: go(True), failed, owner=window, lane=Lane.SHARE)
