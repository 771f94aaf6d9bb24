"""The daily check (每日清点): every key still out, one after the other, with the reason why (operating manual, Key
register 5).

Keyboard: type the reason or take one with Alt and its digit, Alt+Y or Alt+N if the holder was phoned, Enter for the
next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Handout, HandoutCard, KeyCall, View
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import HANDOUT_KIND
from desk_app.ui.i18n import format_day, format_duration, format_moment, say, tr
from desk_app.ui.tabs.keys import papers
from desk_app.ui.tabs.keys.columns import codes_line, holder_line, places_line, purpose_line
from desk_app.ui.tabs.keys.panel_parts import entry
from desk_app.ui.tabs.keys.people import DepartmentNames
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import block, facts, scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _EDGE, _LIST = 1060, 660, 40, 400
_MOST_REASONS = 6
NOT_CALLED, REACHED, MISSED = "none", "reached", "missed"
CALLS = (
    Chip(NOT_CALLED, N_("Not phoned", "daily check")),
    Chip(REACHED, N_("Phoned: reached", "daily check"), "positive"),
    Chip(MISSED, N_("Phoned: not reached", "daily check"), "warning"),
)


@dataclass(frozen=True)
class Asked:
    """A borrowing of the check with what is needed to ask about it; `reason` once it is written."""

    card: HandoutCard
    phone: str = ""
    department: str = ""
    reason: str = ""

    @property
    def id(self) -> int:
        """Of the borrowing."""
        return self.card.handout.id

    @property
    def handout(self) -> Handout:
        """The borrowing."""
        return self.card.handout


class CheckDialog(Dialog):
    """List at the left, the one asked about at the right."""

    opened = Signal(str, object)
    """Kind and record to be shown behind this dialog, which is closed."""

    def __init__(self, ctx: AppContext, parent: QWidget, day: date) -> None:
        super().__init__(parent)
        self._ctx, self._day = ctx, day
        self.asked: list[Asked] = []
        say(self, N_("Daily check of keys out"), "setWindowTitle")
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.table.setFixedWidth(_LIST)
        self.table.selected_rows.connect(lambda _: self._show_current())
        self._build()
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        for key, on in (("Alt+Y", REACHED), ("Alt+N", MISSED)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda on=on: self.call.choose(on))
        self.load()

    def _columns(self) -> Sequence[Column]:
        return (
            Column(N_("Key", "keys tab"), lambda one: codes_line(one.handout), width=110),
            Column(N_("Holder", "keys tab"), lambda one: one.handout.holder, width=96),
            Column(
                N_("Reason", "keys tab"),
                lambda one: one.reason or tr(N_("to be asked", "daily check")),
                tone=lambda one: None if one.reason else "warning",
                icon=lambda one: "check" if one.reason else None,
                tip=lambda one: one.reason or None,
            ),
        )

    def _build(self) -> None:
        self.progress = Label(role="muted")
        head = row(said_label(N_("Daily check of keys out"), "title"), self.progress, None)
        self.place = QWidget()
        self._place = column()
        self.place.setLayout(self._place)
        self.shown: QWidget | None = None
        self._build_form()
        right = column(self.place, self.question, spacing=12)
        right.setStretch(0, 1)
        body = row(self.table, spacing=20)
        body.addLayout(right, 1)
        self.end = said_label(
            N_("Every key that is still out has a reason. Nothing is left to ask."), "heading", wrap=True
        )
        layout = column(head, self.end, body, self._foot(), spacing=14, margins=24)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _build_form(self) -> None:
        self.form = Form(enter_submits=True)
        self.form.submitted.connect(self.next)
        self.reason = QLineEdit()
        self.form.add("reason", N_("Why it is still out", "daily check"), self.reason, required=True)
        self.offers = QWidget()
        self.offers.setLayout(FlowLayout(spacing=6))
        self.call = FilterBar(CALLS)
        self.question = QWidget()
        self.question.setLayout(column(self.form, self.offers, self.call, spacing=10))

    def _foot(self) -> QWidget:
        self.sure = button(N_("Note it, next (Enter)"), self.next, kind="primary", icon="check")
        self.skip_button = button(N_("Skip", "daily check"), self.skip, key="Alt+S")
        self.show_button = button(N_("Borrowing", "keys tab"), self._show_behind, kind="quiet", icon="list")
        self.paper = button(N_("Print what has no reason"), self.print_it, icon="print")
        box = QWidget()
        close = button(N_("Close"), self.accept)
        box.setLayout(row(self.paper, close, None, self.show_button, self.skip_button, self.sure))
        return box

    # The list

    def load(self) -> None:
        """Read what has no reason yet, and which reasons are common."""
        keys, people = self._ctx.services.get(KeyQueries), self._ctx.services.get(ColleagueQueries)
        directory, day = self._ctx.services.get(DirectoryQueries), self._day

        def answer(actor: Actor) -> tuple[list[Asked], list[str]]:
            named = DepartmentNames()
            named.learn(directory.departments(actor))
            found = []
            for one in keys.unexplained(actor, day):
                holder = people.one(actor, one.colleague)
                phone = holder.phone if holder is not None else ""
                found.append(Asked(keys.card(actor, one.id), phone, named(one.department)))
            return found, keys.reasons(actor, _MOST_REASONS)

        self._ctx.read(answer, owner=self, done=lambda found: self._show(*found), key="check")

    def _show(self, asked: list[Asked], reasons: list[str]) -> None:
        self.asked = asked
        for place, reason in enumerate(reasons, 1):
            self._offer(place, reason)
        self.offers.setVisible(bool(reasons))
        self.table.set_rows(asked)
        self._go_on()

    def _offer(self, place: int, reason: str) -> None:
        said = plain(f"{place}  {reason}")
        made = button(said, lambda: self.take_reason(reason), kind="chip", key=f"Alt+{place}")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = self.offers.layout()
        assert layout is not None
        layout.addWidget(made)

    @property
    def current(self) -> Asked | None:
        """The borrowing asked about."""
        rows: list[Asked] = self.table.selection()
        return rows[0] if rows else None

    @property
    def left(self) -> list[Asked]:
        """What has no reason yet, in the order of the list."""
        return [one for one in self.table.rows_model.rows if not one.reason]

    def _go_on(self) -> None:
        """To the next without a reason, after the one in sight; else all is done."""
        left, current = self.left, self.current
        rows = list(self.table.rows_model.rows)
        if left:
            at = rows.index(current) if current in rows else -1
            later = [one for one in rows[at + 1 :] if not one.reason]
            self.table.select((later or left)[0].id)
        self._say_progress()
        self._show_current()

    def _say_progress(self) -> None:
        done, total = len(self.asked) - len(self.left), len(self.asked)
        say(
            self.progress,
            N_("{day}: {n} of {m} have a reason"),
            day=plain(format_day(self._day, weekday=True)),
            n=done,
            m=total,
        )
        self.end.setVisible(done == total)
        self.table.setVisible(total > 0)
        self.paper.setEnabled(done < total)

    # The one asked about

    def _show_current(self) -> None:
        one = self.current
        if self.shown is not None:
            self._place.removeWidget(self.shown)
            self.shown.hide()
            self.shown.deleteLater()
        self.shown = self._card(one) if one is not None else None
        if self.shown is not None:
            self._place.addWidget(self.shown)
        asking = one is not None and not one.reason
        for part in (self.question, self.sure, self.skip_button):
            part.setVisible(asking)
        self.show_button.setVisible(one is not None)
        self.form.reset({"reason": ""})
        self.call.choose(NOT_CALLED)
        if asking:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, one: Asked) -> QWidget:
        """Who, what, since when, the phone; what was said before."""
        handout, now = one.handout, self._now()
        late = format_duration(now - handout.due) if handout.overdue(now) else ""
        told = [
            (
                N_("Holder", "keys tab"),
                " · ".join(part for part in (holder_line(handout), one.department) if part),
            ),
            (N_("Phone"), one.phone),
            (N_("Purpose", "keys tab"), purpose_line(handout)),
            (N_("Taken", "keys tab"), format_moment(handout.out_at, now=now) if handout.out_at else ""),
            (N_("Back by", "keys tab"), format_moment(handout.due, now=now)),
            (N_("Late by", "daily check"), late),
            (N_("Reason", "keys tab"), one.reason),
        ]
        before = [
            entry(each.reason, format_day(each.day, weekday=True)) for each in reversed(one.card.explanations)
        ]
        calls = [
            entry(_said_call(each), format_moment(each.at, now=now))
            for each in reversed(one.card.calls)
            if not each.owner
        ]
        place = Label(places_line(handout), "heading")
        place.setWordWrap(True)
        return scrolling(
            Label(codes_line(handout), "title"),
            place,
            facts(told),
            *block(N_("Reasons of earlier days"), *before),
            *block(N_("Calls", "keys tab"), *calls),
            spacing=10,
        )

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    # Verbs

    def take_reason(self, reason: str) -> None:
        """One of those written often; Enter notes it."""
        self.reason.setText(reason)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self) -> None:
        """Note the call, if there was one, and the reason; then the next."""
        one = self.current
        if one is None or one.reason or not self.sure.isEnabled():
            return
        reason, call = self.reason.text().strip(), self.call.current
        if not reason:
            problem = UserError(SAY_WHY)
            self.form.show_problems(InvalidInput({"reason": problem}))
            return
        keys = self._ctx.services.get(Keys)
        self.sure.setEnabled(False)

        def explain() -> None:
            self._ctx.do(
                lambda actor: keys.explain(actor, one.id, self._day, reason),
                owner=self,
                done=lambda _: self._explained(one, reason),
                failed=self._failed,
            )

        if call == NOT_CALLED:
            explain()
        else:
            self._ctx.do(
                lambda actor: keys.note_call(actor, one.id, call == REACHED, reason),
                owner=self,
                done=lambda _: explain(),
                failed=self._failed,
            )

    def _explained(self, one: Asked, reason: str) -> None:
        self.sure.setEnabled(True)
        done = Asked(one.card, one.phone, one.department, reason)
        self.asked = [done if each.id == one.id else each for each in self.asked]
        self.table.set_rows(self.asked)
        self._go_on()

    def _failed(self, error: Exception) -> bool:
        self.sure.setEnabled(True)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def skip(self) -> None:
        """This one later."""
        self._go_on()

    def print_it(self) -> None:
        """What has no reason, with room to write it by hand."""
        papers.print_list(self._ctx, self, [one.handout for one in self.left], View.UNEXPLAINED, self._day)

    def _show_behind(self) -> None:
        if self.current is not None:
            record = self.current.id
            self.accept()
            self.opened.emit(HANDOUT_KIND, record)


def _said_call(call: KeyCall) -> str:
    reached = N_("Reached", "keys tab") if call.reached else N_("Not reached", "keys tab")
    return " · ".join(part for part in (tr(reached), call.words) if part)
