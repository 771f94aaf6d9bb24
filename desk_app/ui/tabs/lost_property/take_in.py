"""The form for a found item. One key takes it in; a second one with the second person, whose PIN confirms it at once.

By keyboard alone: what it is, Enter to the next field, Ctrl+Enter. Contents, and what is of high value, need the second
person in any case.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import EVERYONE, Actor, Role
from desk_app.services.core.words import N_
from desk_app.services.lost_property.options import SAFE
from desk_app.services.lost_property.records import FoundDraft, FoundItem
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.lost_property.typed import checked_found
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.lost_property.found_fields import FoundFields
from desk_app.ui.tabs.lost_property.shelf_words import about_shelf
from desk_app.ui.widgets.panel_parts import link, scrolling
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.second_person import SecondPersonDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WITNESSES = EVERYONE - {Role.SYSTEM}
"""A guard may count and confirm what is handed in beside the receptionist."""


class TakeIn(QWidget):
    """An item being written down. What stands in it stays until it is saved or cleared."""

    taken = Signal(object)
    """The FoundItem; the form is empty again."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self.busy = False
        self.fields = FoundFields(ctx)
        self.fields.submitted.connect(self.submit)
        clear = button(N_("Clear the form"), self.clear, kind="quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = row(said_label(N_("New found item", "lost property tab"), "heading"), None, clear)
        head.setContentsMargins(16, 12, 12, 0)
        self.save = button(
            N_("Register (Ctrl+Enter)", "lost property tab"), self.submit, kind="primary", icon="check"
        )
        self.save_confirmed = button(
            N_("With the second person… (Ctrl+Shift+Enter)", "lost property tab"),
            self.submit_confirmed,
            icon="people",
        )
        foot = column(self.save, self.save_confirmed, spacing=8)
        foot.setContentsMargins(16, 4, 16, 16)
        layout = column(spacing=4)
        layout.addLayout(head)
        self._area = scrolling(self.fields, margins=16)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._wire()

    def _wire(self) -> None:
        keys = (
            (("Ctrl+Return", "Ctrl+Enter"), self.submit),
            (("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self.submit_confirmed),
        )
        for sequences, on in keys:
            for one in sequences:
                shortcut = QShortcut(QKeySequence(one), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(on)

    # What is typed

    def start(self) -> None:
        """Ready to type, from the top."""
        self._area.verticalScrollBar().setValue(0)
        self.fields.take_keyboard()

    @property
    def dirty(self) -> bool:
        """Whether anything stands in the form."""
        return self.fields.dirty

    def clear(self) -> None:
        """Forget what was typed."""
        self._request = uuid.uuid4().hex
        self.fields.reset()
        self.start()

    # Save

    def submit(self) -> None:
        """Take it in: a second person confirms it later, unless contents are listed or it is of high value."""
        if self.fields.needs_two:
            self.submit_confirmed()
        elif (draft := self._checked()) is not None:
            self._send(draft)

    def submit_confirmed(self) -> None:
        """Take it in with the second person, who gives a PIN once nothing else is wrong."""
        draft = self._checked()
        if draft is None:
            return
        counted = N_("We have counted the contents together. {seen}", "lost property tab")
        seen = about_shelf(draft.what.strip(), draft.shelf.strip())
        about = tr(counted, seen=seen) if draft.contents.strip() else seen
        dialog = SecondPersonDialog(self._ctx, self, self._ctx.actor.staff_id, about, WITNESSES)
        if not draft.contents.strip():
            alone = N_("Nobody else is here: take it in, confirm it later", "lost property tab")
            dialog.arrange(below=(link(alone, lambda: self._alone(dialog, draft)),))
        dialog.begin(lambda actor: self._with(draft, actor))

    def _alone(self, dialog: SecondPersonDialog, draft: FoundDraft) -> None:
        """What is found at night waits for its second person; contents are never counted alone."""
        dialog.pin.clear()
        dialog.reject()
        self._send(draft)

    def _with(self, draft: FoundDraft, second: Actor) -> None:
        self._send(replace(draft, second_person=second.staff_id))

    def _checked(self) -> FoundDraft | None:
        """The draft; None when it is empty, or when what is wrong with it is said at its fields."""
        if self.busy:
            return None
        if not self.dirty:
            self.start()
            return None
        self.fields.clear_problems()
        draft = replace(self.fields.draft(), request=self._request)
        problems = self.fields.unreadable()
        bench = self._ctx.services.bench
        try:  # before anybody gives a PIN; the photo was looked at when it was chosen
            checked_found(replace(draft, photo=None), bench.clock.now(), bench.settings.get(SAFE))
        except InvalidInput as error:
            problems = {**error.problems, **problems}
        if problems:
            self.fields.show_problems(problems)
            return None
        return draft

    def _send(self, draft: FoundDraft) -> None:
        self._set_busy(True)
        verbs = self._ctx.services.get(LostProperty)
        self._ctx.do(
            lambda actor: verbs.take_in(actor, draft), owner=self, done=self._taken, failed=self._failed
        )

    def _taken(self, item: FoundItem) -> None:
        self._set_busy(False)
        self.clear()
        self.taken.emit(item)

    def _failed(self, error: Exception) -> bool:
        self._set_busy(False)
        if not isinstance(error, InvalidInput):
            return False
        return self.fields.show_problems(dict(error.problems))

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        for one in (self.save, self.save_confirmed):
            one.setEnabled(not busy)
