"""One conflict as a card: what cannot be right, both sides, what to do, and the outcome to write."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desk_app.services.conflicts.records import DEED_NAMES, KIND_NAMES, Conflict, ConflictKind, Deed, Side
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.gate.places import NUMBERED
from desk_app.ui.i18n import format_day, format_time, say, speaker, tr
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.pill import Pill

WHAT_TO_DO: dict[ConflictKind, Message] = {
    ConflictKind.USED_TWICE: N_(
        "Phone both gates: what was carried out each time, with which paper? Look at both papers and ask the customer. "
        "One of them may be a copy."
    ),
    ConflictKind.TOO_MUCH: N_(
        "Phone the gates and compare what each let out with the pass. Ask the customer about the pieces too many."
    ),
    ConflictKind.AFTER_REVOCATION: N_(
        "The gate had not heard of the revocation. Ask whoever revoked it why, and the customer where the goods are."
    ),
    ConflictKind.TWO_OF_A_NUMBER: N_(
        "A PC was set back to an old copy and gave a number out twice. Compare the papers, and tell whoever looks "
        "after the program."
    ),
    ConflictKind.RETURNED_TWICE: N_(
        "Phone both gates: what came back each time, with which paper? Count the goods and compare them with the pass."
    ),
    ConflictKind.KEY_OUT_TWICE: N_(
        "Phone both desks: who has the key in hand now? Each hand-out stays as it was written; have the one that is "
        "wrong given back there."
    ),
}


class ConflictCard(Card):
    """An open conflict; what is typed stays while the list is read again."""

    settled = Signal(object, str)
    """The conflict's id and the outcome."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        self._sides = QWidget()
        self._title = Label(role="heading")
        self._title.setWordWrap(True)
        self.kind = Pill()
        self._found = Label(role="caption")
        self._told = Label(role="muted")
        self._told.setWordWrap(True)
        self.outcome = QLineEdit()
        self.outcome.setMaxLength(1000)
        say(self.outcome, N_("What came of it: who was phoned, where the goods are"), "setPlaceholderText")
        say(self.outcome, N_("Outcome", "conflict"), "setAccessibleName")
        self.write = button(N_("Write the outcome"), self._send, kind="primary", icon="check")
        self.problem = Label(role="problem")
        self.problem.hide()
        head = row(self.kind, self._title, self._found, spacing=12)
        head.setStretch(1, 1)
        self._place = column()
        foot = row(self.outcome, self.write, spacing=12)
        foot.setStretch(0, 1)
        for item in (head, self._place, self._told, foot, self.problem):
            self.body.addWidget(item) if isinstance(item, QWidget) else self.body.addLayout(item)
        QShortcut(QKeySequence("Return"), self.outcome, self._send)
        speaker.language_changed.connect(self._retell)
        self.show_conflict(conflict)

    def show_conflict(self, conflict: Conflict) -> None:
        """The same conflict, perhaps with one side more."""
        self.conflict = conflict
        say(self._told, WHAT_TO_DO[conflict.kind])
        self.kind.show_state(KIND_NAMES[conflict.kind], "danger")
        self._title.setText(conflict.title)
        self._retell()

    def show_problem(self, message: Message, values: dict[str, object]) -> None:
        """What is wrong with the outcome."""
        speaker.remember(self.problem, "setText", message, values)
        self.problem.show()
        self.outcome.setFocus()

    def _send(self) -> None:
        self.problem.hide()
        self.settled.emit(self.conflict.id, self.outcome.text())

    def _retell(self, _language: str = "") -> None:
        say(self._found, N_("Found {when}"), when=plain(said_moment(self.conflict)))
        self._place.removeWidget(self._sides)
        self._sides.hide()
        self._sides.deleteLater()
        self._sides = sides_of(self.conflict)
        self._place.addWidget(self._sides)


def sides_of(conflict: Conflict) -> QWidget:
    """Who did what: one line a side."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(4, 1)
    for line, side in enumerate(conflict.sides):
        for at, text in enumerate(said_side(side)):
            grid.addWidget(Label(text), line, at)
    return made


def said_side(side: Side) -> tuple[str, str, str, str, str]:
    """Gate and PC, time, who, what, how much."""
    place = tr(NUMBERED, n=side.place) if side.place.isdigit() else side.place
    where = (
        tr(N_("{gate} (PC {desk})"), gate=place, desk=side.desk)
        if place
        else tr(N_("PC {desk}"), desk=side.desk)
    )
    when = f"{format_day(side.at)} {format_time(side.at, seconds=True)}" if side.at else ""
    much = tr(N_("{n} pieces", "conflict"), n=side.pieces) if side.pieces else ""
    deed = tr(DEED_NAMES[side.what])
    # A key is handed out to somebody: the name belongs behind the deed.
    who = (deed, side.by) if side.what is Deed.HANDED_OUT else (side.by, deed)
    return where, when, *who, much


def said_moment(conflict: Conflict) -> str:
    """When it was found."""
    return f"{format_day(conflict.found_at)} {format_time(conflict.found_at)}"


class SettledLine(QWidget):
    """A settled conflict: quiet, never edited."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self._conflict = conflict
        self._when = Label(role="caption")
        self._what = said_label(KIND_NAMES[conflict.kind], "muted")
        outcome = Label(conflict.outcome, "muted")
        outcome.setWordWrap(True)
        self.setLayout(
            column(row(Label(conflict.title), self._what, None, self._when, spacing=12), outcome, spacing=2)
        )
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _retell(self, _language: str = "") -> None:
        moment = self._conflict.settled_at
        when = f"{format_day(moment)} {format_time(moment)}" if moment else ""
        say(self._when, N_("{name}, {when}"), name=plain(self._conflict.settled_by_name), when=plain(when))
