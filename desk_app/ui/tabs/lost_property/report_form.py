"""Somebody reports that they lost something. What is here already and may be theirs is offered before it is saved."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_
from desk_app.services.lost_property.matching import LIKELY
from desk_app.services.lost_property.records import LostDraft, LostReport
from desk_app.services.lost_property.reports import LostReports
from desk_app.ui.i18n import say
from desk_app.ui.tabs.lost_property.matches import Pair, pairs_of_draft
from desk_app.ui.tabs.lost_property.offered_view import OfferedView
from desk_app.ui.tabs.lost_property.report_fields import ReportFields
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

REST_MS = 250
"""So long the keys rest before what is here is looked through."""
_SAVE = N_("Note the report (Ctrl+Enter)", "lost property tab")
_SAVE_ANYWAY = N_("None of these: note the report (Ctrl+Enter)", "lost property tab")


class ReportForm(QWidget):
    """A report being written. What stands in it stays until it is saved or cleared."""

    reported = Signal(object)
    """The LostReport; the form is empty again."""

    def __init__(self, ctx: AppContext, owner: QWidget, parent: QWidget | None = None) -> None:
        """`owner`: the page, which outlives what is begun here."""
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self._seen: LostDraft | None = None
        """What was looked through for, and its answer is in sight."""
        self.busy = False
        self.fields, self.offered = ReportFields(ctx), OfferedView(ctx, owner)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        self._build()
        self.fields.changed.connect(self._rest.start)
        self.fields.submitted.connect(self.submit)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self.fields.reset()

    def _build(self) -> None:
        clear = button(N_("Clear the form"), self.clear, kind="quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = row(said_label(N_("Report a loss", "lost property tab"), "heading"), None, clear)
        head.setContentsMargins(16, 12, 12, 0)
        layout = column(spacing=4)
        layout.addLayout(head)
        self._area = scrolling(self.fields, margins=16)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._build_foot())
        self.setLayout(layout)

    def _build_foot(self) -> QVBoxLayout:
        self.save = button(_SAVE, self.submit, kind="primary", icon="check")
        foot = column(self.offered, self.save, spacing=8)
        foot.setContentsMargins(16, 4, 16, 16)
        return foot

    @property
    def dirty(self) -> bool:
        """Whether anything stands in the form."""
        return not self.fields.blank

    def start(self) -> None:
        """Ready to type, from the top."""
        self._area.verticalScrollBar().setValue(0)
        self.fields.take_keyboard()

    def clear(self) -> None:
        """Forget what was typed."""
        self._request = uuid.uuid4().hex
        self.fields.reset()
        self._rest.stop()
        self._seen = None
        self._show([])
        self.start()

    # What is here already

    def look(self) -> None:
        """Look through what is here, once it is known what is missed."""
        self._rest.stop()
        draft = self.fields.draft()
        if not draft.what.strip():
            self._show([])
            return
        self._ctx.read(
            lambda actor: pairs_of_draft(self._ctx, actor, draft),
            owner=self,
            done=lambda found: self._answered(draft, found),
            key="offered",
        )

    def _answered(self, draft: LostDraft, found: Sequence[Pair]) -> None:
        self._seen = _thing(draft)
        self._show(found)

    def _show(self, found: Sequence[Pair]) -> None:
        self.offered.show_pairs(found)
        likely = any(one.match.score >= LIKELY for one in found)
        for setter in ("setText", "setAccessibleName"):
            say(self.save, _SAVE_ANYWAY if likely else _SAVE, setter)

    # Save

    def submit(self) -> None:
        """Note it; however fast the keys were, what is likely theirs is shown before anything is saved."""
        if self.busy:
            return
        if not self.dirty:
            self.start()
            return
        if unreadable := self.fields.unreadable():
            self.fields.show_problems(InvalidInput(unreadable))
            return
        draft = self.fields.draft()
        if draft.what.strip() and self._seen != _thing(draft):
            self._look_first(draft)
        else:
            self._send()

    def _look_first(self, draft: LostDraft) -> None:
        """Something that is likely theirs and was not in sight before is to be read first."""
        before = self.offered.likely
        actor = self._ctx.actor
        self._rest.stop()
        self.busy = True
        self._ctx.tasks.run(
            lambda: pairs_of_draft(self._ctx, actor, draft),
            lambda found: self._looked(draft, found, before),
            self._not_looked,
            owner=self,
        )

    def _looked(self, draft: LostDraft, found: Sequence[Pair], before: frozenset[int]) -> None:
        self.busy = False
        self._answered(draft, found)
        if self.offered.likely <= before:
            self._send()

    def _not_looked(self, error: Exception) -> None:
        self.busy = False
        self._ctx.errors.show(error, self)

    def _send(self) -> None:
        self.busy = True
        verbs, draft = (
            self._ctx.services.get(LostReports),
            replace(self.fields.draft(), request=self._request),
        )
        self._ctx.do(
            lambda actor: verbs.report(actor, draft), owner=self, done=self._saved, failed=self._failed
        )

    def _saved(self, report: LostReport) -> None:
        self.busy = False
        self.clear()
        self.reported.emit(report)

    def _failed(self, error: Exception) -> bool:
        self.busy = False
        return isinstance(error, InvalidInput) and self.fields.show_problems(error)


def _thing(draft: LostDraft) -> LostDraft:
    """What is compared: whoever misses it makes no difference."""
    return replace(draft, name="", phone="", tenant=None)
