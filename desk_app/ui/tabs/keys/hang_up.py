"""What is read after a return: the hook, from two metres away, and what was flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import GivenBack
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys import actions
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

HANG = N_("Hang it on {hook}")
HANG_ALL = N_("Hang them on {hooks}")
NO_HOOK = N_("It hangs nowhere yet: give it a hook")


class HangUp(QWidget):
    """The hook in large letters; late and brought by somebody else; undo."""

    closed = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._back: GivenBack | None = None
        self.hang = Label(role="figure")
        self.hang.set_tone("positive")
        self.codes = Label(role="title")
        self.late = said_label(N_("It came back late.", "keys tab"), wrap=True)
        self.another = said_label(
            N_("Brought by somebody else than the holder: taken, and flagged."), wrap=True
        )
        for one in (self.hang, self.codes, self.late, self.another):
            one.setWordWrap(True)
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for one in (self.late, self.another):
            one.set_tone("warning")
        self.undo = button(N_("Undo the return", "keys tab"), self._undo, kind="quiet", icon="undo")
        done = button(N_("Done", "keys tab"), self.closed.emit)
        hint = said_label(N_("Scan the next key, or press Enter.", "keys tab"), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        told = column(self.codes, self.hang, self.late, self.another, spacing=14)
        self.setLayout(column(None, told, None, hint, row(None, self.undo, done, None), spacing=12))

    def tell(self, back: GivenBack) -> None:
        """A return was taken."""
        self._back = back
        hooks = tuple(dict.fromkeys(one for one in back.hooks if one))
        if not hooks:
            say(self.hang, NO_HOOK)
        elif len(hooks) == 1:
            say(self.hang, HANG, hook=plain(hooks[0]))
        else:
            say(self.hang, HANG_ALL, hooks=plain("、".join(hooks)))
        came = max((line.returned_at for line in back.handout.lines if line.returned_at), default=None)
        self.codes.setText(
            "、".join(
                line.code for line in back.handout.lines if line.returned_at and line.returned_at == came
            )
        )
        self.late.setVisible(back.late)
        self.another.setVisible(back.by_another)

    def _undo(self) -> None:
        if self._back is not None:
            actions.undo_give_back(self._ctx, self, self._back.handout)
            self.closed.emit()
