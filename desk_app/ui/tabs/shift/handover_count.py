"""The blind count: who goes, who comes, and a number for everything; what is expected is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.figures import Unit
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_, plain
from desk_app.services.shift.records import CountDraft, ToCount
from desk_app.services.staff.records import StaffMember
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.shift.handover_said import said
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_NUMBER_WIDTH = 132


class CountRow(QWidget):
    """One thing: its name, the number, or why there is none. Enter goes on."""

    done = Signal()

    def __init__(self, one: ToCount) -> None:
        super().__init__()
        self.one = one
        self.label = Label()
        self.label.setWordWrap(True)
        self.number, self.why = QLineEdit(), QLineEdit()
        self.number.setProperty("role", "count")
        self.number.setFixedWidth(_NUMBER_WIDTH)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.why.setMaxLength(200)
        say(self.why, N_("Not counted? Write why", "handover"), "setPlaceholderText")
        self.problem = Label(role="problem")
        self.problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, widget in enumerate((self.label, self.number, self.why)):
            grid.addWidget(widget, 0, place)
        grid.addWidget(self.problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2)
        self.number.returnPressed.connect(self._enter)
        self.why.returnPressed.connect(self.done)
        for field in (self.number, self.why):
            field.textChanged.connect(self._edited)
        speaker.language_changed.connect(self._retell)
        self._retell()

    def show_problem(self, text: str) -> None:
        """What is wrong; nothing for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        restyle(self.number, problem=bool(text))

    def _enter(self) -> None:
        """A number is enough; without one the reason is next."""
        if self.number.text().strip():
            self.done.emit()
        else:
            self.why.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self) -> None:
        self.show_problem("")

    def _retell(self, _language: str = "") -> None:
        text = said(self.one.label, self.one.where)
        if self.one.unit is Unit.FEN:
            text = tr(N_("{what}, in yuan", "handover"), what=plain(text))
        self.label.setText(text)
        self.number.setAccessibleName(text)
        self.why.setAccessibleName(tr(N_("Why {what} was not counted", "handover"), what=plain(text)))


class CountView(QWidget):
    """Steps 1 and 2 of a handover."""

    counted = Signal(object)
    """A CountDraft."""
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._request = uuid4().hex
        self.rows: dict[str, CountRow] = {}
        self.members: list[StaffMember] = []
        self.leaving, self.coming = Choice([]), Choice([])
        self.who = Form(columns=2)
        self.who.add("leaving", N_("Hands over", "handover"), self.leaving)
        self.who.add("coming", N_("Takes over, and counts", "handover"), self.coming)
        people = Card(N_("1. Who", "handover"))
        people.body.addWidget(self.who)
        self.card = Card(N_("2. Count", "handover"))
        told = N_("{name} counts. What the records say is shown only afterwards.", "handover")
        self._told = said_label(told, "muted", wrap=True, name=plain(""))
        self.card.body.addWidget(self._told)
        self._lines = column(spacing=6)
        self.card.body.addLayout(self._lines)
        inside = QWidget()
        inside.setLayout(column(people, self.card, None, spacing=16, margins=4))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.cancel = button(N_("Cancel"), self.cancelled.emit)
        self.sure = button(
            N_("Counted: compare", "handover"), self.send, kind="primary", icon="check", key="Ctrl+Return"
        )
        layout = column(area, row(self.cancel, None, self.sure), spacing=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.coming.value_changed.connect(self._name_counter)
        self.leaving.value_changed.connect(self._somebody_else)

    def begin(self, found: Sequence[ToCount], members: Sequence[StaffMember], here: int) -> None:
        """An empty sheet; `here` is who is signed in and, as a rule, goes."""
        self._request = uuid4().hex
        self.members = [one for one in members if one.role in DESK]
        self.leaving.offer((one.id, plain(one.name)) for one in self.members)
        self.leaving.choose(here)
        self._somebody_else()
        for old in self.rows.values():
            self._lines.removeWidget(old)
            old.deleteLater()
        self.rows = {}
        for one in found:
            made = self.rows[one.key] = CountRow(one)
            made.done.connect(self._next)
            self._lines.addWidget(made)
        self.coming.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_of(self, staff: int) -> str:
        """What somebody is called."""
        return next((one.name for one in self.members if one.id == staff), "")

    def send(self) -> None:
        """Hand the count on."""
        self.counted.emit(self.draft())

    def draft(self) -> CountDraft:
        """What stands in the fields."""
        draft = CountDraft(
            self.coming.value or 0,
            {key: one.number.text() for key, one in self.rows.items()},
            {key: one.why.text() for key, one in self.rows.items() if one.why.text().strip()},
        )
        return replace(draft, request=self._request)

    def show_problems(self, error: InvalidInput) -> bool:
        """Each at its line; the first gets the keyboard. False for one that belongs to no line."""
        shown = [key for key in self.rows if key in error.problems]
        for key in shown:
            self.rows[key].show_problem(error.problems[key].say(speaker.words))
        if shown:
            self.rows[shown[0]].number.setFocus(Qt.FocusReason.OtherFocusReason)
        rest = {key: one for key, one in error.problems.items() if key not in self.rows}
        return not rest or self.who.show_problems(InvalidInput(rest))

    def _next(self) -> None:
        rows = list(self.rows.values())
        place = rows.index(self.sender())  # type: ignore[arg-type]
        after = rows[place + 1].number if place + 1 < len(rows) else self.sure
        after.setFocus(Qt.FocusReason.TabFocusReason)

    def _somebody_else(self, _who: object = None) -> None:
        """Whoever goes does not come."""
        before = self.coming.value
        others = [one for one in self.members if one.id != self.leaving.value]
        self.coming.offer((one.id, plain(one.name)) for one in others)
        self.coming.choose(before)
        self._name_counter()

    def _name_counter(self, _who: object = None) -> None:
        told = N_("{name} counts. What the records say is shown only afterwards.", "handover")
        say(self._told, told, name=plain(self.name_of(self.coming.value or 0)))
