"""An item that was typed wrong: what, where and who are mended; number and code stay.

What is secret stays too unless it is typed anew: nobody reads it here. Less worth, or other secrets once somebody has
claimed it, only with the supervisor.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.records import FoundCard, FoundDraft, FoundItem
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.lost_property.found_fields import FoundFields
from desk_app.ui.tabs.lost_property.take_in import WITNESSES
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.second_person import SecondPersonDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_ALLOW = "allow"
_WIDTH, _HEIGHT = 560, 620


class CorrectDialog(Dialog):
    """The same fields as in the form."""

    def __init__(self, ctx: AppContext, card: FoundCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._item, self._page = ctx, card.item, parent
        title = N_("Correct the item", "lost property tab")
        say(self, title, "setWindowTitle")
        self.fields = FoundFields(ctx, mending=True)
        self.fields.submitted.connect(self.submit)
        self.save = button(N_("Save"), self.submit, kind="primary", icon="save")
        foot = row(button(N_("Cancel"), self.reject), None, self.save)
        head = (said_label(title, "title"), Label(card.item.number, "muted"))
        self.setLayout(column(*head, scrolling(self.fields), foot, spacing=14, margins=24))
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self.fields.fill(card)
        self.finished.connect(lambda _: self.fields.reset())

    def open(self) -> None:
        """Show it, ready to type."""
        super().open()
        self.fields.take_keyboard()

    def submit(self) -> None:
        """Save what is mended; contents counted anew are counted by two."""
        if not self.save.isEnabled():
            return
        if wrong := self.fields.unreadable():
            self.fields.show_problems(wrong)
            return
        draft = self.fields.draft()
        if not self.fields.has_contents:
            self._send(draft)
            return
        about = tr(N_("We have counted the contents together.", "lost property tab"))
        dialog = SecondPersonDialog(self._ctx, self, self._ctx.actor.staff_id, about, WITNESSES)
        dialog.begin(lambda second: self._send(replace(draft, second_person=second.staff_id)))

    def _send(self, draft: FoundDraft, by: Actor | None = None, reason: str = "") -> None:
        self.save.setEnabled(False)
        verbs, item = self._ctx.services.get(LostProperty), self._item.id
        self._ctx.do(
            lambda actor: verbs.correct(actor, item, draft, reason),
            owner=self,
            done=self._done,
            failed=lambda error: self._failed(error, draft),
            by=by,
        )

    def _done(self, now: FoundItem) -> None:
        self._ctx.toasts.show(N_("{number} is corrected.", "lost property tab"), number=plain(now.number))
        self.accept()

    def _failed(self, error: Exception, draft: FoundDraft) -> bool:
        self.save.setEnabled(True)
        if isinstance(error, Unsettled):
            self._ask_supervisor(error, draft)
            return True
        return isinstance(error, InvalidInput) and self.fields.show_problems(dict(error.problems))

    def _ask_supervisor(self, error: Unsettled, draft: FoundDraft) -> None:
        dialog = ApprovalDialog(
            self._ctx,
            N_("Only with the supervisor", "lost property tab"),
            error.findings[0].text,
            (Decision(_ALLOW, N_("Correct it so", "lost property tab"), "primary"),),
            self,
        )
        dialog.begin(lambda decided: self._send(draft, decided.by, decided.reason))
