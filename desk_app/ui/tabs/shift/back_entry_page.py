"""What was written by hand is typed in here, with the time it happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.records import FORM_STATE_NAMES, Entered, Form, FormState
from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.paper_forms import PaperForm
from desk_app.services.core.words import N_, plain
from desk_app.services.journal.back_entry import BACK_ENTRY_DAYS, require_enterable
from desk_app.services.printing.parts import grouped
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.session import BackEntering
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.press import PushButton
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

_NUMBER_WIDTH = 200


class BackEntryPage(Part):
    """Scan the form or go without one, say when it happened, choose what it is: its tab opens."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Back-entry", "shift tab"),
            N_("What was written by hand is typed in here, with the time it happened.", "shift tab"),
        )
        self._ask = ctx.services.get(BlackoutQueries)
        self._form: Form | None = None
        """The one to enter, if it is one that can be."""
        self._shown: Form | None = None
        self.number = QLineEdit()
        self.number.setMaximumWidth(_NUMBER_WIDTH)
        say(self.number, N_("Number of the form"), "setAccessibleName")
        say(self.number, N_("Scan or type; empty: no form"), "setPlaceholderText")
        self.told = Label(role="muted")
        self.when = MomentField(ctx, past=True)
        self.problem = Label()
        self.problem.set_tone("danger")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.kinds = {one.kind: one for feature in ctx.services.bench.features for one in feature.paper_forms}
        self.choices = {kind: self._choice(one) for kind, one in self.kinds.items()}
        self.body.addWidget(self._build_card())
        self._build_list()
        self.number.textEdited.connect(lambda _: self._look())
        self.when.value_changed.connect(lambda _: self.problem.hide())
        ctx.session.back_entry_changed.connect(self._ended)
        speaker.language_changed.connect(self._retell)

    def _choice(self, one: PaperForm) -> PushButton:
        return button(one.title, self._beginner(one.kind))

    def _beginner(self, kind: str) -> Callable[[], None]:
        return lambda: self.begin(kind)

    def _build_card(self) -> Card:
        card = Card()
        first = column(said_label(N_("Number of the form"), "label"), self.number, self.told, None, spacing=4)
        second = column(said_label(N_("When did it happen?"), "label"), self.when, None, spacing=4)
        card.body.addLayout(row(first, second, None, spacing=32))
        card.body.addWidget(self.problem)
        card.body.addWidget(said_label(N_("What is it? Its form opens."), "label"))
        box = QWidget()
        box.setLayout(FlowLayout(*self.choices.values()))
        card.body.addWidget(box)
        return card

    def _build_list(self) -> None:
        self.table = RowTable(
            [
                Column(
                    N_("Happened", "report"),
                    lambda one: _short(one.happened_at),
                    lambda one: one.happened_at,
                    width=120,
                ),
                Column(
                    N_("Entered", "report"),
                    lambda one: _short(one.entered_at),
                    lambda one: one.entered_at,
                    width=120,
                ),
                Column(N_("Form", "report"), lambda one: grouped(one.form) if one.form else "–", width=120),
                Column(N_("Number"), lambda one: ", ".join(one.names)),
            ],
            lambda one: one.records[0],
        )
        self.empty = EmptyState(
            "edit",
            N_("Nothing was entered afterwards today."),
            N_("What you enter here is marked with both times."),
        )
        self.body.addWidget(said_label(N_("Entered afterwards today"), "heading"))
        self.body.addLayout(column(self.table, self.empty), 1)

    def load(self) -> None:
        """What was entered afterwards today."""
        clock = self.ctx.services.bench.clock
        start = datetime.combine(clock.now().astimezone(clock.zone).date(), time(), clock.zone)
        end = start + timedelta(days=1)
        self.ctx.read(
            lambda by: self._ask.entered(by, start, end), owner=self, done=self._show, key="entered"
        )
        if self._form is not None:
            self._look()

    def show_record(self, record: int) -> None:
        """The next form: the one before is off the table, its time stays for the one that follows."""
        self.number.clear()
        self._found(None)
        self.number.setFocus()

    def take_form(self, digits: str) -> None:
        """A form was scanned."""
        self.number.setText(grouped(digits))
        self._look()
        self.when.setFocus()

    def begin(self, kind: str) -> None:
        """From now on what is saved happened then: open where it is typed in."""
        happened = self.when.value
        if happened is None:
            self.when.setFocus()
            self._say_problem(N_("Type when it happened.") if not self.when.problem else NOT_READ)
            return
        if self.number.text().strip() and self._form is None:
            self.number.setFocus()
            self._say_problem(N_("This desk gave out no form with this number."))
            return
        bench = self.ctx.services.bench
        try:
            require_enterable(happened, bench.clock.now(), bench.settings.get(BACK_ENTRY_DAYS))
        except InvalidInput as refused:
            self.problem.setText(refused.problems["happened"].say(speaker.words))
            self.problem.show()
            return
        self.ctx.session.begin_back_entry(happened, self._form.number if self._form else "")
        self.ctx.open_new(self.kinds[kind].tab)

    def _ended(self, now: BackEntering | None) -> None:
        """The form that was entered, or left, is off the table: the next number is typed into an empty field."""
        if now is None or now.settled:
            self.number.clear()
            self._found(None)

    def _look(self) -> None:
        """Which form is it?"""
        self.problem.hide()
        typed = self.number.text()
        self.ctx.read(lambda by: self._ask.form(by, typed), owner=self, done=self._found, key="form")

    def _found(self, form: Form | None) -> None:
        usable = form is not None and form.state is not FormState.VOID
        self._form = form if usable else None
        for kind, choice in self.choices.items():
            choice.setEnabled(form is None or (usable and kind == form.kind))
        self._tell_form(form)

    def _tell_form(self, form: Form | None) -> None:
        self._shown = form
        if form is None:
            self.told.setText("")
            return
        title = tr(self.kinds[form.kind].title) if form.kind in self.kinds else form.kind
        said = N_("{title} · kit {kit} · {state}")
        if form.state is FormState.USED:
            said = N_("{title} · kit {kit} · entered already: go on only with what else stands on it.")
        state = FORM_STATE_NAMES[form.state]
        self.told.setText(tr(said, title=plain(title), kit=plain(form.kit), state=state))

    def _say_problem(self, message: str) -> None:
        self.problem.setText(tr(message))
        self.problem.show()

    def _show(self, rows: Sequence[Entered]) -> None:
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _retell(self, _language: str = "") -> None:
        self.problem.hide()
        self._tell_form(self._shown)


def _short(moment: datetime) -> str:
    """Nothing older than weeks stands here: the year goes without saying."""
    return moment.astimezone(speaker.zone).strftime("%m-%d %H:%M")
