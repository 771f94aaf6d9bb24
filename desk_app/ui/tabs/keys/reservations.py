"""Reservations: which key is wanted by whom, from when until when; make one, cancel one."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.keys.records import Key, Reservation, ReservationDraft
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.tabs.keys.people import suggest_colleagues
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST = 8
_WIDTH, _HEIGHT, _EDGE = 880, 620, 40


class ReservationsDialog(Dialog):
    """The list from today on, and under it the form for a new one."""

    def __init__(self, ctx: AppContext, parent: QWidget, key: Key | None = None) -> None:
        """`key`: what is wanted, to begin with."""
        super().__init__(parent)
        self._ctx, self._request = ctx, uuid.uuid4().hex
        say(self, N_("Reservations of keys"), "setWindowTitle")
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.drop = button(N_("Cancel the one chosen"), self.cancel, icon="trash")
        self.drop.setEnabled(False)
        self.table.selected_rows.connect(lambda rows: self.drop.setEnabled(bool(rows)))
        self._build_form()
        if key is not None:
            self.key.set_draft((key, key.code))
        hint = N_("Whoever takes the key shortly before is told of it.")
        layout = column(
            said_label(N_("Reservations of keys"), "title"),
            said_label(hint, "muted", wrap=True),
            self.table,
            row(None, self.drop),
            self.form,
            row(
                button(N_("Close"), self.accept),
                None,
                button(N_("Reserve", "keys tab"), self.reserve, kind="primary", icon="calendar"),
            ),
            spacing=12,
            margins=24,
        )
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        (self.colleague if key is not None else self.key).setFocus()
        self.load()

    def _columns(self) -> tuple[Column, ...]:
        now = self._now
        return (
            Column(N_("Key", "keys tab"), lambda one: one.code, width=110),
            Column(N_("For whom", "keys tab"), lambda one: one.name, width=130),
            Column(
                N_("From", "time"),
                lambda one: format_moment(one.start, now=now()),
                sort_key=lambda one: one.start,
                width=150,
            ),
            Column(
                N_("Until", "time"),
                lambda one: format_moment(one.end, now=now()),
                sort_key=lambda one: one.end,
                width=150,
            ),
            Column(N_("What for", "keys tab"), lambda one: one.words, tip=lambda one: one.words),
        )

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _build_form(self) -> None:
        self.form = Form(columns=2)
        self.key, self.colleague = Picker(), Picker()
        self.key.query.connect(self._find_key)
        suggest_colleagues(self._ctx, self, self.colleague)
        say(self.key, N_("Code, hook, place, unit or initials"), "setPlaceholderText")
        say(self.colleague, N_("Property staff: name, initials or phone digits"), "setPlaceholderText")
        self.start, self.end = MomentField(self._ctx), MomentField(self._ctx)
        add = self.form.add
        add("key", N_("Key", "keys tab"), self.key, required=True)
        add("colleague", N_("For whom", "keys tab"), self.colleague, required=True)
        add("start", N_("From", "time"), self.start, required=True)
        add("end", N_("Until", "time"), self.end, required=True)
        add("words", N_("What for", "keys tab"), QLineEdit(), span=2)
        self._propose()
        self.form.submitted.connect(self.reserve)

    def _propose(self) -> None:
        """The next whole hour, for two hours."""
        start = self._now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.start.write(start)
        self.end.write(start + timedelta(hours=2))

    def _find_key(self, text: str) -> None:
        queries = self._ctx.services.get(KeyRegisterQueries)

        def answer(actor: Actor) -> list[Suggestion]:
            found = queries.keys(actor, text)[:_MOST] if text.strip() else []
            return [Suggestion(one, one.code, one.place) for one in found]

        self._ctx.read(answer, owner=self, done=lambda found: self.key.offer(text, found), key="key")

    def load(self) -> None:
        """Read the list again."""
        queries, today = self._ctx.services.get(KeyRegisterQueries), self._now().date()
        self._ctx.read(
            lambda actor: queries.reservations(actor, today), owner=self, done=self.table.set_rows, key="list"
        )

    def reserve(self) -> None:
        """Keep the key."""
        problems, (key, _), (who, _) = self._unread(), self.key.draft(), self.colleague.draft()
        start, end = self.start.value, self.end.value
        if problems or start is None or end is None or key is None:
            self.form.show_problems(InvalidInput(problems))
            return
        words, whom = self.form.draft()["words"], who.id if who else None
        draft = ReservationDraft(key.id, whom, start, end, words, self._request)
        register = self._ctx.services.get(KeyRegister)
        self._ctx.do(
            lambda actor: register.reserve(actor, draft), owner=self, done=self._done, failed=self._failed
        )

    def _unread(self) -> dict[str, DeskError]:
        problems: dict[str, DeskError] = {}
        if self.key.draft()[0] is None:
            problems["key"] = UserError(N_("Choose the key from the list."))
        for name, field in (("start", self.start), ("end", self.end)):
            if field.value is None:
                problems[name] = UserError(NOT_READ)
        return problems

    def _done(self, one: Reservation) -> None:
        self._ctx.toasts.show(
            N_("{code} is reserved for {name}."), code=plain(one.code), name=plain(one.name)
        )
        self._request = uuid.uuid4().hex
        self.form.reset()
        self._propose()
        self.key.setFocus()
        self.load()

    def _failed(self, error: Exception) -> bool:
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def cancel(self) -> None:
        """The key chosen is not wanted then."""
        chosen: list[Reservation] = self.table.selection()
        if not chosen:
            return
        one, register = chosen[0], self._ctx.services.get(KeyRegister)
        question = N_("Cancel the reservation of {code} for {name}?")
        sure = tr(N_("Cancel it", "reservation"))
        if self._ctx.ask.confirm(self, tr(question, code=plain(one.code), name=plain(one.name)), sure):
            self._ctx.do(
                lambda actor: register.cancel_reservation(actor, one.id),
                owner=self,
                done=lambda _: self.load(),
            )
