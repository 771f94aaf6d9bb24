"""Taking back: scan, one key. What came, three things to see to, who brings it; then the hook in large letters.

Keyboard: 1, 2, 3 flip the checks. F4 means that all is done and takes it back; so does Enter while none is ticked yet.
With some ticked Enter asks for the others: what was left out may not have been seen to.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QStackedWidget, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import GivenBack, HandoutCard, ReturnDraft
from desk_app.services.keys.rules import asked_checks
from desk_app.services.keys.service import Keys
from desk_app.ui.i18n import format_moment, say, speaker, tr
from desk_app.ui.tabs.keys.back_lines import BackLines
from desk_app.ui.tabs.keys.check_row import CheckRow, digits
from desk_app.ui.tabs.keys.columns import holder_line
from desk_app.ui.tabs.keys.hang_up import HangUp
from desk_app.ui.tabs.keys.people import suggest_colleagues
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Collection

    from desk_app.ui.context import AppContext

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GiveBack(QWidget):
    """One borrowing that comes back, as a whole or in part."""

    given_back = Signal(object)
    """The GivenBack."""
    closed = Signal()
    """Nothing is to be taken back after all, or it is done and read."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._saving = False
        self._request = ""
        self.card: HandoutCard | None = None
        self.asking: Asking | None = None
        """The questions, while something is to be taken back."""
        self.told = HangUp(ctx)
        self.told.closed.connect(self.closed)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayout(column(self.stack, margins=16))
        speaker.language_changed.connect(self._retell)

    def take(self, card: HandoutCard, lines: Collection[int]) -> None:
        """Ask about these lines of a borrowing; another copy of the one in sight is added to it."""
        if self.asks_about(card.handout.id) and self.asking is not None:
            for line in lines:
                self.asking.lines.tick(line)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.card, self._request = card, uuid.uuid4().hex
        self._ask(Asking(self._ctx, card, lines))

    def _ask(self, asking: Asking) -> None:
        self.leave()
        self.asking = asking
        asking.sent.connect(self.submit)
        asking.left.connect(self.closed)
        self.stack.addWidget(asking)
        self.stack.setCurrentWidget(asking)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Forget what was asked."""
        asking, self.asking = self.asking, None
        if asking is not None:
            self.stack.removeWidget(asking)
            asking.hide()
            asking.deleteLater()

    def asks_about(self, handout: int) -> bool:
        """Whether this borrowing is the one in sight, and not taken back yet."""
        return self.asking is not None and self.card is not None and self.card.handout.id == handout

    def submit(self) -> None:
        """All is done: take it back. A second call while the first is under way does nothing."""
        if self._saving or self.asking is None or self.card is None:
            return
        draft = self.asking.draft(self._request)
        if not draft.lines:
            self.asking.say_nothing_chosen()
            return
        self._saving = True
        keys, handout = self._ctx.services.get(Keys), self.card.handout
        self._ctx.do(
            lambda actor: keys.give_back(actor, handout.id, draft),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _enter(self) -> None:
        """What Enter means: go on, if nothing was left out."""
        if self.asking is None:
            self.closed.emit()
        elif self.asking.half_ticked:
            self.asking.ask_for_the_rest()
        else:
            self.submit()

    def _done(self, back: GivenBack) -> None:
        self._saving = False
        self.leave()
        self.told.tell(back)
        self.stack.setCurrentWidget(self.told)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.given_back.emit(back)

    def _failed(self, error: Exception) -> bool:
        self._saving = False
        if isinstance(error, InvalidInput) and self.asking is not None:
            return self.asking.show_problems(error)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits flip the checks, Enter takes back, Escape leaves."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif self.asking is not None and event.key() in digits(self.asking.checks):
            digits(self.asking.checks)[event.key()].flip()
        else:
            super().keyPressEvent(event)

    def _retell(self) -> None:
        if self.asking is not None:
            self.asking.retell()


class Asking(QWidget):
    """The questions about one borrowing."""

    sent = Signal()
    left = Signal()

    def __init__(self, ctx: AppContext, card: HandoutCard, back: Collection[int]) -> None:
        super().__init__()
        self._ctx, self._card = ctx, card
        out = card.handout.out
        self.lines = BackLines(out, back)
        asked = asked_checks(one.category for one in out)
        self.checks = [CheckRow(check, place) for place, check in enumerate(asked, 1)]
        self._build()
        self.lines.changed.connect(self._say_what)
        self.retell()

    def _build(self) -> None:
        self.code, self.hook = Label(role="figure"), Label(role="title")
        self.place, self.who = Label(), Label(role="muted")
        for one in (self.code, self.hook, self.place, self.who):
            one.setWordWrap(True)
        self.late = said_label(N_("Overdue: ask why it is late."), "problem", wrap=True)
        self.nothing = said_label(N_("Tick what comes back.", "keys tab"), "problem", wrap=True)
        self.nothing.hide()
        self.form = Form()
        self.by = Picker()
        self.form.add("colleague", N_("Brought by, if not by the holder", "keys tab"), self.by)
        suggest_colleagues(self._ctx, self, self.by)
        self.lines.section.body.addWidget(self._remark())
        self.sure = button(
            N_("All done: take back (F4)", "keys tab"), self.sent.emit, kind="primary", icon="check"
        )
        self.sure.setMinimumHeight(48)
        close = button(N_("Close"), self.left.emit, kind="icon", icon="cross", tip=N_("Close (Esc)"))
        close.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        top = row(said_label(N_("Take back", "keys tab"), "label"), None, close)
        what = column(top, self.code, self.hook, self.place, self.who, self.late, spacing=2)
        inside: QScrollArea = scrolling(
            self.lines, self.nothing, *self.checks, self.form, self.lines.section, spacing=8
        )
        layout = column(what, inside, self.sure, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _remark(self) -> QWidget:
        self.remark = QLineEdit()
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.remark, N_("Remark"), setter)
        return self.remark

    def retell(self) -> None:
        """In the language in use."""
        one = self._card.handout
        clock = self._ctx.services.bench.clock
        now = clock.now()
        self.who.setText(
            tr(
                N_("{holder}, since {time}", "keys tab"),
                holder=plain(holder_line(one)),
                time=plain(format_moment(one.out_at or one.asked_at, now=now)),
            )
        )
        say(self.by, N_("{holder} (the holder)", "keys tab"), "setPlaceholderText", holder=plain(one.holder))
        self.late.setVisible(one.overdue(now))
        self._say_what()

    def _say_what(self) -> None:
        self.nothing.hide()
        chosen = self.lines.chosen
        ring = self._card.handout.ring if len(chosen) == len(self.lines.lines) else ""
        self.code.setText(ring or "\n".join(one.code for one in chosen))
        hooks = "、".join(dict.fromkeys(one.hook for one in chosen if one.hook))
        say(self.hook, N_("Hook {hook}", "keys tab"), hook=plain(hooks))
        self.hook.setVisible(bool(hooks))
        self.place.setText("、".join(dict.fromkeys(one.place for one in chosen)))
        self.place.setVisible(len(self.lines.lines) == 1)

    def say_nothing_chosen(self) -> None:
        """Somebody pressed Enter with nothing ticked."""
        self.nothing.show()

    @property
    def half_ticked(self) -> bool:
        """Whether some of the checks are answered and others are not."""
        return len({one.answered for one in self.checks}) > 1

    def ask_for_the_rest(self) -> None:
        """Somebody pressed Enter with some ticked: say which ones are open."""
        for one in self.checks:
            if not one.answered:
                one.ask()

    def draft(self, request: str) -> ReturnDraft:
        """All three done, but for what does not apply."""
        for one in self.checks:
            one.settle()
        colleague, typed = self.by.draft()
        return ReturnDraft(
            lines=self.lines.ids,
            colleague=colleague.id if colleague is not None else None,
            other_name=typed if colleague is None else "",
            checks={one.check: one.answer for one in self.checks},
            faults=self.lines.wrong,
            critical=self.lines.critical,
            remark=self.remark.text(),
            request=request,
        )

    def show_problems(self, invalid: InvalidInput) -> bool:
        """Each problem at its place. False when one belongs to none."""
        rows = {f"checks.{one.check.value}": one for one in self.checks}
        for name, problem in invalid.problems.items():
            if name in rows:
                rows[name].show_problem(problem)
        rest = {name: one for name, one in invalid.problems.items() if name not in rows}
        if "other_name" in rest:
            rest["colleague"] = rest.pop("other_name")
        return not rest or self.form.show_problems(InvalidInput(rest))
