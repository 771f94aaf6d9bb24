"""What becomes of things that nobody fetched: the supervisor decides, one after the other; nothing happens by itself.

A supervisor who is not signed in gives a PIN once, for the items of this dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.keeping import may_end
from desk_app.services.lost_property.records import (
    CATEGORY_NAMES,
    OUTCOME_NAMES,
    TOLD_NAMES,
    VALUE_NAMES,
    FoundItem,
    Outcome,
)
from desk_app.services.lost_property.rules import RECEIPT_NEEDED
from desk_app.services.lost_property.service import LostProperty
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import format_day, format_moment, say, speaker, tr
from desk_app.ui.tabs.lost_property import papers
from desk_app.ui.tabs.lost_property.columns import what_line, where_line
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import facts
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

NEXT_KEY = "F7"
_DECIDE = "decide"
_WIDTH = 560


class DisposalDialog(Dialog):
    """The items whose time is over, those that waited longest first."""

    disposed = Signal(object)
    """The FoundItem as it is now."""

    def __init__(
        self, ctx: AppContext, items: Sequence[FoundItem], parent: QWidget, by: Actor | None = None
    ) -> None:
        """`items`: one at least. `by`: a supervisor who gave a PIN here; None when one is signed in."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._page, self._by = ctx, parent, by
        self.queue = list(items)
        self.place = 0
        self._busy = False
        say(self, N_("What becomes of it", "lost property tab"), "setWindowTitle")
        self._build()
        self._show()
        self.outcome.value_changed.connect(lambda _: self._fit())
        speaker.language_changed.connect(self._show_facts)

    def _build(self) -> None:
        self.count, self.what = Label(role="muted"), Label(role="heading")
        self.what.setWordWrap(True)
        self._place = column()
        self._facts: QWidget | None = None
        self.form = Form(enter_submits=True)
        self.outcome, self.receipt, self.words = Choice([]), QLineEdit(), QLineEdit()
        self.form.add("outcome", N_("Outcome", "lost property tab"), self.outcome)
        hint = N_("The police give one; a charity often does.", "lost property tab")
        self.form.add("receipt", N_("Receipt number", "lost property tab"), self.receipt, hint=hint)
        self.form.add("words", N_("Remark", "lost property tab"), self.words)
        self.form.submitted.connect(self.submit)
        self.paper = button(
            N_("Expired list", "lost property tab"), self.print_list, kind="quiet", icon="print"
        )
        self.later = button(
            N_("Leave it: next (F7)", "lost property tab"), self.next, kind="quiet", key=NEXT_KEY
        )
        self.sure = button(N_("So decided", "lost property tab"), self.submit, kind="primary", icon="check")
        title = row(said_label(N_("What becomes of it", "lost property tab"), "title"), None, self.count)
        foot = row(button(N_("Close"), self.reject), self.paper, None, self.later, self.sure)
        self.setLayout(column(title, self.what, self._place, self.form, foot, spacing=12, margins=24))
        self.setMinimumWidth(_WIDTH)

    # One after the other

    @property
    def item(self) -> FoundItem:
        """The one that is decided now."""
        return self.queue[self.place]

    def _show(self) -> None:
        one, clock = self.item, self._ctx.services.bench.clock
        several, today = len(self.queue) > 1, clock.now().astimezone(clock.zone).date()
        say(self.count, N_("{n} of {m}", "lost property tab"), n=self.place + 1, m=len(self.queue))
        self.count.setVisible(several)
        self.later.setVisible(several)
        self.what.setText(what_line(one))
        self._show_facts()
        self.form.reset({"receipt": "", "words": ""})
        ways = [way for way in Outcome if may_end(one.value, way, one.noticed_on, one.keep_until, today)]
        self.outcome.offer((way, OUTCOME_NAMES[way]) for way in ways)
        self._fit()
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self) -> None:
        if self._facts is not None:
            self._place.removeWidget(self._facts)
            self._facts.hide()
            self._facts.deleteLater()
        one, now = self.item, self._ctx.services.bench.clock.now()
        kind = " · ".join((tr(CATEGORY_NAMES[one.category]), tr(VALUE_NAMES[one.value])))
        found = " · ".join(p for p in (format_moment(one.found_at, now=now), where_line(one)) if p)
        never = tr(N_("none so far", "lost property tab"))
        self._facts = facts(
            (
                (N_("Number", "lost property tab"), one.number),
                (N_("Kind", "lost property tab"), kind),
                (N_("Features", "lost property tab"), one.features),
                (N_("Found", "lost property tab"), found),
                (N_("Shelf", "lost property tab"), one.shelf),
                (N_("Kept until", "lost property tab"), format_day(one.keep_until)),
                (
                    N_("Notice since", "lost property tab"),
                    format_day(one.noticed_on) if one.noticed_on else never,
                ),
                (
                    N_("Not told yet", "lost property tab"),
                    ", ".join(tr(TOLD_NAMES[who]) for who in one.untold),
                ),
            )
        )
        self._place.addWidget(self._facts)

    def _fit(self) -> None:
        """The police give a receipt: its number must be there."""
        needed = self.outcome.value in RECEIPT_NEEDED
        says = (
            N_("The number stands on the receipt", "lost property tab")
            if needed
            else N_("if there is one", "lost property tab")
        )
        say(self.receipt, says, "setPlaceholderText")

    def next(self) -> None:
        """This one stays on the list, and comes again after the others."""
        if len(self.queue) > 1:
            self.place = (self.place + 1) % len(self.queue)
            self._show()

    def print_list(self) -> None:
        """What is still to be decided, on paper, to be signed."""
        papers.print_expired(self._ctx, self, self.queue)

    # Decide

    def submit(self) -> None:
        """Put the decision on record."""
        if self._busy:
            return
        self._set_busy(True)
        verbs, one = self._ctx.services.get(LostProperty), self.item
        outcome, receipt, words = self.outcome.value, self.receipt.text(), self.words.text()
        self._ctx.do(
            lambda actor: verbs.dispose(actor, one.id, outcome, receipt, words),
            owner=self,
            done=self._disposed,
            failed=self._failed,
            by=self._by,
        )

    def _disposed(self, now: FoundItem) -> None:
        self._set_busy(False)
        self.disposed.emit(now)
        del self.queue[self.place]
        if not self.queue:
            self.accept()
            return
        self.place %= len(self.queue)
        self._show()

    def _failed(self, error: Exception) -> bool:
        self._set_busy(False)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.sure.setEnabled(not busy)


def decide(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem]) -> None:
    """Have the supervisor decide what becomes of these; one who is not signed in gives a PIN first."""
    if not items:
        ctx.toasts.show(N_("Nothing is expired.", "lost property tab"))
        return
    if ctx.actor.role is Role.SUPERVISOR:
        _open(ctx, owner, items, None)
        return
    asked = ApprovalDialog(
        ctx,
        N_("The supervisor decides", "lost property tab"),
        N_("What becomes of things that nobody fetched, one after the other.", "lost property tab"),
        (Decision(_DECIDE, N_("Go on", "lost property tab"), "primary"),),
        owner,
        without_reason=(_DECIDE,),
    )
    asked.form.show_field("reason", False)
    asked.begin(lambda decided: _open(ctx, owner, items, decided.by))


def _open(ctx: AppContext, owner: QWidget, items: Sequence[FoundItem], by: Actor | None) -> None:
    dialog = DisposalDialog(ctx, items, owner, by)
    dialog.disposed.connect(lambda now: _told(ctx, now))
    dialog.open()


def _told(ctx: AppContext, now: FoundItem) -> None:
    outcome = OUTCOME_NAMES[now.outcome] if now.outcome is not None else ""
    ctx.toasts.show(
        N_("{number}: {outcome}.", "lost property tab"), number=plain(now.number), outcome=outcome
    )
