"""Calling back what is done, one after the other, by keyboard: satisfied, or not and why, or nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.records import Order
from desk_app.services.repairs.service import Repairs
from desk_app.ui.i18n import format_moment, say, speaker, tr
from desk_app.ui.tabs.repairs.columns import where_line
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import facts
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SATISFIED_KEY, UNSATISFIED_KEY, MISSED_KEY = "F4", "F5", "F7"


class CallBackDialog(Dialog):
    """The orders to be called back, the most pressing first."""

    called = Signal(object)
    """The Order that was called back."""

    def __init__(self, ctx: AppContext, orders: Sequence[Order], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self.queue = list(orders)
        self.place = 0
        self._busy = False
        say(self, N_("Call back", "repairs tab"), "setWindowTitle")
        self._build()
        self._show()
        speaker.language_changed.connect(self._show)

    def _build(self) -> None:
        self.count = Label(role="muted")
        self.phone = Label(role="figure")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.who = Label(role="heading")
        self._place = column()
        self._facts: QWidget | None = None
        self.form = Form(enter_submits=True)
        self.why = QLineEdit()
        self.form.add("why", N_("Why not satisfied?", "repairs tab"), self.why, required=True)
        self.form.submitted.connect(self._save_unsatisfied)
        self.form.hide()
        title = row(said_label(N_("Call back", "repairs tab"), "title"), None, self.count)
        layout = column(
            title, self.who, self.phone, self._place, self.form, self._steps(), spacing=12, margins=24
        )
        self.setLayout(layout)
        self.setMinimumWidth(640)

    def _steps(self) -> QWidget:
        self.satisfied = button(
            N_("Satisfied (F4)", "repairs tab"), self.say_satisfied, kind="primary", icon="check"
        )
        self.unsatisfied = button(N_("Not satisfied… (F5)", "repairs tab"), self.ask_why, icon="cross")
        self.missed = button(
            N_("Nobody answered (F7)", "repairs tab"), self.say_missed, kind="quiet", icon="phone"
        )
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            (SATISFIED_KEY, self.say_satisfied),
            (UNSATISFIED_KEY, self.ask_why),
            (MISSED_KEY, self.say_missed),
        )
        for key, on in keys:
            QShortcut(QKeySequence(key), self).activated.connect(on)
        box = QWidget()
        box.setLayout(row(self.satisfied, self.unsatisfied, None, self.missed))
        return box

    # One after the other

    @property
    def order(self) -> Order:
        """The one that is phoned about now."""
        return self.queue[self.place]

    def _show(self) -> None:
        one, now = self.order, self._ctx.services.bench.clock.now()
        say(self.count, N_("{n} of {m}", "repairs tab"), n=self.place + 1, m=len(self.queue))
        self.count.setVisible(len(self.queue) > 1)
        self.who.setText(one.reporter or one.company)
        self.phone.setText(one.phone or tr(N_("no number", "repairs tab")))
        if self._facts is not None:
            self._place.removeWidget(self._facts)
            self._facts.hide()
            self._facts.deleteLater()
        done = format_moment(one.done_at, now=now) if one.done_at is not None else ""
        lines = (
            (N_("Order", "repairs tab"), one.number),
            (N_("Place", "repairs tab"), where_line(one)),
            (N_("What", "repairs tab"), one.description),
            (N_("Done", "repairs tab"), " · ".join(p for p in (done, one.colleague_name) if p)),
            (N_("What was done", "repairs tab"), one.done_words),
            (
                N_("Calls that nobody answered", "repairs tab"),
                str(one.missed_calls) if one.missed_calls else "",
            ),
        )
        self._facts = facts(lines)
        self._place.addWidget(self._facts)
        self.form.reset()
        self.form.hide()
        self.satisfied.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_missed(self) -> None:
        """Nobody answered: that is put on record, and this one comes again after the others."""
        words = tr(N_("Nobody answered.", "repairs tab"))
        self._do(lambda repairs, actor, order: repairs.missed_call(actor, order, words), self._missed)

    def _missed(self, now: Order) -> None:
        self._busy = False
        text = N_("{number}: nobody answered ({n} so far). The call-back stays due.", "repairs tab")
        self._ctx.toasts.show(text, number=plain(now.number), n=now.missed_calls)
        self.queue[self.place] = now
        if len(self.queue) == 1:
            self.accept()
            return
        self.place = (self.place + 1) % len(self.queue)
        self._show()

    def say_satisfied(self) -> None:
        """All is well."""
        self._call_back(True, "")

    def ask_why(self) -> None:
        """What is not well is written down: a rework begins with it."""
        self.form.show()
        self.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _save_unsatisfied(self) -> None:
        if self.form.isVisible():
            self._call_back(False, self.why.text())

    def _call_back(self, satisfied: bool, why: str) -> None:
        self._do(lambda repairs, actor, order: repairs.call_back(actor, order, satisfied, why), self._called)

    def _do(
        self, verb: Callable[[Repairs, Actor, int], Changes[Order]], done: Callable[[Order], None]
    ) -> None:
        if self._busy:
            return
        self._busy = True
        repairs, order = self._ctx.services.get(Repairs), self.order.id
        self._ctx.do(lambda actor: verb(repairs, actor, order), owner=self, done=done, failed=self._failed)

    def _called(self, now: Order) -> None:
        self._busy = False
        self.called.emit(now)
        del self.queue[self.place]
        if not self.queue:
            self.accept()
            return
        self.place %= len(self.queue)
        self._show()

    def _failed(self, error: Exception) -> bool:
        self._busy = False
        if not isinstance(error, InvalidInput) or "why" not in error.problems:
            return False
        self.ask_why()
        return self.form.show_problems(InvalidInput({"why": error.problems["why"]}))


def said_called_back(ctx: AppContext, now: Order, show: Callable[[int], object]) -> None:
    """Say what came of a call-back; a rework is one press away."""
    if now.satisfied or now.reworked_as is None:
        ctx.toasts.show(N_("{number}: called back, satisfied.", "repairs tab"), number=plain(now.number))
        return
    rework = now.reworked_as
    ctx.toasts.show(
        N_("{number}: not satisfied. A rework is open.", "repairs tab"),
        action=N_("Look at the rework", "repairs tab"),
        on=lambda: show(rework),
        number=plain(now.number),
    )
