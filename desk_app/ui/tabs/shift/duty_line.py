"""The one line that is always ready: what happened, Enter saves. A time before it only when it was earlier."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import DeskError, InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.duty_log.records import TAG_NAMES, Entry, EntryDraft, Tag
from desk_app.services.duty_log.rules import LONGEST
from desk_app.services.duty_log.service import DutyLog
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.shift.duty_dialogs import now_field
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.moment_field import NOT_READ
from desk_app.ui.widgets.parts import Label, button, column, row
from desk_app.ui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class DutyLine(QWidget):
    """Writes an entry; what was typed stays when it could not be taken."""

    written = Signal(object)
    """The entry."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx, self._request = ctx, uuid.uuid4().hex
        self.words = TypingLine("line", LONGEST)
        say(self.words, N_("What happened? Enter saves", "duty log"), "setPlaceholderText")
        say(self.words, N_("What happened", "duty log"), "setAccessibleName")
        self.tag = Choice((tag, TAG_NAMES[tag]) for tag in Tag)
        say(self.tag, N_("About", "duty log"), "setAccessibleName")
        self.moment = now_field(ctx)
        self.moment.time.setFixedWidth(92)
        self.moment.day.setFixedWidth(124)
        self.save = button(N_("Write", "duty log"), self.send, kind="primary", icon="save")
        self.problem = Label(role="problem")
        self.problem.hide()
        whole = row(self.words, self.tag, self.moment, self.save, spacing=8)
        whole.setStretch(0, 1)
        self.setLayout(column(self.problem, whole, spacing=4))
        self.setFocusProxy(self.words)
        for field in (self.words, self.moment.time, self.moment.day):
            field.returnPressed.connect(self.send)
            field.textEdited.connect(lambda _: self.problem.hide())

    def send(self) -> None:
        """Save what was typed; nothing typed is nothing to save."""
        if not self.words.text().strip():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.moment.problem:
            self._tell(DeskError(NOT_READ))
            self.moment.time.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        draft = EntryDraft(self.words.text(), self.moment.value, self.tag.value, self._request)
        verbs = self._ctx.services.get(DutyLog)
        self._ctx.do(lambda by: verbs.write(by, draft), owner=self, done=self._written, failed=self._refused)

    def _written(self, entry: Entry) -> None:
        self._request = uuid.uuid4().hex
        self.problem.hide()
        self.words.restart()
        self.moment.write(None)
        self.tag.choose(Tag.NOTE)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.emit(entry)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, InvalidInput):
            return False
        self._tell(error)
        return True

    def _tell(self, error: DeskError) -> None:
        speaker.remember(self.problem, "setText", error.message, dict(error.values))
        self.problem.show()
