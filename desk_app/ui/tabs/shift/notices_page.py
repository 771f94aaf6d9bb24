"""What everybody must know, from day to day; who has read it is on record."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.queries import NoticeQueries
from desk_app.services.shift.records import AUDIENCE_NAMES, ROLES, Notice
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_moment, say, speaker, tr
from desk_app.ui.printing.papers import today
from desk_app.ui.tabs.shift.notice_dialogs import PostDialog, WithdrawDialog
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, put, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable


class NoticesPage(Part):
    """A list, the chosen notice below it with who has read it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Notices", "shift tab"),
            N_("What everybody must know, from day to day; who has read it is on record.", "shift tab"),
        )
        self._verbs, self._ask = ctx.services.get(Notices), ctx.services.get(NoticeQueries)
        self._members: list[StaffMember] = []
        self._wanted = 0
        self._names: dict[int, str] = {}
        self.post = button(
            N_("New notice", "notice"), self.post_one, kind="primary", icon="plus", key="Ctrl+N"
        )
        self.tools.addWidget(self.post)
        self.table = RowTable(
            [
                Column(N_("Notice", "notice"), lambda one: one.text.replace("\n", " "), least=260),
                Column(N_("For", "notice"), lambda one: tr(AUDIENCE_NAMES[one.audience]), width=120, spare=2),
                Column(N_("Holds", "notice"), _days, lambda one: one.first, width=210),
                Column(N_("Posted by", "notice"), lambda one: self._names.get(one.by, ""), width=110, spare=1),
                Column(
                    N_("State", "notice"), lambda one: tr(self._state(one)[0]), width=130,
                    tone=lambda one: self._state(one)[1], pill=True,
                ),
            ],
            lambda one: one.id,
        )  # fmt: skip
        self.table.selected_rows.connect(self._show)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._build_card())
        speaker.language_changed.connect(self._retell)

    def _build_card(self) -> QWidget:
        self.card = Card()
        self.text, self.readers, self.missing = Label(role="body"), Label(role="muted"), Label(role="muted")
        for one in (self.text, self.readers, self.missing):
            one.setWordWrap(True)
        self.read = button(N_("I have read it", "notice"), self.read_it, kind="primary", icon="check")
        self.withdraw = button(N_("Withdraw …", "notice"), self.withdraw_it, icon="cross")
        put(self.card.body, self.text, self.readers, self.missing, row(self.read, self.withdraw, None))
        self.card.hide()
        return self.card

    def load(self) -> None:
        """The list again; the chosen one stays."""
        staff = self.ctx.services.get(StaffQueries)
        self.ctx.read(
            lambda actor: (self._ask.all(actor), staff.who_can_sign_in(), staff.names(actor)),
            owner=self,
            done=self._know,
        )

    def show_record(self, record: int) -> None:
        """A notice, as soon as the list was read."""
        self._wanted = record
        self.table.select(record)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Notice | None:
        """The one in sight."""
        rows: list[Notice] = self.table.selection()
        return rows[0] if rows else None

    def post_one(self) -> None:
        """A new one."""
        PostDialog(self.ctx, self.window()).begin(self._posted)

    def read_it(self) -> None:
        """Whoever is signed in has read the chosen one."""
        one = self.chosen
        if one is not None:
            self.ctx.do(lambda by: self._verbs.read(by, one.id), owner=self, done=self._again)

    def withdraw_it(self) -> None:
        """The chosen one does not hold any more."""
        one = self.chosen
        if one is not None:
            WithdrawDialog(self.ctx, self.window(), one).begin(self._again)

    def _posted(self, one: Notice) -> None:
        self.ctx.toasts.show(N_("Posted. It is shown at sign-in until it was read.", "notice"))
        self._wanted = one.id
        self.load()

    def _again(self, _result: object = None) -> None:
        self.load()

    def _know(self, found: tuple[list[Notice], list[StaffMember], dict[int, str]]) -> None:
        notices, self._members, self._names = found
        self.table.set_rows(notices)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = 0
        self._show(self.table.selection())

    def _show(self, rows: list[Notice]) -> None:
        self.card.setVisible(bool(rows))
        if not rows:
            return
        one, actor = rows[0], self.ctx.actor
        holds = one.holds(self._today)
        self.text.setText(one.text)
        self.read.setVisible(holds and actor.staff_id not in one.readers)
        mine = one.by == actor.staff_id or actor.role in SUPERVISORS
        self.withdraw.setVisible(one.withdrawn_at is None and mine)
        self._say_readers(one)

    def _say_readers(self, one: Notice) -> None:
        read = [f"{self._names.get(who, '')} {format_moment(at)}" for who, at in one.readers.items()]
        say(self.readers, N_("Read by: {names}", "notice"), names=plain("、".join(read) or "—"))
        waiting = [
            each.name
            for each in self._members
            if each.role in ROLES[one.audience] and each.id not in one.readers
        ]
        if one.withdrawn_at is not None:
            who, why = self._names.get(one.withdrawn_by, ""), one.withdrawn_why
            text = N_("Withdrawn by {name}, {at}: {why}", "notice")
            say(
                self.missing, text, name=plain(who), at=plain(format_moment(one.withdrawn_at)), why=plain(why)
            )
        else:
            say(self.missing, N_("Not read yet: {names}", "notice"), names=plain("、".join(waiting) or "—"))

    @property
    def _today(self) -> date:
        return today(self.ctx)

    def _state(self, one: Notice) -> tuple[Message, Tone | None]:
        if one.withdrawn_at is not None:
            return N_("Withdrawn", "notice"), "neutral"
        if one.last < self._today:
            return N_("Over", "notice"), "neutral"
        if one.first > self._today:
            return N_("To come", "notice"), "info"
        if one.must_read and self.ctx.actor.staff_id not in one.readers:
            return N_("To read", "notice"), "warning"
        return N_("In force", "notice"), "positive"

    def _retell(self, _language: str = "") -> None:
        self._show(self.table.selection())


def _days(one: Notice) -> str:
    if one.first == one.last:
        return format_day(one.first, year=False)
    return f"{format_day(one.first, year=False)} – {format_day(one.last, year=False)}"
